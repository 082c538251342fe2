import type { Migration } from '../migration.ts';

/**
 * Accounts at a Moodle, and servers that name a document by where it lies.
 *
 * `document_place`: under `name`, which stands where a hash does, rows name a document whose bytes are not known yet;
 * `place` is where the server keeps it; `sha256` is what its bytes turned out to be. The kind of an account is held to
 * its words by the contract, and no longer by a CHECK, which cannot be widened without making the table anew.
 */
export const moodle: Migration = {
  version: 150,
  name: 'moodle',
  up(db) {
    db.exec(`
CREATE TABLE account_of_any_kind (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, url TEXT NOT NULL, login TEXT NOT NULL,
  display_name TEXT NOT NULL, school_name TEXT NOT NULL, zone TEXT NOT NULL, timezone TEXT NOT NULL,
  dataset_id TEXT NOT NULL, device_id TEXT NOT NULL, connected_at INTEGER NOT NULL) STRICT;
INSERT INTO account_of_any_kind (id, kind, url, login, display_name, school_name, zone, timezone, dataset_id, device_id, connected_at)
  SELECT id, kind, url, login, display_name, school_name, zone, timezone, dataset_id, device_id, connected_at FROM account;
DROP TABLE account;
ALTER TABLE account_of_any_kind RENAME TO account;
CREATE TABLE document_place (name TEXT PRIMARY KEY, place TEXT NOT NULL, sha256 TEXT) STRICT;
CREATE INDEX document_place_by_sha256 ON document_place (sha256);
`);
  },
};
