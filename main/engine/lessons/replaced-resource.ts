import { isOpenedOutside } from '../../../preload/contract/opened-copies.ts';
import type { DomainContext } from '../context.ts';
import {
  type AttachedKind,
  type AttachedRow,
  attachDocument,
  detachFile,
  readAttached,
  requireAttached,
} from '../library/attached-files.ts';
import { copyMark, isKeptBack, isMarked, markForTeacher } from './kept-documents.ts';
import { RESOURCE, reattachResource } from './lesson-parts.ts';
import { noteHomeworkOf, readHomeworkOfResource, readLesson } from './repository.ts';

/** One document of a lesson in the place of another. */
export interface Replacement {
  readonly resourceId: string;
  readonly documentId: string;
  /** Else it is joined beside it. */
  readonly isReplaced: boolean;
}

/**
 * Hangs a document in the place of another one of a lesson, with the homework that it was joined to. The other one is taken off, as
 * undo wants it.
 *
 * @returns the id of what hangs there now
 * @throws CartableError `store/not-found`, also when the lesson is gone
 */
export function replaceResource(
  context: DomainContext,
  { resourceId, documentId, isReplaced }: Replacement,
): string {
  const { db } = context.store;
  const id = context.store.write(() => {
    const replaced = requireAttached(context, 'resource', resourceId);
    const { ownerId } = replaced;
    const made = attachDocument(context, forWhom(context, replaced), { ownerId, documentId }).id;
    if (isReplaced) {
      db.prepare(
        'UPDATE resource SET added_at = (SELECT added_at FROM resource WHERE id = ?) WHERE id = ?',
      ).run(resourceId, made);
      detachFile(context, RESOURCE, resourceId);
    }
    return made;
  });
  context.announce('lessons', 'library');
  return id;
}

/** What takes the place of a document belongs to the same homework, and stays with the teacher as that did. */
function forWhom({ store: { db } }: DomainContext, replaced: AttachedRow): AttachedKind {
  const homeworkId = readHomeworkOfResource(db, replaced.id);
  const isKept = isKeptBack(db, replaced);
  return {
    ...RESOURCE,
    note(_context, id) {
      if (homeworkId !== null) noteHomeworkOf(db, id, homeworkId);
      copyMark(db, { fromId: replaced.id, toId: id });
      // Its text names the earlier bytes.
      if (isKept && !isMarked(db, id)) markForTeacher(db, id, true);
    },
  };
}

/** Takes one document off a lesson and puts another back, in one: undo and redo of `replaceResource`. @throws CartableError `store/not-found` */
export function swapResources(
  context: DomainContext,
  { off, on }: { off: string | null; on: string | null },
): Record<string, never> {
  context.store.write(() => {
    if (off !== null) detachFile(context, RESOURCE, off);
    if (on !== null) reattachResource(context, on);
  });
  context.announce('lessons', 'library');
  return {};
}

/** A document of a lesson, and whether it still hangs there; undefined: there never was one. */
export function findResource({ store: { db } }: DomainContext, resourceId: string) {
  const row = readAttached(db, 'resource', resourceId);
  if (row === undefined) return undefined;
  const { id, ownerId, name, sha256, removed_at } = row;
  const isOwnerThere = readLesson(db, ownerId)?.removedAt === null;
  return { id, ownerId, name, sha256, isThere: removed_at === null && isOwnerThere, isOwnerThere };
}

/** The bytes to go on working with: the original where it is kept beside what is sent, and whole in its quality. */
export function editableBytes(
  { store, vault }: DomainContext,
  { resourceId, sha256, name }: { resourceId: string; sha256: string; name: string },
): { sha256: string; name: string } {
  const original = store.db
    .prepare(
      `SELECT original_sha256 AS sha256, original_name AS name FROM document
       JOIN resource ON resource.document_id = document.id WHERE resource.id = ? AND resource.sha256 = document.sent_sha256`,
    )
    .get(resourceId) as { sha256: string; name: string } | undefined;
  const isKept = original !== undefined && vault.has(original.sha256) && isOpenedOutside(original.name);
  return isKept ? original : { sha256, name };
}
