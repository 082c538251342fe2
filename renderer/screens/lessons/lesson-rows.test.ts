import { expect, test } from 'vitest';
import type { LessonSummary } from '../../../preload/contract/index.ts';
import { layOutRows, rowOfToday } from './lesson-rows.ts';
import { fromWallTime } from './school-time.ts';

const lesson = (id: string, day: number, hour: number): LessonSummary => ({
  id,
  classGroupId: 'c',
  classGroupName: '2nde 4',
  title: id,
  startsAt: fromWallTime({ year: 2026, month: 11, day, hour, minute: 0 }),
  isPublished: true,
  publishAt: null,
  resourceCount: 0,
  hasHomework: false,
  sync: 'synced',
});
const rows = layOutRows([lesson('a', 23, 8), lesson('b', 23, 23), lesson('c', 25, 8)]);

test('each day has its head once, by the school’s calendar', () => {
  expect(rows.map(({ key }) => key)).toEqual(['2026-11-23', 'a', 'b', '2026-11-25', 'c']);
});

test('the list opens at today, or at the next day with a lesson, or at its end', () => {
  const on = (day: number) =>
    rowOfToday(rows, fromWallTime({ year: 2026, month: 11, day, hour: 12, minute: 0 }));
  expect([on(22), on(23), on(24), on(25), on(26)]).toEqual([0, 0, 3, 3, 4]);
  expect(rowOfToday([], 0)).toBe(0);
});
