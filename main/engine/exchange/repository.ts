import type { ColumnMapping } from '../../../preload/contract/exchange.ts';
import type { Db } from '../store/store.ts';

/** The teacher's own comments on an assignment's copies, by submission. */
export function readOwnComments(db: Db, assignmentId: string): ReadonlyMap<string, string> {
  const rows = db
    .prepare(
      `SELECT comment.submission_id AS submissionId, comment.text FROM comment
       JOIN submission ON submission.id = comment.submission_id
       WHERE assignment_id = ? AND is_mine = 1 AND comment.removed_at IS NULL`,
    )
    .all(assignmentId) as { submissionId: string; text: string }[];
  return new Map(rows.map(({ submissionId, text }) => [submissionId, text]));
}

/** How the columns of a table with these titles were used last. */
export function readMapping(db: Db, titles: string): ColumnMapping | null {
  const text = db.prepare('SELECT mapping FROM column_mapping WHERE titles = ?').pluck().get(titles);
  return text === undefined ? null : (JSON.parse(text as string) as ColumnMapping);
}

/** Remembers how the columns are used. */
export function writeMapping(db: Db, titles: string, mapping: ColumnMapping, now: number): void {
  db.prepare(
    `INSERT INTO column_mapping (titles, mapping, used_at) VALUES (?, ?, ?)
     ON CONFLICT (titles) DO UPDATE SET mapping = excluded.mapping, used_at = excluded.used_at`,
  ).run(titles, JSON.stringify(mapping), now);
}
