import type { Migration } from '../migration.ts';

/**
 * What the ENT did not know when everything was compared is said until the teacher has seen it.
 *
 * `sync_state.unknown_seen_at`: when they had; null: not yet. It goes with the row when another dataset is adopted.
 */
export const seenUnknown: Migration = {
  version: 130,
  name: 'seen-unknown',
  up(db) {
    db.exec('ALTER TABLE sync_state ADD COLUMN unknown_seen_at INTEGER');
  },
};
