import type { Migration } from '../migration.ts';

/**
 * What stands beside a grade or in its place, and when grades are published.
 *
 * `grade.points_x100` may be NULL from here on: an absent student has a row and no grade. `assessment` is what the
 * teacher decides of an assignment; `grade_history` keeps what students could read before a grade was changed.
 * `outbox_op.group_id`: edits that pass or fail together, named by the one that they are sent for.
 */
export const marks: Migration = {
  version: 100,
  name: 'marks',
  up(db) {
    db.exec(`
CREATE TABLE grade_next (submission_id TEXT PRIMARY KEY, points_x100 INTEGER,
  standing TEXT CHECK (standing IN ('absent', 'exempt', 'not-handed-in', 'late')),
  is_counted INTEGER NOT NULL DEFAULT 1, updated_at INTEGER NOT NULL,
  CHECK (points_x100 IS NOT NULL OR standing IS NOT NULL)) STRICT;
INSERT INTO grade_next (submission_id, points_x100, updated_at) SELECT submission_id, points_x100, updated_at FROM grade;
DROP TABLE grade;
ALTER TABLE grade_next RENAME TO grade;
CREATE TABLE assessment (assignment_id TEXT PRIMARY KEY, publish_at INTEGER,
  counting TEXT NOT NULL DEFAULT 'ordinary' CHECK (counting IN ('ordinary', 'bonus')),
  updated_at INTEGER NOT NULL) STRICT;
CREATE TABLE grade_history (id INTEGER PRIMARY KEY, submission_id TEXT NOT NULL, points_x100 INTEGER, standing TEXT,
  written_at INTEGER NOT NULL, replaced_at INTEGER NOT NULL) STRICT;
CREATE INDEX grade_history_by_submission ON grade_history (submission_id);
ALTER TABLE outbox_op ADD COLUMN group_id TEXT;
CREATE INDEX outbox_op_by_group ON outbox_op (group_id) WHERE group_id IS NOT NULL;
`);
  },
};
