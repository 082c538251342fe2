import { createHash } from 'node:crypto';
import { isPacked, openBody, sealBody } from '../connectors/ent/sealed-body.ts';
import type { Batch, Operation } from '../connectors/ent/wire.ts';
import { failpoint } from '../platform/failpoint.ts';
import { nextNumber } from '../store/counter.ts';
import type { Db } from '../store/store.ts';
import { deferredEdits } from './deferrals.ts';
import type { OutboxOp } from './outbox-op.ts';
import { type BatchLimits, planBatch } from './planner.ts';
import { readCursor, saveCursor } from './pull.ts';
import type { SyncContext } from './sync-context.ts';

/** A batch whose bytes will not change any more: a retry is byte-identical. */
export interface SealedBatch {
  readonly batchId: string;
  readonly body: Uint8Array;
  readonly sha256: string;
  readonly opCount: number;
}

/** The group that an edit is sent in, by its name. */
type Groups = ReadonlyMap<string, string>;

interface SealingOptions {
  /** Edits whose lane may not go now. */
  readonly held?: ReadonlySet<string>;
  /** The batch asks for no changes: the ENT could not read the cursor that we have. */
  readonly isWithoutCursor?: boolean;
  /** The ENT unpacks nothing. */
  readonly isPlain?: boolean;
  /** Edits among which is one that the ENT fails at wait. */
  readonly isWithoutFailing?: boolean;
  /** So many times as many of them go together as what is held against them allows. */
  readonly failingTimes?: number;
}

/**
 * Chooses the next edits and freezes them with their batch, in one transaction.
 *
 * Null when nothing is ready to go. What the ENT has deferred stays whoever asks, and what is built on an edit that has no
 * answer yet stays behind it.
 */
export function sealNextBatch(
  context: SyncContext,
  deviceId: string,
  limits: BatchLimits,
  {
    held = new Set(),
    isWithoutCursor = false,
    isPlain = false,
    isWithoutFailing = false,
    failingTimes = 1,
  }: SealingOptions = {},
): SealedBatch | null {
  return context.store.write(() => {
    context.outbox.holdBackLeaders();
    const pending = context.store.db
      .prepare(
        `SELECT op.*, NOT EXISTS (SELECT 1 FROM op_blob JOIN blob USING (sha256) WHERE op_blob.op_id = op.op_id AND blob.server_has = 0)
           AND NOT EXISTS (SELECT 1 FROM outbox_op before WHERE before.op_id = op.base_op AND before.state = 'sealed') AS is_ready
         FROM outbox_op op WHERE op.state = 'pending' ORDER BY op.seq`,
      )
      .all() as (OutboxOp & { is_ready: 0 | 1 })[];
    const deferred = deferredEdits(context);
    const chosen = planBatch(
      pending.map((op) => ({
        op_id: op.op_id,
        seq: op.seq,
        sizeBytes: (op.payload?.length ?? 0) + 300,
        isReady:
          op.is_ready === 1 &&
          !held.has(op.op_id) &&
          !deferred.has(op.op_id) &&
          !(isWithoutFailing && op.batch_ops_max !== null),
        group_id: op.group_id,
        batchOpsMax: op.batch_ops_max,
        attempts: op.attempts,
      })),
      limits,
      failingTimes,
    );
    if (chosen.length === 0) return null;
    const byId = new Map(pending.map((op) => [op.op_id, op]));
    return seal(
      context,
      deviceId,
      chosen.flatMap((opId) => byId.get(opId) ?? []),
      { since: isWithoutCursor ? null : readCursor(context), isPacked: !isPlain },
    );
  });
}

function seal(
  context: SyncContext,
  deviceId: string,
  ops: readonly OutboxOp[],
  how: { readonly since: string | null; readonly isPacked: boolean; readonly groups?: Groups },
): SealedBatch {
  const db = context.store.db;
  const groups = how.groups ?? wholeGroups(ops, db);
  const operations = ops.map((op) => toWire(context, op, groups.get(op.op_id)));
  const batch: Batch = {
    batch: context.random.id(),
    batch_no: nextNumber(db, 'batch_no'),
    device: deviceId,
    dataset_id: context.account.datasetId,
    schema: 1,
    since: how.since,
    ops: operations,
  };
  const body = sealBody(batch, how);
  const sha256 = createHash('sha256').update(body).digest('hex');
  db.prepare(
    'INSERT INTO outbox_batch (batch_id, batch_no, body, body_sha256, sealed_at) VALUES (?, ?, ?, ?, ?)',
  ).run(batch.batch, batch.batch_no, body, sha256, context.clock.now());
  const freeze = db.prepare(
    `UPDATE outbox_op SET state = 'sealed', batch_id = ?, out_of_x100 = ?, not_before = NULL, deferred_at = NULL
     WHERE op_id = ?`,
  );
  for (const { op, out_of_x100 } of operations) freeze.run(batch.batch, out_of_x100 ?? null, op);
  failpoint('batch-half-sealed');
  return { batchId: batch.batch, body, sha256, opCount: ops.length };
}

/** The groups of which nothing stays behind. One that no batch can hold goes without its name: its parts do not stand together. */
function wholeGroups(ops: readonly OutboxOp[], db: Db): Groups {
  const going = new Set(ops.map(({ op_id }) => op_id));
  const waiting = db.prepare("SELECT op_id FROM outbox_op WHERE group_id = ? AND state = 'pending'").pluck();
  const groups = Map.groupBy(ops, ({ group_id }) => group_id);
  return new Map(
    [...groups].flatMap(([group, members]) => {
      if (group === null || members.length < 2) return [];
      const isWhole = (waiting.all(group) as string[]).every((opId) => going.has(opId));
      return isWhole ? members.map(({ op_id }) => [op_id, group] as const) : [];
    }),
  );
}

function toWire(context: SyncContext, op: OutboxOp, group: string | undefined): Operation {
  const outOf =
    op.payload === null
      ? null
      : (op.out_of_x100 ?? context.entities.get(op.entity)?.outOf?.(context.store.db, op.entity_id));
  return {
    op: op.op_id,
    seq: op.seq,
    entity: op.entity,
    id: op.entity_id,
    kind: op.kind,
    ...(op.base_version === null ? {} : { base: op.base_version }),
    ...(op.base_op === null ? {} : { base_op: op.base_op }),
    ...(group === undefined ? {} : { group }),
    ...(outOf == null ? {} : { out_of_x100: outOf }),
    value: op.payload === null ? null : (JSON.parse(op.payload) as Record<string, unknown>),
  };
}

/** Batches sealed earlier whose answer never came, oldest first: they go before anything else. */
export function unansweredBatches(context: SyncContext): SealedBatch[] {
  const rows = context.store.db
    .prepare(
      `SELECT batch_id, body, body_sha256, (SELECT COUNT(*) FROM outbox_op op WHERE op.batch_id = batch.batch_id) AS op_count
       FROM outbox_batch batch ORDER BY batch_no`,
    )
    .all() as { batch_id: string; body: Uint8Array; body_sha256: string; op_count: number }[];
  return rows.map((row) => ({
    batchId: row.batch_id,
    body: row.body,
    sha256: row.body_sha256,
    opCount: row.op_count,
  }));
}

/** True when something would go, now or with its document. */
export function hasEditsToSend(context: SyncContext): boolean {
  return (
    context.store.db.prepare("SELECT 1 FROM outbox_op WHERE state IN ('pending', 'sealed') LIMIT 1").get() !==
    undefined
  );
}

/** Counts a sending, before it: one that is cut may have been heard. */
export function countAttempt(context: SyncContext, batchId: string): void {
  context.store.write(() => {
    context.store.db
      .prepare('UPDATE outbox_batch SET attempts = attempts + 1 WHERE batch_id = ?')
      .run(batchId);
    context.store.db.prepare('UPDATE outbox_op SET attempts = attempts + 1 WHERE batch_id = ?').run(batchId);
  });
}

/** The names of the edits of a sealed batch. */
export function opIdsOf({ store }: SyncContext, batchId: string): string[] {
  return store.db
    .prepare('SELECT op_id FROM outbox_op WHERE batch_id = ? ORDER BY seq')
    .pluck()
    .all(batchId) as string[];
}

/** How often a batch was sent, or about to be. */
export function attemptsOf(context: SyncContext, batchId: string): number {
  return context.store.db
    .prepare('SELECT attempts FROM outbox_batch WHERE batch_id = ?')
    .pluck()
    .get(batchId) as number;
}

/**
 * Freezes the edits of a sealed batch anew, without a cursor: the next pull starts from the beginning.
 *
 * They keep their names, their order and groups as they were sealed, and the count of their sendings, so that the ENT can tell
 * what it has done with them.
 */
export function resealBatch(context: SyncContext, deviceId: string, batchId: string): SealedBatch {
  const { db } = context.store;
  return context.store.write(() => {
    const ops = db
      .prepare('SELECT * FROM outbox_op WHERE batch_id = ? ORDER BY seq')
      .all(batchId) as OutboxOp[];
    saveCursor(context, null);
    const before = db
      .prepare('SELECT body FROM outbox_batch WHERE batch_id = ?')
      .pluck()
      .get(batchId) as Uint8Array;
    const sealed = (openBody(before) as Batch).ops;
    const groups = new Map(sealed.flatMap(({ op, group }) => (group === undefined ? [] : [[op, group]])));
    // Members of a group follow one another, which they do not by their numbers.
    const places = new Map(sealed.map(({ op }, place) => [op, place]));
    const inOrder = ops.toSorted((a, b) => (places.get(a.op_id) ?? 0) - (places.get(b.op_id) ?? 0));
    const again = seal(context, deviceId, inOrder, { since: null, isPacked: isPacked(before), groups });
    const count = db.prepare('UPDATE outbox_batch SET attempts = ? WHERE batch_id = ?');
    count.run(attemptsOf(context, batchId), again.batchId);
    db.prepare('DELETE FROM outbox_batch WHERE batch_id = ?').run(batchId);
    return again;
  });
}

/** Opens a batch again: its edits wait, under their names. */
export function unsealBatch(context: SyncContext, batchId: string): void {
  const db = context.store.db;
  context.store.write(() => {
    const ops = db
      .prepare('SELECT * FROM outbox_op WHERE batch_id = ? ORDER BY seq')
      .all(batchId) as OutboxOp[];
    for (const op of ops) reopenOp(context, op);
    failpoint('batch-half-opened');
    db.prepare('DELETE FROM outbox_batch WHERE batch_id = ?').run(batchId);
  });
}

/** As `unsealBatch`, when the ENT says that it looked at none of it: this sending does not count. An earlier one may have. */
export function unsealUnread(context: SyncContext, batchId: string): void {
  context.store.write(() => {
    context.store.db
      .prepare('UPDATE outbox_op SET attempts = MAX(0, attempts - 1) WHERE batch_id = ?')
      .run(batchId);
    unsealBatch(context, batchId);
  });
}

/** Whether a batch is part of one that the ENT failed at again and again. */
export function isFailing(context: SyncContext, batchId: string): boolean {
  const row = context.store.db
    .prepare('SELECT 1 FROM outbox_op WHERE batch_id = ? AND batch_ops_max IS NOT NULL')
    .get(batchId);
  return row !== undefined;
}

/** True when edits wait that the ENT failed at again and again, or that were sent with one. */
export function hasFailingEdits(context: SyncContext): boolean {
  const row = context.store.db
    .prepare("SELECT 1 FROM outbox_op WHERE state IN ('pending', 'sealed') AND batch_ops_max IS NOT NULL")
    .get();
  return row !== undefined;
}

/** How many edits are shown as refused for a reason. */
export function countRefused({ store }: SyncContext, code: string): number {
  return store.db
    .prepare("SELECT COUNT(*) FROM outbox_op WHERE state IN ('refused', 'parked') AND last_code = ?")
    .pluck()
    .get(code) as number;
}

/**
 * Opens a batch that the ENT failed at: what was in it goes in batches of half its size from now on, after all other edits.
 *
 * Its sendings count: an ENT that fails may have taken it before it did.
 * @returns the names of the edits
 */
export function divideBatch(
  context: SyncContext,
  { batchId, opCount }: Pick<SealedBatch, 'batchId' | 'opCount'>,
): readonly string[] {
  return context.store.write(() => {
    const opIds = context.store.db
      .prepare('UPDATE outbox_op SET batch_ops_max = ? WHERE batch_id = ? RETURNING op_id')
      .pluck()
      .all(Math.max(1, Math.floor(opCount / 2)), batchId) as string[];
    unsealBatch(context, batchId);
    return opIds;
  });
}

/** Makes a sealed edit wait again under its name. An edit made since the sealing takes over from it. */
export function reopenOp(context: SyncContext, op: OutboxOp): void {
  const { db } = context.store;
  if (context.outbox.takeOver(op) !== null) db.prepare('DELETE FROM outbox_op WHERE op_id = ?').run(op.op_id);
  else db.prepare("UPDATE outbox_op SET state = 'pending', batch_id = NULL WHERE op_id = ?").run(op.op_id);
}

/** Whether an edit of a batch has a document, so that it may be its bytes that the ENT has no room for. */
export function bearsDocuments({ store }: SyncContext, batchId: string): boolean {
  const row = store.db
    .prepare('SELECT 1 FROM op_blob JOIN outbox_op ON outbox_op.op_id = op_blob.op_id WHERE batch_id = ?')
    .get(batchId);
  return row !== undefined;
}
