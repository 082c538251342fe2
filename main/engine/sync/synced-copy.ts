import { bodies, type EntityName } from '../connectors/ent/wire.ts';
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

/** What a field says that is left out, where that is not nothing. */
const LEFT_OUT: Readonly<Record<string, unknown>> = { is_counted: true, counting: 'ordinary' };

/**
 * True when the ENT's body says what ours says.
 *
 * The ENT may carry fields that this version does not know: they do not make a difference.
 */
export function isSameBody(
  entity: string,
  mine: string | null,
  theirs: Readonly<Record<string, unknown>> | null,
): boolean {
  if (mine === null || theirs === null) return mine === null && theirs === null;
  const own = JSON.parse(mine) as Record<string, unknown>;
  const known = Object.keys(bodies[entity as EntityName]?.shape ?? {});
  const said = (body: Readonly<Record<string, unknown>>, field: string) =>
    canonicalJson(body[field] ?? LEFT_OUT[field] ?? null);
  return [...new Set([...Object.keys(own), ...known])].every(
    (field) => said(own, field) === said(theirs, field),
  );
}

/** An ENT tells of what was removed for 180 days; after that the name may begin again, with a first version. */
export const REMOVALS_TOLD_MS = 150 * 86_400_000;

/** True for the memory of a removal that the ENT itself may have forgotten. */
export function isOldRemoval({ body, at }: Pick<SyncedCopy, 'body' | 'at'>, now: number): boolean {
  return body === null && now - at >= REMOVALS_TOLD_MS;
}
