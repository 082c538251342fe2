import { keptOriginals, namedBlobs } from '../../store/named-blobs.ts';
import type { Db } from '../../store/store.ts';
import type { Scope } from './scope.ts';

/** Documents that a scope hangs on, before its rows go. */
export interface ScopeDocuments {
  /** Rows of `document`. */
  readonly documentIds: readonly string[];
  /** Of every form of them, and of what students handed in. */
  readonly hashes: readonly string[];
}

/** What a scope uses of the vault; others may use it too. */
export function documentsOf(db: Db, scope: Scope): ScopeDocuments {
  const submissions = JSON.stringify(scope.submissions);
  const lessons = JSON.stringify(scope.lessons);
  const assignments = JSON.stringify(scope.assignments);
  const documentIds = db
    .prepare(
      `SELECT document_id FROM feedback WHERE submission_id IN (SELECT value FROM json_each(:submissions))
       UNION SELECT document_id FROM collected_file WHERE submission_id IN (SELECT value FROM json_each(:submissions))
       UNION SELECT document_id FROM resource WHERE lesson_id IN (SELECT value FROM json_each(:lessons))
       UNION SELECT document_id FROM assignment_reference WHERE assignment_id IN (SELECT value FROM json_each(:assignments))`,
    )
    .pluck()
    .all({ submissions, lessons, assignments })
    .filter((id) => id !== null) as string[];
  const hashes = db
    .prepare(
      `WITH named (sha256) AS (
         SELECT sha256 FROM submission_file WHERE submission_id IN (SELECT value FROM json_each(:submissions))
         UNION SELECT sha256 FROM feedback WHERE submission_id IN (SELECT value FROM json_each(:submissions))
         UNION SELECT sha256 FROM collected_file WHERE submission_id IN (SELECT value FROM json_each(:submissions))
         UNION SELECT sha256 FROM resource WHERE lesson_id IN (SELECT value FROM json_each(:lessons))
         UNION SELECT base_sha256 FROM annotated_document WHERE submission_id IN (SELECT value FROM json_each(:submissions))
         UNION SELECT composed_sha256 FROM annotated_document WHERE submission_id IN (SELECT value FROM json_each(:submissions))
         UNION SELECT earlier_sha256 FROM annotated_document WHERE submission_id IN (SELECT value FROM json_each(:submissions))
         UNION SELECT original_sha256 FROM document WHERE id IN (SELECT value FROM json_each(:documentIds))
         UNION SELECT sent_sha256 FROM document WHERE id IN (SELECT value FROM json_each(:documentIds)))
       SELECT sha256 FROM named WHERE sha256 IS NOT NULL
       UNION SELECT rendition.sha256 FROM rendition JOIN named ON named.sha256 = original_sha256
         WHERE rendition.sha256 IS NOT NULL`,
    )
    .pluck()
    .all({ submissions, lessons, documentIds: JSON.stringify(documentIds) }) as string[];
  return { documentIds, hashes };
}

/** Removes the documents that nothing hangs on any more. Call inside the transaction, after the rows that hung on them are gone. */
export function forgetDocuments(db: Db, { documentIds }: ScopeDocuments): void {
  const values = { documentIds: JSON.stringify(documentIds) };
  const unused = db
    .prepare(
      `SELECT value FROM json_each(:documentIds)
       EXCEPT SELECT document_id FROM resource EXCEPT SELECT document_id FROM feedback
       EXCEPT SELECT document_id FROM collected_file EXCEPT SELECT document_id FROM assignment_reference`,
    )
    .pluck()
    .all(values);
  for (const rows of ['watched_file WHERE document_id', 'document WHERE id'])
    db.prepare(`DELETE FROM ${rows} IN (SELECT value FROM json_each(?))`).run(JSON.stringify(unused));
}

/** Of these hashes, those that nothing names any more. */
export function unnamed(db: Db, hashes: readonly string[], now: number): string[] {
  const named = namedBlobs(db, now);
  const originals = keptOriginals(db);
  return hashes.filter((sha256) => !named.has(sha256) && !originals.has(sha256));
}

/** Removes every row about bytes that are to go. Call inside the transaction. */
export function forgetBlobs(db: Db, hashes: readonly string[]): void {
  const gone = JSON.stringify(hashes);
  const among = 'IN (SELECT value FROM json_each(:gone))';
  for (const rows of [
    `watched_file WHERE sha256 ${among}`,
    `rendition WHERE sha256 ${among} OR original_sha256 ${among}`,
    `document_text WHERE sha256 ${among}`,
    `document_place WHERE sha256 ${among} OR name ${among}`,
    `upload WHERE sha256 ${among}`,
    `blob WHERE sha256 ${among}`,
  ])
    db.prepare(`DELETE FROM ${rows}`).run({ gone });
}
