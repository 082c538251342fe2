import type { Migration } from '../migration.ts';

/** To whom copies were given to be marked at their server, where it tells: whose the marking is, never the teacher's to change here. */
export const copyMarkers: Migration = {
  version: 500,
  name: 'copy-markers',
  up(db) {
    db.exec(`
CREATE TABLE copy_marker (submission_id TEXT PRIMARY KEY, name TEXT NOT NULL, is_mine INTEGER NOT NULL,
  updated_at INTEGER NOT NULL) STRICT;
`);
  },
};
