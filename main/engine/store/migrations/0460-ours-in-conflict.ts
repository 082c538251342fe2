import type { Migration } from '../migration.ts';

/**
 * `conflict.mine`, `mine_out_of_x100`: our side when the conflict was opened (canonical JSON; NULL: a removal), and what its
 * points were given out of. What is changed on the screen since is made to that, whatever was made to it before, so that
 * `outbox_op.shown_body` is needed no more.
 *
 * `outbox_op.out_of_x100` is known from the moment in which an edit is recorded: the row may show another one's points by the time it goes.
 */
export const oursInConflict: Migration = {
  version: 460,
  name: 'ours-in-conflict',
  up(db) {
    db.exec(`
UPDATE outbox_op SET out_of_x100 = (SELECT grade.out_of_x100 FROM grade WHERE submission_id = entity_id AND points_x100 IS NOT NULL)
  WHERE entity = 'grade' AND out_of_x100 IS NULL AND payload IS NOT NULL AND state <> 'conflict';
ALTER TABLE conflict ADD COLUMN mine TEXT;
ALTER TABLE conflict ADD COLUMN mine_out_of_x100 INTEGER;
UPDATE conflict SET (mine, mine_out_of_x100) =
  (SELECT payload, out_of_x100 FROM outbox_op WHERE outbox_op.op_id = conflict.op_id);
ALTER TABLE outbox_op DROP COLUMN shown_body;
UPDATE taken_back SET op = json_remove(op, '$.shown_body'),
  conflict = CASE WHEN conflict IS NULL THEN NULL ELSE json_set(conflict, '$.mine', json_extract(op, '$.payload'),
    '$.mine_out_of_x100', json_extract(op, '$.out_of_x100')) END;
`);
  },
};
