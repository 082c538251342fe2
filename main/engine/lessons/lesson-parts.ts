import type { HandIn, Homework, Resource } from '../../../preload/contract/domain.ts';
import { documentsIn, keptDocuments } from '../../../preload/contract/teacher-blocks.ts';
import type { DomainContext } from '../context.ts';
import {
  type AttachedKind,
  attachDocument,
  attachFile,
  detachFile,
  readAttached,
  reattachFile,
  recordAttached,
  requireAttached,
  toFileBody,
} from '../library/attached-files.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { upsert } from '../store/upsert.ts';
import type { ResourceBody } from './bodies.ts';
import { isKeptBack, isMarked, markForTeacher } from './kept-documents.ts';
import { toHomework, toResource } from './lesson-views.ts';
import { homeworkOntoStored, type WrittenHomework } from './onto-stored.ts';
import {
  type HomeworkRow,
  homeworkBody,
  type LessonRow,
  markRemoved,
  noteHomeworkOf,
  readDocumentsOfHomework,
  readHomework,
  readLesson,
  readText,
} from './repository.ts';
import { isMade, noteSave } from './saves-made.ts';

/** A document hangs on its lesson. */
export const RESOURCE: AttachedKind = {
  table: 'resource',
  requireOwner: livingLesson,
  bodyOf: (row): ResourceBody => ({ lesson_id: row.ownerId, file: toFileBody(row) }),
  isKeptBack: ({ store }, row) => isKeptBack(store.db, row),
};

/**
 * Joins a file to a lesson: optimised, kept in the library, and recorded to be sent.
 *
 * @throws CartableError `store/not-found`, `library/*`, `store/disk-full`; or the signal's reason
 */
export async function attachResource(
  context: DomainContext,
  { lessonId: ownerId, homeworkId, ...file }: FileOfLesson,
  signal?: AbortSignal,
): Promise<Resource> {
  const kind = homeworkId === undefined ? RESOURCE : ofHomework(homeworkId);
  const row = await attachFile(context, kind, { ...file, ownerId, signal });
  context.announce('lessons', 'library');
  return toResource(context, row);
}

interface FileOfLesson {
  readonly lessonId: string;
  readonly path: string;
  readonly newId?: string | undefined;
  readonly homeworkId?: string | undefined;
}

/** A document of a lesson that belongs to a piece of its homework. */
function ofHomework(homeworkId: string): AttachedKind {
  return {
    ...RESOURCE,
    requireOwner(context, lessonId) {
      livingLesson(context, lessonId);
      const homework = homeworkRow(context, homeworkId);
      if (homework.removedAt !== null || homework.lessonId !== lessonId) throw notFound();
    },
    note: ({ store }, resourceId) => noteHomeworkOf(store.db, resourceId, homeworkId),
  };
}

/** Joins a document of the library to a lesson. @throws CartableError `store/not-found` */
export function attachFromLibrary(
  context: DomainContext,
  input: { lessonId: string; documentId: string },
): Resource {
  const row = attachDocument(context, RESOURCE, { ownerId: input.lessonId, documentId: input.documentId });
  context.announce('lessons', 'library');
  return toResource(context, row);
}

/** Takes a document off its lesson; twice is once. @throws CartableError `store/not-found` */
export function detachResource(context: DomainContext, resourceId: string): void {
  detachFile(context, RESOURCE, resourceId);
  context.announce('lessons', 'library');
}

/**
 * Undo of `detachResource`. `isPicture`: its place in the text comes back too, and is saved after it; until then it is its teacher's.
 *
 * @throws CartableError `store/not-found`, also when its lesson is gone
 */
export function reattachResource(
  context: DomainContext,
  resourceId: string,
  { isPicture = false }: { isPicture?: boolean | undefined } = {},
): void {
  const { db } = context.store;
  context.store.write(() => {
    const { ownerId, sha256 } = requireAttached(context, 'resource', resourceId);
    livingLesson(context, ownerId);
    if (isPicture && !isMarked(db, resourceId) && !documentsIn(readText(db, ownerId)).has(sha256))
      markForTeacher(db, resourceId, true);
    reattachFile(context, RESOURCE, resourceId);
  });
  context.announce('lessons', 'library');
}

export interface HomeworkInput {
  readonly id?: string | undefined;
  readonly newId?: string | undefined;
  readonly lessonId: string;
  readonly text: string;
  readonly dueAt: number;
  /** Absent: as it is; null: nobody says. */
  readonly expectedMinutes?: number | null | undefined;
  /** Absent: as it is; null: it is not handed in, or nobody says. */
  readonly handIn?: HandIn | null | undefined;
  /** What had been shown before it was typed in; absent: what is stored. */
  readonly before?: WrittenHomework | undefined;
  /** Names this save: sent again, it is made once. */
  readonly saveId?: string | undefined;
}

/**
 * Creates homework for a lesson's class (no `id`), or saves it; under the id of a removed one it comes back. Creating it
 * twice under one `newId`, or saving it twice under one `saveId`, is doing it once.
 *
 * @throws CartableError `store/not-found`
 */
export function saveHomework(context: DomainContext, input: HomeworkInput): Homework {
  const { db } = context.store;
  const row = context.store.write(() => {
    const lesson = livingLesson(context, input.lessonId);
    const id = input.id ?? input.newId ?? context.random.id();
    const stored = input.id === undefined ? readHomework(db, id) : homeworkRow(context, id);
    if (stored !== undefined && isMade(db, 'homework', id, input.saveId)) return stored;
    writeHomework(context, id, { lesson, written: writtenHomework(input, stored), stored });
    noteSave(db, 'homework', id, input.saveId);
    return homeworkRow(context, id);
  });
  context.announce('lessons');
  return toHomework(context, row);
}

/** What is to be stored of it: a removed one that comes back says what was typed, and nothing that it had said. */
function writtenHomework(input: HomeworkInput, stored: HomeworkRow | undefined): WrittenHomework {
  const { before, dueAt, expectedMinutes = stored?.expectedMinutes ?? null } = input;
  const { handIn = stored?.handIn ?? null } = input;
  const edited = { text: input.text.trim(), dueAt, expectedMinutes, handIn };
  const isOnNews = before !== undefined && stored?.removedAt === null;
  return isOnNews ? homeworkOntoStored({ before, edited, stored }) : edited;
}

function writeHomework(
  context: DomainContext,
  id: string,
  {
    lesson,
    written,
    stored,
  }: { lesson: LessonRow; written: WrittenHomework; stored: HomeworkRow | undefined },
): void {
  if (stored?.removedAt === null && isSame(stored, { lesson, ...written })) return;
  const { text, dueAt, expectedMinutes, handIn } = written;
  upsert(context.store.db, 'homework', {
    id,
    lesson_id: lesson.id,
    class_group_id: lesson.classGroupId,
    text,
    due_at: dueAt,
    expected_minutes: expectedMinutes,
    hand_in: handIn,
    updated_at: context.clock.now(),
    removed_at: null,
  });
  recordHomework(context, homeworkRow(context, id));
  if (stored !== undefined && stored.removedAt !== null) recordDocumentsOf(context, id);
}

/** Removes homework; twice is once. @throws CartableError `store/not-found` */
export function removeHomework(context: DomainContext, homeworkId: string): void {
  context.store.write(() => {
    const row = homeworkRow(context, homeworkId);
    if (row.removedAt !== null) return;
    markRemoved(context.store.db, 'homework', row.id, context.clock.now());
    context.edits.record({ entity: 'homework', entityId: row.id, body: null });
    recordDocumentsOf(context, row.id);
  });
  context.announce('lessons');
}

/** Puts homework as it is now in the outbox. */
export function recordHomework(context: DomainContext, row: HomeworkRow): void {
  context.edits.record({ entity: 'homework', entityId: row.id, body: { ...homeworkBody(row) } });
}

/**
 * Puts the documents of homework in the outbox whose readers are others with it than without it: what a note or a correction alone shows is
 * the students' as long as they have the homework.
 */
export function recordDocumentsOf(context: DomainContext, homeworkId: string): void {
  const { db } = context.store;
  for (const id of readDocumentsOfHomework(db, homeworkId)) {
    const row = readAttached(db, 'resource', id);
    if (row === undefined || row.removed_at !== null) continue;
    if (keptDocuments(readText(db, row.ownerId)).has(row.sha256)) recordAttached(context, RESOURCE, row);
  }
}

function isSame(row: HomeworkRow, input: { lesson: LessonRow } & WrittenHomework): boolean {
  return (
    row.lessonId === input.lesson.id &&
    row.classGroupId === input.lesson.classGroupId &&
    row.text === input.text &&
    row.dueAt === input.dueAt &&
    row.expectedMinutes === input.expectedMinutes &&
    row.handIn === input.handIn
  );
}

/** @throws CartableError `store/not-found` */
export function livingLesson(context: DomainContext, id: string): LessonRow {
  const row = readLesson(context.store.db, id);
  if (row === undefined || row.removedAt !== null) throw notFound();
  return row;
}

function homeworkRow(context: DomainContext, id: string): HomeworkRow {
  const row = readHomework(context.store.db, id);
  if (row === undefined) throw notFound();
  return row;
}

function notFound(): CartableError {
  return new CartableError('store/not-found', {}, 'never');
}
