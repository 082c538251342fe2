import {
  addDays,
  type CivilDate,
  instantOf,
  SCHOOL_CLOCK,
  wallTimeOf,
  weekdayOf,
} from '../calendar/civil-time.ts';
import type { DomainContext } from '../context.ts';
import { lessonsHandlers } from '../lessons/handlers.ts';
import { timetableHandlers } from '../timetable/handlers.ts';

/**
 * How many weeks before each lesson its class was left without one: weeks of school, in which it has sessions if it has a timetable.
 *
 * Nothing is left before the first. A week with lessons that are not among these (another sequence's) is no empty one.
 */
export function emptyWeeksBefore(
  context: DomainContext,
  classGroupId: string,
  starts: readonly number[],
): number[] {
  const held = new Set(
    lessonsHandlers.starts(context, { classGroupId }).map(({ startsAt }) => mondayOf(startsAt)),
  );
  const isPlanned = timetableHandlers.get(context).slots.some((slot) => slot.classGroupId === classGroupId);
  return starts.map((startsAt, index) => {
    const before = starts[index - 1];
    if (before === undefined) return 0;
    return weeksBetween(mondayOf(before), mondayOf(startsAt))
      .filter((monday) => !held.has(monday))
      .filter((monday) => hasSchool(context, { monday, classGroupId, isPlanned })).length;
  });
}

/** The instant after some weeks with sessions of a class, counted from the week after that of an instant. */
export function afterEmptyWeeks(
  context: DomainContext,
  { classGroupId, afterMs, count }: { classGroupId: string; afterMs: number; count: number },
): number {
  let instant = weekEnd(afterMs);
  for (let skipped = 0; skipped < count; skipped += 1) {
    const [session] = timetableHandlers.next(context, { classGroupId, afterMs: instant, count: 1 });
    if (session === undefined) return instant;
    instant = weekEnd(session.startsAt);
  }
  return instant;
}

/** The last instant before the Monday after it: what comes later is of another week. */
function weekEnd(instant: number): number {
  return instantOf({ date: addDays(mondayOf(instant), 7), minutes: 0 }, SCHOOL_CLOCK) - 1;
}

function mondayOf(instant: number): CivilDate {
  const { date } = wallTimeOf(instant, SCHOOL_CLOCK);
  return addDays(date, 1 - weekdayOf(date));
}

function weeksBetween(from: CivilDate, to: CivilDate): CivilDate[] {
  const weeks: CivilDate[] = [];
  for (let monday = addDays(from, 7); monday < to; monday = addDays(monday, 7)) weeks.push(monday);
  return weeks;
}

/** Holidays are no gap of the teacher's: elsewhere and next year they are in another place. */
function hasSchool(
  context: DomainContext,
  { monday, classGroupId, isPlanned }: { monday: CivilDate; classGroupId: string; isPlanned: boolean },
): boolean {
  const week = { firstDay: monday, lastDay: addDays(monday, 4), classGroupId };
  return timetableHandlers
    .days(context, week)
    .some(({ holiday, sessions }) => (isPlanned ? sessions.length > 0 : holiday === null));
}
