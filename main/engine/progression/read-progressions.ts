import type { ClassGroup } from '../../../preload/contract/domain.ts';
import { type CivilDate, SCHOOL_CLOCK, wallTimeOf } from '../calendar/civil-time.ts';
import { schoolYearSpan } from '../calendar/school-days.ts';
import { classesHandlers } from '../classes/handlers.ts';
import type { DomainContext } from '../context.ts';
import { lessonsHandlers } from '../lessons/handlers.ts';
import { type PlanRow, readOrders, readPlans, readSequences } from './repository.ts';
import type { PlacedLesson } from './rules.ts';

export interface ProgressionLesson extends PlacedLesson {
  readonly title: string;
  readonly isPublished: boolean;
  readonly minutes: number | null;
}

export interface Progression {
  readonly classGroup: ClassGroup;
  /** The living sequences that the class was given, in their order; lessons may be in others. */
  readonly given: readonly string[];
  /** Living ones, in their order, those that are of other years among them. */
  readonly sequenceIds: readonly string[];
  /** In their order. */
  readonly lessons: readonly ProgressionLesson[];
}

/** The progression of a class in one school year. */
export interface YearProgression extends Progression {
  readonly year: YearSpan;
  /** Its sequences, without those that have lessons in other years alone. */
  readonly ofYear: readonly string[];
  /** Those that have lessons in other years. */
  readonly ofOtherYears: readonly string[];
}

/** The progression of one class, or of each, in the school year of a day; without one, in the one that runs (in summer: the next one). */
export function readProgressions(
  context: DomainContext,
  { classGroupId, day }: { classGroupId?: string | undefined; day?: CivilDate | undefined },
): YearProgression[] {
  const year = day === undefined ? yearAt(context.clock.now()) : schoolYearSpan(day);
  const isWithin = ({ startsAt }: PlacedLesson) => startsAt >= year.fromMs && startsAt < year.toMs;
  return readAllYears(context, classGroupId).map(({ classGroup, given, lessons: all }) => {
    const lessons = all.filter(isWithin);
    const current = new Set(lessons.map(({ sequenceId }) => sequenceId));
    const elsewhere = new Set(all.filter((one) => !isWithin(one)).map(({ sequenceId }) => sequenceId));
    const sequenceIds = orderWith(given, lessons);
    const ofYear = sequenceIds.filter((id) => current.has(id) || !elsewhere.has(id));
    const ofOtherYears = sequenceIds.filter((id) => elsewhere.has(id));
    return { classGroup, given, sequenceIds, lessons, year, ofYear, ofOtherYears };
  });
}

/** The school year of an instant, from the summer before it. */
export function yearAt(ms: number): YearSpan {
  return schoolYearSpan(wallTimeOf(ms, SCHOOL_CLOCK).date);
}

/** From `fromMs` (with it) to `toMs` (without it). */
export interface YearSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * The lessons of a sequence in a class, of one year: the one that runs, or the last before it in which there is one, or the first to
 * come.
 */
export function lessonsOfSequence(
  context: DomainContext,
  { classGroupId, sequenceId }: { classGroupId: string; sequenceId: string },
): ProgressionLesson[] {
  const [progression] = readAllYears(context, classGroupId);
  const lessons = (progression?.lessons ?? []).filter((lesson) => lesson.sequenceId === sequenceId);
  const { toMs } = yearAt(context.clock.now());
  const last = lessons.findLast(({ startsAt }) => startsAt < toMs) ?? lessons[0];
  if (last === undefined) return [];
  const year = yearAt(last.startsAt);
  return lessons.filter(({ startsAt }) => startsAt >= year.fromMs && startsAt < year.toMs);
}

/** The same of all the years that there are. */
export function readAllYears(context: DomainContext, classGroupId?: string): Progression[] {
  const { db } = context.store;
  const plans = new Map(readPlans(db).map((plan) => [plan.lessonId, plan]));
  const orders = readOrders(db);
  const living = new Set(readSequences(db).map(({ id }) => id));
  const lessons = Map.groupBy(lessonsHandlers.starts(context, { classGroupId }), (one) => one.classGroupId);
  const now = context.clock.now();
  return classesHandlers
    .list(context)
    .filter(({ id }) => classGroupId === undefined || id === classGroupId)
    .map((classGroup) => {
      const placed = (lessons.get(classGroup.id) ?? []).map((lesson) =>
        placeLesson(lesson, plans.get(lesson.id), now),
      );
      const given = (orders.get(classGroup.id) ?? []).filter((id) => living.has(id));
      return { classGroup, given, sequenceIds: orderWith(given, placed), lessons: placed };
    });
}

function placeLesson(
  { id, title, startsAt, isPublished }: ReturnType<typeof lessonsHandlers.starts>[number],
  plan: PlanRow | undefined,
  now: number,
): ProgressionLesson {
  const { sequenceId = null, minutes = null } = plan ?? {};
  return { id, title, startsAt, isPublished, isSettled: isPublished || startsAt <= now, sequenceId, minutes };
}

/** What the class was given, and, of what only lessons are in, each by its first lesson after those. */
function orderWith(given: readonly string[], lessons: readonly PlacedLesson[]): string[] {
  const held = lessons.flatMap(({ sequenceId }) => sequenceId ?? []);
  return [...new Set([...given, ...held])];
}
