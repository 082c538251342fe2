import type { Migration } from '../migration.ts';

/**
 * What a student handed in before the attempt that is graded, and what was given for it: as its server tells it, never the teacher's to change here.
 *
 * The files are those of the copy's table, so that they come and go with the copy as the others do: `attempt` is NULL for the one that is
 * graded, from 1 on for earlier ones; `is_returned`: given back with that attempt.
 */
export const earlierAttempts: Migration = {
  version: 510,
  name: 'earlier-attempts',
  up(db) {
    db.exec(`
ALTER TABLE submission_file ADD COLUMN attempt INTEGER;
ALTER TABLE submission_file ADD COLUMN is_returned INTEGER NOT NULL DEFAULT 0;
CREATE TABLE earlier_attempt (submission_id TEXT NOT NULL, attempt INTEGER NOT NULL, submitted_at INTEGER, text TEXT NOT NULL,
  points_x100 INTEGER, comment TEXT NOT NULL, updated_at INTEGER NOT NULL, PRIMARY KEY (submission_id, attempt)) STRICT;
`);
  },
};
