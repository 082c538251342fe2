import type { TakenBack } from '../../../preload/contract/sync.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { failpoint } from '../platform/failpoint.ts';
import { nextNumber } from '../store/counter.ts';
import { type ConflictRow, insertConflict } from './conflict-row.ts';
import { keepBehind } from './followers.ts';
import { mayHavePassed, type OutboxOp } from './outbox-op.ts';
import { showBody, showEdit } from './show-body.ts';
import type { SyncContext } from './sync-context.ts';
import { readSyncedCopy } from './synced-copy.ts';

interface TakenBackRow {
  readonly id: string;
  readonly entity: OutboxOp['entity'];
  readonly entity_id: string;
  readonly op: string;
  readonly blobs: string;
  readonly meaning: string;
  readonly conflict: string | null;
  readonly kept: 'mine' | 'theirs' | null;
  readonly taken_at: number;
}

/** A month: as long as what was removed is kept. */
const KEPT_MS = 30 * 86_400_000;

/** Whether nothing of a waiting edit was sent, and showing the ENT's value in its place harms nothing else. */
export function canTakeBack(context: SyncContext, op: OutboxOp): boolean {
  if (op.state !== 'pending' || op.base_op !== null) return false;
  if (mayHavePassed(op)) return false;
  // What another dataset had alike: it waits because this one may lack it, and there is nothing else to show.
  if (readSyncedCopy(context.store.db, op.entity, op.entity_id)?.body === op.payload) return false;
  // A lesson that the ENT does not know would vanish with all that hangs on it.
  if (op.entity === 'lesson' && op.base_version === null) return false;
  return (
    isOnVersion(context, op, op.base_version) &&
    context.outbox.opsOf(op.entity, op.entity_id).length === 1 &&
    !wentWithItsLesson(context, op)
  );
}

/**
 * Undo of an edit before it is sent: the ENT's last value is shown, and the edit is kept to be put back.
 *
 * A lesson's removal takes the removals of its documents and homework along.
 * @returns what `putBack` asks for
 * @throws CartableError `sync/cannot-undo`, `store/not-found`
 */
export function takeBack(context: SyncContext, opId: string): string[] {
  const { db } = context.store;
  return context.store.write(() => {
    const op = db.prepare('SELECT * FROM outbox_op WHERE op_id = ?').get(opId) as OutboxOp | undefined;
    if (op === undefined) throw new CartableError('store/not-found', {}, 'never');
    if (!canTakeBack(context, op)) throw cannotUndo();
    const others = op.kind === 'delete' ? removalsWith(context, op) : [];
    const ids = [op, ...others].map((taken) => {
      const id = keepTakenBack(context, taken);
      db.prepare('DELETE FROM outbox_op WHERE op_id = ?').run(taken.op_id);
      showBody(context, taken, readSyncedCopy(db, taken.entity, taken.entity_id)?.body ?? null);
      return id;
    });
    failpoint('edit-half-taken-back');
    return ids;
  });
}

/** Keeps an edit as it is in the outbox, and the conflict that it was in. Call inside a transaction, before it leaves. */
export function keepTakenBack(
  context: SyncContext,
  op: OutboxOp,
  settled?: { conflict: ConflictRow; kept: 'mine' | 'theirs' },
): string {
  const { db } = context.store;
  const id = context.random.id();
  const now = context.clock.now();
  db.prepare('DELETE FROM taken_back WHERE taken_at < ?').run(now - KEPT_MS);
  db.prepare(
    `INSERT INTO taken_back (id, entity, entity_id, op, blobs, meaning, conflict, kept, taken_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    id,
    op.entity,
    op.entity_id,
    JSON.stringify(op),
    JSON.stringify(blobsOf(context, op.op_id)),
    meaningOf(context, op),
    settled === undefined ? null : JSON.stringify(settled.conflict),
    settled?.kept ?? null,
    now,
  );
  return id;
}

/**
 * Undo of the undo: the edits wait again, or the conflict is open again, as if nothing had been said.
 *
 * @throws CartableError `sync/cannot-undo` when it was sent, edited anew or changed at the ENT since; all stays as it is
 */
export function putBack(context: SyncContext, ids: readonly string[]): void {
  context.store.write(() => {
    // One instant: what was removed with its lesson is known by it.
    const at = context.clock.now();
    for (const id of ids) {
      const row = context.store.db.prepare('SELECT * FROM taken_back WHERE id = ?').get(id) as
        | TakenBackRow
        | undefined;
      if (row === undefined || !canPutBack(context, row)) throw cannotUndo();
      restore(context, row, at);
    }
    failpoint('edit-half-put-back');
  });
}

/** What can be put back now, newest first. */
export function listTakenBack(context: SyncContext): TakenBack[] {
  const rows = context.store.db
    .prepare('SELECT * FROM taken_back ORDER BY taken_at DESC, id DESC')
    .all() as TakenBackRow[];
  return rows
    .filter((row) => canPutBack(context, row))
    .map((row) => ({
      id: row.id,
      entity: row.entity,
      entityId: row.entity_id,
      label: context.entities.get(row.entity)?.label?.(context.store.db, row.entity_id) || opOf(row).label,
      kept: row.kept,
      takenAt: row.taken_at,
    }));
}

function canPutBack(context: SyncContext, row: TakenBackRow): boolean {
  if (row.meaning !== meaningOf(context, row)) return false;
  const ops = context.outbox.opsOf(row.entity, row.entity_id);
  if (row.conflict === null) return ops.length === 0 && isOnVersion(context, row, opOf(row).base_version);
  const conflict = JSON.parse(row.conflict) as ConflictRow;
  if (!isOnVersion(context, row, conflict.theirs_version || null)) return false;
  const [waiting, ...others] = ops;
  if (waiting === undefined) return true;
  // "Mine" waits as an edit on the ENT's version; after "theirs", an edit is something newer.
  return (
    row.kept === 'mine' && others.length === 0 && waiting.state === 'pending' && waiting.base_op === null
  );
}

function restore(context: SyncContext, row: TakenBackRow, at: number): void {
  const { db } = context.store;
  const op = opOf(row);
  const conflict = row.conflict === null ? null : (JSON.parse(row.conflict) as ConflictRow);
  // What was typed since "mine" was kept is what "mine" says now.
  const [waiting] = context.outbox.opsOf(row.entity, row.entity_id);
  const blobs = waiting === undefined ? (JSON.parse(row.blobs) as string[]) : blobsOf(context, waiting.op_id);
  if (waiting !== undefined) db.prepare('DELETE FROM outbox_op WHERE op_id = ?').run(waiting.op_id);
  db.prepare('DELETE FROM outbox_done WHERE op_id = ?').run(op.op_id);
  insertOp(context, { ...op, payload: (waiting ?? op).payload, kind: (waiting ?? op).kind });
  for (const sha256 of blobs)
    db.prepare('INSERT OR IGNORE INTO op_blob (op_id, sha256) VALUES (?, ?)').run(op.op_id, sha256);
  context.outbox.holdBackLeaders();
  if (conflict === null) {
    showEdit(context, op, at);
    keepBehind(context, op);
  } else {
    // The screen shows the ENT's side again: what was typed there is in ours, from which it goes on.
    const { payload, out_of_x100 } = waiting ?? op;
    insertConflict(db, { ...conflict, mine: payload, mine_out_of_x100: out_of_x100 });
    showBody(context, op, conflict.theirs, at);
  }
  db.prepare('DELETE FROM taken_back WHERE id = ?').run(row.id);
}

/** The outbox's row as it was, at the end of the queue. */
function insertOp({ store: { db } }: SyncContext, op: OutboxOp): void {
  const row = { ...op, seq: nextNumber(db, 'seq'), batch_id: null };
  const columns = Object.keys(row);
  db.prepare(
    `INSERT INTO outbox_op (${columns.join(', ')}) VALUES (${columns.map((name) => `:${name}`).join(', ')})`,
  ).run(row);
}

function isOnVersion(
  context: SyncContext,
  { entity, entity_id }: Pick<OutboxOp, 'entity' | 'entity_id'>,
  version: number | null,
): boolean {
  // 0 is no version of the ENT's: what is kept here against it, or was another dataset's.
  return (readSyncedCopy(context.store.db, entity, entity_id)?.version || null) === version;
}

function meaningOf(
  context: SyncContext,
  { entity, entity_id }: Pick<OutboxOp, 'entity' | 'entity_id'>,
): string {
  return context.entities.get(entity)?.meaning?.(context.store.db, entity_id) ?? '';
}

/** The waiting removals of what went with a lesson. */
function removalsWith(context: SyncContext, op: OutboxOp): OutboxOp[] {
  const edits = context.entities.get(op.entity)?.removedWith?.(context.store.db, op.entity_id) ?? [];
  return edits.flatMap(({ entity, entityId }) => {
    const [other, ...more] = context.outbox.opsOf(entity, entityId);
    const isRemoval = other?.state === 'pending' && other.kind === 'delete' && other.base_op === null;
    return other !== undefined && isRemoval && more.length === 0 ? [other] : [];
  });
}

/** A document or homework that was removed with its lesson comes back with it, never without. */
function wentWithItsLesson(context: SyncContext, op: OutboxOp): boolean {
  if (op.kind !== 'delete' || op.base_body === null) return false;
  const { lesson_id } = JSON.parse(op.base_body) as { lesson_id?: string | null };
  return (
    typeof lesson_id === 'string' &&
    context.outbox.opsOf('lesson', lesson_id).some(({ kind }) => kind === 'delete')
  );
}

function blobsOf(context: SyncContext, opId: string): string[] {
  return context.store.db
    .prepare('SELECT sha256 FROM op_blob WHERE op_id = ? ORDER BY sha256')
    .pluck()
    .all(opId) as string[];
}

const opOf = (row: TakenBackRow) => JSON.parse(row.op) as OutboxOp;

function cannotUndo(): CartableError {
  return new CartableError('sync/cannot-undo', {}, 'never');
}
