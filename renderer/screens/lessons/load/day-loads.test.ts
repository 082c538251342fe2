import { expect, test } from 'vitest';
import type { Homework } from '../../../../preload/contract/index.ts';
import { dayLoads, scaleOf } from './day-loads.ts';

/** Monday 19 October 2026 at midnight in Paris: the clocks change on the Sunday. */
const MONDAY = Date.UTC(2026, 9, 18, 22);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function due(dueAt: number, expectedMinutes: number | null): Homework {
  return {
    id: `${dueAt}`,
    lessonId: null,
    classGroupId: 'c',
    text: 'Ex. 1',
    dueAt,
    expectedMinutes,
    handIn: null,
    sync: 'synced',
  };
}

test('each day has the sum of what is due on it, and what nobody measured is counted apart', () => {
  const homework = [due(MONDAY + 8 * HOUR, 30), due(MONDAY + 10 * HOUR, 20), due(MONDAY + DAY, null)];
  const loads = dayLoads(MONDAY, homework);
  expect(loads.map(({ minutes, count, unsaidCount }) => [minutes, count, unsaidCount])).toEqual([
    [50, 2, 0],
    [0, 1, 1],
    ...Array.from({ length: 5 }, () => [0, 0, 0]),
  ]);
});

test('the Sunday on which the clocks change has 25 hours, and the next Monday is another week', () => {
  const sunday = MONDAY + 6 * DAY;
  const loads = dayLoads(MONDAY, [due(sunday + 24.5 * HOUR, 15), due(sunday + 25 * HOUR, 40)]);
  expect(loads.at(-1)).toMatchObject({ minutes: 15, count: 1 });
});

test('weeks have one scale, unless a day is beyond it', () => {
  expect(scaleOf(dayLoads(MONDAY, [due(MONDAY, 15)]))).toBe(120);
  expect(scaleOf(dayLoads(MONDAY, [due(MONDAY, 90), due(MONDAY + HOUR, 90)]))).toBe(180);
});
