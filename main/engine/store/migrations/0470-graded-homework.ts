import type { Migration } from '../migration.ts';

/**
 * Which homework is to be graded, out of how much, and with which assignment of the ENT's: of this computer alone.
 *
 * The ENT alone creates assignments (sync.md, kinds). A NULL assignment is found by its title, once the ENT has it. The row outlives
 * the removal of its homework, so that undo finds it.
 */
export const gradedHomework: Migration = {
  version: 470,
  name: 'graded-homework',
  up(db) {
    db.exec(`
CREATE TABLE graded_homework (homework_id TEXT PRIMARY KEY, max_x100 INTEGER NOT NULL, assignment_id TEXT) STRICT;
CREATE INDEX graded_homework_by_assignment ON graded_homework (assignment_id);
`);
  },
};
