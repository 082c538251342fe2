import { expect, test } from 'vitest';
import { addMonths, startOfMonth, weeksOfMonth } from './month.ts';
import { fromWallTime, toDateText, toWallTime } from './school-time.ts';
import { startOfWeek } from './week.ts';

const at = (year: number, month: number, day: number) =>
  startOfWeek(fromWallTime({ year, month, day, hour: 9, minute: 0 }));
const text = (atMs: number) => toDateText(toWallTime(atMs));

test.each([
  ['a week within a month', [2026, 11, 18], '2026-11-01'],
  ['a week that has its Thursday in the next month', [2026, 11, 30], '2026-12-01'],
  ['a week that has its Thursday in the month before', [2026, 10, 30], '2026-10-01'],
  ['the change of year', [2026, 12, 31], '2026-12-01'],
] as const)('%s is shown in the month that most of it is in', (_, [year, month, day], first) => {
  expect(text(startOfMonth(at(year, month, day)))).toBe(first);
});

test('every month comes after the one before it, over changes of hour and of year, and back', () => {
  let week = at(2026, 8, 12);
  const months = Array.from({ length: 26 }, () => {
    week = addMonths(week, 1);
    return text(startOfMonth(week)).slice(0, 7);
  });
  const expected = Array.from({ length: 26 }, (_, index) => {
    const month = 8 + index;
    return `${2026 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
  });
  expect(months).toEqual(expected);
  expect(text(startOfMonth(addMonths(week, -26)))).toBe('2026-08-01');
  expect(text(startOfMonth(addMonths(at(2027, 1, 13), -1)))).toBe('2026-12-01');
});

test('a month has the weeks of all of its days, and no other', () => {
  expect(weeksOfMonth(at(2027, 2, 10)).map(text)).toEqual([
    '2027-02-01',
    '2027-02-08',
    '2027-02-15',
    '2027-02-22',
  ]);
  expect(weeksOfMonth(at(2026, 11, 18)).map(text)).toEqual([
    '2026-10-26',
    '2026-11-02',
    '2026-11-09',
    '2026-11-16',
    '2026-11-23',
    '2026-11-30',
  ]);
});
