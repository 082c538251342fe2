import { isDeepStrictEqual } from 'node:util';
import type {
  LessonPlace,
  Publication,
  PublicationSide,
  PublicationState,
} from '../../../preload/contract/lessons.ts';
import { classesHandlers } from '../classes/handlers.ts';
import type { DomainContext } from '../context.ts';
import { CartableError } from '../platform/cartable-error.ts';
import type { LessonBody } from './bodies.ts';
import { giveHomeworkAlong } from './homework-along.ts';
import {
  copyResources,
  droppedResources,
  lackingMarks,
  missingResources,
  setForTeacher,
} from './lesson-documents.ts';
import {
  copyLesson,
  familyOf,
  readLivingBody,
  removeLesson,
  restoreLesson,
  writeLesson,
} from './lesson-edits.ts';
import { detachResource, reattachResource } from './lesson-parts.ts';
import { summarise } from './lesson-views.ts';
import { ontoStored } from './onto-stored.ts';
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
 * Puts lessons back as they were before `publishLesson`, and answers how they are until then. A text that has been written since
 * stays, block by block; to be asked about a publication that has been decided since is more than an undo is worth: it is refused.
 *
 * @throws CartableError `store/not-found`; `sync/cannot-undo`
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
  if (!isThere) {
    copyLesson(context, { lessonId: modelId, newId: lessonId, classGroupId, startsAt });
    giveHomeworkAlong(context, { modelId, copyId: lessonId, given: wanted.homework ?? [] });
  }
  const body = readLivingBody(context, lessonId);
  const isCorrected = isThere && wanted.isCorrected && lessonId !== modelId;
  const corrected = isCorrected ? withTextOf(readLivingBody(context, modelId), body) : body;
  const after = wanted.at === undefined ? corrected : publishedAt(context, corrected, wanted.at);
  if (!isDeepStrictEqual(after, body))
    writeLesson(context, lessonId, after, isCorrected ? 'copied' : 'pause');
  const pair = { fromLessonId: modelId, toLessonId: lessonId };
  const dropped = isCorrected ? droppedResources(context, pair) : [];
  for (const id of dropped) detachResource(context, id);
  const added = isCorrected ? copyResources(context, pair) : [];
  const marked = isCorrected ? lackingMarks(context, pair) : [];
  for (const one of marked) setForTeacher(context, { ...one, isForTeacher: true });
  return stateBefore(lessonId, { body, after, added, dropped, marked, isThere, isTextKept: isCorrected });
}

function putBackOne(context: DomainContext, state: PublicationState): PublicationState {
  const { lessonId, after, isThere, text } = state;
  const wasThere = readLesson(context.store.db, lessonId)?.removedAt === null;
  if (!wasThere && !isThere) return state;
  if (!wasThere && after.isThere) throw cannotUndo();
  if (!wasThere) restoreLesson(context, lessonId);
  const stored = readLivingBody(context, lessonId);
  const body = { ...stored, ...publicationPutBack(stored, state), ...textPutBack(context, stored, state) };
  if (!isDeepStrictEqual(body, stored)) writeLesson(context, lessonId, body, 'restore');
  for (const one of state.resources) putDocumentBack(context, one);
  if (!isThere) removeLesson(context, lessonId);
  const isTextKept = text !== null;
  return {
    lessonId,
    ...sideOf(stored, { isThere: wasThere, isTextKept }),
    after: sideOf(body, { isThere, isTextKept }),
    resources: state.resources.map(opposite),
  };
}

type DocumentState = PublicationState['resources'][number];

/** It comes or goes; or it stays, for its teacher alone or no longer. */
function putDocumentBack(context: DomainContext, { id, isThere, ...forWhom }: DocumentState): void {
  const { isForTeacher, isUntilShown } = forWhom;
  if (isForTeacher !== undefined) setForTeacher(context, { resourceId: id, isForTeacher, isUntilShown });
  else (isThere ? reattachResource : detachResource)(context, id);
}

function opposite({ id, isThere, isForTeacher, isUntilShown }: DocumentState): DocumentState {
  return isForTeacher === undefined
    ? { id, isThere: !isThere }
    : { id, isThere, isForTeacher: !isForTeacher, isUntilShown };
}

function publicationPutBack(stored: LessonBody, state: PublicationState): Partial<LessonBody> {
  const now = decided(stored.is_published, stored.publish_at);
  const wanted = decided(state.isPublished, state.publishAt);
  const taken = decided(state.after.isPublished, state.after.publishAt);
  if (wanted === taken) return {};
  if (now !== taken && now !== wanted) throw cannotUndo();
  return { is_published: state.isPublished, publish_at: state.publishAt ?? undefined };
}

/** A publication is one decision in two fields. */
function decided(isPublished: boolean, publishAt: number | null | undefined): string {
  return `${isPublished} ${publishAt ?? null}`;
}

/** A title that has come since stays: there is no place beside it for the one before. */
function textPutBack(
  context: DomainContext,
  stored: LessonBody,
  { lessonId, text, after }: PublicationState,
): Partial<LessonBody> {
  if (text === null || after.text === null) return {};
  const fields = { classGroupId: stored.class_group_id, title: stored.title, startsAt: stored.starts_at };
  const { blocks } = ontoStored(context, {
    id: lessonId,
    before: { ...fields, blocks: after.text.blocks },
    edited: { ...fields, blocks: text.blocks },
    stored,
  });
  return { title: stored.title === after.text.title ? text.title : stored.title, blocks: [...blocks] };
}

interface ChangedLesson {
  /** What it was, and what it is since. */
  readonly body: LessonBody;
  readonly after: LessonBody;
  /** Documents that were hung on it. */
  readonly added: readonly string[];
  /** Documents that were taken off it. */
  readonly dropped?: readonly string[];
  /** Documents that are since for their teacher alone. */
  readonly marked?: ReturnType<typeof lackingMarks>;
  readonly isThere?: boolean;
  readonly isTextKept?: boolean;
}

/** What undo of a change wants. */
export function stateBefore(
  lessonId: string,
  { body, after, added, dropped = [], marked = [], isThere = true, isTextKept = true }: ChangedLesson,
): PublicationState {
  const resources = [
    ...added.map((id) => ({ id, isThere: false })),
    ...dropped.map((id) => ({ id, isThere: true })),
    ...marked.map(({ resourceId: id, isUntilShown }) => ({
      id,
      isThere: true,
      isForTeacher: false,
      isUntilShown,
    })),
  ];
  const since = sideOf(after, { isThere: true, isTextKept });
  return { lessonId, ...sideOf(body, { isThere, isTextKept }), after: since, resources };
}

function sideOf(
  body: LessonBody,
  { isThere, isTextKept }: Record<'isThere' | 'isTextKept', boolean>,
): PublicationSide {
  return {
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
  const moved = withDatesMoved(textOf(model), { from: model.starts_at, to: body.starts_at });
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
  const pair = { fromLessonId: lessonId, toLessonId: copyId };
  return (
    copy.title === model.title &&
    isDeepStrictEqual(
      withoutDates(textOf(copy)),
      withoutDates(withOwnCorrections(textOf(model), copy.blocks)),
    ) &&
    missingResources(context, pair).length === 0 &&
    lackingMarks(context, pair).length === 0 &&
    droppedResources(context, pair).length === 0
  );
}

/** No class sees what another one does not see yet. */
function bindLessons(context: DomainContext, states: readonly PublicationState[]): void {
  context.edits.bind(states.map(({ lessonId }) => ({ entity: 'lesson', entityId: lessonId })));
}

function cannotUndo(): CartableError {
  return new CartableError('sync/cannot-undo', {}, 'never');
}
