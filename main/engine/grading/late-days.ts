import { addDays, type CivilDate, wallTimeOf } from '../calendar/civil-time.ts';

const DAY_MIN = 24 * 60;
/** A copy that is later than a school year is no later for that. */
const MOST_DAYS = 366;

/** Where time is counted, and which days count. */
export interface LateCalendar {
  readonly timeZone: string;
  /** Whether lateness goes on during that day. */
  counts(date: CivilDate): boolean;
}

/**
 * How many days late a copy is: days of 24 hours begun since it was due, by the school's clock; 0 in time.
 *
 * Time stands still on days that do not count: due on Friday at 18:00 and handed in on Monday at 08:00 is 14 hours late where
 * the weekend does not count, so one day. A night on which the clocks change is as long as another.
 * @param dueAt epoch ms; null: never late
 * @param submittedAt epoch ms; null: nothing was handed in
 */
export function lateDaysOf(
  { dueAt, submittedAt }: { readonly dueAt: number | null; readonly submittedAt: number | null },
  { timeZone, counts }: LateCalendar,
): number {
  if (dueAt === null || submittedAt === null || submittedAt <= dueAt) return 0;
  const due = wallTimeOf(dueAt, timeZone);
  const submitted = wallTimeOf(submittedAt, timeZone);
  let lateMin = 0;
  let date = due.date;
  for (let day = 0; date <= submitted.date && day <= MOST_DAYS; day += 1) {
    const from = date === due.date ? due.minutes : 0;
    const to = date === submitted.date ? submitted.minutes : DAY_MIN;
    // Seconds late within one minute are late; an hour that the clocks repeat is not early.
    if (counts(date)) lateMin += Math.max(date === due.date ? 1 : 0, to - from);
    date = addDays(date, 1);
  }
  return Math.min(MOST_DAYS, Math.ceil(lateMin / DAY_MIN));
}
