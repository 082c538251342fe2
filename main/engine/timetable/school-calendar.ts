import type { CalendarDay, CalendarException, WeekCycle } from '../../../preload/contract/timetable.ts';
import { addDays, type CivilDate } from '../calendar/civil-time.ts';
import { holidayOn } from '../calendar/school-days.ts';
import { type WeekLetter, weekLetters } from './rules.ts';

/** The school's calendar as the teacher sees it: the shipped one, corrected by hand, with weeks A and B. */
export interface SchoolCalendar {
  /** Null when sessions take place as usual; week-ends are such days, since some schools have Saturdays. */
  holidayOn(date: CivilDate): CalendarDay['holiday'];
  letterOf(date: CivilDate): WeekLetter | null;
}

/** @param zone A, B or C; any other has school wherever one of the three has */
export function schoolCalendar(
  zone: string,
  exceptions: readonly CalendarException[],
  cycle: WeekCycle,
): SchoolCalendar {
  const known = new Map<CivilDate, CalendarDay['holiday']>();
  const holiday = (date: CivilDate): CalendarDay['holiday'] => {
    const found = known.get(date);
    if (found !== undefined) return found;
    const answer = correctedHoliday(date, zone, exceptions);
    known.set(date, answer);
    return answer;
  };
  const isSchoolWeek = (monday: CivilDate) =>
    [0, 1, 2, 3, 4].some((day) => holiday(addDays(monday, day)) === null);
  return { holidayOn: holiday, letterOf: weekLetters(cycle, isSchoolWeek) };
}

/** Of two exceptions on one day the shorter one counts: it was made to correct the longer. */
function correctedHoliday(
  date: CivilDate,
  zone: string,
  exceptions: readonly CalendarException[],
): CalendarDay['holiday'] {
  const [exception] = exceptions
    .filter(({ firstDay, lastDay }) => firstDay <= date && date <= lastDay)
    .sort((a, b) => lengthOf(a) - lengthOf(b));
  if (exception === undefined) return holidayOn(date, zone);
  return exception.isSchool ? null : { kind: 'exception', name: exception.name };
}

function lengthOf({ firstDay, lastDay }: CalendarException): number {
  return Date.parse(lastDay) - Date.parse(firstDay);
}
