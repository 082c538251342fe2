import { type EntityName, fileByBytes, fileByPlace } from '../../store/kept-out.ts';
import type { Db } from '../../store/store.ts';
import { documentsOf } from './documents.ts';
import type { Scope } from './scope.ts';

/** Files of watched folders that came in for what goes, by their rows' ids; `attached_id` is a feedback's or a resource's. */
export const ATTACHED_TO_SCOPE = `attached_id IN (
  SELECT id FROM feedback WHERE submission_id IN (SELECT value FROM json_each(:submissions))
  UNION SELECT id FROM resource WHERE lesson_id IN (SELECT value FROM json_each(:lessons)))`;

/** What its names stand for. */
export function valuesOf({
  submissions,
  lessons,
}: Pick<Scope, 'submissions' | 'lessons'>): Record<'submissions' | 'lessons', string> {
  return { submissions: JSON.stringify(submissions), lessons: JSON.stringify(lessons) };
}

/**
 * What a watched folder still holds of students who go, so that it is not proposed again: asked before the rows go.
 *
 * Only what hung on copies: a teacher's own document may come in again next year.
 * @returns gives the names to keep out, once the rows are gone: bytes that nothing uses any more, and places whose rows went
 */
export function personalFiles(db: Db, scope: Scope): (gone: readonly string[]) => EntityName[] {
  const ofCopies = { ...scope, lessons: [], assignments: [] };
  const hashes = new Set(documentsOf(db, ofCopies).hashes);
  const places = db
    .prepare(
      `SELECT id, folder_id AS folderId, path, bytes, modified_at AS modifiedAt FROM watched_file
       WHERE ${ATTACHED_TO_SCOPE} OR sha256 IN (SELECT value FROM json_each(:hashes))`,
    )
    .all({ ...valuesOf(ofCopies), hashes: JSON.stringify([...hashes]) }) as {
    id: string;
    folderId: string;
    path: string;
    bytes: number;
    modifiedAt: number;
  }[];
  return (gone) => {
    const isLeft = db.prepare('SELECT 1 FROM watched_file WHERE id = ?');
    return [
      ...gone.filter((sha256) => hashes.has(sha256)).map(fileByBytes),
      ...places.filter(({ id }) => isLeft.get(id) === undefined).map(fileByPlace),
    ];
  };
}
