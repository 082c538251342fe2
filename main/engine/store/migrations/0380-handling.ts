import type { Migration } from '../migration.ts';

/**
 * Where the work on a copy stands at its server: the student's own date, the attempt, the state of its marking; and what of this the
 * server follows for an assignment. Nothing of it where no server tells.
 */
export const handling: Migration = {
  version: 380,
  name: 'handling',
  up(db) {
    db.exec(`
CREATE TABLE server_handling (assignment_id TEXT PRIMARY KEY, has_states INTEGER NOT NULL, has_extensions INTEGER NOT NULL,
  can_reopen INTEGER NOT NULL, attempts_max INTEGER) STRICT;
CREATE TABLE handling (submission_id TEXT PRIMARY KEY, extended_to INTEGER, attempt INTEGER NOT NULL, state TEXT,
  updated_at INTEGER NOT NULL) STRICT;
`);
  },
};
