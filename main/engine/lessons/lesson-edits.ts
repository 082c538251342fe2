import { isDeepStrictEqual } from 'node:util';
import type { LessonBlock, LessonDetail } from '../../../preload/contract/domain.ts';
import type { VersionReason } from '../../../preload/contract/lesson-versions.ts';
import type { DomainContext } from '../context.ts';
import { markAttached, readAttached, recordAttached } from '../library/attached-files.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { upsert } from '../store/upsert.ts';
import type { LessonBody } from './bodies.ts';
import { copyResources, mindDocuments } from './lesson-documents.ts';
import { RESOURCE, recordHomework } from './lesson-parts.ts';
import { detailLesson } from './lesson-views.ts';
import { type EditedText, ontoStored } from './onto-stored.ts';
import { withCorrectionsOpen } from './openings.ts';
import { hangPasted } from './pictures.ts';
import {
  markRemoved,
  type PartRow,
  readHomework,
  readLesson,
  readLessonBody,
  readParts,
  readSentBody,
  readText,
  writeFamily,
} from './repository.ts';
import { mergeBlocks, movedTo, removalInstant } from './rules.ts';
import { isMade, noteSave } from './saves-made.ts';
import { splitText, withDatesMoved } from './teacher-blocks.ts';
import { keepOnceShown, keepVersion } from './versions/keep.ts';

export interface LessonInput {
  readonly id?: string | undefined;
  /** Where a new lesson goes; it may be there already, when the creation is sent again. */
  readonly newId?: string | undefined;
  readonly classGroupId: string;
  readonly title: string;
  readonly startsAt: number;
  /** Absent: as it is; a new lesson is a draft. */
  readonly isPublished?: boolean | undefined;
  /** With `isPublished` alone. False and a date: students read it from then on. */
  readonly publishAt?: number | null | undefined;
  readonly blocks: readonly LessonBlock[];
  /** What the editor had shown before it was typed in; absent: what is stored. */
  readonly before?: EditedText | undefined;
  /** Names this save: sent again, it is made once. */
  readonly saveId?: string | undefined;
  /** The documents of its text are hung right after it, and none by the save. */
  readonly isBeforeDocuments?: boolean | undefined;
}

/**
 * Creates a lesson (no `id`) or saves it whole; saving what is there already changes nothing, and creating it twice
 * under one `newId` is creating it once. So is saving it twice under one `saveId`, whatever has come in between.
 *
 * Homework follows its lesson to another class. What has come from elsewhere since `before` was shown stays.
 * @throws CartableError `store/not-found` (lesson or class), `lessons/title-missing`
 */
export function saveLesson(context: DomainContext, input: LessonInput): LessonDetail {
  const title = input.title.trim();
  if (title === '') throw new CartableError('lessons/title-missing');
  const id = context.store.write(() => {
    requireClassGroup(context, input.classGroupId);
    const { db } = context.store;
    const lessonId = input.id ?? input.newId ?? context.random.id();
    const isNew = input.id === undefined && readLesson(db, lessonId) === undefined;
    const stored = isNew ? undefined : readLivingBody(context, lessonId);
    if (isMade(db, 'lesson', lessonId, input.saveId)) return lessonId;
    writeEdited(context, lessonId, { edited: { ...input, title }, stored });
    noteSave(db, 'lesson', lessonId, input.saveId);
    return lessonId;
  });
  context.announce('lessons');
  return detailLesson(context, id);
}

function writeEdited(
  context: DomainContext,
  id: string,
  { edited, stored }: { edited: LessonInput; stored: LessonBody | undefined },
): void {
  const { before } = edited;
  const isOnNews = stored !== undefined && before !== undefined;
  const body = bodyOf(isOnNews ? ontoStored(context, { id, before, edited, stored }) : edited, stored);
  if (isDeepStrictEqual(stored, body)) return;
  writeLesson(context, id, body);
  if (edited.isBeforeDocuments !== true) hangPasted(context, id, stored?.blocks ?? []);
  if (stored !== undefined && stored.class_group_id !== body.class_group_id)
    moveHomework(context, id, body.class_group_id);
}

/**
 * Gives lessons other dates, all of them or none; whoever has the date already is left alone.
 *
 * @throws CartableError `store/not-found`
 */
export function moveLessons(
  context: DomainContext,
  moves: readonly { readonly id: string; readonly startsAt: number }[],
): void {
  context.store.write(() => {
    for (const { id, startsAt } of moves) {
      const body = readLivingBody(context, id);
      if (body.starts_at !== startsAt) writeLesson(context, id, movedTo(body, startsAt));
    }
  });
  context.announce('lessons');
}

/**
 * Copies a lesson with its text and its documents to a class and a date: a draft, without the homework, which is dated.
 *
 * @throws CartableError `store/not-found` (lesson or class)
 */
export function copyLesson(
  context: DomainContext,
  { lessonId, newId, classGroupId, startsAt }: LessonCopy,
): void {
  context.store.write(() => {
    requireClassGroup(context, classGroupId);
    const { title, blocks, starts_at } = readLivingBody(context, lessonId);
    const texts = withDatesMoved(
      blocks.map(({ id, content }) => ({ id, content })),
      { from: starts_at, to: startsAt, notBefore: context.clock.now() },
    );
    writeLesson(context, newId, {
      class_group_id: classGroupId,
      title,
      starts_at: startsAt,
      is_published: false,
      blocks: texts,
    });
    writeFamily(context.store.db, newId, familyOf(context, lessonId));
    copyResources(context, { fromLessonId: lessonId, toLessonId: newId });
  });
  context.announce('lessons', 'library');
}

export interface LessonCopy {
  readonly lessonId: string;
  /** What the copy is created under. */
  readonly newId: string;
  readonly classGroupId: string;
  readonly startsAt: number;
}

/** A lesson that is there, and not removed. @throws CartableError `store/not-found` */
export function requireLesson(context: DomainContext, lessonId: string): void {
  const lesson = readLesson(context.store.db, lessonId);
  if (lesson === undefined || lesson.removedAt !== null) throw notFound();
}

/**
 * Removes a lesson, and what belongs to it, in one transaction. Removing it twice is removing it once.
 *
 * @throws CartableError `store/not-found`
 */
export function removeLesson(context: DomainContext, lessonId: string): void {
  context.store.write(() => {
    const { db } = context.store;
    const lesson = readLesson(db, lessonId);
    if (lesson === undefined) throw notFound();
    if (lesson.removedAt !== null) return;
    const parts = readParts(db, lessonId);
    const at = removalInstant(
      context.clock.now(),
      parts.map(({ removedAt }) => removedAt),
    );
    markRemoved(db, 'lesson', lessonId, at);
    // What belongs to the lesson first: an ENT may refuse to touch what hangs on nothing.
    for (const part of parts.filter(({ removedAt }) => removedAt === null)) {
      markPart(context, part, at);
      context.edits.record({ entity: part.entity, entityId: part.id, body: null });
    }
    context.edits.record({ entity: 'lesson', entityId: lessonId, body: null });
  });
  context.announce('lessons', 'library');
}

/**
 * Undo of `removeLesson`: the lesson comes back with what went with it, and nothing that had gone before.
 *
 * @throws CartableError `store/not-found`
 */
export function restoreLesson(context: DomainContext, lessonId: string): LessonDetail {
  context.store.write(() => {
    const { db } = context.store;
    const lesson = readLesson(db, lessonId);
    if (lesson === undefined) throw notFound();
    if (lesson.removedAt === null) return;
    markRemoved(db, 'lesson', lessonId, null);
    const body = readSentBody(db, lessonId);
    context.edits.record({ entity: 'lesson', entityId: lessonId, body: body ? { ...body } : null });
    const parts = readParts(db, lessonId).filter(({ removedAt }) => removedAt === lesson.removedAt);
    // All of them first: for whom a document is follows from the homework that it was joined to.
    for (const part of parts) markPart(context, part, null);
    for (const part of parts) recordPart(context, part);
  });
  context.announce('lessons', 'library');
  return detailLesson(context, lessonId);
}

/** What a lesson and its copies have in common. */
export function familyOf(context: DomainContext, lessonId: string): string {
  return readLesson(context.store.db, lessonId)?.familyId ?? lessonId;
}

function bodyOf(input: LessonInput, stored: LessonBody | undefined): LessonBody {
  const { classGroupId, title, startsAt, isPublished, publishAt } = input;
  const moved = stored === undefined ? undefined : movedTo(stored, startsAt);
  const asStored = { is_published: moved?.is_published ?? false, publish_at: moved?.publish_at };
  const asWanted = { is_published: isPublished ?? false, publish_at: publishAt ?? undefined };
  return {
    class_group_id: classGroupId,
    title,
    starts_at: startsAt,
    ...(isPublished === undefined ? asStored : asWanted),
    blocks: mergeBlocks(stored?.blocks ?? [], input.blocks),
  };
}

/**
 * Writes a lesson and its place in the outbox. Called within the transaction of an edit.
 *
 * What is for its teacher alone is laid apart; what is sent, if it has changed, is read from what students may be shown. A text
 * that is replaced is kept as a version now and then; for another `reason` than a pause in writing, always.
 */
export function writeLesson(
  context: DomainContext,
  id: string,
  body: LessonBody,
  reason: VersionReason = 'pause',
): void {
  const { db } = context.store;
  const now = context.clock.now();
  const before = readLesson(db, id);
  const sent = readSentBody(db, id);
  const textBefore = before === undefined ? [] : readText(db, id);
  if (before !== undefined) keepVersion(db, id, { now, reason, next: body.blocks });
  const { shown, kept } = splitText(withCorrectionsOpen(context, id, body.blocks));
  upsert(db, 'lesson', {
    id,
    class_group_id: body.class_group_id,
    title: body.title,
    starts_at: body.starts_at,
    is_published: Number(body.is_published),
    publish_at: body.publish_at ?? null,
    blocks: JSON.stringify(shown),
    teacher_blocks: JSON.stringify(kept),
    updated_at: now,
  });
  keepOnceShown(db, id, { before, now });
  const toSend = readSentBody(db, id);
  if (toSend !== undefined && !isDeepStrictEqual(sent, toSend))
    context.edits.record({ entity: 'lesson', entityId: id, body: { ...toSend } });
  mindDocuments(context, id, { before: textBefore, after: readText(db, id) });
}

/** A lesson that can be edited: there, and not removed. @throws CartableError `store/not-found` */
export function readLivingBody(context: DomainContext, id: string): LessonBody {
  const row = readLesson(context.store.db, id);
  const body = row?.removedAt === null ? readLessonBody(context.store.db, id) : undefined;
  if (body === undefined) throw notFound();
  return body;
}

function requireClassGroup(context: DomainContext, id: string): void {
  if (context.store.db.prepare('SELECT 1 FROM class_group WHERE id = ?').get(id) === undefined)
    throw notFound();
}

function moveHomework(context: DomainContext, lessonId: string, classGroupId: string): void {
  for (const part of readParts(context.store.db, lessonId)) {
    if (part.entity !== 'homework' || part.removedAt !== null) continue;
    context.store.db
      .prepare('UPDATE homework SET class_group_id = ?, updated_at = ? WHERE id = ?')
      .run(classGroupId, context.clock.now(), part.id);
    recordPart(context, part);
  }
}

function markPart(context: DomainContext, { entity, id }: PartRow, removedAt: number | null): void {
  if (entity === 'resource') markAttached(context.store.db, 'resource', id, removedAt);
  else markRemoved(context.store.db, 'homework', id, removedAt);
}

function recordPart(context: DomainContext, { entity, id }: PartRow): void {
  const { db } = context.store;
  if (entity === 'resource') {
    const row = readAttached(db, 'resource', id);
    if (row !== undefined) recordAttached(context, RESOURCE, row);
  } else {
    const row = readHomework(db, id);
    if (row !== undefined) recordHomework(context, row);
  }
}

function notFound(): CartableError {
  return new CartableError('store/not-found', {}, 'never');
}
