import type { Arrangement, ProgressionStep, StepOutcome } from '../../../preload/contract/progression.ts';
import type { DomainContext } from '../context.ts';
import { lessonsHandlers } from '../lessons/handlers.ts';
import { readPlan, writeOrder, writePlan } from './repository.ts';
import { type CreatedLesson, planStep, progressionOf } from './steps.ts';

/**
 * Takes one step, with all that follows from it: one transaction, and one undo.
 *
 * @throws as `planStep`
 */
export function arrange(
  context: DomainContext,
  { classGroupId, step }: { classGroupId: string; step: ProgressionStep },
): { outcome: StepOutcome; before: Arrangement } {
  const done = context.store.write(() => {
    const { wanted, created, outcome } = planStep(context, classGroupId, step);
    const before = swap(context, classGroupId, wanted);
    for (const lesson of created) createLesson(context, classGroupId, lesson);
    const absent = created.map(({ id, startsAt, sequenceId }) => ({
      id,
      startsAt,
      sequenceId,
      isThere: false,
    }));
    return { outcome, before: { ...before, lessons: [...before.lessons, ...absent] } };
  });
  context.announce('progression');
  return done;
}

/**
 * Puts back what an arrangement says, and nothing else.
 *
 * @returns what was there, for redo
 * @throws CartableError `store/not-found` when a lesson is gone that was not to go
 */
export function putBack(
  context: DomainContext,
  { classGroupId, arrangement }: { classGroupId: string; arrangement: Arrangement },
): { before: Arrangement } {
  const before = context.store.write(() => swap(context, classGroupId, arrangement));
  context.announce('progression');
  return { before };
}

/** Writes an arrangement; the answer is what it replaced. A lesson that went to another class since is left alone. */
function swap(context: DomainContext, classGroupId: string, wanted: Arrangement): Arrangement {
  const { db } = context.store;
  const { sequenceIds } = progressionOf(context, classGroupId);
  const known = new Map(lessonsHandlers.starts(context, {}).map((lesson) => [lesson.id, lesson]));
  const lessons = wanted.lessons.filter(
    ({ id }) => (known.get(id)?.classGroupId ?? classGroupId) === classGroupId,
  );
  const before = lessons.map(({ id, startsAt }) => ({
    id,
    startsAt: known.get(id)?.startsAt ?? startsAt,
    sequenceId: readPlan(db, id).sequenceId,
    isThere: known.has(id),
  }));
  for (const lesson of lessons) placeLesson(context, lesson, known.has(lesson.id));
  if (wanted.sequenceIds !== null) writeOrder(db, classGroupId, wanted.sequenceIds);
  return { sequenceIds: wanted.sequenceIds === null ? null : [...sequenceIds], lessons: before };
}

function placeLesson(
  context: DomainContext,
  { id, startsAt, sequenceId, isThere }: Arrangement['lessons'][number],
  wasThere: boolean,
): void {
  if (isThere && !wasThere) lessonsHandlers.restore(context, { lessonId: id });
  if (isThere) lessonsHandlers.move(context, [{ id, startsAt }]);
  if (!isThere && wasThere) lessonsHandlers.remove(context, { lessonId: id });
  const plan = readPlan(context.store.db, id);
  if (plan.sequenceId !== sequenceId) writePlan(context.store.db, id, { ...plan, sequenceId });
}

function createLesson(context: DomainContext, classGroupId: string, lesson: CreatedLesson): void {
  const { id: newId, title, startsAt, sequenceId, copyOf } = lesson;
  const { db } = context.store;
  if (copyOf === null) {
    const fields = { classGroupId, title, startsAt, isPublished: false, blocks: [] };
    lessonsHandlers.save(context, { newId, ...fields });
    writePlan(db, newId, { sequenceId, minutes: null, objectives: '' });
  } else {
    lessonsHandlers.copy(context, { lessonId: copyOf, newId, classGroupId, startsAt });
    writePlan(db, newId, { ...readPlan(db, copyOf), sequenceId });
  }
}
