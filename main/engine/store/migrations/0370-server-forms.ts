import type { Migration } from '../migration.ts';

/**
 * What the server grades an assignment by, beside points: a scale, a rubric, a guide, or something that is not known here.
 *
 * Its levels and criteria lie where those of the teacher do (`grading_rules`, `criteria`); a row here says that they are the
 * server's, and no teacher's to change.
 */
export const serverForms: Migration = {
  version: 370,
  name: 'server-forms',
  up(db) {
    db.exec('CREATE TABLE server_form (assignment_id TEXT PRIMARY KEY, kind TEXT NOT NULL) STRICT;');
  },
};
