import type { Migration } from '../migration.ts';

/**
 * Folders whose new files come in by themselves, and every file that was seen in them.
 *
 * A file is known by its path, size and time: seen again unchanged, it is not even opened. `is_waiting`: its bytes are
 * to be read. `held`: it was there before the folder was watched; `same`: its bytes had come in already. `path` is
 * relative to its folder.
 */
export const watchedFolders: Migration = {
  version: 80,
  name: 'watched-folders',
  up(db) {
    db.exec(`
CREATE TABLE watched_folder (id TEXT PRIMARY KEY, path TEXT NOT NULL UNIQUE, added_at INTEGER NOT NULL,
  first_read_at INTEGER, removed_at INTEGER) STRICT;
CREATE TABLE watched_file (id TEXT PRIMARY KEY, folder_id TEXT NOT NULL REFERENCES watched_folder (id),
  path TEXT NOT NULL, bytes INTEGER NOT NULL, modified_at INTEGER NOT NULL, is_waiting INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('new', 'held', 'same', 'proposed', 'refused', 'accepted', 'ignored')),
  reason TEXT, sha256 TEXT, document_id TEXT REFERENCES document (id), attached_kind TEXT, attached_id TEXT,
  found_at INTEGER NOT NULL, decided_at INTEGER, UNIQUE (folder_id, path)) STRICT;
CREATE INDEX watched_file_by_state ON watched_file (state, found_at);
CREATE INDEX watched_file_waiting ON watched_file (found_at) WHERE is_waiting = 1;
CREATE INDEX watched_file_by_hash ON watched_file (sha256);
CREATE INDEX watched_file_by_document ON watched_file (document_id);
`);
  },
};
