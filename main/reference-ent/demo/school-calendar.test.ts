import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SchoolCalendar } from './school-calendar.ts';

const at = (text: string) => Date.parse(text);
const moments = fc.integer({ min: at('2026-08-20T00:00Z'), max: at('2031-07-31T00:00Z') });
const parisTime = new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', timeStyle: 'short' });

test('every day within reach is a weekday of the school year, at the time asked, in summer and in winter', () => {
  fc.assert(
    fc.property(moments, fc.integer({ min: -200, max: 200 }), (now, offset) => {
      const calendar = new SchoolCalendar(now);
      const time = calendar.at(offset, '08:05');
      expect(calendar.weekday(offset)).toBeLessThanOrEqual(5);
      expect(parisTime.format(time)).toBe('08:05');
      expect(time).toBeGreaterThanOrEqual(calendar.startsAt);
      expect(time).toBeLessThan(calendar.endsAt);
    }),
  );
});

test('today is the last school day that has begun', () => {
  expect(new SchoolCalendar(at('2026-11-24T09:00Z')).at(0, '08:00')).toBe(at('2026-11-24T07:00Z'));
  expect(new SchoolCalendar(at('2026-11-11T09:00Z')).at(0, '08:00')).toBe(at('2026-11-10T07:00Z'));
  expect(new SchoolCalendar(at('2026-12-27T09:00Z')).at(0, '08:00')).toBe(at('2026-12-18T07:00Z'));
  expect(new SchoolCalendar(at('2026-12-27T09:00Z')).at(1, '08:00')).toBe(at('2027-01-04T07:00Z'));
});

test('the three periods follow one another, and close some days after their end', () => {
  const periods = new SchoolCalendar(at('2026-12-20T09:00Z')).periods();
  expect(periods.map(({ isClosed }) => isClosed)).toEqual([true, false, false]);
  expect(periods[1]?.startsAt).toBe(periods[0]?.endsAt);
  expect(new SchoolCalendar(at('2027-10-01T09:00Z')).label).toBe('2027-2028');
});
