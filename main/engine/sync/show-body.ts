import type { OutboxOp } from './outbox-op.ts';
import type { SyncContext } from './sync-context.ts';

/** Makes the screen show what the teacher wrote, at an instant (epoch ms). Call inside a transaction. */
export function showBody(
  context: SyncContext,
  row: Pick<OutboxOp, 'entity' | 'entity_id'>,
  payload: string | null,
  at: number = context.clock.now(),
): void {
  context.entities.get(row.entity)?.apply(context.store.db, {
    id: row.entity_id,
    body: payload === null ? null : (JSON.parse(payload) as Record<string, unknown>),
    by: '',
    at,
    isMine: true,
  });
}

/**
 * Makes the screen show an edit, its points out of what they were given out of. Call inside a transaction.
 *
 * @returns the code under which it waits for the teacher where they mean something else by now; null: it may go
 */
export function showEdit(
  context: SyncContext,
  op: Pick<OutboxOp, 'entity' | 'entity_id' | 'payload' | 'out_of_x100'>,
  at?: number,
): string | null {
  showBody(context, op, op.payload, at);
  if (op.payload === null || op.out_of_x100 === null) return null;
  return context.entities.get(op.entity)?.showOutOf?.(context.store.db, op.entity_id, op.out_of_x100) ?? null;
}
