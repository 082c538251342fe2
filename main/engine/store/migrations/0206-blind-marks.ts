import type { Migration } from '../migration.ts';

/**
 * Grades of copies that are marked twice, kept apart until both are there: of this computer alone.
 *
 * `marker` is who gave it, as they wrote their name.
 */
export const blindMarks: Migration = {
  version: 206,
  name: 'blind-marks',
  up(db) {
    db.exec(`
CREATE TABLE blind_mark (submission_id TEXT NOT NULL, round INTEGER NOT NULL CHECK (round IN (1, 2)),
  points_x100 INTEGER NOT NULL, marker TEXT NOT NULL, given_at INTEGER NOT NULL,
  PRIMARY KEY (submission_id, round)) STRICT, WITHOUT ROWID;
`);
  },
};
