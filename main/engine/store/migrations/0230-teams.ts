import type { Migration } from '../migration.ts';

/**
 * Students who are graded together in an assignment. `is_apart`: a member whose grade and comment are their own.
 *
 * Of this computer alone: the ENT knows a grade a submission.
 */
export const teams: Migration = {
  version: 230,
  name: 'teams',
  up(db) {
    db.exec(`
      CREATE TABLE team (
        id TEXT PRIMARY KEY, assignment_id TEXT NOT NULL, name TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
      CREATE INDEX team_of_assignment ON team (assignment_id);
      CREATE TABLE team_member (
        submission_id TEXT PRIMARY KEY, team_id TEXT NOT NULL REFERENCES team (id) ON DELETE CASCADE,
        is_apart INTEGER NOT NULL CHECK (is_apart IN (0, 1))) STRICT;
      CREATE INDEX member_of_team ON team_member (team_id)`);
  },
};
