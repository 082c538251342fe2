import type { Migration } from '../migration.ts';

/**
 * `lesson.last_save_id`, `homework.last_save_id`: which save of an editor was made last. One whose answer was lost is sent again, and what has
 * come from elsewhere in between is not to be taken for what it was typed over. NULL: none was named.
 */
export const lastSaves: Migration = {
  version: 450,
  name: 'last-saves',
  up(db) {
    db.exec(`
ALTER TABLE lesson ADD COLUMN last_save_id TEXT;
ALTER TABLE homework ADD COLUMN last_save_id TEXT;
`);
  },
};
