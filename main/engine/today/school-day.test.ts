import { expect, test } from 'vitest';
import { schoolDay } from './school-day.ts';

const HOUR = 3_600_000;

test('a day begins and ends at midnight in Paris, in winter and in summer', () => {
  const winter = schoolDay(Date.UTC(2026, 10, 24, 9));
  expect(winter).toEqual({ startMs: Date.UTC(2026, 10, 23, 23), endMs: Date.UTC(2026, 10, 24, 23) });
  const summer = schoolDay(Date.UTC(2026, 5, 24, 22, 30));
  expect(summer.startMs).toBe(Date.UTC(2026, 5, 24, 22));
});

test('the days on which the clocks change have 23 and 25 hours', () => {
  const spring = schoolDay(Date.UTC(2027, 2, 28, 12));
  expect(spring.endMs - spring.startMs).toBe(23 * HOUR);
  const autumn = schoolDay(Date.UTC(2026, 9, 25, 12));
  expect(autumn.endMs - autumn.startMs).toBe(25 * HOUR);
});
