import type { Db } from '../store/store.ts';

/** Whether a copy holds this document of the library already. */
export function isPresent(db: Db, submissionId: string, documentId: string): boolean {
  return (
    db
      .prepare(
        'SELECT 1 FROM collected_file WHERE submission_id = ? AND document_id = ? AND removed_at IS NULL',
      )
      .get(submissionId, documentId) !== undefined
  );
}

/** The hashes of what a copy holds: the student's files of this attempt, and what was brought, before and after the optimiser. */
export function readPresentHashes(db: Db, submissionId: string): ReadonlySet<string> {
  const hashes = db
    .prepare(
      `SELECT sha256 FROM submission_file WHERE submission_id = :submissionId AND attempt IS NULL
       UNION SELECT sha256 FROM collected_file WHERE submission_id = :submissionId AND removed_at IS NULL
       UNION SELECT original_sha256 FROM collected_file JOIN document ON document.id = document_id
       WHERE submission_id = :submissionId AND removed_at IS NULL`,
    )
    .pluck()
    .all({ submissionId }) as string[];
  return new Set(hashes);
}
