import { isDeepStrictEqual } from 'node:util';
import type { LessonPlace, Publication, PublicationState } from '../../../preload/contract/lessons.ts';
import { classesHandlers } from '../classes/handlers.ts';
import type { DomainContext } from '../context.ts';
import type { LessonBody } from './bodies.ts';
import {
  copyLesson,
  familyOf,
  readLivingBody,
  removeLesson,
  restoreLesson,
  writeLesson,
} from './lesson-edits.ts';
import { copyResources, detachResource, missingResources, reattachResource } from './lesson-parts.ts';
import { summarise } from './lesson-views.ts';
import { type LessonRow, readFamily, readLesson, readParts } from './repository.ts';
import { mergeBlocks } from './rules.ts';
import { withDatesMoved, withOwnCorrections, withoutDates } from './teacher-blocks.ts';

/**
 * The classes of the teacher, and what each has of a lesson: the lesson itself first, then its copies, then who has none.
 *
 * @throws CartableError `store/not-found`
 */
export function readPlaces(context: DomainContext, { lessonId }: { lessonId: string }): LessonPlace[] {
  const { db } = context.store;
  const model = readLivingBody(context, lessonId);
  const family = readFamily(db, familyOf(context, lessonId));
  const placeOf = (row: LessonRow): LessonPlace => ({
    classGroupId: row.classGroupId,
    classGroupName: row.classGroupName,
    lesson: {
      ...summarise(context, row, readParts(db, row.id)),
      isSame: row.id === lessonId || isSame(context, { lessonId, model }, row.id),
    },
  });
  const itself = family.filter(({ id }) => id === lessonId);
  const copies = family.filter(({ id }) => id !== lessonId);
  const without = classesHandlers
    .list(context)
    .filter(({ id }) => family.every(({ classGroupId }) => classGroupId !== id));
  return [
    ...[...itself, ...copies].map(placeOf),
    ...without.map(({ id, name }) => ({ classGroupId: id, classGroupName: name, lesson: null })),
  ];
}

/**
 * Publishes a lesson in its classes, each at its date, or withdraws it; makes and corrects copies. All of it or nothing, here
 * and at the ENT: the edits go in one batch.
 *
 * @throws CartableError `store/not-found`
 */
export function publishLesson(
  context: DomainContext,
  { lessonId, publications }: { lessonId: string; publications: readonly Publication[] },
): { before: PublicationState[] } {
  const before = context.store.write(() => {
    const states = publications.map((one) => publishOne(context, lessonId, one));
    bindLessons(context, states);
    return states;
  });
  context.announce('lessons', 'library');
  return { before };
}

/**
 * Puts lessons back as they were before `publishLesson`, and answers how they are until then.
 *
 * @throws CartableError `store/not-found`
 */
export function putPublicationBack(
  context: DomainContext,
  { states }: { states: readonly PublicationState[] },
): { before: PublicationState[] } {
  const before = context.store.write(() => {
    const replaced = states.map((state) => putBackOne(context, state));
    bindLessons(context, replaced);
    return replaced;
  });
  context.announce('lessons', 'library');
  return { before };
}

function publishOne(context: DomainContext, modelId: string, wanted: Publication): PublicationState {
  const { lessonId, classGroupId, startsAt } = wanted;
  // A copy that was made before the engine died is there: it is not made twice.
  const isThere = readLesson(context.store.db, lessonId) !== undefined;
  if (!isThere) copyLesson(context, { lessonId: modelId, newId: lessonId, classGroupId, startsAt });
  const body = readLivingBody(context, lessonId);
  const isCorrected = isThere && wanted.isCorrected && lessonId !== modelId;
  const corrected = isCorrected ? withTextOf(readLivingBody(context, modelId), body) : body;
  const after = wanted.at === undefined ? corrected : publishedAt(context, corrected, wanted.at);
  if (!isDeepStrictEqual(after, body))
    writeLesson(context, lessonId, after, isCorrected ? 'copied' : 'pause');
  const added = isCorrected ? copyResources(context, { fromLessonId: modelId, toLessonId: lessonId }) : [];
  const resources = added.map((id) => ({ id, isThere: false }));
  return { ...stateOf(lessonId, body, isThere, isCorrected), resources };
}

function putBackOne(context: DomainContext, state: PublicationState): PublicationState {
  const { lessonId, isPublished, publishAt, text } = state;
  const wasThere = readLesson(context.store.db, lessonId)?.removedAt === null;
  if (!wasThere && !state.isThere) return state;
  if (!wasThere) restoreLesson(context, lessonId);
  const body = readLivingBody(context, lessonId);
  const after = {
    ...body,
    is_published: isPublished,
    publish_at: publishAt ?? undefined,
    ...(text === null ? {} : { title: text.title, blocks: mergeBlocks(body.blocks, text.blocks) }),
  };
  if (!isDeepStrictEqual(after, body)) writeLesson(context, lessonId, after, 'restore');
  for (const { id, isThere } of state.resources) (isThere ? reattachResource : detachResource)(context, id);
  if (!state.isThere) removeLesson(context, lessonId);
  const resources = state.resources.map(({ id, isThere }) => ({ id, isThere: !isThere }));
  return { ...stateOf(lessonId, body, wasThere, text !== null), resources };
}

function stateOf(
  lessonId: string,
  body: LessonBody,
  isThere: boolean,
  isTextKept: boolean,
): Omit<PublicationState, 'resources'> {
  return {
    lessonId,
    isThere,
    isPublished: body.is_published,
    publishAt: body.publish_at ?? null,
    text: isTextKept ? { title: body.title, blocks: textOf(body) } : null,
  };
}

function publishedAt(
  context: DomainContext,
  body: LessonBody,
  at: NonNullable<Publication['at']> | null,
): LessonBody {
  if (at === 'now') return { ...body, is_published: true, publish_at: undefined };
  const instant = at === 'hour' ? body.starts_at : at;
  // Whose date has passed is published: an ENT that knows no dates shows it too.
  const isPast = instant !== null && instant <= context.clock.now();
  return { ...body, is_published: isPast, publish_at: isPast ? undefined : (instant ?? undefined) };
}

function withTextOf(model: LessonBody, body: LessonBody): LessonBody {
  const moved = withDatesMoved(textOf(model), { byMs: body.starts_at - model.starts_at });
  const blocks = withOwnCorrections(moved, body.blocks);
  return { ...body, title: model.title, blocks: mergeBlocks(body.blocks, blocks) };
}

/** What is written in the blocks, and no more: variants are matters of one copy. */
function textOf({ blocks }: LessonBody): { id: string; content: Record<string, unknown> }[] {
  return blocks.map(({ id, content }) => ({ id, content: { ...content } }));
}

function isSame(
  context: DomainContext,
  { lessonId, model }: { lessonId: string; model: LessonBody },
  copyId: string,
): boolean {
  const copy = readLivingBody(context, copyId);
  return (
    copy.title === model.title &&
    isDeepStrictEqual(
      withoutDates(textOf(copy)),
      withoutDates(withOwnCorrections(textOf(model), copy.blocks)),
    ) &&
    missingResources(context, { fromLessonId: lessonId, toLessonId: copyId }).length === 0
  );
}

/** No class sees what another one does not see yet. */
function bindLessons(context: DomainContext, states: readonly PublicationState[]): void {
  context.edits.bind(states.map(({ lessonId }) => ({ entity: 'lesson', entityId: lessonId })));
}
