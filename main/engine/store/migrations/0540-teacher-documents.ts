import type { Migration } from '../migration.ts';

/**
 * Documents of lessons that are for their teacher alone: on this computer, as what the ENT knows nothing of.
 *
 * `is_until_shown`: only until the lesson's text shows it, whose place then says for whom it is.
 */
export const teacherDocuments: Migration = {
  version: 540,
  name: 'teacher-documents',
  up(db) {
    db.exec(`
CREATE TABLE teacher_document (resource_id TEXT PRIMARY KEY, is_until_shown INTEGER NOT NULL) STRICT;
`);
  },
};
