import type { OutboxOp } from './outbox-op.ts';
import type { SyncContext } from './sync-context.ts';

/** Why an edit is set aside that names a lesson which the ENT has not got yet. */
export const WAITS = 'waits-for-another';

/** What is made here and named by others: the homework and the documents of a lesson. */
const NAMED = 'lesson';

const WAITING = { state: 'parked', code: WAITS };
const LEFT_BEHIND = { state: 'refused', code: 'not-found' };

/** True when an edit names a lesson that was made here and is on its way still: the ENT failed at it, or refused it. */
export function namesUnsent({ store }: SyncContext, { op_id, payload }: OutboxOp): boolean {
  const row = store.db
    .prepare(
      `SELECT 1 FROM json_each(?) AS field JOIN outbox_op AS named ON named.entity = ? AND named.entity_id = field.value
       WHERE field.type = 'text' AND named.op_id <> ? AND named.kind = 'put' AND named.base_version IS NULL`,
    )
    .get(payload ?? '{}', NAMED, op_id);
  return row !== undefined;
}

/**
 * The ENT has an entity: what names it, and was refused for want of it, follows under a name of its own, since the ENT has
 * refused the old one. Call inside a transaction.
 */
export function letFollow(context: SyncContext, entity: string, entityId: string): void {
  for (const op of followersOf(context, entity, entityId)) context.outbox.retry(op);
}

/** An entity will not come to the ENT: what waits for it is told as what it is. Call inside a transaction. */
export function leaveBehind(context: SyncContext, entity: string, entityId: string): void {
  const { state, code } = LEFT_BEHIND;
  const leave = context.store.db.prepare('UPDATE outbox_op SET state = ?, last_code = ? WHERE op_id = ?');
  for (const { op_id } of followersOf(context, entity, entityId)) leave.run(state, code, op_id);
}

/** Undo of `leaveBehind`: an entity that was given up before the ENT had it waits here again, and so does what names it. */
export function keepBehind(
  context: SyncContext,
  { entity, entity_id, kind, base_version }: Pick<OutboxOp, 'entity' | 'entity_id' | 'kind' | 'base_version'>,
): void {
  if (kind !== 'put' || base_version !== null) return;
  for (const op of followersOf(context, entity, entity_id, LEFT_BEHIND))
    if (op.base_version === null) context.outbox.park(op, WAITS);
}

/** What names an entity, and is as `leaveBehind` leaves it, or waits for it. */
function followersOf(
  { store }: SyncContext,
  entity: string,
  entityId: string,
  { state, code } = WAITING,
): readonly OutboxOp[] {
  if (entity !== NAMED) return [];
  return store.db
    .prepare(
      `SELECT * FROM outbox_op WHERE state = ? AND last_code = ?
         AND EXISTS (SELECT 1 FROM json_each(outbox_op.payload) AS field WHERE field.value = ?)`,
    )
    .all(state, code, entityId) as OutboxOp[];
}
