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
