import type { Migration } from '../migration.ts';

/**
 * The teacher's marks on a document of a copy, and the file given back that was made of them.
 *
 * `base_sha256`: the PDF that was annotated, the document itself or one made around an image. `composed_sha256`: the file
 * that was made last; `earlier_sha256`: the one before it, kept for a sync that may be sending it.
 */
export const annotations: Migration = {
  version: 90,
  name: 'annotations',
  up(db) {
    db.exec(`
CREATE TABLE annotated_document (submission_id TEXT NOT NULL, sha256 TEXT NOT NULL, marks TEXT NOT NULL,
  revision INTEGER NOT NULL, composed_revision INTEGER NOT NULL DEFAULT 0, base_sha256 TEXT, composed_sha256 TEXT,
  earlier_sha256 TEXT, feedback_id TEXT, updated_at INTEGER NOT NULL,
  PRIMARY KEY (submission_id, sha256)) STRICT, WITHOUT ROWID;
`);
  },
};
