import type { Db } from './store.ts';

/**
 * Documents of servers that name them by where they lie, and not by their bytes.
 *
 * Rows name such a document by a stand-in of a hash's form until its bytes are here; then they name it by its hash like
 * any other. Which hash a stand-in was replaced by is kept: a row that comes again costs no second download.
 */
export interface DocumentPlace {
  /** The stand-in. */
  readonly name: string;
  readonly place: string;
}

/** Keeps where a document lies. @returns the hash of its bytes if they are here, else null. Call inside a transaction. */
export function notePlace(db: Db, { name, place }: DocumentPlace): string | null {
  db.prepare(
    'INSERT INTO document_place (name, place) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET place = excluded.place',
  ).run(name, place);
  return (
    (db
      .prepare(
        'SELECT sha256 FROM document_place JOIN blob USING (sha256) WHERE document_place.name = ? AND is_local = 1',
      )
      .pluck()
      .get(name) as string | undefined) ?? null
  );
}

/** Where a document lies, by its stand-in or its hash; null for one that is named by its bytes. */
export function placeOf(db: Db, sha256: string): string | null {
  return (
    (db
      .prepare('SELECT place FROM document_place WHERE name = :sha256 OR sha256 = :sha256 LIMIT 1')
      .pluck()
      .get({ sha256 }) as string | undefined) ?? null
  );
}

/** The document under a stand-in has come: every row names it by its hash from now on. Call inside a transaction. */
export function nameByBytes(
  db: Db,
  { name, sha256 }: { readonly name: string; readonly sha256: string },
): void {
  if (name === sha256) return;
  db.prepare('UPDATE document_place SET sha256 = ? WHERE name = ?').run(sha256, name);
  db.prepare(
    `INSERT INTO blob (sha256, bytes, media_type, is_local, server_has, created_at)
       SELECT :sha256, bytes, media_type, 0, 1, created_at FROM blob WHERE sha256 = :name
     ON CONFLICT (sha256) DO NOTHING`,
  ).run({ sha256, name });
  for (const table of ['submission_file', 'feedback', 'resource'])
    db.prepare(`UPDATE ${table} SET sha256 = ? WHERE sha256 = ?`).run(sha256, name);
  db.prepare('DELETE FROM blob WHERE sha256 = ?').run(name);
}
