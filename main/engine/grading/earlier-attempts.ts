import * as z from 'zod';
import type { DocumentRef, EarlierAttempt } from '../../../preload/contract/domain.ts';
import { type FileBody, registerBlob } from '../library/attached-files.ts';
import type { Db } from '../store/store.ts';
import type { SubmissionBody } from './bodies.ts';

/*
 * What a student handed in before the attempt that is graded, and what was given for it, where a server opens several (Moodle's). It comes
 * with the copy, and nothing here changes it.
 */

const files: z.ZodType<FileBody[]> = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    sha256: z.string(),
    bytes: z.number(),
    media_type: z.string(),
    place: z.string().optional(),
  }),
);

const told = z.array(
  z.object({
    attempt: z.number().int().positive(),
    submitted_at: z.number().nullable(),
    text: z.string(),
    points_x100: z.number().nullable(),
    comment: z.string(),
    files,
    returned: files,
  }),
);

/** Takes over the attempts before the one that is graded. Its files were written before: `submission_file` has no others then. */
export function applyEarlierAttempts(
  db: Db,
  submissionId: string,
  { body, at }: { readonly body: SubmissionBody; readonly at: number },
): void {
  db.prepare('DELETE FROM earlier_attempt WHERE submission_id = ?').run(submissionId);
  const { data = [] } = told.safeParse(body.earlier_attempts);
  const add = db.prepare(
    `INSERT INTO earlier_attempt (submission_id, attempt, submitted_at, text, points_x100, comment, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const addFile = db.prepare(
    `INSERT INTO submission_file (id, submission_id, position, name, sha256, bytes, media_type, attempt, is_returned)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  let position = body.files.length;
  for (const one of data) {
    const { attempt, text, comment } = one;
    add.run(submissionId, attempt, one.submitted_at, text, one.points_x100, comment, at);
    for (const [isReturned, ofKind] of [one.files, one.returned].entries())
      for (const file of ofKind) {
        const sha256 = registerBlob(db, file, at);
        const { id, name, bytes, media_type } = file;
        addFile.run(id, submissionId, position, name, sha256, bytes, media_type, attempt, isReturned);
        position += 1;
      }
  }
}

type FileRow = Omit<DocumentRef, 'isLocal'> & {
  readonly isLocal: 0 | 1 | null;
  readonly attempt: number;
  readonly isReturned: 0 | 1;
};

/** The attempts before the one that is graded, the newest first. */
export function readEarlierAttempts(db: Db, submissionId: string): EarlierAttempt[] {
  const rows = db
    .prepare(
      `SELECT attempt, submitted_at AS submittedAt, text, points_x100 AS pointsTimes100, comment FROM earlier_attempt
       WHERE submission_id = ? ORDER BY attempt DESC`,
    )
    .all(submissionId) as Omit<EarlierAttempt, 'documents' | 'returned'>[];
  if (rows.length === 0) return [];
  const of = filesOf(db, submissionId);
  return rows.map((row) => ({ ...row, documents: of(row.attempt, 0), returned: of(row.attempt, 1) }));
}

function filesOf(db: Db, submissionId: string): (attempt: number, isReturned: 0 | 1) => DocumentRef[] {
  const rows = db
    .prepare(
      `SELECT id, name, submission_file.sha256, submission_file.media_type AS mediaType, submission_file.bytes AS sizeBytes,
         is_local AS isLocal, fetch_failure AS fetchFailure, attempt, is_returned AS isReturned
       FROM submission_file LEFT JOIN blob ON blob.sha256 = submission_file.sha256
       WHERE submission_id = ? AND attempt IS NOT NULL ORDER BY position`,
    )
    .all(submissionId) as FileRow[];
  return (wanted, returned) =>
    rows
      .filter(({ attempt, isReturned }) => attempt === wanted && isReturned === returned)
      .map(({ attempt: _, isReturned, isLocal, ...row }) => ({ ...row, isLocal: isLocal === 1 }));
}
