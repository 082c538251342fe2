import type { Migration } from '../migration.ts';

/**
 * Students' work that the teacher brings: from paper, or from a ZIP of copies. It is this computer's alone, since no ENT takes
 * a copy from anybody but its student; what is given back of it is sent as ever.
 *
 * `moodle_participant`: the number by which a Moodle names a student within an assignment, as its files say it.
 */
export const collectedFiles: Migration = {
  version: 210,
  name: 'collected-files',
  up(db) {
    db.exec(`
CREATE TABLE collected_file (id TEXT PRIMARY KEY, submission_id TEXT NOT NULL,
  document_id TEXT NOT NULL REFERENCES document (id), name TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL,
  media_type TEXT NOT NULL, added_at INTEGER NOT NULL, removed_at INTEGER) STRICT;
CREATE INDEX collected_file_by_submission ON collected_file (submission_id);
CREATE INDEX collected_file_by_document ON collected_file (document_id);
CREATE TABLE moodle_participant (submission_id TEXT PRIMARY KEY, number TEXT NOT NULL) STRICT, WITHOUT ROWID;
`);
  },
};
