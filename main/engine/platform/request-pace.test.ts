import { expect, test } from 'vitest';
import type { Clock } from './clock.ts';
import { RequestPace } from './request-pace.ts';

/** A clock that sleepers move, and nobody else. */
function movedClock(): Clock & { readonly slept: number[] } {
  const slept: number[] = [];
  let now = 1_000;
  return {
    slept,
    now: () => now,
    steady: () => now,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      slept.push(ms);
      now += ms;
    },
  };
}

test('no minute has more requests than the limit, and none waits longer than it must', async () => {
  const clock = movedClock();
  const pace = new RequestPace(clock);
  const began: number[] = [];
  for (let request = 0; request < 8; request += 1) {
    await pace.take(() => 3);
    began.push(clock.now());
    await clock.sleep(1_000);
  }
  expect(began).toEqual([1_000, 2_000, 3_000, 61_000, 62_000, 63_000, 121_000, 122_000]);
});

test('without a limit nobody waits, and one that comes later counts what has gone already', async () => {
  const clock = movedClock();
  let limit: number | null = null;
  const pace = new RequestPace(clock);
  for (let request = 0; request < 5; request += 1) await pace.take(() => limit);
  expect(clock.slept).toEqual([]);
  limit = 5;
  await pace.take(() => limit);
  expect(clock.slept).toEqual([60_000]);
});

test('who gives up while waiting leaves its turn to the next', async () => {
  const clock = movedClock();
  const pace = new RequestPace(clock);
  await pace.take(() => 1);
  const stop = new AbortController();
  stop.abort(new Error('stopped'));
  const stopped = pace.take(() => 1, stop.signal);
  const next = pace.take(() => 1);
  await expect(stopped).rejects.toThrow('stopped');
  await next;
  expect(clock.slept).toEqual([60_000]);
});

test('who gives up behind one that waits hears it at once', async () => {
  const sleeping = Promise.withResolvers<void>();
  const pace = new RequestPace({ now: () => 0, steady: () => 0, sleep: () => sleeping.promise });
  await pace.take(() => 1);
  const first = pace.take(() => 1);
  const stop = new AbortController();
  const behind = pace.take(() => 1, stop.signal);
  stop.abort(new Error('stopped'));
  await expect(behind).rejects.toThrow('stopped');
  sleeping.reject(new Error('closed'));
  await expect(first).rejects.toThrow('closed');
});
