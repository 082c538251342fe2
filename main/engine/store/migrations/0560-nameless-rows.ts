import type { Migration } from '../migration.ts';

/** How many rows of the ENT's a session had to pass over, since they do not say what they are about. */
export const namelessRows: Migration = {
  version: 560,
  name: 'nameless-rows',
  up(db) {
    db.exec('ALTER TABLE sync_session ADD COLUMN nameless_rows INTEGER NOT NULL DEFAULT 0');
  },
};
