import type { ReuseState } from '../../../preload/contract/reuse.ts';
import type { DomainContext } from '../context.ts';
import { lessonsHandlers } from '../lessons/handlers.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { progressionHandlers } from '../progression/handlers.ts';
import { dueIn, type Landing } from './land.ts';
import type { Material, MaterialLesson } from './material.ts';

/**
 * Makes the lessons of a material where they land, all in one transaction: drafts, with their documents and sequences.
 *
 * @returns what undo puts back
 * @throws CartableError `progression/no-session` when not one of them has an hour
 */
export function makeLessons(
  context: DomainContext,
  material: Material,
  { landings, withHomework }: { landings: readonly Landing[]; withHomework: boolean },
): { count: number; before: ReuseState } {
  const count = landings.reduce((sum, { hours }) => sum + Math.min(hours.length, material.lessons.length), 0);
  if (count === 0) throw new CartableError('progression/no-session', {}, 'after-user');
  const before = context.store.write(() => {
    const sequenceIds = material.sequences.map(
      ({ id, fields }) => id ?? progressionHandlers.saveSequence(context, fields).id,
    );
    const made = material.sequences.flatMap(({ id }, index) =>
      id === null ? (sequenceIds[index] ?? []) : [],
    );
    const classes = landings.map((landing) => ({
      classGroupId: landing.classGroupId,
      arrangement: makeInClass(context, { material, landing, sequenceIds, withHomework }),
    }));
    return { sequences: made.map((id) => ({ id, isThere: false })), classes };
  });
  context.announce('lessons', 'progression', 'library');
  return { count, before };
}

/** Puts back what `makeLessons` or this very function answered; answers what was there. */
export function putStateBack(
  context: DomainContext,
  { sequences, classes }: ReuseState,
): { before: ReuseState } {
  const known = new Set(progressionHandlers.sequences(context).map(({ id }) => id));
  const before = context.store.write(() => {
    for (const { id, isThere } of sequences)
      if (isThere && !known.has(id)) progressionHandlers.restoreSequence(context, { sequenceId: id });
    const replaced = classes.map(({ classGroupId, arrangement }) => ({
      classGroupId,
      arrangement: progressionHandlers.putBack(context, { classGroupId, arrangement }).before,
    }));
    for (const { id, isThere } of sequences)
      if (!isThere && known.has(id)) progressionHandlers.removeSequence(context, { sequenceId: id });
    return { sequences: sequences.map(({ id }) => ({ id, isThere: known.has(id) })), classes: replaced };
  });
  context.announce('lessons', 'progression', 'library');
  return { before };
}

interface ClassWork {
  readonly material: Material;
  readonly landing: Landing;
  readonly sequenceIds: readonly string[];
  readonly withHomework: boolean;
}

function makeInClass(context: DomainContext, work: ClassWork): ReuseState['classes'][number]['arrangement'] {
  const { material, landing, sequenceIds, withHomework } = work;
  const { classGroupId, hours } = landing;
  const had = [...progressionHandlers.orderOf(context, { classGroupId })];
  const made = material.lessons.slice(0, hours.length).map((lesson, index) => {
    const startsAt = hours[index] as number;
    const id = context.random.id();
    makeLesson(context, { id, classGroupId, startsAt, lesson });
    const sequenceId = lesson.sequence === null ? null : (sequenceIds[lesson.sequence] ?? null);
    const { minutes, objectives } = lesson;
    progressionHandlers.savePlan(context, { lessonId: id, sequenceId, minutes, objectives });
    if (withHomework) giveHomework(context, { lessonId: id, landing, startsAt, lesson });
    return { id, startsAt, sequenceId, isThere: false };
  });
  // Of those alone of which something landed here, and for a template's sequence even when nothing did.
  const held = new Set(made.flatMap(({ sequenceId }) => sequenceId ?? []));
  const order = [...had, ...sequenceIds.filter((id) => held.has(id) && !had.includes(id))];
  progressionHandlers.putBack(context, { classGroupId, arrangement: { sequenceIds: order, lessons: [] } });
  return { sequenceIds: had, lessons: made };
}

interface NewLesson {
  readonly id: string;
  readonly classGroupId: string;
  readonly startsAt: number;
  readonly lesson: MaterialLesson;
}

function makeLesson(context: DomainContext, { id, classGroupId, startsAt, lesson }: NewLesson): void {
  const { copyOf, title, documents } = lesson;
  if (copyOf !== null) {
    lessonsHandlers.copy(context, { lessonId: copyOf, newId: id, classGroupId, startsAt });
    return;
  }
  const blocks = lessonsHandlers.withoutDates(lesson.blocks);
  const fields = { classGroupId, title, startsAt, isPublished: false, blocks };
  lessonsHandlers.save(context, { newId: id, ...fields, isBeforeDocuments: true });
  for (const document of documents) lessonsHandlers.hang(context, { lessonId: id, document });
}

function giveHomework(
  context: DomainContext,
  {
    lessonId,
    landing,
    startsAt,
    lesson,
  }: { lessonId: string; landing: Landing } & Pick<NewLesson, 'startsAt' | 'lesson'>,
): void {
  for (const homework of lesson.homework) {
    const { text, expectedMinutes, handIn, maxTimes100 } = homework;
    const dueAt = dueIn(context, landing, { homework, startsAt });
    const { id: homeworkId } = lessonsHandlers.saveHomework(context, {
      lessonId,
      text,
      dueAt,
      expectedMinutes,
      handIn,
    });
    if (maxTimes100 === undefined) continue;
    lessonsHandlers.gradeHomework(context, { homeworkId, grading: { maxTimes100, assignmentId: null } });
  }
}
