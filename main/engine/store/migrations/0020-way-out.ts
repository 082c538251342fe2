import type { Migration } from '../migration.ts';

/**
 * What sync was asked to believe and did not, until the teacher has decided.
 *
 * - held_deletion: the deletions that stopped the pull. A decision is about exactly this set.
 * - sync_state.offered_*: another dataset (or an older state of ours) that answered in the ENT's place.
 * - sync_state.answered_*: the last batch that this ENT answered; one that has forgotten it went back in time.
 * - outbox_op.label: the name of what an edit is about, kept when the ENT removes the row that bears it.
 */
export const wayOut: Migration = {
  version: 20,
  name: 'way-out',
  up(db) {
    db.exec(`
CREATE TABLE held_deletion (entity TEXT NOT NULL, entity_id TEXT NOT NULL, PRIMARY KEY (entity, entity_id)) STRICT, WITHOUT ROWID;
ALTER TABLE sync_state ADD COLUMN deletions_held_at INTEGER;
ALTER TABLE sync_state ADD COLUMN deletions_decision TEXT CHECK (deletions_decision IN ('accepted', 'refused'));
ALTER TABLE sync_state ADD COLUMN offered_dataset_id TEXT;
ALTER TABLE sync_state ADD COLUMN offered_account_id TEXT;
ALTER TABLE sync_state ADD COLUMN offered_at INTEGER;
ALTER TABLE sync_state ADD COLUMN answered_device TEXT;
ALTER TABLE sync_state ADD COLUMN answered_batch_no INTEGER;
ALTER TABLE outbox_op ADD COLUMN label TEXT NOT NULL DEFAULT '';
`);
  },
};
