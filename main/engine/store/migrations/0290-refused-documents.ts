import type { Migration } from '../migration.ts';

/**
 * Documents that the ENT, or something before it, refuses while others pass.
 *
 * `refused_times`: how often one was refused alone, up or down; from three on it is known that it is for its own sake. `fetch_failure` may say so too: a CHECK is changed by another column.
 */
export const refusedDocuments: Migration = {
  version: 290,
  name: 'refused-documents',
  up(db) {
    db.exec(`
ALTER TABLE blob ADD COLUMN refused_times INTEGER NOT NULL DEFAULT 0;
ALTER TABLE blob ADD COLUMN failure TEXT CHECK (failure IN ('corrupt', 'missing', 'refused'));
UPDATE blob SET failure = fetch_failure;
ALTER TABLE blob DROP COLUMN fetch_failure;
ALTER TABLE blob RENAME COLUMN failure TO fetch_failure;
`);
  },
};
