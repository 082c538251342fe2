import type { Migration } from '../migration.ts';

/**
 * Earlier texts of lessons, of this computer alone.
 *
 * A block that stays as it is from one version to the next is one row; a version is the list of its rows (`blocks`, their ids
 * in order). Ids never come back, so that a screen that still shows a version which is gone cannot mean another one.
 */
export const lessonVersions: Migration = {
  version: 430,
  name: 'lesson-versions',
  up(db) {
    db.exec(`
CREATE TABLE lesson_version (id INTEGER PRIMARY KEY AUTOINCREMENT, lesson_id TEXT NOT NULL, written_at INTEGER NOT NULL,
  kept_at INTEGER NOT NULL, reason TEXT NOT NULL, is_shown INTEGER NOT NULL, title TEXT NOT NULL, blocks TEXT NOT NULL) STRICT;
CREATE INDEX lesson_version_by_lesson ON lesson_version (lesson_id, id);
CREATE TABLE lesson_version_block (id INTEGER PRIMARY KEY, lesson_id TEXT NOT NULL, hash TEXT NOT NULL, body TEXT NOT NULL,
  UNIQUE (lesson_id, hash)) STRICT;
`);
  },
};
