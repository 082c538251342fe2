import type { Migration } from '../migration.ts';

/**
 * What is printed to find a copy again among scanned pages: `code` stands on the sheet as a QR code. It says nothing of the
 * student to whoever finds the sheet; whose it is stands here alone.
 */
export const paperSheets: Migration = {
  version: 215,
  name: 'paper-sheets',
  up(db) {
    db.exec(`CREATE TABLE paper_sheet (
      code TEXT PRIMARY KEY, submission_id TEXT NOT NULL UNIQUE, made_at INTEGER NOT NULL) STRICT, WITHOUT ROWID`);
  },
};
