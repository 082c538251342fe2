import { expect, test } from 'vitest';
import type { CalendarDay, LessonSummary, Session } from '../../../preload/contract/index.ts';
import { fromWallTime, toWallTime } from './school-time.ts';
import {
  addWeeks,
  byTheClock,
  daysOfWeek,
  placeLessons,
  shownDays,
  shownHours,
  slotAt,
  startOfWeek,
} from './week.ts';

const at = (day: number, hour: number, minute = 0) =>
  fromWallTime({ year: 2026, month: 11, day, hour, minute });
const lesson = (id: string, startsAt: number): LessonSummary => ({
  id,
  classGroupId: 'c',
  classGroupName: '2nde 4',
  title: id,
  startsAt,
  isPublished: true,
  publishAt: null,
  resourceCount: 0,
  hasHomework: false,
  sync: 'synced',
});
const monday = at(23, 0);

test('a week begins on Monday at midnight, from any of its instants', () => {
  for (const instant of [monday, at(26, 15), at(29, 23, 59)]) expect(startOfWeek(instant)).toBe(monday);
  expect(startOfWeek(monday - 1)).toBe(at(16, 0));
});

test('weeks follow one another across the change of hour', () => {
  const before = startOfWeek(fromWallTime({ year: 2026, month: 10, day: 20, hour: 12, minute: 0 }));
  const after = addWeeks(before, 1);
  expect(toWallTime(after)).toMatchObject({ month: 10, day: 26, hour: 0 });
  expect(addWeeks(after, -1)).toBe(before);
  expect(daysOfWeek(before)[6]?.endsAt).toBe(after);
});

test('Saturday is shown when there is a lesson on it', () => {
  expect(shownDays(monday, []).length).toBe(5);
  expect(shownDays(monday, [lesson('a', at(28, 9))]).map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5]);
});

test('the usual day is shown, and more of it when a lesson is early or late', () => {
  expect(shownHours([])).toEqual({ first: 8, last: 18 });
  expect(shownHours([lesson('a', at(24, 7, 30)), lesson('b', at(24, 18, 15))])).toEqual({
    first: 7,
    last: 20,
  });
  expect(shownHours([lesson('a', at(24, 23, 30))])).toEqual({ first: 8, last: 24 });
});

test('lessons at the same time stand side by side, the others have the whole width', () => {
  const day = daysOfWeek(monday)[1]!;
  const placed = placeLessons(
    [lesson('c', at(24, 10)), lesson('a', at(24, 8)), lesson('b', at(24, 8, 30)), lesson('other', at(25, 8))],
    day,
  );
  expect(placed.map(({ lesson: { id }, lane, laneCount }) => [id, lane, laneCount])).toEqual([
    ['a', 0, 2],
    ['b', 1, 2],
    ['c', 0, 1],
  ]);
  expect(placed[0]).toMatchObject({ fromMinute: 480, toMinute: 535 });
});

test('a lane is used again as soon as it is free', () => {
  const day = daysOfWeek(monday)[1]!;
  const placed = placeLessons(
    [lesson('a', at(24, 8)), lesson('b', at(24, 8, 30)), lesson('c', at(24, 9))],
    day,
  );
  expect(placed.map(({ lane, laneCount }) => [lane, laneCount])).toEqual([
    [0, 2],
    [1, 2],
    [0, 2],
  ]);
});

test('a click falls on the half-hour before it', () => {
  const day = daysOfWeek(monday)[1]!;
  expect(slotAt(day, 10 * 60 + 29)).toBe(at(24, 10));
  expect(slotAt(day, 10 * 60 + 31)).toBe(at(24, 10, 30));
  expect(slotAt(day, -5)).toBe(at(24, 0));
});

test('a Saturday is shown when the timetable has a session on it, or the school says that it has none', () => {
  const saturday = (change: Partial<CalendarDay>): CalendarDay[] => [
    { date: '2026-11-28', letter: null, holiday: null, sessions: [], ...change },
  ];
  const session = {
    slotId: 's',
    classGroupId: 'c',
    classGroupName: '2nde 4',
    group: '',
    room: '',
    startsAt: at(28, 8),
    endsAt: at(28, 9),
    lessonId: null,
    isRepeat: false,
  };
  const count = (calendar: CalendarDay[]) => shownDays(monday, [], calendar).length;
  expect(count(saturday({}))).toBe(5);
  expect(count(saturday({ holiday: { kind: 'break', name: '' } }))).toBe(5);
  expect(count(saturday({ sessions: [session] }))).toBe(6);
  expect(count(saturday({ holiday: { kind: 'exception', name: 'Bac blanc' } }))).toBe(6);
});

test('Tab goes through a day by the clock, from a session to the lessons of its hour and on', () => {
  const day = daysOfWeek(monday)[1]!;
  const session = (slotId: string, startsAt: number): Session => ({
    slotId,
    classGroupId: 'c',
    classGroupName: '2nde 4',
    startsAt,
    endsAt: startsAt + 55 * 60_000,
    room: '',
    group: '',
    lessonId: null,
    isRepeat: false,
  });
  const sessions = [session('eight', at(24, 8)), session('eleven', at(24, 11))];
  const placed = placeLessons(
    [lesson('a', at(24, 8)), lesson('b', at(24, 10)), lesson('c', at(24, 14))],
    day,
  );
  const order = byTheClock(sessions, placed).map((one) => ('lesson' in one ? one.lesson.id : one.slotId));
  expect(order).toEqual(['eight', 'a', 'b', 'eleven', 'c']);
});
