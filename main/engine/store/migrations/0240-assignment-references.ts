import type { Migration } from '../migration.ts';

/**
 * What a teacher looks at beside the copies of an assignment: its key (corrigé) and its subject (énoncé), each one document
 * of the library. Of this computer alone.
 */
export const assignmentReferences: Migration = {
  version: 240,
  name: 'assignment-references',
  up(db) {
    db.exec(`
CREATE TABLE assignment_reference (
  assignment_id TEXT NOT NULL, role TEXT NOT NULL CHECK (role IN ('key', 'subject')),
  document_id TEXT NOT NULL REFERENCES document (id), chosen_at INTEGER NOT NULL,
  PRIMARY KEY (assignment_id, role)) STRICT, WITHOUT ROWID;
CREATE INDEX assignment_reference_by_document ON assignment_reference (document_id);
`);
  },
};
