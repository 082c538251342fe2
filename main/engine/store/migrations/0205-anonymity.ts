import type { Migration } from '../migration.ts';

/**
 * Assignments whose copies are graded without names, until they are published: of this computer alone.
 *
 * `seed` mixes the copies' order and numbers them; it stays when names are shown, so that a copy keeps its number.
 * `anonymity_change` says when names were hidden and shown.
 */
export const anonymity: Migration = {
  version: 205,
  name: 'anonymity',
  up(db) {
    db.exec(`
CREATE TABLE anonymity (assignment_id TEXT PRIMARY KEY, seed TEXT NOT NULL,
  is_hidden INTEGER NOT NULL CHECK (is_hidden IN (0, 1))) STRICT;
CREATE TABLE anonymity_change (id INTEGER PRIMARY KEY, assignment_id TEXT NOT NULL,
  is_hidden INTEGER NOT NULL CHECK (is_hidden IN (0, 1)), changed_at INTEGER NOT NULL) STRICT;
CREATE INDEX anonymity_change_by_assignment ON anonymity_change (assignment_id);
`);
  },
};
