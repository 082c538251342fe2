import type { Arrangement, StepOutcome } from '../../../preload/contract/progression.ts';
import type { DomainContext } from '../context.ts';
import { lessonsHandlers } from '../lessons/handlers.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { readPlan, writeOrder, writePlan } from './repository.ts';
import { type ClassYear, type CreatedLesson, planStep, progressionOf, type WantedStep } from './steps.ts';

type ArrangedLesson = Arrangement['lessons'][number];

/**
 * Takes one step, with all that follows from it: one transaction, and one undo.
 *
 * @throws as `planStep`
 */
export function arrange(
  context: DomainContext,
  { step, ...ofClass }: WantedStep,
): { outcome: StepOutcome; before: Arrangement } {
  const done = context.store.write(() => {
    const { wanted, created, outcome } = planStep(context, { ...ofClass, step });
    const before = swap(context, ofClass, wanted);
    for (const lesson of created) createLesson(context, ofClass.classGroupId, lesson);
    const absent = created.map(({ id, startsAt, sequenceId }) => ({
      id,
      startsAt,
      sequenceId,
      isThere: false,
      after: startsAt,
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
 * @throws CartableError `store/not-found` when a lesson is gone that was not to go; `sync/cannot-undo` when one has been given another
 *   date since, or taken away
 */
export function putBack(
  context: DomainContext,
  { arrangement, ...ofClass }: ClassYear & { arrangement: Arrangement },
): { before: Arrangement } {
  const before = context.store.write(() => swap(context, ofClass, arrangement));
  context.announce('progression');
  return { before };
}

/** Writes an arrangement; the answer is what it replaced. A lesson that went to another class since is left alone. */
function swap(context: DomainContext, ofClass: ClassYear, wanted: Arrangement): Arrangement {
  const { db } = context.store;
  const { classGroupId } = ofClass;
  const { sequenceIds } = progressionOf(context, ofClass);
  const known = new Map(lessonsHandlers.starts(context, {}).map((lesson) => [lesson.id, lesson]));
  const lessons = wanted.lessons.filter(
    ({ id }) => (known.get(id)?.classGroupId ?? classGroupId) === classGroupId,
  );
  const placed = lessons.map((lesson) => {
    const now = known.get(lesson.id)?.startsAt ?? null;
    return { lesson, now, after: dateOf(lesson, now) };
  });
  const moves = placed.flatMap(({ lesson: { id }, now: from, after: to }) =>
    from === null || to === null || from === to ? [] : [{ id, from, to }],
  );
  const along = wanted.dates ?? lessonsHandlers.datesAlong(context, { classGroupId, moves });
  const before = placed.map(({ lesson, now, after }) => {
    const { id } = lesson;
    const { sequenceId } = readPlan(db, id);
    placeLesson(context, lesson, { now, after });
    return { id, startsAt: now ?? lesson.startsAt, sequenceId, isThere: now !== null, after };
  });
  const ids = new Set(lessons.map(({ id }) => id));
  const dates = lessonsHandlers.setDatesAlong(
    context,
    along.filter(({ lessonId }) => ids.has(lessonId)),
  );
  if (wanted.sequenceIds !== null) writeOrder(db, classGroupId, wanted.sequenceIds);
  return { sequenceIds: wanted.sequenceIds === null ? null : [...sequenceIds], lessons: before, dates };
}

/**
 * The date that a lesson gets, null being none: what the step has left is left, and what somebody has made of it since is not replaced
 * unseen.
 */
function dateOf({ startsAt, isThere, after }: ArrangedLesson, now: number | null): number | null {
  const wanted = isThere ? startsAt : null;
  if (wanted === after) return now;
  if (after !== undefined && now !== after && now !== wanted)
    throw new CartableError('sync/cannot-undo', {}, 'never');
  return wanted;
}

function placeLesson(
  context: DomainContext,
  { id, sequenceId }: ArrangedLesson,
  { now, after }: Record<'now' | 'after', number | null>,
): void {
  if (after !== null && now === null) lessonsHandlers.restore(context, { lessonId: id });
  if (after !== null) lessonsHandlers.move(context, [{ id, startsAt: after }]);
  if (after === null && now !== null) lessonsHandlers.remove(context, { lessonId: id });
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
