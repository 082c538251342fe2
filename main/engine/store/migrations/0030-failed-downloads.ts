import type { Migration } from '../migration.ts';

/**
 * A document that the ENT could not give: why, how often in a row, and when last.
 *
 * The reason stays NULL when only the line was cut: such a document is asked for again after the others, without being shown.
 */
export const failedDownloads: Migration = {
  version: 30,
  name: 'failed-downloads',
  up(db) {
    db.exec(`
ALTER TABLE blob ADD COLUMN fetch_failure TEXT CHECK (fetch_failure IN ('corrupt', 'missing'));
ALTER TABLE blob ADD COLUMN fetch_failures INTEGER NOT NULL DEFAULT 0;
ALTER TABLE blob ADD COLUMN fetch_failed_at INTEGER;
`);
  },
};
