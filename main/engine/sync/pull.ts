import type { ChangesPage, UnreadRow } from '../connectors/adapter-types.ts';
import { type Change, TEACHER_ENTITIES } from '../connectors/ent/wire.ts';
import { failpoint } from '../platform/failpoint.ts';
import type { EditedEntity } from '../store/edit-log.ts';
import { isKeptOut } from '../store/kept-out.ts';
import { acceptChange, copyOf } from './accept.ts';
import { refuseOlder } from './dataset-change.ts';
import { deletionsIn, isMassDeletion, readHeldDeletions, releaseDeletions } from './deletion-guard.ts';
import { type Deletion, nameOf } from './deletion-set.ts';
import { keepAgainst, staysKept } from './kept-deletions.ts';
import { isOwnEarlier, meetEdit, saysTheSame } from './meet-edit.ts';
import { mayHavePassed, type OutboxOp } from './outbox-op.ts';
import { forgetUnread, parkChange, parkUnread, reasonToPark } from './parked.ts';
import type { SyncContext } from './sync-context.ts';
import { isOldRemoval, isSameBody, readSyncedCopy, type SyncedCopy, writeSyncedCopy } from './synced-copy.ts';

/** A page of changes, and where the next one starts; `cursor` null: none was asked for. */
export type Page = Pick<ChangesPage, 'changes' | 'unread' | 'namelessCount' | 'more'> & {
  readonly cursor: string | null;
};

/**
 * Applies a page of the ENT's changes, and moves the cursor, in one transaction.
 *
 * @returns how many changes were new to this device; null when the page would delete so much that it is not believed, or
 * a part of what only the whole pull tells: nothing of it was applied
 * @throws WentBackward when the ENT has an older state than ours; nothing was applied
 */
export function applyPage(context: SyncContext, page: Page): number | null {
  return context.store.write(() => {
    refuseOlder(context, page.changes);
    const deletions = deletionsIn(context, page.changes);
    if (isMassDeletion(context, deletions)) return null;
    if (deletions.length > 0 && (page.more || readHeldDeletions(context) !== null)) return null;
    if (deletions.length > 0) keepLabels(context);
    return take(context, page);
  });
}

/**
 * Applies pages whose deletions are believed, all of them in one transaction: a cut must not leave a part to be asked again.
 *
 * @throws WentBackward as `applyPage`
 */
export function applyWhole(context: SyncContext, pages: Iterable<Page>): number {
  return context.store.write(() => {
    keepLabels(context);
    let applied = 0;
    for (const page of pages) {
      refuseOlder(context, page.changes);
      applied += take(context, page);
    }
    failpoint('deletions-half-applied');
    return applied;
  });
}

/**
 * Applies pages but for the deletions that the teacher refuses, all of them in one transaction: what those are about stays
 * here, known as kept, and all the rest has come.
 *
 * @throws WentBackward as `applyPage`
 */
export function applyKeeping(
  context: SyncContext,
  pages: Iterable<Page>,
  refused: readonly Deletion[],
): number {
  const names = new Set(refused.map(nameOf));
  return context.store.write(() => {
    let applied = 0;
    for (const page of pages) {
      refuseOlder(context, page.changes);
      applied += take(context, page, names);
    }
    failpoint('deletions-half-kept');
    return applied;
  });
}

function take(context: SyncContext, page: Page, refused: ReadonlySet<string> = new Set()): number {
  const applied = page.changes.filter(
    (change) => (refused.has(nameOf(change)) && keepAgainst(context, change)) || applyChange(context, change),
  ).length;
  for (const change of page.changes) forgetUnread(context, change);
  const unread = (page.unread ?? []).filter((row) => keepUnread(context, row)).length;
  if (applied > 0) failpoint('page-half-applied');
  if (page.cursor === null) return applied + unread;
  saveCursor(context, page.cursor);
  // A pull that reached its end asks nothing to be believed any more.
  if (!page.more) releaseDeletions(context);
  return applied + unread;
}

/** Puts a row aside that is no change, unless it is about what was erased here. @returns whether it was kept */
function keepUnread(context: SyncContext, { entity, id, row }: UnreadRow): boolean {
  const body = typeof row.body === 'object' ? (row.body as Change['body']) : null;
  if (isKeptOut(context.store.db, { entity, id, body })) return false;
  parkUnread(context, { entity, id, row });
  return true;
}

/** The name of what each waiting edit is about, before the row that bears it goes: "12" alone says nothing. */
export function keepLabels(context: SyncContext): void {
  const { db } = context.store;
  const keep = db.prepare('UPDATE outbox_op SET label = ? WHERE op_id = ?');
  const ops = db.prepare('SELECT op_id, entity, entity_id FROM outbox_op').all() as {
    op_id: string;
    entity: string;
    entity_id: string;
  }[];
  for (const { op_id, entity, entity_id } of ops) {
    const label = context.entities.get(entity)?.label?.(db, entity_id) ?? '';
    if (label !== '') keep.run(label, op_id);
  }
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

/** Remembers where the next pull starts; null for the beginning. */
export function saveCursor(context: SyncContext, cursor: string | null): void {
  context.store.db
    .prepare(
      `INSERT INTO sync_state (dataset_id, cursor, pulled_at) VALUES (?, ?, ?)
       ON CONFLICT (dataset_id) DO UPDATE SET cursor = excluded.cursor, pulled_at = excluded.pulled_at, comparison = NULL`,
    )
    .run(context.account.datasetId, cursor, context.clock.now());
}

/** Applies one change, or puts it aside. True when it was new here. Call inside a transaction. */
export function applyChange(context: SyncContext, change: Change): boolean {
  const db = context.store.db;
  const known = readSyncedCopy(db, change.entity, change.id);
  const body = change.deleted === true ? null : change.body;
  if (known !== undefined && isKnown(context, known, { ...change, body })) return false;
  if (body === null && staysKept(db, change)) return false;
  // Erased here on request: it must not come back because somebody touched it at the ENT.
  if (isKeptOut(db, { ...change, body })) return false;
  const reason = reasonToPark(context, change);
  if (reason !== null) {
    parkChange(context, change, reason);
    return true;
  }
  // A refused edit is the teacher's too: a newer value at the ENT opens a conflict with it, as with one that waits.
  const op = context.outbox.opsOf(change.entity, change.id)[0] ?? lostEdit(context, change, known);
  if (op?.state === 'sealed') {
    // The answer to our own edit is on its way; it decides what the screen shows.
    writeSyncedCopy(db, change.entity, change.id, copyOf(change, body));
    return true;
  }
  if (op !== undefined && !saysTheSame(context, op, body)) {
    // The edit was made on just this value: only its number has moved, or an earlier sending brought it there.
    const isItsBase =
      op.state === 'pending' &&
      known?.body != null &&
      isSameBody(op.entity, known.body, body) &&
      !isOnNothing(op, known);
    if (isItsBase || (op.state !== 'conflict' && isOwnEarlier(context, op, change))) {
      writeSyncedCopy(db, change.entity, change.id, copyOf(change, body));
      // One that may have passed stays on the value that it was made on: somebody may have put that back over it, and the ENT knows.
      const isPutBack = isItsBase && known.version > 0 && mayHavePassed(op);
      if (!isPutBack) context.outbox.rebase(op, change.version);
      return true;
    }
    meetEdit(context, op, { ...change, body });
    return true;
  }
  if (op !== undefined) context.outbox.retire(op, 'unchanged', change.version);
  acceptChange(context, { ...change, body });
  return true;
}

/** An edit of what nobody had seen (`Edit.isUnseen`): it is on no value, the one that stands there included. */
function isOnNothing({ base_version, base_op }: OutboxOp, known: SyncedCopy): boolean {
  return known.version > 0 && base_version === null && base_op === null;
}

/** One version has one text, unless the ENT went back in time and was written to again. */
function isKnown(
  { clock }: SyncContext,
  known: SyncedCopy,
  { entity, version, body }: Pick<Change, 'entity' | 'version' | 'body'>,
): boolean {
  if (isOldRemoval(known, clock.now())) return false;
  return known.version > version || (known.version === version && isSameBody(entity, known.body, body));
}

/** What both sides had agreed on under this very version, and the ENT has lost: the teacher's, to be chosen again. */
function lostEdit(context: SyncContext, { entity, id, version }: Change, known: SyncedCopy | undefined) {
  if (known?.body == null || known.version !== version || !isEdited(entity)) return undefined;
  context.outbox.resend(entity, id, known.body);
  return context.outbox.opsOf(entity, id)[0];
}

function isEdited(entity: string): entity is EditedEntity {
  return (TEACHER_ENTITIES as readonly string[]).includes(entity);
}
