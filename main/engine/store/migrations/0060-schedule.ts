import type { Migration } from '../migration.ts';

/**
 * When automatic sync may go on its own: the teacher's pause, the back-off after failures, and when the ENT's wish for
 * silence was heard, so that a clock that is set back does not make it longer.
 *
 * `automatic_paused_until` of NULL: not paused; 0: until the teacher resumes it.
 */
export const schedule: Migration = {
  version: 60,
  name: 'schedule',
  up(db) {
    db.exec(`
ALTER TABLE sync_state ADD COLUMN automatic_paused_until INTEGER;
ALTER TABLE sync_state ADD COLUMN paused_at INTEGER;
ALTER TABLE sync_state ADD COLUMN back_off TEXT;
`);
  },
};
