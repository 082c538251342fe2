import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Bandwidth } from './bandwidth.ts';
import type { Clock } from './clock.ts';

/** Sleeps take no time, and are counted. */
function fastClock(): Clock & { sleeps: number } {
  let now = 0;
  return {
    sleeps: 0,
    now: () => now,
    async sleep(ms) {
      now += ms;
      this.sleeps += 1;
    },
  };
}

async function* chunksOf(sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (const [index, size] of sizes.entries()) yield new Uint8Array(size).fill(index % 251);
}

test('every byte comes out in order, never faster than the limit but for one burst, and each piece sleeps at most once', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 200_000 }), { maxLength: 8 }),
      fc.integer({ min: 8_000, max: 50_000_000 }),
      async (sizes, bps) => {
        const clock = fastClock();
        const bandwidth = new Bandwidth(() => bps, clock);
        const out: Uint8Array[] = [];
        for await (const piece of bandwidth.pace(chunksOf(sizes))) out.push(piece);
        const whole: Uint8Array[] = [];
        for await (const chunk of chunksOf(sizes)) whole.push(chunk);
        expect(Buffer.concat(out).equals(Buffer.concat(whole))).toBe(true);
        const bytes = sizes.reduce((sum, size) => sum + size, 0);
        expect(clock.now()).toBeGreaterThanOrEqual((bytes * 8000) / bps - 251);
        expect(clock.now()).toBeLessThanOrEqual((bytes * 8000) / bps + out.length);
        expect(clock.sleeps).toBeLessThanOrEqual(out.length);
      },
    ),
    { verbose: 1 },
  ));

test('without a limit nothing waits, and one that comes in the middle holds from the next piece on', async () => {
  const clock = fastClock();
  let limit: number | null = null;
  const bandwidth = new Bandwidth(() => limit, clock);
  let pieces = 0;
  for await (const _piece of bandwidth.pace(chunksOf([100_000, 100_000]))) {
    pieces += 1;
    if (pieces === 1) expect(clock.sleeps).toBe(0);
    limit = 800_000;
  }
  expect(clock.now()).toBeGreaterThanOrEqual(750);
  expect(pieces).toBe(5);
});

test('a wait ends at once with the signal’s reason', async () => {
  const controller = new AbortController();
  const stopped = new Error('stopped');
  const clock: Clock = {
    now: () => 0,
    sleep: (_ms, signal) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason));
        controller.abort(stopped);
      }),
  };
  const pieces = new Bandwidth(() => 64_000, clock).pace(chunksOf([100_000]), controller.signal);
  // The first piece is the burst's.
  await pieces.next();
  await expect(pieces.next()).rejects.toBe(stopped);
});

test.each([0, -5, 1])('a limit of %d bits a second is the slowest that there is, 1 kB/s', async (bps) => {
  const clock = fastClock();
  for await (const _piece of new Bandwidth(() => bps, clock).pace(chunksOf([10_000])));
  expect(clock.now()).toBeGreaterThanOrEqual(9_749);
  expect(clock.now()).toBeLessThanOrEqual(10_050);
});
