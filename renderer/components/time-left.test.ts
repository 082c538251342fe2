import { expect, test } from 'vitest';
import { type TransferSample, timeLeftMs, withSample } from './time-left.ts';

const follow = (...samples: TransferSample[]) => samples.reduce(withSample, [] as readonly TransferSample[]);

test('at a steady pace the rest takes as long as the pace says, rounded up', () => {
  const samples = follow({ atMs: 0, bytesDone: 0 }, { atMs: 4000, bytesDone: 400 });
  expect(timeLeftMs(samples, 1000)).toBe(10_000);
  expect(timeLeftMs(samples, 20_000)).toBe(240_000);
});

test('nothing is promised before a pace was seen, nor when nothing moves or all is through', () => {
  expect(timeLeftMs([], 1000)).toBeNull();
  expect(timeLeftMs(follow({ atMs: 0, bytesDone: 0 }, { atMs: 500, bytesDone: 400 }), 1000)).toBeNull();
  expect(timeLeftMs(follow({ atMs: 0, bytesDone: 4 }, { atMs: 5000, bytesDone: 4 }), 1000)).toBeNull();
  expect(timeLeftMs(follow({ atMs: 0, bytesDone: 0 }, { atMs: 5000, bytesDone: 1000 }), 1000)).toBeNull();
});

test('a line that has become slow is believed after some seconds, and another transfer begins anew', () => {
  const slower = follow(
    { atMs: 0, bytesDone: 0 },
    { atMs: 1000, bytesDone: 1000 },
    { atMs: 17_000, bytesDone: 1016 },
    { atMs: 27_000, bytesDone: 1026 },
  );
  expect(timeLeftMs(slower, 1046)).toBe(20_000);
  expect(withSample(slower, { atMs: 28_000, bytesDone: 0 })).toHaveLength(1);
});
