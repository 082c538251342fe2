import { addDays, type CivilDate, instantOf, SCHOOL_CLOCK, weekdayOf } from './civil-time.ts';
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
  return weekdayOf(date) <= 5 && holidayOn(date, zone) === null;
}

/** Why students have no school on a day: its name in French as the calendar gives it, or empty where it has none. */
export interface Holiday {
  readonly kind: 'public' | 'break';
  readonly name: string;
}

/** The holiday that a day belongs to, in a zone; null on any other, week-ends included. In doubt as `isSchoolDay`. */
export function holidayOn(date: CivilDate, zone: string): Holiday | null {
  if (isPublicHoliday(date)) return { kind: 'public', name: '' };
  const known = holidayZone.safeParse(zone);
  const zones = known.success ? [known.data] : holidayZone.options;
  const names = zones.map((one) => breakOn(date, one));
  const [first] = names;
  if (first === undefined || names.includes(null)) return null;
  return { kind: 'break', name: first ?? '' };
}

/**
 * The first and the last day of the school year that a day is in, or of the next one in summer.
 *
 * Of a year that no calendar is known of: from the first of September to the day before the summer break.
 */
export function schoolYearOf(date: CivilDate): { readonly firstDay: CivilDate; readonly lastDay: CivilDate } {
  const index = SCHOOL_YEARS.findIndex(({ lastDay }) => date <= lastDay);
  const known = SCHOOL_YEARS[index];
  // Before the first one that is known, nothing says that its summer is the one that this day is in.
  if (known !== undefined && (index > 0 || date >= known.firstDay)) return known;
  const [year, day] = [Number(date.slice(0, 4)), date.slice(5)];
  const begins = day < SUMMER.from ? year - 1 : year;
  return { firstDay: `${begins}-09-01`, lastDay: addDays(`${begins + 1}-${SUMMER.from}`, -1) };
}

/** The last day up to which the breaks are published. */
export const BREAKS_KNOWN_UNTIL: CivilDate =
  SCHOOL_YEARS.findLast(({ status }) => status === 'published')?.lastDay ?? '';

/** The school year of a day, « 2027-2028 », where its breaks are not published yet; null where they are known. */
export function yearWithoutBreaks(date: CivilDate): string | null {
  const { firstDay } = schoolYearOf(date);
  const known = SCHOOL_YEARS.find((year) => year.firstDay === firstDay);
  if (known?.status === 'published') return null;
  const begins = Number(firstDay.slice(0, 4));
  return `${begins}-${begins + 1}`;
}

/** The instants of the school year that a day is in, from the summer before it: from `fromMs` (with it) to `toMs` (without it). */
export function schoolYearSpan(date: CivilDate): { readonly fromMs: number; readonly toMs: number } {
  const { firstDay, lastDay } = schoolYearOf(date);
  const before = schoolYearOf(addDays(firstDay, -90)).lastDay;
  const midnightAfter = (day: CivilDate) => instantOf({ date: addDays(day, 1), minutes: 0 }, SCHOOL_CLOCK);
  return { fromMs: midnightAfter(before), toMs: midnightAfter(lastDay) };
}

const calendars = new Map<string, (date: CivilDate) => boolean>();

/** `isSchoolDay` of a zone: always the same function for the same zone. */
export function schoolDaysOf(zone: string): (date: CivilDate) => boolean {
  const calendar = calendars.get(zone) ?? ((date: CivilDate) => isSchoolDay(date, zone));
  calendars.set(zone, calendar);
  return calendar;
}

/** The name of a break, empty for the summer; null where there is school. */
function breakOn(date: CivilDate, zone: HolidayZone): string | null {
  const year = SCHOOL_YEARS.find(({ firstDay, lastDay }) => date >= firstDay && date <= lastDay);
  if (year !== undefined) return breakOf(year, date, zone);
  const [first, last] = [SCHOOL_YEARS[0], SCHOOL_YEARS.at(-1)];
  const isKnown = first !== undefined && last !== undefined && date > first.firstDay && date < last.lastDay;
  // Between the last day of a year and the first of the next.
  if (isKnown) return '';
  const day = date.slice(5);
  return day >= SUMMER.from && day <= SUMMER.to ? '' : null;
}

function breakOf(year: SchoolYear, date: CivilDate, zone: HolidayZone): string | null {
  const found = year.breaks.find(({ zones, from, to }) => zones.includes(zone) && date >= from && date <= to);
  return found?.name ?? null;
}
