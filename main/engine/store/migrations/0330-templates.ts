import type { Migration } from '../migration.ts';

/**
 * Lessons and sequences kept to make others from: of this computer alone.
 *
 * `body` is what they say, without a class or a date. Their documents are named in a table of their own, so that the vault
 * keeps them.
 */
export const templates: Migration = {
  version: 330,
  name: 'templates',
  up(db) {
    db.exec(`
CREATE TABLE template (id TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('lesson', 'sequence')),
  title TEXT NOT NULL, body TEXT NOT NULL, kept_at INTEGER NOT NULL, removed_at INTEGER) STRICT;
CREATE TABLE template_document (template_id TEXT NOT NULL REFERENCES template (id), sha256 TEXT NOT NULL,
  PRIMARY KEY (template_id, sha256)) STRICT, WITHOUT ROWID;
`);
  },
};
