import type { TextBlock } from '../../../preload/contract/teacher-blocks.ts';
import type { DomainContext } from '../context.ts';
import {
  type AttachedRow,
  readAllAttached,
  recordAttached,
  requireAttached,
} from '../library/attached-files.ts';
import { CartableError } from '../platform/cartable-error.ts';
import {
  copyMark,
  isAffected,
  isMarked,
  isMarkedUntilShown,
  markForTeacher,
  namesIn,
  takeMarkAlong,
  unmark,
} from './kept-documents.ts';
import { livingLesson, RESOURCE } from './lesson-parts.ts';
import { readHomeworkOfResource } from './repository.ts';

/**
 * Hangs the documents of a lesson that another one does not have on that one too: the same bytes, which are not sent twice.
 *
 * @returns the ids of what was hung there
 */
export function copyResources(
  context: DomainContext,
  { fromLessonId, toLessonId }: { fromLessonId: string; toLessonId: string },
): string[] {
  const { db } = context.store;
  const copy = db.prepare(
    `INSERT INTO resource (id, lesson_id, document_id, file_id, name, sha256, bytes, media_type, added_at)
     SELECT @id, @toLessonId, document_id, @fileId, name, sha256, bytes, media_type, @now FROM resource WHERE id = @from`,
  );
  return missingResources(context, { fromLessonId, toLessonId }).map((from) => {
    const id = context.random.id();
    copy.run({ id, toLessonId, fileId: context.random.id(), now: context.clock.now(), from });
    copyMark(db, { fromId: from, toId: id });
    recordAttached(context, RESOURCE, requireAttached(context, 'resource', id));
    return id;
  });
}

/** A document whose bytes are known here. */
export interface FileByHash {
  readonly name: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly mediaType: string;
  readonly isForTeacher?: boolean | undefined;
}

/** Hangs known bytes on a lesson under a name: they are stored and sent once. @throws CartableError `store/not-found` */
export function hangByHash(
  context: DomainContext,
  { lessonId, document }: { lessonId: string; document: FileByHash },
): void {
  const { db } = context.store;
  const [id, fileId] = [context.random.id(), context.random.id()];
  const { name, sha256, sizeBytes, mediaType, isForTeacher = false } = document;
  context.store.write(() => {
    livingLesson(context, lessonId);
    db.prepare(
      `INSERT INTO resource (id, lesson_id, document_id, file_id, name, sha256, bytes, media_type, added_at)
       VALUES (@id, @lessonId, (SELECT id FROM document WHERE sent_sha256 = @sha256 ORDER BY added_at, id LIMIT 1),
         @fileId, @name, @sha256, @sizeBytes, @mediaType, @now)`,
    ).run({ id, lessonId, name, sha256, sizeBytes, mediaType, fileId, now: context.clock.now() });
    if (isForTeacher) markForTeacher(db, id);
    recordAttached(context, RESOURCE, requireAttached(context, 'resource', id));
  });
  context.announce('lessons', 'library');
}

/** The documents of a lesson that another one does not have, by bytes and name. */
export function missingResources(
  { store: { db } }: DomainContext,
  { fromLessonId, toLessonId }: { fromLessonId: string; toLessonId: string },
): string[] {
  const living = (lessonId: string) =>
    readAllAttached(db, 'resource', lessonId).filter(({ removed_at }) => removed_at === null);
  const there = new Set(living(toLessonId).map(keyOfDocument));
  return living(fromLessonId)
    .filter((row) => !there.has(keyOfDocument(row)))
    .map(({ id }) => id);
}

/**
 * Puts the documents of a lesson in the outbox that its text keeps back since it was written, or no longer does. Of those that were taken
 * off it only the mark goes along: they may come back.
 */
export function mindDocuments(
  context: DomainContext,
  lessonId: string,
  texts: { readonly before: readonly TextBlock[]; readonly after: readonly TextBlock[] },
): void {
  const { db } = context.store;
  const [before, after] = [namesIn(texts.before), namesIn(texts.after)];
  for (const row of readAllAttached(db, 'resource', lessonId)) {
    const isMoved = takeMarkAlong(db, { row, before, after });
    if (row.removed_at !== null) continue;
    if (isMoved || isAffected(db, { row, before, after })) recordAttached(context, RESOURCE, row);
  }
}

/** For whom a document is. */
export interface ForWhom {
  readonly resourceId: string;
  readonly isForTeacher: boolean;
  /** Its teacher keeps it only until the lesson's text shows it. */
  readonly isUntilShown?: boolean | undefined;
}

/**
 * Says whether a document is for its teacher alone; twice is once.
 *
 * @returns whether it was so only until the text shows it: what undo puts back
 * @throws CartableError `store/not-found`
 */
export function setForTeacher(
  context: DomainContext,
  { resourceId, isForTeacher, isUntilShown }: ForWhom,
): { wasUntilShown: boolean } {
  const { db } = context.store;
  const wasUntilShown = context.store.write(() => {
    const row = livingDocument(context, resourceId);
    const before = isMarkedUntilShown(db, resourceId);
    if (isForTeacher) markForTeacher(db, resourceId, isUntilShown);
    else unmark(db, resourceId);
    recordAttached(context, RESOURCE, row);
    return before;
  });
  context.announce('lessons', 'library');
  return { wasUntilShown };
}

/**
 * Takes a document from the ENT that stays with its teacher and that somebody has put there; `isAtEnt`: undo of that. Of any other one
 * the ENT has what it is to have.
 *
 * @throws CartableError `store/not-found`
 */
export function setAtEnt(
  context: DomainContext,
  { resourceId, isAtEnt }: { resourceId: string; isAtEnt: boolean },
): void {
  context.store.write(() => {
    const row = livingDocument(context, resourceId);
    const { isKeptBack: _, ...asItIs } = RESOURCE;
    recordAttached(context, isAtEnt ? asItIs : RESOURCE, row);
  });
  context.announce('lessons', 'library');
}

/** @throws CartableError `store/not-found`, also when it was taken off, or its lesson is gone */
function livingDocument(context: DomainContext, resourceId: string): AttachedRow {
  const row = requireAttached(context, 'resource', resourceId);
  livingLesson(context, row.ownerId);
  if (row.removed_at !== null) throw new CartableError('store/not-found', {}, 'never');
  return row;
}

/** The documents of a lesson that another one had too, and has no longer: those of homework are its own. */
export function droppedResources(
  { store: { db } }: DomainContext,
  { fromLessonId, toLessonId }: { fromLessonId: string; toLessonId: string },
): string[] {
  const from = readAllAttached(db, 'resource', fromLessonId);
  const keys = (rows: typeof from) => new Set(rows.map(keyOfDocument));
  const gone = keys(from.filter(({ removed_at }) => removed_at !== null));
  const there = keys(from.filter(({ removed_at }) => removed_at === null));
  return readAllAttached(db, 'resource', toLessonId)
    .filter(
      (row) => row.removed_at === null && gone.has(keyOfDocument(row)) && !there.has(keyOfDocument(row)),
    )
    .filter(({ id }) => readHomeworkOfResource(db, id) === null)
    .map(({ id }) => id);
}

/**
 * Documents that a lesson keeps for its teacher and another one, which has them too, does not: by their ids there, with the mark that
 * they lack. What only the other keeps stays its teacher's.
 */
export function lackingMarks(
  { store: { db } }: DomainContext,
  { fromLessonId, toLessonId }: { fromLessonId: string; toLessonId: string },
): Pick<ForWhom, 'resourceId' | 'isUntilShown'>[] {
  const living = (lessonId: string, isForTeacher: boolean) =>
    readAllAttached(db, 'resource', lessonId).filter(
      ({ id, removed_at }) => removed_at === null && isMarked(db, id) === isForTeacher,
    );
  const kept = new Map(living(fromLessonId, true).map((row) => [keyOfDocument(row), row.id]));
  return living(toLessonId, false).flatMap((row) => {
    const model = kept.get(keyOfDocument(row));
    return model === undefined ? [] : [{ resourceId: row.id, isUntilShown: isMarkedUntilShown(db, model) }];
  });
}

/** Documents are the same by bytes and name. */
export function keyOfDocument({ sha256, name }: { sha256: string; name: string }): string {
  return `${sha256} ${name}`;
}
