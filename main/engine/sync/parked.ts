import { bodies, type Change, type EntityName } from '../connectors/ent/wire.ts';
import type { SyncContext } from './sync-context.ts';

/** Why a change cannot be used. */
export type ParkReason = 'unknown-entity' | 'unknown-shape';

/** Why this version cannot use a change, or null: kept for the one that can, never dropped, never fatal. */
export function reasonToPark(context: SyncContext, change: Change): ParkReason | null {
  if (!context.entities.has(change.entity)) return 'unknown-entity';
  if (change.deleted === true || change.body === null) return null;
  return bodies[change.entity as EntityName].safeParse(change.body).success ? null : 'unknown-shape';
}

/** Keeps a change as it came. Call inside a transaction. */
export function parkChange(context: SyncContext, change: Change, reason: ParkReason): void {
  context.store.db
    .prepare(
      'INSERT OR REPLACE INTO parked_change (entity, entity_id, version, body, reason) VALUES (?, ?, ?, ?, ?)',
    )
    .run(change.entity, change.id, change.version, JSON.stringify(change), reason);
}
