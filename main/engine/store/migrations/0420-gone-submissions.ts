import type { Migration } from '../migration.ts';

/**
 * Whose a copy was, and what a student was called, once the ENT has removed them: their grades and comments stay here, and an
 * erasure has to find them. A line goes when the ENT has the row again, or with the erasure.
 */
export const goneSubmissions: Migration = {
  version: 420,
  name: 'gone-submissions',
  up(db) {
    db.exec(`
CREATE TABLE gone_submission (id TEXT PRIMARY KEY, student_id TEXT NOT NULL, assignment_id TEXT NOT NULL,
  gone_at INTEGER NOT NULL) STRICT;
CREATE INDEX gone_submission_by_student ON gone_submission (student_id);
CREATE TABLE gone_student (id TEXT PRIMARY KEY, first_name TEXT NOT NULL, last_name TEXT NOT NULL,
  gone_at INTEGER NOT NULL) STRICT;
`);
  },
};
