import type { LessonPlan, Sequence, SequenceFields } from '../../../preload/contract/progression.ts';
import type { DomainContext } from '../context.ts';
import { lessonsHandlers } from '../lessons/handlers.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { readAllYears, readProgressions } from './read-progressions.ts';
import {
  markRemoved,
  readPlan,
  readSequence,
  readSequences,
  writePlan,
  writeSequence,
} from './repository.ts';

/** The sequences, and the classes that have each: in a school year, and in any. */
export function listSequences(
  context: DomainContext,
  { day }: { day?: string | undefined } = {},
): (Sequence & { classGroupIds: string[]; everIds: string[] })[] {
  const ofYear = readProgressions(context, { day });
  const ever = readAllYears(context);
  return readSequences(context.store.db).map((sequence) => ({
    ...sequence,
    classGroupIds: ofYear
      .filter((progression) => progression.ofYear.includes(sequence.id))
      .map(({ classGroup }) => classGroup.id),
    everIds: ever
      .filter(({ sequenceIds }) => sequenceIds.includes(sequence.id))
      .map(({ classGroup }) => classGroup.id),
  }));
}

/** @throws CartableError `store/not-found` for an `id` that is not there */
export function saveSequence(
  context: DomainContext,
  { id, newId, ...fields }: SequenceFields & { id?: string | undefined; newId?: string | undefined },
): { id: string; previous: SequenceFields | null } {
  const { db } = context.store;
  const saved = context.store.write(() => {
    const known = id === undefined ? undefined : readSequence(db, id);
    if (id !== undefined && known === undefined) throw notFound();
    const sequenceId = id ?? newId ?? context.random.id();
    writeSequence(db, sequenceId, fields, context.clock.now());
    return { id: sequenceId, previous: known === undefined ? null : toFields(known) };
  });
  context.announce('progression');
  return saved;
}

/** Nothing of its lessons changes: those of a sequence that is not there are in none. */
export function setSequenceRemoved(
  context: DomainContext,
  sequenceId: string,
  isRemoved: boolean,
): Record<string, never> {
  const at = isRemoved ? context.clock.now() : null;
  context.store.write(() => {
    if (!markRemoved(context.store.db, sequenceId, at)) throw notFound();
  });
  context.announce('progression');
  return {};
}

/** @throws CartableError `store/not-found` (lesson or sequence) */
export function savePlan(
  context: DomainContext,
  { lessonId, ...plan }: LessonPlan & { lessonId: string },
): { previous: LessonPlan } {
  const { db } = context.store;
  const previous = context.store.write(() => {
    lessonsHandlers.require(context, lessonId);
    if (plan.sequenceId !== null && readSequence(db, plan.sequenceId) === undefined) throw notFound();
    const before = readPlan(db, lessonId);
    writePlan(db, lessonId, plan);
    return before;
  });
  context.announce('progression');
  return { previous };
}

/** What is planned of a lesson; nothing, of one that nobody planned. */
export function planOf(context: DomainContext, lessonId: string): LessonPlan {
  return readPlan(context.store.db, lessonId);
}

function toFields({ id: _, ...fields }: Sequence): SequenceFields {
  return fields;
}

function notFound(): CartableError {
  return new CartableError('store/not-found', {}, 'never');
}
