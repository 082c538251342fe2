import type { Migration } from '../migration.ts';

/**
 * kept_deletion: what the ENT says is gone and the teacher keeps on this computer, by the deletion that was refused.
 *
 * `change` is that deletion as the ENT told it last (JSON), to be applied if the teacher deletes the row after all, in the
 * order of `number`. The row's `synced_copy` bears version 0 meanwhile, as what an adopted dataset does not know; a line
 * here goes as soon as the ENT has the row again.
 */
export const keptDeletions: Migration = {
  version: 400,
  name: 'kept-deletions',
  up(db) {
    db.exec(`
CREATE TABLE kept_deletion (
  number INTEGER PRIMARY KEY, entity TEXT NOT NULL, entity_id TEXT NOT NULL, change TEXT NOT NULL, kept_at INTEGER NOT NULL,
  UNIQUE (entity, entity_id)
) STRICT;
`);
  },
};
