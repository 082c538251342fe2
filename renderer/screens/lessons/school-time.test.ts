import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addDays,
  fromMinuteText,
  fromWallTime,
  toDateText,
  toMinuteText,
  toTimeText,
  toWallTime,
  weekday,
  withDate,
  withTime,
} from './school-time.ts';

const wall = (year: number, month: number, day: number, hour = 0, minute = 0) => ({
  year,
  month,
  day,
  hour,
  minute,
});

test('eight o’clock is eight o’clock in winter and in summer', () => {
  expect(fromWallTime(wall(2026, 11, 24, 8))).toBe(Date.UTC(2026, 10, 24, 7));
  expect(fromWallTime(wall(2026, 6, 24, 8))).toBe(Date.UTC(2026, 5, 24, 6));
  expect(toWallTime(Date.UTC(2026, 10, 24, 7, 5))).toEqual(wall(2026, 11, 24, 8, 5));
});

test('the days of the change of hour keep their times', () => {
  // 29 March 2026: 02:00 becomes 03:00. 25 October 2026: 03:00 becomes 02:00.
  expect(fromWallTime(wall(2026, 3, 29, 1, 59))).toBe(Date.UTC(2026, 2, 29, 0, 59));
  expect(fromWallTime(wall(2026, 3, 29, 3))).toBe(Date.UTC(2026, 2, 29, 1));
  expect(fromWallTime(wall(2026, 3, 29, 8))).toBe(Date.UTC(2026, 2, 29, 6));
  expect(fromWallTime(wall(2026, 10, 25, 8))).toBe(Date.UTC(2026, 9, 25, 7));
  expect(fromWallTime(wall(2026, 10, 25, 1))).toBe(Date.UTC(2026, 9, 24, 23));
});

test('an hour that does not exist becomes the next one; one that exists twice is its first', () => {
  expect(toWallTime(fromWallTime(wall(2026, 3, 29, 2, 30)))).toEqual(wall(2026, 3, 29, 3, 30));
  expect(fromWallTime(wall(2026, 10, 25, 2, 30))).toBe(Date.UTC(2026, 9, 25, 0, 30));
});

test('any other time reads back as it was written', () => {
  const minutes = fc.integer({ min: Date.UTC(2020, 0, 1) / 60_000, max: Date.UTC(2035, 0, 1) / 60_000 });
  fc.assert(
    fc.property(minutes, (minute) => {
      const read = toWallTime(minute * 60_000);
      expect(toWallTime(fromWallTime(read))).toEqual(read);
    }),
  );
});

test('days are added on the calendar, not in hours', () => {
  expect(addDays(wall(2026, 12, 30, 8), 3)).toEqual(wall(2027, 1, 2, 8));
  expect(addDays(wall(2028, 3, 1), -1)).toEqual(wall(2028, 2, 29));
});

test('the week starts on Monday', () => {
  expect(weekday(wall(2026, 11, 23))).toBe(0);
  expect(weekday(wall(2026, 11, 29))).toBe(6);
});

test('a lesson moved to another day or another time keeps the rest', () => {
  const at = fromWallTime(wall(2026, 10, 20, 8, 5));
  expect(toWallTime(withDate(at, '2026-11-03')!)).toEqual(wall(2026, 11, 3, 8, 5));
  expect(toWallTime(withTime(at, '14:30')!)).toEqual(wall(2026, 10, 20, 14, 30));
  expect(withDate(at, 'demain')).toBeNull();
  expect(withTime(at, '')).toBeNull();
  expect(withTime(at, '25:00')).toBeNull();
});

test('dates and times are written as fields want them', () => {
  expect(toDateText(wall(2026, 1, 5))).toBe('2026-01-05');
  expect(toTimeText(wall(2026, 1, 5, 8, 5))).toBe('08:05');
});

test('a date and time of a field is read on the school’s clock, and half a text is none', () => {
  const at = Date.UTC(2026, 10, 24, 9, 5);
  expect(toMinuteText(at)).toBe('2026-11-24T10:05');
  expect(fromMinuteText('2026-11-24T10:05')).toBe(at);
  expect(fromMinuteText('2026-07-01T08:00')).toBe(Date.UTC(2026, 6, 1, 6));
  for (const text of ['', '2026-11-24', '2026-11-24T', 'T10:05']) expect(fromMinuteText(text)).toBeNull();
});
