import type { Migration } from '../migration.ts';

/**
 * Which documents of a lesson were joined to a piece of its homework: of this computer alone.
 *
 * The ENT sync API has documents of lessons, and none of homework; so such a document is the lesson's for the ENT, and its
 * homework's here. The row outlives the removal of either, so that undo finds it.
 */
export const homeworkDocuments: Migration = {
  version: 431,
  name: 'homework-documents',
  up(db) {
    db.exec(`
CREATE TABLE homework_document (resource_id TEXT PRIMARY KEY, homework_id TEXT NOT NULL) STRICT;
CREATE INDEX homework_document_by_homework ON homework_document (homework_id);
`);
  },
};
