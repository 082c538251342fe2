import type { Migration } from '../migration.ts';

/**
 * What was erased on request: when, how much, and never whom.
 *
 * `kept_out` names by salted hashes what the ENT may send again and what is not taken in any more. `remaining` holds hashes of
 * documents whose files are still to be removed, so that an erasure that was cut is finished when the database is opened.
 */
export const erasures: Migration = {
  version: 350,
  name: 'erasures',
  up(db) {
    db.exec(`
      CREATE TABLE erasure (id TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('student', 'year')), year_label TEXT,
        asked_by TEXT NOT NULL CHECK (asked_by IN ('teacher', 'school')), erased_at INTEGER NOT NULL, finished_at INTEGER,
        counts TEXT NOT NULL, remaining TEXT NOT NULL, kept_out_count INTEGER NOT NULL DEFAULT 0) STRICT;
      CREATE TABLE kept_out (hash TEXT PRIMARY KEY, erasure_id TEXT NOT NULL REFERENCES erasure (id) ON DELETE CASCADE) STRICT,
        WITHOUT ROWID;
      CREATE TABLE kept_out_salt (id INTEGER PRIMARY KEY CHECK (id = 1), salt TEXT NOT NULL) STRICT;
      INSERT INTO kept_out_salt (id, salt) VALUES (1, hex(randomblob(16)));
    `);
  },
};
