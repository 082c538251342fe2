import type { Conflict } from '../../../preload/contract/sync.ts';
import type { Change } from '../connectors/ent/wire.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { failpoint } from '../platform/failpoint.ts';
import { acceptChange } from './accept.ts';
import { canonicalJson } from './canonical-json.ts';
import type { OutboxOp } from './outbox.ts';
import type { SyncContext } from './sync-context.ts';
import { readSyncedCopy } from './synced-copy.ts';

interface ConflictRow {
  readonly id: string;
  readonly op_id: string;
  readonly entity: OutboxOp['entity'];
  readonly entity_id: string;
  readonly theirs: string | null;
  readonly theirs_version: number;
  readonly theirs_by: string;
  readonly theirs_at: number;
  readonly opened_at: number;
}

/**
 * Two edits from one base: the ENT's value stays official, ours is kept to be chosen.
 *
 * Never last-write-wins: a grade typed on the web and one typed here are both somebody's decision.
 */
export function openConflict(context: SyncContext, op: OutboxOp, theirs: Change): void {
  const db = context.store.db;
  db.prepare("UPDATE outbox_op SET state = 'conflict', batch_id = NULL WHERE op_id = ?").run(op.op_id);
  db.prepare(
    `INSERT INTO conflict (id, op_id, entity, entity_id, base, theirs, theirs_version, theirs_by, theirs_at, opened_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (entity, entity_id) DO UPDATE SET op_id = excluded.op_id, theirs = excluded.theirs,
       theirs_version = excluded.theirs_version, theirs_by = excluded.theirs_by, theirs_at = excluded.theirs_at`,
  ).run(
    context.random.id(),
    op.op_id,
    op.entity,
    op.entity_id,
    op.base_body,
    theirs.body === null ? null : canonicalJson(theirs.body),
    theirs.version,
    theirs.by,
    theirs.at,
    context.clock.now(),
  );
  acceptChange(context, theirs);
  failpoint('conflict-half-opened');
}

/** The open conflicts, in the order in which they were found. */
export function listConflicts(context: SyncContext): Conflict[] {
  const rows = context.store.db
    .prepare('SELECT * FROM conflict ORDER BY opened_at, id')
    .all() as ConflictRow[];
  return rows.map((row) => {
    const domain = context.entities.get(row.entity);
    const mine = readOp(context, row.op_id);
    const describe = (body: string | null) =>
      domain?.describe?.(body === null ? null : (JSON.parse(body) as Record<string, unknown>)) ?? '';
    return {
      id: row.id,
      entity: row.entity,
      entityId: row.entity_id,
      label: domain?.label?.(context.store.db, row.entity_id) || mine.label,
      mine: { text: describe(mine.payload), by: '', at: mine.created_at },
      theirs: { text: describe(row.theirs), by: row.theirs_by, at: row.theirs_at },
      openedAt: row.opened_at,
    };
  });
}

/**
 * Closes a conflict by the teacher's choice.
 *
 * "mine" becomes a new edit built on the ENT's version; "theirs" is shown
 * again: the teacher may have gone on typing while the conflict was open.
 * @throws CartableError `store/not-found`
 */
export function resolveConflict(context: SyncContext, conflictId: string, keep: 'mine' | 'theirs'): void {
  context.store.write(() => {
    const row = context.store.db.prepare('SELECT * FROM conflict WHERE id = ?').get(conflictId) as
      | ConflictRow
      | undefined;
    if (row === undefined) throw new CartableError('store/not-found', {}, 'never');
    const op = readOp(context, row.op_id);
    context.store.db.prepare('DELETE FROM conflict WHERE id = ?').run(conflictId);
    if (keep === 'theirs') {
      giveUp(context, op);
      return;
    }
    showBody(context, op, op.payload);
    const isSame = op.payload === row.theirs;
    if (isSame) context.outbox.retire(op, 'unchanged', row.theirs_version);
    else context.outbox.renew(op, row.theirs_version);
  });
}

/** Gives an edit up: it leaves the outbox, and the screen shows what both sides agree on. */
export function giveUp(context: SyncContext, op: OutboxOp): void {
  context.outbox.retire(op, 'given-up', null);
  const payload = readSyncedCopy(context.store.db, op.entity, op.entity_id)?.body ?? null;
  showBody(context, op, payload);
}

/** Makes the screen show what the teacher wrote. Call inside a transaction. */
export function showBody(
  context: SyncContext,
  row: Pick<OutboxOp, 'entity' | 'entity_id'>,
  payload: string | null,
): void {
  context.entities.get(row.entity)?.apply(context.store.db, {
    id: row.entity_id,
    body: payload === null ? null : (JSON.parse(payload) as Record<string, unknown>),
    by: '',
    at: context.clock.now(),
    isMine: true,
  });
}

function readOp(context: SyncContext, opId: string): OutboxOp {
  const op = context.store.db.prepare('SELECT * FROM outbox_op WHERE op_id = ?').get(opId) as
    | OutboxOp
    | undefined;
  if (op === undefined) throw new CartableError('store/not-found', {}, 'never');
  return op;
}
