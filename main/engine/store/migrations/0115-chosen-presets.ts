import type { Migration } from '../migration.ts';

/**
 * A document's own preset, beside the settings' one.
 *
 * `document.preset_chosen_at`: when the teacher chose what its bytes are made for; null: the settings decided. The same
 * bytes, brought again, are made so again.
 */
export const chosenPresets: Migration = {
  version: 115,
  name: 'chosen-presets',
  up(db) {
    db.exec('ALTER TABLE document ADD COLUMN preset_chosen_at INTEGER');
  },
};
