import type { Migration } from '../migration.ts';

/** `sessions_ended`: how many sync sessions a request with the document has ended since it last passed, up or down. */
export const endedSessions: Migration = {
  version: 320,
  name: 'ended-sessions',
  up(db) {
    db.exec('ALTER TABLE blob ADD COLUMN sessions_ended INTEGER NOT NULL DEFAULT 0');
  },
};
