import type { Migration } from '../migration.ts';

/**
 * What the teacher took back before it was sent, so that this can be undone too; and how many copies a session returned.
 *
 * `taken_back.op` is the outbox's row as JSON, `meaning` what gives it its sense beside its body. With a `conflict` (its row
 * as JSON), what was taken back is an open conflict, settled by keeping `kept`.
 */
export const takenBack: Migration = {
  version: 70,
  name: 'taken-back',
  up(db) {
    db.exec(`
ALTER TABLE sync_session ADD COLUMN copies_returned INTEGER NOT NULL DEFAULT 0;
CREATE TABLE taken_back (id TEXT PRIMARY KEY, entity TEXT NOT NULL, entity_id TEXT NOT NULL, op TEXT NOT NULL, blobs TEXT NOT NULL,
  meaning TEXT NOT NULL, conflict TEXT, kept TEXT CHECK (kept IN ('mine', 'theirs')), taken_at INTEGER NOT NULL) STRICT;
`);
  },
};
