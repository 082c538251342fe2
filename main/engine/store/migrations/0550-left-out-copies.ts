import type { Migration } from '../migration.ts';

/** How many copies a session could not read, so that it is said with its outcome. */
export const leftOutCopies: Migration = {
  version: 550,
  name: 'left-out-copies',
  up(db) {
    db.exec('ALTER TABLE sync_session ADD COLUMN copies_left_out INTEGER NOT NULL DEFAULT 0');
  },
};
