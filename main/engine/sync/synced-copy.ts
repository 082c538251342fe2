import type { Db } from '../store/store.ts';
import { canonicalJson } from './canonical-json.ts';

/** What both sides last agreed on for an entity. */
export interface SyncedCopy {
  readonly version: number;
  /** Canonical JSON; null when it was deleted. */
  readonly body: string | null;
  readonly by: string;
  readonly at: number;
}

/** The merge base of an entity, if it was ever synced. */
export function readSyncedCopy(db: Db, entity: string, entityId: string): SyncedCopy | undefined {
  return db
    .prepare('SELECT version, body, by, at FROM synced_copy WHERE entity = ? AND entity_id = ?')
    .get(entity, entityId) as SyncedCopy | undefined;
}

/** Moves the merge base. What the teacher kept against the ENT is then as any other row: the ENT has it, or both let it go. */
export function writeSyncedCopy(db: Db, entity: string, entityId: string, copy: SyncedCopy): void {
  db.prepare('DELETE FROM kept_deletion WHERE entity = ? AND entity_id = ?').run(entity, entityId);
  db.prepare(
    'INSERT OR REPLACE INTO synced_copy (entity, entity_id, version, body, by, at) VALUES (?, ?, ?, ?, ?, ?)',
  ).run(entity, entityId, copy.version, copy.body, copy.by, copy.at);
}

/**
 * True when the ENT's body says what ours says.
 *
 * The ENT may carry fields that this version does not know: they do not make a difference.
 */
export function isSameBody(mine: string | null, theirs: Readonly<Record<string, unknown>> | null): boolean {
  if (mine === null || theirs === null) return mine === null && theirs === null;
  const own = JSON.parse(mine) as Record<string, unknown>;
  return Object.entries(own).every(
    ([key, value]) => canonicalJson(value ?? null) === canonicalJson(theirs[key] ?? null),
  );
}
