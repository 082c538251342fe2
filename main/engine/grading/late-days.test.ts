import { expect, test } from 'vitest';
import { instantOf } from '../calendar/civil-time.ts';
import { isSchoolDay } from '../calendar/school-days.ts';
import { lateDaysOf } from './late-days.ts';

const PARIS = 'Europe/Paris';
const at = (text: string): number => {
  const [date = '', time = ''] = text.split(' ');
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return instantOf({ date, minutes: hours * 60 + minutes }, PARIS);
};
const days = (due: string, submitted: string, countsDaysOff: boolean) =>
  lateDaysOf(
    { dueAt: at(due), submittedAt: at(submitted) },
    { timeZone: PARIS, counts: countsDaysOff ? () => true : (date) => isSchoolDay(date, 'A') },
  );

test.each([
  ['in time, to the minute', '2026-11-24 18:00', '2026-11-24 18:00', 0, 0],
  ['one minute late', '2026-11-24 18:00', '2026-11-24 18:01', 1, 1],
  ['a day to the minute', '2026-11-24 18:00', '2026-11-25 18:00', 1, 1],
  ['a day and a minute', '2026-11-24 18:00', '2026-11-25 18:01', 2, 2],
  ['over a weekend', '2026-11-27 18:00', '2026-11-30 08:00', 3, 1],
  ['in the weekend, due at the end of Friday', '2026-11-27 23:59', '2026-11-28 12:00', 1, 1],
  ['over Armistice Day', '2026-11-10 18:00', '2026-11-12 08:00', 2, 1],
  ['over the Christmas holidays of zone A', '2026-12-18 18:00', '2027-01-04 08:00', 17, 1],
  ['over the night of 25 hours', '2026-10-24 18:00', '2026-10-25 18:00', 1, 0],
  ['over the night of 23 hours', '2027-03-27 18:00', '2027-03-28 18:01', 2, 0],
  ['two years', '2026-11-24 18:00', '2028-11-24 18:00', 366, 366],
])('%s', (_name, due, submitted, withDaysOff, without) => {
  expect(days(due, submitted, true)).toBe(withDaysOff);
  expect(days(due, submitted, false)).toBeLessThanOrEqual(without);
  if (without !== 366) expect(days(due, submitted, false)).toBe(without);
});

test('seconds late are late, and who has no date or handed in nothing is not', () => {
  const calendar = { timeZone: PARIS, counts: () => true };
  const dueAt = at('2026-11-24 18:00');
  expect(lateDaysOf({ dueAt, submittedAt: dueAt + 5000 }, calendar)).toBe(1);
  expect(lateDaysOf({ dueAt: null, submittedAt: dueAt }, calendar)).toBe(0);
  expect(lateDaysOf({ dueAt, submittedAt: null }, calendar)).toBe(0);
});

test('days are those of the school’s clock, wherever the computer is', () => {
  const dueAt = Date.UTC(2026, 10, 24, 22, 30);
  const counts = (date: string) => date !== '2026-11-25';
  const submittedAt = Date.UTC(2026, 10, 25, 4);
  expect(lateDaysOf({ dueAt, submittedAt }, { timeZone: PARIS, counts })).toBe(1);
  // In Réunion the 25th has begun when it is due, and nothing of it counts.
  expect(lateDaysOf({ dueAt, submittedAt }, { timeZone: 'Indian/Reunion', counts })).toBe(0);
});
