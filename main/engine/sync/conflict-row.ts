import type { Db } from '../store/store.ts';
import type { OutboxOp } from './outbox-op.ts';

/** An open conflict, as it is stored. One an entity. */
export interface ConflictRow {
  readonly id: string;
  readonly op_id: string;
  readonly entity: OutboxOp['entity'];
  readonly entity_id: string;
  /** Canonical JSON, as the two that follow; null: removed. */
  readonly base: string | null;
  /** Our side when it was opened, or met a newer one of theirs. */
  readonly mine: string | null;
  /** What the points of that were given out of. */
  readonly mine_out_of_x100: number | null;
  readonly theirs: string | null;
  /** 0: another dataset's, which the ENT may have lost. */
  readonly theirs_version: number;
  readonly theirs_by: string;
  readonly theirs_at: number;
  readonly opened_at: number;
}

/** Opens a conflict, or says anew what the ENT has. Call inside a transaction. */
export function insertConflict(db: Db, row: ConflictRow): void {
  db.prepare(
    `INSERT INTO conflict (id, op_id, entity, entity_id, base, mine, mine_out_of_x100, theirs, theirs_version, theirs_by,
       theirs_at, opened_at)
     VALUES (:id, :op_id, :entity, :entity_id, :base, :mine, :mine_out_of_x100, :theirs, :theirs_version, :theirs_by,
       :theirs_at, :opened_at)
     ON CONFLICT (entity, entity_id) DO UPDATE SET op_id = excluded.op_id, mine = excluded.mine,
       mine_out_of_x100 = excluded.mine_out_of_x100, theirs = excluded.theirs,
       theirs_version = excluded.theirs_version, theirs_by = excluded.theirs_by, theirs_at = excluded.theirs_at`,
  ).run(row);
}
