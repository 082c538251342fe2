import type { Migration } from '../migration.ts';

/**
 * What merging and long transfers need to outlive a restart.
 *
 * `base_body`: what an edit was made on, kept with it because the merge base moves on with every pull. `comment_text`:
 * texts of comments that a sync replaced. `upload`: how far the ENT has a document that goes in pieces.
 */
export const mergeAndTransfers: Migration = {
  version: 50,
  name: 'merge-and-transfers',
  up(db) {
    db.exec(`
ALTER TABLE outbox_op ADD COLUMN base_body TEXT;
UPDATE outbox_op SET base_body = (SELECT body FROM synced_copy copy WHERE copy.entity = outbox_op.entity
  AND copy.entity_id = outbox_op.entity_id AND copy.version = outbox_op.base_version);
CREATE TABLE comment_text (comment_id TEXT NOT NULL, text TEXT NOT NULL, written_at INTEGER NOT NULL,
  PRIMARY KEY (comment_id, text)) STRICT;
CREATE TABLE upload (sha256 TEXT PRIMARY KEY, url TEXT NOT NULL, acked_offset INTEGER NOT NULL, chunk_bytes INTEGER NOT NULL,
  updated_at INTEGER NOT NULL) STRICT;
`);
  },
};
