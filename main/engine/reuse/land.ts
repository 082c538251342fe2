import type { ReuseRequest } from '../../../preload/contract/reuse.ts';
import { addDays, type CivilDate, instantOf, SCHOOL_CLOCK, wallTimeOf } from '../calendar/civil-time.ts';
import { schoolYearOf } from '../calendar/school-days.ts';
import { classesHandlers } from '../classes/handlers.ts';
import type { DomainContext } from '../context.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { timetableHandlers } from '../timetable/handlers.ts';
import type { Material, MaterialHomework } from './material.ts';

/** Where the lessons of a material take place in one class: the n-th at the n-th hour, as far as there are any. */
export interface Landing {
  readonly classGroupId: string;
  readonly classGroupName: string;
  readonly hours: readonly number[];
}

/**
 * Finds hours for a material in each class: its free sessions from a day on, to the end of that school year; none of them past.
 *
 * @throws CartableError `store/not-found` (class)
 */
export function landMaterial(
  context: DomainContext,
  { lessons }: Material,
  { classGroupIds, fromDay }: Pick<ReuseRequest, 'classGroupIds' | 'fromDay'>,
): Landing[] {
  const names = new Map(classesHandlers.list(context).map(({ id, name }) => [id, name]));
  const fromMs = Math.max(context.clock.now(), midnight(fromDay) - 1);
  const { lastDay } = schoolYearOf(wallTimeOf(fromMs + 1, SCHOOL_CLOCK).date);
  const endMs = midnight(addDays(lastDay, 1));
  return [...new Set(classGroupIds)].map((classGroupId) => {
    const classGroupName = names.get(classGroupId);
    if (classGroupName === undefined) throw new CartableError('store/not-found', {}, 'never');
    const hours = timetableHandlers
      .nextFree(context, { classGroupId, afterMs: fromMs, count: lessons.length })
      .map(({ startsAt }) => startsAt)
      .filter((startsAt) => startsAt < endMs);
    return { classGroupId, classGroupName, hours };
  });
}

/** When homework is due in a class: with the lesson that it was due with, else at the class's first session on or after its day. */
export function dueIn(
  context: DomainContext,
  { classGroupId, hours }: Landing,
  { homework, startsAt }: { homework: MaterialHomework; startsAt: number },
): number {
  const { dueLesson, days, offsetMs } = homework;
  const withLesson = dueLesson === null ? undefined : hours[dueLesson];
  if (withLesson !== undefined) return withLesson + offsetMs;
  const { date, minutes } = wallTimeOf(startsAt, SCHOOL_CLOCK);
  const day = addDays(date, Math.max(1, days));
  const [next] = timetableHandlers.next(context, { classGroupId, afterMs: midnight(day) - 1, count: 1 });
  return (
    (next?.startsAt ?? instantOf({ date: day, minutes }, SCHOOL_CLOCK)) + (dueLesson === null ? offsetMs : 0)
  );
}

function midnight(date: CivilDate): number {
  return instantOf({ date, minutes: 0 }, SCHOOL_CLOCK);
}
