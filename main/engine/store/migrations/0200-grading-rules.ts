import type { Migration } from '../migration.ts';

/**
 * How an assignment is graded, and what was added to a copy's grade or taken off it: of this computer alone.
 *
 * `grading_rules.rules` is the contract's `gradingRules` as JSON. `grade_adjustment` holds how a grade was made (raw + bonus −
 * penalty); it says something only while the grade is what it makes.
 */
export const gradingRules: Migration = {
  version: 200,
  name: 'grading-rules',
  up(db) {
    db.exec(`
CREATE TABLE grading_rules (assignment_id TEXT PRIMARY KEY, rules TEXT NOT NULL, updated_at INTEGER NOT NULL) STRICT;
CREATE TABLE grade_adjustment (submission_id TEXT PRIMARY KEY, raw_x100 INTEGER NOT NULL, bonus_x100 INTEGER NOT NULL,
  penalty_x100 INTEGER NOT NULL, late_days INTEGER, updated_at INTEGER NOT NULL) STRICT;
`);
  },
};
