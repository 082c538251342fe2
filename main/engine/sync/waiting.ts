import type { LaneStatus, SyncStatus, WaitingEdit } from '../../../preload/contract/sync.ts';
import type { OutboxOp } from './outbox-op.ts';
import { busyLanes, LANES, loadsOf, readLaneOps } from './schedule-lanes.ts';
import type { SyncContext } from './sync-context.ts';
import { canTakeBack } from './taken-back.ts';

type EditCounts = Pick<SyncStatus, 'waitingCount' | 'conflictCount' | 'refusedCount'>;
type WaitingCounts = EditCounts & Pick<SyncStatus, 'documentsWaiting' | 'bytesWaiting'>;

/** How much waits in all, what needs the teacher included. */
export function countWaiting(context: SyncContext): WaitingCounts {
  const { db } = context.store;
  const edits = db
    .prepare(
      `SELECT COUNT(*) AS waitingCount, COALESCE(SUM(state = 'conflict'), 0) AS conflictCount,
         COALESCE(SUM(state IN ('refused', 'parked')), 0) AS refusedCount FROM outbox_op`,
    )
    .get() as EditCounts;
  const documents = db
    .prepare(
      `SELECT COUNT(*) AS documentsWaiting, COALESCE(SUM(bytes), 0) AS bytesWaiting FROM blob WHERE server_has = 0 AND sha256 IN
         (SELECT sha256 FROM op_blob JOIN outbox_op USING (op_id) WHERE state IN ('pending', 'sealed'))`,
    )
    .get() as Pick<WaitingCounts, 'documentsWaiting' | 'bytesWaiting'>;
  return { ...edits, ...documents };
}

/** Every edit that has not left, oldest first. */
export function listWaiting(context: SyncContext): WaitingEdit[] {
  const rows = context.store.db
    .prepare(
      `SELECT op.*, (SELECT COALESCE(SUM(bytes), 0) FROM op_blob JOIN blob USING (sha256)
         WHERE op_blob.op_id = op.op_id AND server_has = 0) AS document_bytes FROM outbox_op op ORDER BY seq`,
    )
    .all() as (OutboxOp & { document_bytes: number })[];
  const going = new Map(readLaneOps(context).map((op) => [op.opId, op]));
  return rows.map((op) => ({
    opId: op.op_id,
    entity: op.entity,
    entityId: op.entity_id,
    isDeletion: op.kind === 'delete',
    lane: going.get(op.op_id)?.lane ?? op.lane,
    label: context.entities.get(op.entity)?.label?.(context.store.db, op.entity_id) || op.label,
    state: op.state,
    reason: op.last_code,
    deferredUntil: going.get(op.op_id)?.deferredUntil ?? null,
    createdAt: op.created_at,
    documentBytes: op.document_bytes,
    canTakeBack: canTakeBack(context, op),
  }));
}

/** The lanes of a workspace that nothing holds back. */
export function openLanes(context: SyncContext): LaneStatus[] {
  const ops = readLaneOps(context);
  const loads = loadsOf(ops);
  const ready = busyLanes(ops);
  return LANES.map((lane) => {
    const at = ready.get(lane) || null;
    return { lane, ...loads[lane], mayGoNow: at === null, at, reason: at === null ? null : 'deferred' };
  });
}
