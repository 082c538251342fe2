import {
  documentsIn,
  keptDocuments,
  shownDocuments,
  type TextBlock,
} from '../../../preload/contract/teacher-blocks.ts';
import type { AttachedRow } from '../library/attached-files.ts';
import type { Db } from '../store/store.ts';
import { readHomeworkOfResource, readLesson, readText } from './repository.ts';

/** Whether a document of a lesson stays with its teacher, as long as what alone shows it does. */
export function isKeptBack(db: Db, { id, ownerId, sha256 }: AttachedRow): boolean {
  if (readLesson(db, ownerId) === undefined) return false;
  const text = readText(db, ownerId);
  if (isMarked(db, id)) return !shownDocuments(text).has(sha256);
  return keptDocuments(text).has(sha256) && readHomeworkOfResource(db, id) === null;
}

/** Whether its teacher keeps a document of a lesson, whatever its text shows to the teacher. */
export function isMarked(db: Db, resourceId: string): boolean {
  return db.prepare('SELECT 1 FROM teacher_document WHERE resource_id = ?').get(resourceId) !== undefined;
}

/** Whether that is only until the lesson's text shows it. */
export function isMarkedUntilShown(db: Db, resourceId: string): boolean {
  const mark = db.prepare('SELECT is_until_shown FROM teacher_document WHERE resource_id = ?').pluck();
  return mark.get(resourceId) === 1;
}

/**
 * Whether the ENT has a document all the same that stays with its teacher: somebody put it there, or it went before it was kept. What
 * waits to be sent counts as sent.
 */
export function isAtEnt(db: Db, row: AttachedRow): boolean {
  const last = db.prepare(
    `SELECT payload FROM (
       SELECT payload, seq FROM outbox_op WHERE entity = 'resource' AND entity_id = @id
       UNION ALL SELECT body, -1 FROM synced_copy WHERE entity = 'resource' AND entity_id = @id AND version > 0)
     ORDER BY seq DESC LIMIT 1`,
  );
  return typeof last.pluck().get({ id: row.id }) === 'string' && isKeptBack(db, row);
}

/** Says of a document that its teacher keeps it: for good, or until the lesson's text shows it, whose place then says for whom it is. */
export function markForTeacher(db: Db, resourceId: string, isUntilShown = false): void {
  db.prepare('INSERT OR REPLACE INTO teacher_document (resource_id, is_until_shown) VALUES (?, ?)').run(
    resourceId,
    Number(isUntilShown),
  );
}

/** Undo of `markForTeacher`: it goes where the lesson goes. */
export function unmark(db: Db, resourceId: string): void {
  db.prepare('DELETE FROM teacher_document WHERE resource_id = ?').run(resourceId);
}

/** What hangs in another place, or takes the place of another, is for whom that was. */
export function copyMark(db: Db, { fromId, toId }: { fromId: string; toId: string }): void {
  db.prepare(
    'INSERT OR REPLACE INTO teacher_document SELECT ?, is_until_shown FROM teacher_document WHERE resource_id = ?',
  ).run(toId, fromId);
}

/** The documents, by their bytes, that a text shows: to whomever, to students, and to its teacher alone. */
export interface NamesInText {
  readonly all: ReadonlySet<string>;
  readonly shown: ReadonlySet<string>;
  readonly kept: ReadonlySet<string>;
}

export function namesIn(text: readonly TextBlock[]): NamesInText {
  return { all: documentsIn(text), shown: shownDocuments(text), kept: keptDocuments(text) };
}

/** A document of a lesson, and what the text shows of it before and after it is written. */
export interface DocumentInTexts {
  readonly row: Pick<AttachedRow, 'id' | 'sha256'>;
  readonly before: NamesInText;
  readonly after: NamesInText;
}

/**
 * Takes the mark of a document along when its lesson's text is written. True where that changes it.
 *
 * What waited to be shown is now for whom its place is; what the teacher alone was shown stays the teacher's when it is taken off
 * the text: else it would go to the students in that very moment.
 */
export function takeMarkAlong(db: Db, { row: { id, sha256 }, before, after }: DocumentInTexts): boolean {
  if (after.all.has(sha256))
    return (
      db.prepare('DELETE FROM teacher_document WHERE resource_id = ? AND is_until_shown = 1').run(id)
        .changes > 0
    );
  if (!before.kept.has(sha256) || isMarked(db, id) || readHomeworkOfResource(db, id) !== null) return false;
  markForTeacher(db, id, true);
  return true;
}

/** Whether it comes to the ENT, or goes from there, by what the text shows. */
export function isAffected(db: Db, { row: { id, sha256 }, before, after }: DocumentInTexts): boolean {
  if (before.kept.has(sha256) || after.kept.has(sha256)) return true;
  return isMarked(db, id) && before.shown.has(sha256) !== after.shown.has(sha256);
}
