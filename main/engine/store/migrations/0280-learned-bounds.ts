import type { Migration } from '../migration.ts';

/**
 * What an ENT's failures and refusals have taught.
 *
 * `outbox_op.batch_ops_max`: the ENT failed at larger batches that the edit was in. `sync_state`: larger bundles, and larger
 * pieces of documents, were found too large.
 */
export const learnedBounds: Migration = {
  version: 280,
  name: 'learned-bounds',
  up(db) {
    db.exec(`
ALTER TABLE outbox_op ADD COLUMN batch_ops_max INTEGER;
ALTER TABLE sync_state ADD COLUMN bundle_bytes_limit INTEGER;
ALTER TABLE sync_state ADD COLUMN piece_bytes_limit INTEGER;
`);
  },
};
