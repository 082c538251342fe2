import { expect, test } from 'vitest';
import type { YearBar } from '../../../../preload/contract/index.ts';
import { firstWeeks, placeBars, yearScale } from './year-places.ts';

const WEEKS = Array.from({ length: 10 }, (_, index) => ({
  monday: new Date(Date.UTC(2026, 8, 7 + 7 * index)).toISOString().slice(0, 10),
  isHoliday: false,
  holidayName: '',
}));

function bar(sequenceId: string, firstDay: string | null, lastDay: string | null): YearBar {
  const counts = { lessonCount: 1, doneCount: 0, plannedCount: 1, overflowCount: 0 };
  return { sequenceId, title: sequenceId, firstDay, lastDay, ...counts };
}

test('the line goes from the first Monday to the last Sunday, and no day is outside of it', () => {
  const share = yearScale({ weeks: WEEKS });
  expect(['2026-09-07', '2026-10-12', '2026-11-16', '2027-05-01', '2026-01-01'].map(share)).toEqual([
    0, 0.5, 1, 1, 0,
  ]);
});

test('bars that overlap lie below one another, a day is wide enough to be seen, and what has no day is left out', () => {
  const { placed, laneCount } = placeBars(
    [
      bar('c', '2026-10-12', '2026-10-12'),
      bar('a', '2026-09-07', '2026-10-11'),
      bar('b', '2026-09-14', '2026-10-20'),
      bar('none', null, null),
    ],
    yearScale({ weeks: WEEKS }),
  );
  expect(placed.map(({ bar: { sequenceId }, lane }) => [sequenceId, lane])).toEqual([
    ['a', 0],
    ['b', 1],
    ['c', 0],
  ]);
  expect(laneCount).toBe(2);
  expect(placed[0]).toMatchObject({ left: 0, width: 0.5 });
  expect(placed[2]?.width).toBeGreaterThanOrEqual(0.012);
});

test('a month is named once, over the first week that most of it is in', () => {
  const weeks = ['2026-08-31', '2026-09-07', '2026-09-28', '2026-10-05'].map((monday) => ({
    ...{ monday, isHoliday: false, holidayName: '' },
  }));
  expect(firstWeeks({ weeks })).toEqual([
    { monday: '2026-08-31', thursday: '2026-09-03' },
    { monday: '2026-09-28', thursday: '2026-10-01' },
  ]);
});
