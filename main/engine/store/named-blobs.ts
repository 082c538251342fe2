import type { Db } from './store.ts';

/** A removal can be taken back in the window for some seconds; this is for whoever looks for a file a week later. */
const REMOVED_KEPT_MS = 30 * 86_400_000;

/** Every column that names a document's bytes, but for the original beside a rendition (`document.original_sha256`). */
const NAMING_COLUMNS = `
  SELECT sha256 FROM submission_file
  UNION SELECT sha256 FROM resource WHERE removed_at IS NULL OR removed_at > :removedAfter
  UNION SELECT sha256 FROM feedback WHERE removed_at IS NULL OR removed_at > :removedAfter
  UNION SELECT sha256 FROM collected_file WHERE removed_at IS NULL OR removed_at > :removedAfter
  UNION SELECT sent_sha256 FROM document
  UNION SELECT sha256 FROM template_document JOIN template ON template.id = template_id
    WHERE removed_at IS NULL OR removed_at > :removedAfter
  UNION SELECT base_sha256 FROM annotated_document WHERE base_sha256 IS NOT NULL
  UNION SELECT sha256 FROM op_blob`;

/** Every text in which a hash may stand: edits that wait, both sides of a conflict, what was last agreed on, earlier texts. */
const NAMING_TEXTS = `
  SELECT payload FROM outbox_op WHERE payload IS NOT NULL
  UNION ALL SELECT base FROM conflict WHERE base IS NOT NULL
  UNION ALL SELECT mine FROM conflict WHERE mine IS NOT NULL
  UNION ALL SELECT theirs FROM conflict WHERE theirs IS NOT NULL
  UNION ALL SELECT body FROM synced_copy WHERE body IS NOT NULL
  UNION ALL SELECT body FROM parked_change
  UNION ALL SELECT op FROM taken_back
  UNION ALL SELECT conflict FROM taken_back WHERE conflict IS NOT NULL
  UNION ALL SELECT blocks FROM lesson
  UNION ALL SELECT teacher_blocks FROM lesson
  UNION ALL SELECT body FROM lesson_version_block`;

const HASHES = /(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g;

/** The hashes of all bytes that something in the workspace still names, at `now` (epoch ms). */
export function namedBlobs(db: Db, now: number): Set<string> {
  const columns = db.prepare(NAMING_COLUMNS).pluck();
  const named = new Set(columns.all({ removedAfter: now - REMOVED_KEPT_MS }) as string[]);
  for (const text of db.prepare(NAMING_TEXTS).pluck().iterate() as Iterable<string>)
    for (const [hash] of text.matchAll(HASHES)) named.add(hash);
  return named;
}

/** Whether these bytes were never sent, and nothing names them any more, at `now` (epoch ms): a quick answer about one document. */
export function isForsaken(db: Db, sha256: string, now: number): boolean {
  return (
    db
      .prepare(
        `SELECT 1 FROM blob WHERE sha256 = :sha256 AND server_has = 0
         AND NOT EXISTS (SELECT 1 FROM (${NAMING_COLUMNS}) WHERE sha256 = :sha256)
         AND NOT EXISTS (SELECT 1 FROM document WHERE original_sha256 = :sha256)
         AND NOT EXISTS (SELECT 1 FROM taken_back, json_each(taken_back.blobs) WHERE value = :sha256)`,
      )
      .get({ sha256, removedAfter: now - REMOVED_KEPT_MS }) !== undefined
  );
}

/** The hashes of originals that are kept beside their renditions. */
export function keptOriginals(db: Db): Set<string> {
  return new Set(db.prepare('SELECT original_sha256 FROM document').pluck().all() as string[]);
}
