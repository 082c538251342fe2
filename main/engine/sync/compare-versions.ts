import { CHANGES_FETCH_MAX, type EntityRef, type VersionsReply } from '../connectors/ent/wire.ts';
import type { ServerSession } from '../connectors/server-adapter.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { failpoint } from '../platform/failpoint.ts';
import { refuseOtherDataset, WentBackward } from './dataset-change.ts';
import { nameOf } from './deletion-set.ts';
import { isKept } from './kept-deletions.ts';
import { type Page, saveCursor } from './pull.ts';
import type { SyncContext } from './sync-context.ts';
import { readPolicy, saveState } from './sync-state.ts';
import { REMOVALS_TOLD_MS, readSyncedCopy } from './synced-copy.ts';

/** An ENT keeps a cursor for 180 days. One that is gone earlier was lost with the ENT's memory: then texts may differ under one version. */
const CURSOR_LOST_BEFORE_MS = 150 * 86_400_000;

/** The next pull compares versions: this device may have missed some, but the ENT has forgotten nothing. Call inside a transaction. */
export function compareVersionsNext(context: SyncContext): void {
  saveCursor(context, null);
  saveState(context, { comparison: 'versions' });
}

/** The ENT no longer knows our cursor: versions are compared if it is merely old, and everything if it is not. */
export function meetExpiredCursor(context: SyncContext): void {
  context.store.write(() => {
    const pulledAt = context.store.db
      .prepare('SELECT pulled_at FROM sync_state WHERE dataset_id = ?')
      .pluck()
      .get(context.account.datasetId) as number | null | undefined;
    const isOld = pulledAt != null && context.clock.now() - pulledAt >= CURSOR_LOST_BEFORE_MS;
    if (isOld) compareVersionsNext(context);
    else saveCursor(context, null);
  });
}

/** True when a pull from the beginning may ask for differences alone. */
export function canCompareVersions(context: SyncContext): boolean {
  const comparison = context.store.db
    .prepare('SELECT comparison FROM sync_state WHERE dataset_id = ? AND cursor IS NULL')
    .pluck()
    .get(context.account.datasetId);
  return comparison === 'versions' && tellsVersions(context);
}

/**
 * What differs between the ENT and what both had agreed on, page by page; the last one carries the cursor to go on from.
 *
 * @throws WentBackward when the ENT has an older version of something
 */
export async function* differences(context: SyncContext, session: ServerSession): AsyncGenerator<Page> {
  const told = await versionsAt(context, session);
  const { changed, vanished } = differing(context, told.versions);
  let wanted = [...changed, ...vanished];
  failpoint('versions-compared');
  let isWhole = true;
  while (wanted.length > 0) {
    const asked = wanted.slice(0, CHANGES_FETCH_MAX);
    const { changes, missing, left, unread = [], namelessCount = 0 } = await session.fetchChanges(asked);
    keepUnknown(context, missing);
    const said = new Set([...changes, ...unread, ...missing, ...left].map(nameOf));
    isWhole &&= asked.every((ref) => said.has(nameOf(ref)));
    // All of it left for later, whatever came in its place, would be asked for ever.
    const saidCount = changes.length + unread.length + namelessCount + missing.length;
    if (saidCount === 0 || !isStrictPart(left, asked)) throw new CartableError('ent/not-an-ent', {}, 'later');
    wanted = [...left, ...wanted.slice(CHANGES_FETCH_MAX)];
    yield { changes, unread, namelessCount, cursor: null, more: true };
  }
  yield { changes: [], cursor: isWhole ? told.cursor : null, more: true };
}

/**
 * Looks for what the ENT has lost, before a pull from the beginning: that tells of what is there, and of what was removed, and
 * not of what the ENT knows nothing of because it was put back to an earlier state. One that tells no versions is believed.
 *
 * @throws WentBackward when it knows nothing of something that both sides had agreed on, or has an older version of it
 */
export async function refuseLost(context: SyncContext, session: ServerSession): Promise<void> {
  const isAnythingAgreed = context.store.db
    .prepare('SELECT 1 FROM synced_copy WHERE body IS NOT NULL AND version <> 0 LIMIT 1')
    .get();
  if (isAnythingAgreed === undefined || !tellsVersions(context)) return;
  const { versions } = await versionsAt(context, session);
  let asked = differing(context, versions).vanished.filter((ref) => isAgreed(context, ref));
  while (asked.length > 0) {
    const part = asked.slice(0, CHANGES_FETCH_MAX);
    const { missing, left } = await session.fetchChanges(part);
    if (missing.length > 0) throw new WentBackward();
    if (!isStrictPart(left, part)) throw new CartableError('ent/not-an-ent', {}, 'later');
    asked = [...left, ...asked.slice(CHANGES_FETCH_MAX)];
  }
}

/** Neither known to be unknown to the ENT, nor kept here against it. */
function isAgreed({ store }: SyncContext, ref: EntityRef): boolean {
  return readSyncedCopy(store.db, ref.entity, ref.id)?.version !== 0 && !isKept(store.db, ref);
}

function tellsVersions(context: SyncContext): boolean {
  return readPolicy(context)?.capabilities.includes('versions') === true;
}

async function versionsAt(context: SyncContext, session: ServerSession): Promise<VersionsReply> {
  const told = await session.versions();
  refuseOtherDataset(context, session.identity, told);
  return told;
}

/** What the ENT knows nothing of any more stays here, and the teacher is told (`readUnknownToEnt`). */
function keepUnknown({ store, account }: SyncContext, missing: readonly EntityRef[]): void {
  if (missing.length === 0) return;
  const forget = store.db.prepare(
    'UPDATE synced_copy SET version = 0 WHERE entity = ? AND entity_id = ? AND body IS NOT NULL AND version <> 0',
  );
  store.write(() => {
    const known = missing.filter(({ entity, id }) => forget.run(entity, id).changes > 0);
    if (known.length === 0) return;
    store.db
      .prepare('UPDATE sync_state SET unknown_seen_at = NULL WHERE dataset_id = ?')
      .run(account.datasetId);
  });
}

/** True when `part` is some of `whole`, and not all of it. */
function isStrictPart(part: readonly EntityRef[], whole: readonly EntityRef[]): boolean {
  const names = new Set(whole.map(nameOf));
  return part.length < whole.length && part.every((ref) => names.has(nameOf(ref)));
}

/**
 * What the ENT has in another version than we, and what lives here and is not named there.
 *
 * @throws WentBackward when the ENT has an older version of something
 */
function differing(
  context: SyncContext,
  versions: VersionsReply['versions'],
): { readonly changed: readonly EntityRef[]; readonly vanished: readonly EntityRef[] } {
  const known = context.store.db
    .prepare(
      `SELECT entity, entity_id AS id, version, body IS NOT NULL AS isAlive FROM synced_copy
         WHERE body IS NOT NULL OR at > ?
       UNION ALL SELECT entity, entity_id, version, 0 FROM parked_change`,
    )
    .all(context.clock.now() - REMOVALS_TOLD_MS) as (EntityRef & { version: number; isAlive: 0 | 1 })[];
  const unseen = new Map(
    Object.entries(versions).map(([entity, ids]) => [entity, new Map(Object.entries(ids))] as const),
  );
  const vanished: EntityRef[] = [];
  for (const { entity, id, version, isAlive } of known) {
    const theirs = versions[entity]?.[id];
    if (theirs === undefined && isAlive === 1) vanished.push({ entity, id });
    if (theirs !== undefined && theirs < version) throw new WentBackward();
    if (theirs === version) unseen.get(entity)?.delete(id);
  }
  const changed = [...unseen].flatMap(([entity, ids]) => [...ids.keys()].map((id) => ({ entity, id })));
  return { changed, vanished };
}
