import type { Mark } from '../../../preload/contract/annotations.ts';
import type { Db } from '../store/store.ts';

/** One document of a copy. */
export interface DocumentPlace {
  readonly submissionId: string;
  readonly sha256: string;
}

/** The marks on a document, and the file that was made of them. See the migration for the words. */
export interface AnnotatedRow {
  readonly marks: readonly Mark[];
  readonly revision: number;
  readonly composedRevision: number;
  readonly baseSha256: string | null;
  readonly composedSha256: string | null;
  readonly earlierSha256: string | null;
  readonly feedbackId: string | null;
}

const NEW: AnnotatedRow = {
  marks: [],
  revision: 0,
  composedRevision: 0,
  baseSha256: null,
  composedSha256: null,
  earlierSha256: null,
  feedbackId: null,
};

/** What is known of the marks on a document; of one that nobody has annotated, nothing yet. */
export function readAnnotated(db: Db, { submissionId, sha256 }: DocumentPlace): AnnotatedRow {
  const row = db
    .prepare(
      `SELECT marks, revision, composed_revision AS composedRevision, base_sha256 AS baseSha256,
         composed_sha256 AS composedSha256, earlier_sha256 AS earlierSha256, feedback_id AS feedbackId
       FROM annotated_document WHERE submission_id = ? AND sha256 = ?`,
    )
    .get(submissionId, sha256) as (Omit<AnnotatedRow, 'marks'> & { marks: string }) | undefined;
  return row === undefined ? NEW : { ...row, marks: JSON.parse(row.marks) as Mark[] };
}

/** Writes what is now known of the marks on a document. Call inside a transaction. */
export function writeAnnotated(
  db: Db,
  { submissionId, sha256 }: DocumentPlace,
  row: AnnotatedRow,
  now: number,
): void {
  db.prepare(
    `INSERT OR REPLACE INTO annotated_document (submission_id, sha256, marks, revision, composed_revision, base_sha256,
       composed_sha256, earlier_sha256, feedback_id, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    submissionId,
    sha256,
    JSON.stringify(row.marks),
    row.revision,
    row.composedRevision,
    row.baseSha256,
    row.composedSha256,
    row.earlierSha256,
    row.feedbackId,
    now,
  );
}

/** Documents whose latest marks are in no file yet. */
export function readUnfinished(db: Db): DocumentPlace[] {
  return db
    .prepare(
      `SELECT submission_id AS submissionId, sha256 FROM annotated_document
       WHERE composed_revision < revision AND marks <> '[]' ORDER BY updated_at`,
    )
    .all() as DocumentPlace[];
}

/** The name under which a student handed a document in, or the teacher brought it; undefined when the copy has no such document (any more). */
export function nameInCopy(db: Db, { submissionId, sha256 }: DocumentPlace): string | undefined {
  return db
    .prepare(
      `SELECT name FROM submission_file WHERE submission_id = :submissionId AND sha256 = :sha256 AND attempt IS NULL
       UNION ALL SELECT name FROM collected_file
       WHERE submission_id = :submissionId AND sha256 = :sha256 AND removed_at IS NULL LIMIT 1`,
    )
    .pluck()
    .get({ submissionId, sha256 }) as string | undefined;
}
