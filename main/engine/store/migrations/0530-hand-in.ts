import type { Migration } from '../migration.ts';

/** How students hand a piece of homework in: `online` or on `paper`; null: they do not, or its teacher did not say. */
export const handIn: Migration = {
  version: 530,
  name: 'hand-in',
  up(db) {
    db.exec('ALTER TABLE homework ADD COLUMN hand_in TEXT');
  },
};
