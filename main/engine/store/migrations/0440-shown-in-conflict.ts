import type { Migration } from '../migration.ts';

/**
 * `outbox_op.shown_body`: what the screen shows of an edit in conflict (canonical JSON, "null" for a removal), once the teacher has gone on writing
 * there: a later change is a change of that. NULL: the ENT's side.
 *
 * `sync_state.watch_tag_at`: when everything was last exchanged with the ENT, epoch ms; since then it was only asked whether it has news.
 */
export const shownInConflict: Migration = {
  version: 440,
  name: 'shown-in-conflict',
  up(db) {
    db.exec(`
ALTER TABLE outbox_op ADD COLUMN shown_body TEXT;
ALTER TABLE sync_state ADD COLUMN watch_tag_at INTEGER;
`);
  },
};
