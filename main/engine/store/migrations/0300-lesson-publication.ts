import type { Migration } from '../migration.ts';

/**
 * When lessons are published, and which are copies of one another.
 *
 * `publish_at`: students read an unpublished lesson from then on. `family_id`: the lesson that it was copied from first, and
 * of this computer alone.
 */
export const lessonPublication: Migration = {
  version: 300,
  name: 'lesson-publication',
  up(db) {
    db.exec(`
ALTER TABLE lesson ADD COLUMN publish_at INTEGER;
ALTER TABLE lesson ADD COLUMN family_id TEXT;
CREATE INDEX lesson_family ON lesson (family_id) WHERE family_id IS NOT NULL;
`);
  },
};
