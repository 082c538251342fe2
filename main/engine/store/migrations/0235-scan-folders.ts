import type { Migration } from '../migration.ts';

/**
 * `watched_folder.assignment_id`: the assignment whose scanned copies arrive in a folder; null: files of any kind.
 * `watched_file.pile_copies`: how many copies got pages of a pile by itself; null: nothing was cut.
 */
export const scanFolders: Migration = {
  version: 235,
  name: 'scan-folders',
  up(db) {
    db.exec(`
ALTER TABLE watched_folder ADD COLUMN assignment_id TEXT;
ALTER TABLE watched_file ADD COLUMN pile_copies INTEGER;
`);
  },
};
