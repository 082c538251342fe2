import type { Migration } from '../migration.ts';

/**
 * What a grade was given out of, kept here only: its assignment's maximum may change at the ENT before the grade is sent.
 *
 * NULL while its assignment is not known. Earlier grades were given out of today's maximum, as far as is known.
 */
export const givenOutOf: Migration = {
  version: 110,
  name: 'given-out-of',
  up(db) {
    db.exec(`
ALTER TABLE grade ADD COLUMN out_of_x100 INTEGER;
UPDATE grade SET out_of_x100 = (SELECT max_x100 FROM assignment JOIN submission ON submission.assignment_id = assignment.id
  WHERE submission.id = grade.submission_id);
`);
  },
};
