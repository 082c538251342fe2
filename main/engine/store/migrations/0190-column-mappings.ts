import type { Migration } from '../migration.ts';

/**
 * How the columns of a table of grades were used when it was read last: `titles` are the table's, folded; `mapping` is
 * JSON, column by use. Titles alone are kept, nothing of the rows.
 */
export const columnMappings: Migration = {
  version: 190,
  name: 'column-mappings',
  up(db) {
    db.exec(`CREATE TABLE column_mapping (
      titles TEXT PRIMARY KEY, mapping TEXT NOT NULL, used_at INTEGER NOT NULL) STRICT, WITHOUT ROWID`);
  },
};
