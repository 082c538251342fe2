import type { Migration } from '../migration.ts';

/**
 * What the ENT said of an edit that waits, and what it may have taken of it.
 *
 * - outbox_op.not_before, deferred_at: the ENT asked to hear of it again only then, and when it did; NULL: it did not.
 * - outbox_op.sent_bodies: JSON array of what earlier sendings said whose answer is not known; the ENT may have any of them.
 * - outbox_op.out_of_x100: what its points are out of, as it was last sealed; the row may say nothing of them any more.
 */
export const sentAndDeferred: Migration = {
  version: 120,
  name: 'sent-and-deferred',
  up(db) {
    db.exec(`
ALTER TABLE outbox_op ADD COLUMN not_before INTEGER;
ALTER TABLE outbox_op ADD COLUMN deferred_at INTEGER;
ALTER TABLE outbox_op ADD COLUMN sent_bodies TEXT;
ALTER TABLE outbox_op ADD COLUMN out_of_x100 INTEGER;
`);
  },
};
