import { createHash } from 'node:crypto';
import type { HeldDeletions, SyncedKind } from '../../../preload/contract/sync.ts';
import type { Change } from '../connectors/ent/wire.ts';
import { CartableError } from '../platform/cartable-error.ts';
import type { SyncContext } from './sync-context.ts';
import { readSyncedCopy } from './synced-copy.ts';

/** More deletions than this of one kind, and more than this share of it, are not believed without asking. */
const DELETIONS_BELIEVED = 20;
const DELETED_SHARE_BELIEVED = 0.25;

/** One entity that lives here and that the ENT says is gone. */
export interface Deletion {
  readonly entity: string;
  readonly id: string;
}

/** What changes would delete of what lives here. */
export function deletionsIn(context: SyncContext, changes: readonly Change[]): Deletion[] {
  const gone = new Map<string, Deletion>();
  noteDeletions(context, gone, changes);
  return [...gone.values()];
}

/** Adds to `gone` what more changes would delete of what lives here. The last word on an entity counts. */
export function noteDeletions(
  context: SyncContext,
  gone: Map<string, Deletion>,
  changes: readonly Change[],
): void {
  for (const { entity, id, version, deleted, body } of changes) {
    const known = readSyncedCopy(context.store.db, entity, id);
    const isGone = deleted === true || body === null;
    if (isGone && known?.body != null && known.version < version) gone.set(`${entity} ${id}`, { entity, id });
    else gone.delete(`${entity} ${id}`);
  }
}

/** True when so much of one kind would go that an emptied or mistaken ENT is likelier than a school's decision. */
export function isMassDeletion(context: SyncContext, deletions: readonly Deletion[]): boolean {
  return [...countByEntity(deletions)].some(
    ([entity, count]) =>
      count > DELETIONS_BELIEVED && count > livingCount(context, entity) * DELETED_SHARE_BELIEVED,
  );
}

/** True when the teacher has accepted exactly these deletions: not one more, not one less. */
export function isAccepted(context: SyncContext, deletions: readonly Deletion[]): boolean {
  const held = readHeldDeletions(context);
  return held?.decision === 'accepted' && held.setId === setIdOf(deletions);
}

/** Keeps what the ENT asked to believe, to be shown and decided. A decision on another set no longer counts. */
export function holdDeletions(context: SyncContext, deletions: readonly Deletion[]): CartableError {
  const { db } = context.store;
  context.store.write(() => {
    if (readHeldDeletions(context)?.setId === setIdOf(deletions)) return;
    releaseDeletions(context);
    const hold = db.prepare('INSERT INTO held_deletion (entity, entity_id) VALUES (?, ?)');
    for (const { entity, id } of deletions) hold.run(entity, id);
    db.prepare(
      `INSERT INTO sync_state (dataset_id, deletions_held_at) VALUES (?, ?)
       ON CONFLICT (dataset_id) DO UPDATE SET deletions_held_at = excluded.deletions_held_at`,
    ).run(context.account.datasetId, context.clock.now());
  });
  return tooMany(readHeldDeletions(context));
}

/** The deletions that stopped the pull, and what the teacher said of them; null when nothing stops it. */
export function readHeldDeletions(context: SyncContext): HeldDeletions | null {
  const { db } = context.store;
  const deletions = db.prepare('SELECT entity, entity_id AS id FROM held_deletion').all() as Deletion[];
  if (deletions.length === 0) return null;
  const state = db
    .prepare('SELECT deletions_held_at, deletions_decision FROM sync_state WHERE dataset_id = ?')
    .get(context.account.datasetId) as
    | { deletions_held_at: number | null; deletions_decision: HeldDeletions['decision'] }
    | undefined;
  return {
    setId: setIdOf(deletions),
    heldAt: state?.deletions_held_at ?? 0,
    decision: state?.deletions_decision ?? null,
    kinds: [...countByEntity(deletions)].map(([entity, goneCount]) => ({
      // Only kinds that this version knows have a merge base, and only what has one can be held.
      kind: entity as SyncedKind,
      goneCount,
      knownCount: livingCount(context, entity),
    })),
  };
}

/**
 * Writes the teacher's decision on the deletions that were shown.
 *
 * @throws CartableError `sync/too-many-deletions` when another set is held by now: it has to be looked at first
 */
export function decideDeletions(context: SyncContext, setId: string, decision: 'accepted' | 'refused'): void {
  context.store.write(() => {
    const held = readHeldDeletions(context);
    if (held === null) throw new CartableError('store/not-found', {}, 'never');
    if (held.setId !== setId) throw tooMany(held);
    context.store.db
      .prepare('UPDATE sync_state SET deletions_decision = ? WHERE dataset_id = ?')
      .run(decision, context.account.datasetId);
  });
}

/** Forgets what was held: it was applied, or the ENT no longer says it. */
export function releaseDeletions(context: SyncContext): void {
  const { db } = context.store;
  db.prepare('DELETE FROM held_deletion').run();
  db.prepare(
    'UPDATE sync_state SET deletions_held_at = NULL, deletions_decision = NULL WHERE deletions_held_at IS NOT NULL',
  ).run();
}

function tooMany(held: HeldDeletions | null): CartableError {
  const sum = (of: 'goneCount' | 'knownCount') =>
    held?.kinds.reduce((total, kind) => total + kind[of], 0) ?? 0;
  return new CartableError('sync/too-many-deletions', { count: sum('goneCount'), known: sum('knownCount') });
}

/** Names a set whatever its order. */
function setIdOf(deletions: readonly Deletion[]): string {
  const names = deletions.map(({ entity, id }) => `${entity} ${id}`).sort();
  return createHash('sha256').update(names.join('\n')).digest('hex');
}

function countByEntity(deletions: readonly Deletion[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { entity } of deletions) counts.set(entity, (counts.get(entity) ?? 0) + 1);
  return counts;
}

function livingCount(context: SyncContext, entity: string): number {
  return context.store.db
    .prepare('SELECT COUNT(*) FROM synced_copy WHERE entity = ? AND body IS NOT NULL')
    .pluck()
    .get(entity) as number;
}
