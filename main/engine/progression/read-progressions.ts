import type { ClassGroup } from '../../../preload/contract/domain.ts';
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
  /** Living ones, in their order. */
  readonly sequenceIds: readonly string[];
  /** In their order. */
  readonly lessons: readonly ProgressionLesson[];
}

/** The progression of one class, or of each. */
export function readProgressions(context: DomainContext, classGroupId?: string): Progression[] {
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
      return { classGroup, sequenceIds: orderWith(given, placed), lessons: placed };
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
