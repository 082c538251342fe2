import { type CivilDate, weekdayOf } from './civil-time.ts';
import { isPublicHoliday } from './public-holidays.ts';
import { type HolidayZone, holidayZone, SCHOOL_YEARS, type SchoolYear } from './school-years.ts';

/** Where no calendar is known: school from September to the first days of July. */
const SUMMER = { from: '07-08', to: '08-31' };

/**
 * True on a day on which students have school, in a zone.
 *
 * In doubt it is one: the ENT is then left alone in the hours of the students. So a zone that is unknown has school
 * wherever one of the three has, and a year whose calendar is not published has no breaks but the summer. Wednesday is
 * a school day, Saturday is none.
 */
export function isSchoolDay(date: CivilDate, zone: string): boolean {
  if (weekdayOf(date) > 5 || isPublicHoliday(date)) return false;
  const known = holidayZone.safeParse(zone);
  const zones = known.success ? [known.data] : holidayZone.options;
  return zones.some((one) => !isInBreak(date, one));
}

const calendars = new Map<string, (date: CivilDate) => boolean>();

/** `isSchoolDay` of a zone: always the same function for the same zone. */
export function schoolDaysOf(zone: string): (date: CivilDate) => boolean {
  const calendar = calendars.get(zone) ?? ((date: CivilDate) => isSchoolDay(date, zone));
  calendars.set(zone, calendar);
  return calendar;
}

function isInBreak(date: CivilDate, zone: HolidayZone): boolean {
  const year = SCHOOL_YEARS.find(({ firstDay, lastDay }) => date >= firstDay && date <= lastDay);
  if (year !== undefined) return isInBreakOf(year, date, zone);
  const [first, last] = [SCHOOL_YEARS[0], SCHOOL_YEARS.at(-1)];
  const isKnown = first !== undefined && last !== undefined && date > first.firstDay && date < last.lastDay;
  // Between the last day of a year and the first of the next.
  if (isKnown) return true;
  const day = date.slice(5);
  return day >= SUMMER.from && day <= SUMMER.to;
}

function isInBreakOf(year: SchoolYear, date: CivilDate, zone: HolidayZone): boolean {
  return year.breaks.some(({ zones, from, to }) => zones.includes(zone) && date >= from && date <= to);
}
