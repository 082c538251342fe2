import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, instantOf, minutesOf, wallTimeOf, weekdayOf } from './civil-time.ts';
import { easterSunday, isPublicHoliday } from './public-holidays.ts';
import { BREAKS_KNOWN_UNTIL, isSchoolDay, yearWithoutBreaks } from './school-days.ts';
import { SCHOOL_YEARS } from './school-years.ts';

const PARIS = 'Europe/Paris';
const at = (text: string) => Date.parse(text);

test('a time that the clocks skip in spring is the moment of the skip, one shown twice is the first', () => {
  const clock = (date: string, time: string) => instantOf({ date, minutes: minutesOf(time) }, PARIS);
  expect(clock('2027-03-28', '01:59')).toBe(at('2027-03-28T00:59Z'));
  expect(clock('2027-03-28', '02:30')).toBe(at('2027-03-28T01:00Z'));
  expect(clock('2027-03-28', '03:00')).toBe(at('2027-03-28T01:00Z'));
  expect(clock('2026-10-25', '02:30')).toBe(at('2026-10-25T00:30Z'));
  expect(clock('2026-10-25', '03:00')).toBe(at('2026-10-25T02:00Z'));
  expect(clock('2026-11-24', '24:00')).toBe(at('2026-11-24T23:00Z'));
});

test('an instant reads back as itself, or as the first of the two that a clock shows alike', () => {
  const zones = fc.constantFrom(PARIS, 'Indian/Reunion', 'America/Cayenne', 'Pacific/Noumea', 'UTC');
  const minutes = fc
    .integer({ min: at('2025-08-01T00:00Z') / 60_000, max: at('2028-08-01T00:00Z') / 60_000 })
    .map((minute) => minute * 60_000);
  fc.assert(
    fc.property(minutes, zones, (instant, zone) => {
      const back = instantOf(wallTimeOf(instant, zone), zone);
      expect([instant, instant - 3_600_000]).toContain(back);
      expect(wallTimeOf(back, zone)).toEqual(wallTimeOf(instant, zone));
    }),
    { verbose: 1, numRuns: 2000 },
  );
});

test('a zone that nobody knows is read as Paris', () => {
  expect(wallTimeOf(at('2026-11-24T07:00Z'), 'Mars/Olympus')).toEqual({ date: '2026-11-24', minutes: 480 });
});

test('Easter falls where the almanacs have it, and its Mondays and Thursday are holidays', () => {
  expect([2025, 2026, 2027, 2028, 2038].map(easterSunday)).toEqual([
    '2025-04-20',
    '2026-04-05',
    '2027-03-28',
    '2028-04-16',
    '2038-04-25',
  ]);
  for (const day of ['2027-03-29', '2027-05-06', '2027-05-17', '2026-11-11', '2027-07-14'])
    expect(isPublicHoliday(day), day).toBe(true);
  expect(isPublicHoliday('2027-05-07')).toBe(false);
});

test.each([
  ['2026-11-24', 'A', true],
  ['2026-11-28', 'A', false], // Saturday
  ['2026-11-11', 'A', false],
  ['2026-10-17', 'B', false],
  ['2026-11-02', 'B', true],
  ['2027-02-15', 'A', false],
  ['2027-02-15', 'B', true],
  ['2027-02-15', 'C', false],
  ['2027-03-01', 'A', true],
  ['2027-03-01', 'B', false],
  ['2027-05-07', 'C', false], // the day after Ascension
  ['2027-07-02', 'A', true],
  ['2027-07-05', 'A', false],
  ['2027-08-31', 'A', false],
  ['2027-09-01', 'A', true],
])('%s in zone %s: school is %s', (date, zone, isSchool) => {
  expect(isSchoolDay(date, zone)).toBe(isSchool);
});

test('in doubt there is school: an unknown zone, a year without a calendar', () => {
  expect(isSchoolDay('2027-02-15', 'Corse')).toBe(true);
  expect(isSchoolDay('2026-12-22', 'Corse')).toBe(false);
  expect(isSchoolDay('2027-12-22', 'A')).toBe(true);
  expect(isSchoolDay('2031-10-21', 'A')).toBe(true);
  expect(isSchoolDay('2031-08-05', 'A')).toBe(false);
});

test('each year says its source and its doubts, and its days follow one another', () => {
  for (const year of SCHOOL_YEARS) {
    expect(year.firstDay < year.lastDay).toBe(true);
    expect(weekdayOf(year.firstDay)).toBeLessThan(6);
    for (const { from, to } of year.breaks) {
      expect(from <= to).toBe(true);
      expect(from > year.firstDay && to < year.lastDay).toBe(true);
      // Long ones begin on a Saturday and end on a Sunday: a slip of a digit would show.
      if (addDays(from, 3) < to) expect([weekdayOf(from), weekdayOf(to)]).toEqual([6, 7]);
    }
    if (year.status === 'not-published') expect(year.breaks).toEqual([]);
  }
});

test('a year whose breaks nobody has published says so, from its first day to its last, and so do years of which nothing is known', () => {
  for (const { status, firstDay, lastDay, schoolYear } of SCHOOL_YEARS)
    for (const day of [firstDay, lastDay])
      expect(yearWithoutBreaks(day)).toBe(status === 'published' ? null : schoolYear);
  expect(yearWithoutBreaks('2041-02-01')).toBe('2040-2041');
  expect(yearWithoutBreaks(BREAKS_KNOWN_UNTIL)).toBeNull();
  expect(yearWithoutBreaks(addDays(BREAKS_KNOWN_UNTIL, 90))).not.toBeNull();
});
