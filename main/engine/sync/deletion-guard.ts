import type { HeldDeletions, SyncedKind } from '../../../preload/contract/sync.ts';
import type { Change } from '../connectors/ent/wire.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { countByEntity, type Deletion, nameOf, setIdOf } from './deletion-set.ts';
import { isKept } from './kept-deletions.ts';
import type { SyncContext } from './sync-context.ts';
import { readSyncedCopy } from './synced-copy.ts';

/** More deletions than this of one kind, and more than this share of it, are not believed without asking. */
const DELETIONS_BELIEVED = 20;
const DELETED_SHARE_BELIEVED = 0.25;

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
  const { db } = context.store;
  for (const { entity, id, version, deleted, body } of changes) {
    const known = readSyncedCopy(db, entity, id);
    const isNews = known?.body != null && known.version < version;
    const isGone = isNews && (deleted === true || body === null);
    // What the teacher keeps is not asked about again.
    if (isGone && !isKept(db, { entity, id })) gone.set(nameOf({ entity, id }), { entity, id });
    else gone.delete(nameOf({ entity, id }));
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

/**
 * True when the teacher keeps what these would delete: the set that was shown, or what has become of it since.
 *
 * Some of it may have come back, and a few that were not shown may have joined it: those stay here too. Many more are
 * something else, to be asked about anew.
 */
export function isRefused(context: SyncContext, deletions: readonly Deletion[]): boolean {
  if (readHeldDeletions(context)?.decision !== 'refused') return false;
  const shown = new Set(heldSet(context).map(nameOf));
  const others = deletions.filter((deletion) => !shown.has(nameOf(deletion)));
  return others.length < deletions.length && !isMassDeletion(context, others);
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
  const deletions = heldSet(context);
  if (deletions.length === 0) return null;
  const state = context.store.db
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

function heldSet(context: SyncContext): Deletion[] {
  return context.store.db.prepare('SELECT entity, entity_id AS id FROM held_deletion').all() as Deletion[];
}

/** How much of a kind both sides have; what is kept here against the ENT makes no share of it smaller. */
function livingCount(context: SyncContext, entity: string): number {
  return context.store.db
    .prepare(
      `SELECT COUNT(*) FROM synced_copy copy WHERE entity = ? AND body IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM kept_deletion kept WHERE kept.entity = copy.entity AND kept.entity_id = copy.entity_id)`,
    )
    .pluck()
    .get(entity) as number;
}
