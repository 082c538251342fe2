import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { systemRandom } from '../platform/random.ts';
import { Silences } from './silences.ts';

const MINUTE = 60_000;
const ADDRESS = 'https://ent.example/sync';

/** Two clocks in the hand: the one on the wall, and the steady one, which sleeps when the machine does. */
function silencesWithClocks() {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'cartable-silences-'));
  onTestFinished(() => rmSync(dataDirectory, { recursive: true, force: true }));
  const time = { wall: Date.UTC(2026, 10, 24), steady: 0 };
  const clock = { now: () => time.wall, steady: () => time.steady, sleep: async () => undefined };
  const open = () => new Silences({ dataDirectory, clock, random: systemRandom(clock) }, () => null);
  return { time, silences: open(), reopen: open };
}

test('a machine that has slept through a silence need not wait for it once more', () => {
  const { time, silences } = silencesWithClocks();
  silences.hear(ADDRESS, 60 * MINUTE);
  time.wall += 2 * 60 * MINUTE;
  // The steady clock stood still: by it, the whole hour is left.
  expect(silences.until(ADDRESS)).not.toBeNull();
  silences.trustWallClock();
  expect(silences.until(ADDRESS)).toBeNull();
});

test('a clock that is set ahead ends no silence', () => {
  const { time, silences } = silencesWithClocks();
  silences.hear(ADDRESS, 60 * MINUTE);
  time.wall += 2 * 60 * MINUTE;
  time.steady += MINUTE;
  expect(silences.until(ADDRESS)).toBeGreaterThan(time.wall + 50 * MINUTE);
});

test('of two wishes the longer one holds, whichever is heard last, also in the next run', () => {
  const { time, silences, reopen } = silencesWithClocks();
  const until = silences.hear(ADDRESS, 60 * MINUTE);
  expect(silences.hear(ADDRESS, MINUTE)).toBe(until);
  expect(reopen().until(ADDRESS)).toBe(until);
  expect(silences.until('https://other.example')).toBeNull();
  time.wall += 180 * MINUTE;
  time.steady += 180 * MINUTE;
  expect(silences.until(ADDRESS)).toBeNull();
});
