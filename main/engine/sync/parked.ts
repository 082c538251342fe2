import { syncedKind, type Unreadable } from '../../../preload/contract/sync.ts';
import type { UnreadRow } from '../connectors/adapter-types.ts';
import { bodies, type Change, type EntityName, type EntityRef } from '../connectors/ent/wire.ts';
import type { SyncContext } from './sync-context.ts';

/** Why a change cannot be used. */
export type ParkReason = 'unknown-entity' | 'unknown-shape';

/** Why this version cannot use a change, or null: kept for the one that can, never dropped, never fatal. */
export function reasonToPark(context: SyncContext, change: Change): ParkReason | null {
  if (!context.entities.has(change.entity)) return 'unknown-entity';
  if (change.deleted === true || change.body === null) return null;
  return bodies[change.entity as EntityName].safeParse(change.body).success ? null : 'unknown-shape';
}

/** How much is kept for a later version, of each kind; null: kinds that this one does not know. */
export function readUnreadable(context: SyncContext): Unreadable[] {
  const rows = context.store.db
    .prepare('SELECT entity, COUNT(*) AS count FROM parked_change GROUP BY entity ORDER BY entity')
    .all() as { entity: string; count: number }[];
  const known = rows.flatMap(({ entity, count }) => {
    const kind = syncedKind.safeParse(entity).data;
    return kind === undefined ? [] : [{ kind, count }];
  });
  const countOf = (counted: readonly { count: number }[]) =>
    counted.reduce((sum, { count }) => sum + count, 0);
  const strangers = countOf(rows) - countOf(known);
  return strangers === 0 ? known : [...known, { kind: null, count: strangers }];
}

/** Keeps a change as it came. Call inside a transaction. */
export function parkChange(context: SyncContext, change: Change, reason: ParkReason): void {
  context.store.db
    .prepare(
      'INSERT OR REPLACE INTO parked_change (entity, entity_id, version, body, reason) VALUES (?, ?, ?, ?, ?)',
    )
    .run(change.entity, change.id, change.version, JSON.stringify(change), reason);
}

/** A version that the ENT has nowhere: a comparison of versions asks for what it is about again, mended there or not. */
const NO_VERSION = 0;
const NO_CHANGE = 'no-change';

/** Keeps a row as it came that is written as no change. Call inside a transaction. */
export function parkUnread(context: SyncContext, { entity, id, row }: UnreadRow): void {
  context.store.db
    .prepare(
      'INSERT OR REPLACE INTO parked_change (entity, entity_id, version, body, reason) VALUES (?, ?, ?, ?, ?)',
    )
    .run(entity, id, NO_VERSION, JSON.stringify(row), NO_CHANGE);
}

/** What could not be read is told by a change that can. Call inside a transaction. */
export function forgetUnread(context: SyncContext, { entity, id }: EntityRef): void {
  context.store.db
    .prepare('DELETE FROM parked_change WHERE entity = ? AND entity_id = ? AND reason = ?')
    .run(entity, id, NO_CHANGE);
}
