import type { Migration } from '../migration.ts';

/** An assignment has as many keys and subjects as its teacher wants: a key in two files, a subject and its annex. */
export const severalReferences: Migration = {
  version: 245,
  name: 'several-references',
  up(db) {
    db.exec(`
ALTER TABLE assignment_reference RENAME TO single_reference;
CREATE TABLE assignment_reference (
  assignment_id TEXT NOT NULL, role TEXT NOT NULL CHECK (role IN ('key', 'subject')),
  document_id TEXT NOT NULL REFERENCES document (id), chosen_at INTEGER NOT NULL,
  PRIMARY KEY (assignment_id, role, document_id)) STRICT, WITHOUT ROWID;
INSERT INTO assignment_reference SELECT assignment_id, role, document_id, chosen_at FROM single_reference;
DROP TABLE single_reference;
CREATE INDEX assignment_reference_by_document ON assignment_reference (document_id);
`);
  },
};
