import type { ReuseRequest } from '../../../preload/contract/reuse.ts';
import { addDays, type CivilDate, instantOf, SCHOOL_CLOCK, wallTimeOf } from '../calendar/civil-time.ts';
import { schoolYearOf } from '../calendar/school-days.ts';
import { classesHandlers } from '../classes/handlers.ts';
import type { DomainContext } from '../context.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { timetableHandlers } from '../timetable/handlers.ts';
import { afterEmptyWeeks } from './empty-weeks.ts';
import type { Material, MaterialHomework, MaterialLesson } from './material.ts';

/** Where the lessons of a material take place in one class: the n-th at the n-th hour, as far as there are any. */
export interface Landing {
  readonly classGroupId: string;
  readonly classGroupName: string;
  readonly hours: readonly number[];
}

/**
 * Finds hours for a material in each class: its free sessions from a day on, to the end of that school year; none of them past.
 *
 * Weeks that were left without a lesson are left so, unless that is not wanted.
 *
 * @throws CartableError `store/not-found` (class)
 */
export function landMaterial(
  context: DomainContext,
  { lessons }: Material,
  { classGroupIds, fromDay, withGaps = true }: Pick<ReuseRequest, 'classGroupIds' | 'fromDay' | 'withGaps'>,
): Landing[] {
  const names = new Map(classesHandlers.list(context).map(({ id, name }) => [id, name]));
  const fromMs = Math.max(context.clock.now(), midnight(fromDay) - 1);
  const { lastDay } = schoolYearOf(wallTimeOf(fromMs + 1, SCHOOL_CLOCK).date);
  const endMs = midnight(addDays(lastDay, 1));
  return [...new Set(classGroupIds)].map((classGroupId) => {
    const classGroupName = names.get(classGroupId);
    if (classGroupName === undefined) throw new CartableError('store/not-found', {}, 'never');
    const runs = withGaps ? runsOf(lessons) : [{ emptyWeeks: 0, count: lessons.length }];
    const hours = hoursOf(context, runs, { classGroupId, fromMs, endMs });
    return { classGroupId, classGroupName, hours };
  });
}

/** Lessons that follow each other without an empty week, after so many. */
interface Run {
  readonly emptyWeeks: number;
  readonly count: number;
}

/** Few, however many lessons there are: each is looked for in the calendar at once. */
function runsOf(lessons: readonly MaterialLesson[]): Run[] {
  const runs: Run[] = [];
  for (const [index, { emptyWeeksBefore = 0 }] of lessons.entries()) {
    const last = runs.at(-1);
    if (last === undefined || emptyWeeksBefore > 0)
      runs.push({ emptyWeeks: index === 0 ? 0 : emptyWeeksBefore, count: 1 });
    else runs[runs.length - 1] = { ...last, count: last.count + 1 };
  }
  return runs;
}

function hoursOf(
  context: DomainContext,
  runs: readonly Run[],
  { classGroupId, fromMs, endMs }: { classGroupId: string; fromMs: number; endMs: number },
): number[] {
  const hours: number[] = [];
  for (const { emptyWeeks, count } of runs) {
    const before = hours.at(-1) ?? fromMs;
    const afterMs =
      emptyWeeks === 0
        ? before
        : afterEmptyWeeks(context, { classGroupId, afterMs: before, count: emptyWeeks });
    const free = timetableHandlers.nextFree(context, { classGroupId, afterMs, count });
    hours.push(...free.map(({ startsAt }) => startsAt).filter((startsAt) => startsAt < endMs));
    // The year is over: what comes later in the order does not take place before it.
    if (free.length < count || free.some(({ startsAt }) => startsAt >= endMs)) break;
  }
  return hours;
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
