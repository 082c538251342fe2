import type { Migration } from '../migration.ts';

/**
 * What an assignment is marked by, question by question, and the points given for each: of this computer alone.
 *
 * `criteria.list` is the contract's `criterion[]` as JSON, read and saved whole. A mark outlives its criterion, so that undo
 * brings both back.
 */
export const criteria: Migration = {
  version: 170,
  name: 'criteria',
  up(db) {
    db.exec(`
CREATE TABLE criteria (assignment_id TEXT PRIMARY KEY, list TEXT NOT NULL, updated_at INTEGER NOT NULL) STRICT;
CREATE TABLE criterion_mark (submission_id TEXT NOT NULL, criterion_id TEXT NOT NULL, points_x100 INTEGER,
  comment TEXT NOT NULL, updated_at INTEGER NOT NULL, PRIMARY KEY (submission_id, criterion_id)) STRICT;
`);
  },
};
