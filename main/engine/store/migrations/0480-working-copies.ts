import type { Migration } from '../migration.ts';

/**
 * Documents of lessons that were opened in another program: of this computer alone.
 *
 * The file lies in the account's folder `opened/<id>/<name>`. `taken_sha256`: its bytes as they were laid there or taken back last;
 * `resource_id`: what it is a copy of, and `replaced_id` what that took the place of; `resource_sha256`: that document's bytes then.
 */
export const workingCopies: Migration = {
  version: 480,
  name: 'working-copies',
  up(db) {
    db.exec(`
CREATE TABLE working_copy (id TEXT PRIMARY KEY, name TEXT NOT NULL, resource_id TEXT NOT NULL, replaced_id TEXT, replaced_sha256 TEXT,
  resource_sha256 TEXT NOT NULL, taken_sha256 TEXT NOT NULL, used_at INTEGER NOT NULL) STRICT;
CREATE INDEX working_copy_by_resource ON working_copy (resource_id);
`);
  },
};
