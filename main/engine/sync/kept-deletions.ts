import type { KeptDeletions, SyncedKind } from '../../../preload/contract/sync.ts';
import type { Change } from '../connectors/ent/wire.ts';
import type { Db } from '../store/store.ts';
import { countByEntity, type Deletion, setIdOf } from './deletion-set.ts';
import type { SyncContext } from './sync-context.ts';
import { readSyncedCopy } from './synced-copy.ts';

/**
 * Keeps a row that a change deletes, because the teacher refuses it. Call inside a transaction.
 *
 * Version 0: agreed once, but the ENT has it no more. An edit of it is made on nothing that the ENT knows, so that it is
 * sent, and whatever the ENT answers is shown; a row that comes back is newer, whatever its version.
 * @returns false when the change is not such a deletion: it is to be applied
 */
export function keepAgainst(context: SyncContext, change: Change): boolean {
  const { db } = context.store;
  const { entity, id, version } = change;
  if (change.deleted !== true && change.body !== null) return false;
  const known = readSyncedCopy(db, entity, id);
  if (known?.body == null || known.version >= version) return false;
  db.prepare('UPDATE synced_copy SET version = 0 WHERE entity = ? AND entity_id = ?').run(entity, id);
  db.prepare(
    'INSERT OR REPLACE INTO kept_deletion (entity, entity_id, change, kept_at) VALUES (?, ?, ?, ?)',
  ).run(entity, id, JSON.stringify({ ...change, body: null }), context.clock.now());
  return true;
}

/** True when the teacher keeps this row against the ENT. */
export function isKept(db: Db, { entity, id }: Deletion): boolean {
  return (
    db.prepare('SELECT 1 FROM kept_deletion WHERE entity = ? AND entity_id = ?').get(entity, id) !== undefined
  );
}

/** True when a row is kept whose deletion is told again: it is no news, however new it is. Call inside a transaction. */
export function staysKept(db: Db, deletion: Change): boolean {
  const { entity, id } = deletion;
  const { changes } = db
    .prepare('UPDATE kept_deletion SET change = ? WHERE entity = ? AND entity_id = ?')
    .run(JSON.stringify({ ...deletion, body: null }), entity, id);
  return changes > 0;
}

/** What is kept here against the ENT; null when nothing is. */
export function readKeptDeletions(context: SyncContext): KeptDeletions | null {
  const kept = context.store.db
    .prepare('SELECT entity, entity_id AS id FROM kept_deletion ORDER BY number')
    .all() as Deletion[];
  if (kept.length === 0) return null;
  return {
    setId: setIdOf(kept),
    kinds: [...countByEntity(kept)].map(([kind, count]) => ({ kind: kind as SyncedKind, count })),
  };
}
