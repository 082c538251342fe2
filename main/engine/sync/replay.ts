import { change as changeSchema } from '../connectors/ent/wire.ts';
import { failpoint } from '../platform/failpoint.ts';
import { reasonToPark } from './parked.ts';
import { applyChange } from './pull.ts';
import type { SyncContext } from './sync-context.ts';

/**
 * Applies the changes that an earlier version put aside and this one knows, oldest first. Call when a database is opened.
 *
 * Each stands alone: one that still cannot be used stays where it is, and never keeps an account from opening.
 * @returns how many were applied, or had been overtaken by a later version
 */
export function replayParked(context: SyncContext): number {
  const parked = context.store.db
    .prepare('SELECT entity, entity_id, body FROM parked_change ORDER BY version')
    .all() as { entity: string; entity_id: string; body: string }[];
  return parked.filter((row) => replay(context, row)).length;
}

function replay(context: SyncContext, row: { entity: string; entity_id: string; body: string }): boolean {
  const change = changeSchema.safeParse(JSON.parse(row.body)).data;
  if (change === undefined || reasonToPark(context, change) !== null) return false;
  try {
    context.store.write(() => {
      applyChange(context, change);
      failpoint('parked-half-replayed');
      context.store.db
        .prepare('DELETE FROM parked_change WHERE entity = ? AND entity_id = ?')
        .run(row.entity, row.entity_id);
    });
    return true;
  } catch {
    return false;
  }
}
