import type { Migration } from '../migration.ts';

/**
 * What merging and long transfers need to outlive a restart.
 *
 * `base_body`: what an edit was made on, kept with it because the merge base moves on with every pull. `comment_text`:
 * texts of comments that a sync replaced. `upload`: how far the ENT has a document that goes in pieces. Of `sync_state`, the
 * tags say what the last session left unchanged, `pulled_at` how old the cursor is, `comparison` how to do without one.
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
CREATE TABLE upload (sha256 TEXT PRIMARY KEY, shape TEXT NOT NULL CHECK (shape IN ('resumable', 'tus')), url TEXT NOT NULL,
  acked_offset INTEGER NOT NULL, chunk_bytes INTEGER NOT NULL, updated_at INTEGER NOT NULL) STRICT;
ALTER TABLE sync_state ADD COLUMN watch_tag TEXT;
ALTER TABLE sync_state ADD COLUMN policy_tag TEXT;
ALTER TABLE sync_state ADD COLUMN pulled_at INTEGER;
ALTER TABLE sync_state ADD COLUMN comparison TEXT CHECK (comparison = 'versions');
`);
  },
};
