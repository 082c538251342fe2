import type { Migration } from '../migration.ts';

/** What every answer of the ENT is looked up by: edits that are built on another, and those that were set aside for a reason. */
export const outboxIndexes: Migration = {
  version: 390,
  name: 'outbox-indexes',
  up(db) {
    db.exec(`
CREATE INDEX outbox_op_by_base ON outbox_op (base_op) WHERE base_op IS NOT NULL;
CREATE INDEX outbox_op_set_aside ON outbox_op (last_code) WHERE state = 'parked';
`);
  },
};
