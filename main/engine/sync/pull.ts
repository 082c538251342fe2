import type { Change, ChangesPage } from '../connectors/ent/wire.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { acceptChange, copyOf } from './accept.ts';
import { openConflict } from './conflicts.ts';
import { parkChange, reasonToPark } from './parked.ts';
import type { SyncContext } from './sync-context.ts';
import { isSameBody, readSyncedCopy, writeSyncedCopy } from './synced-copy.ts';

/** More deletions than this of one kind, and more than this share of it, are not believed without asking. */
const DELETIONS_BELIEVED = 20;
const DELETED_SHARE_BELIEVED = 0.25;

/**
 * Applies a page of the ENT's changes, and moves the cursor, in one transaction.
 *
 * @returns how many changes were new to this device
 * @throws CartableError `sync/too-many-deletions` (nothing was applied)
 */
export function applyPage(
  context: SyncContext,
  page: Pick<ChangesPage, 'changes'> & { cursor: string | null },
): number {
  return context.store.write(() => {
    refuseMassDeletion(context, page.changes);
    const applied = page.changes.filter((change) => applyChange(context, change)).length;
    if (page.cursor !== null) saveCursor(context, page.cursor);
    return applied;
  });
}

/** Where the next pull starts; null asks for everything. */
export function readCursor(context: SyncContext): string | null {
  return (
    (context.store.db
      .prepare('SELECT cursor FROM sync_state WHERE dataset_id = ?')
      .pluck()
      .get(context.account.datasetId) as string | null | undefined) ?? null
  );
}

/** Remembers where the next pull starts. */
export function saveCursor(context: SyncContext, cursor: string | null): void {
  context.store.db
    .prepare(
      'INSERT INTO sync_state (dataset_id, cursor) VALUES (?, ?) ON CONFLICT (dataset_id) DO UPDATE SET cursor = excluded.cursor',
    )
    .run(context.account.datasetId, cursor);
}

function refuseMassDeletion(context: SyncContext, changes: readonly Change[]): void {
  const deletions = new Map<string, number>();
  for (const change of changes) {
    if (change.body !== null && change.deleted !== true) continue;
    const known = readSyncedCopy(context.store.db, change.entity, change.id);
    if (known?.body != null) deletions.set(change.entity, (deletions.get(change.entity) ?? 0) + 1);
  }
  for (const [entity, count] of deletions) {
    const known = context.store.db
      .prepare('SELECT COUNT(*) FROM synced_copy WHERE entity = ? AND body IS NOT NULL')
      .pluck()
      .get(entity) as number;
    if (count > DELETIONS_BELIEVED && count > known * DELETED_SHARE_BELIEVED) {
      throw new CartableError('sync/too-many-deletions', { count, known });
    }
  }
}

/** Applies one change, or puts it aside. True when it was new here. Call inside a transaction. */
export function applyChange(context: SyncContext, change: Change): boolean {
  const db = context.store.db;
  const known = readSyncedCopy(db, change.entity, change.id);
  if (known !== undefined && known.version >= change.version) return false;
  const body = change.deleted === true ? null : change.body;
  const reason = reasonToPark(context, change);
  if (reason !== null) {
    parkChange(context, change, reason);
    return true;
  }
  // A refused edit is the teacher's too: a newer value at the ENT opens a conflict with it, as with one that waits.
  const [op] = context.outbox.opsOf(change.entity, change.id);
  if (op?.state === 'sealed') {
    // The answer to our own edit is on its way; it decides what the screen shows.
    writeSyncedCopy(db, change.entity, change.id, copyOf(change, body));
    return true;
  }
  if (op !== undefined && !isSameBody(op.payload, body)) {
    openConflict(context, op, { ...change, body });
    return true;
  }
  if (op !== undefined) context.outbox.retire(op, 'unchanged', change.version);
  acceptChange(context, { ...change, body });
  return true;
}
