import type { Migration } from '../migration.ts';

/** How long a piece of homework is meant to take, in minutes; null: its teacher did not say. */
export const expectedMinutes: Migration = {
  version: 310,
  name: 'expected-minutes',
  up(db) {
    db.exec('ALTER TABLE homework ADD COLUMN expected_minutes INTEGER');
  },
};
