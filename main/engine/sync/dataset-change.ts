import type { DatasetChange } from '../../../preload/contract/sync.ts';
import { BATCH_NO_UNTOLD, type Change, type Policy } from '../connectors/ent/wire.ts';
import { CartableError } from '../platform/cartable-error.ts';
import type { SyncContext } from './sync-context.ts';
import { isOldRemoval, readSyncedCopy } from './synced-copy.ts';

/** Whose data answer at the ENT, and for which account. */
export interface EntIdentity {
  readonly accountId: string;
  readonly datasetId: string;
}

/** The ENT has an older state of this very dataset than the one that it gave us: a back-up was put back there. */
export class WentBackward extends Error {
  override readonly name = 'WentBackward';
}

/** @throws WentBackward when a change is older than what both sides had agreed on */
export function refuseOlder(context: SyncContext, changes: readonly Change[]): void {
  for (const { entity, id, version } of changes) {
    const known = readSyncedCopy(context.store.db, entity, id);
    if (known === undefined || isOldRemoval(known, context.clock.now())) continue;
    if (known.version > version) throw new WentBackward();
  }
}

/** Remembers that the ENT has answered a batch: one that knows of fewer later has gone back in time. */
export function rememberAnswered(context: SyncContext, deviceId: string, batchId: string): void {
  context.store.write(() =>
    context.store.db
      .prepare(
        `INSERT INTO sync_state (dataset_id, answered_device, answered_batch_no)
           SELECT ?, ?, batch_no FROM outbox_batch WHERE batch_id = ?
         ON CONFLICT (dataset_id) DO UPDATE SET
           answered_batch_no = CASE WHEN answered_device = excluded.answered_device
             THEN MAX(answered_batch_no, excluded.answered_batch_no) ELSE excluded.answered_batch_no END,
           answered_device = excluded.answered_device`,
      )
      .run(context.account.datasetId, deviceId, batchId),
  );
}

/**
 * What the ENT could not tell (BATCH_NO_UNTOLD) says nothing.
 *
 * @throws WentBackward when the ENT has forgotten a batch of this device that it had answered
 */
export function refuseForgotten(context: SyncContext, deviceId: string, lastBatchNo: number): void {
  if (lastBatchNo === BATCH_NO_UNTOLD) return;
  const answered = context.store.db
    .prepare('SELECT answered_batch_no FROM sync_state WHERE dataset_id = ? AND answered_device = ?')
    .pluck()
    .get(context.account.datasetId, deviceId) as number | null | undefined;
  if (answered != null && lastBatchNo < answered) throw new WentBackward();
}

/** Keeps what answers now, to be shown and decided. Nothing is sent meanwhile. The failure to end the session with. */
export function offerDataset(context: SyncContext, offered: EntIdentity): CartableError {
  context.store.write(() =>
    context.store.db
      .prepare(
        `INSERT INTO sync_state (dataset_id, offered_dataset_id, offered_account_id, offered_at) VALUES (?, ?, ?, ?)
         ON CONFLICT (dataset_id) DO UPDATE SET offered_dataset_id = excluded.offered_dataset_id,
           offered_account_id = excluded.offered_account_id, offered_at = COALESCE(offered_at, excluded.offered_at)`,
      )
      .run(context.account.datasetId, offered.datasetId, offered.accountId, context.clock.now()),
  );
  return new CartableError('sync/dataset-changed', {}, 'after-user');
}

/**
 * The ENT's policy and its list of versions tell whose they are, whenever they are asked for.
 *
 * @throws CartableError `sync/dataset-changed` when it is another dataset's than ours; that one is offered
 */
export function refuseOtherDataset(
  context: SyncContext,
  { accountId }: EntIdentity,
  { dataset_id: datasetId }: Pick<Policy, 'dataset_id'>,
): void {
  if (datasetId !== context.account.datasetId) throw offerDataset(context, { accountId, datasetId });
}

/** What answers in the place of the ENT as we knew it; null when it is as it was. */
export function readDatasetChange(context: SyncContext): DatasetChange | null {
  const row = readOffer(context);
  if (row === undefined) return null;
  const { offered_dataset_id: datasetId, offered_at: seenAt } = row;
  return { datasetId, seenAt, reason: datasetId === context.account.datasetId ? 'restored' : 'replaced' };
}

/** The ENT is again as we knew it. */
export function withdrawOffer(context: SyncContext): void {
  context.store.write(() =>
    context.store.db
      .prepare(
        `UPDATE sync_state SET offered_dataset_id = NULL, offered_account_id = NULL, offered_at = NULL
         WHERE offered_dataset_id IS NOT NULL`,
      )
      .run(),
  );
}

interface OfferRow {
  readonly offered_dataset_id: string;
  readonly offered_account_id: string;
  readonly offered_at: number;
}

function readOffer(context: SyncContext): OfferRow | undefined {
  return context.store.db
    .prepare(
      `SELECT offered_dataset_id, offered_account_id, offered_at FROM sync_state
       WHERE dataset_id = ? AND offered_dataset_id IS NOT NULL`,
    )
    .get(context.account.datasetId) as OfferRow | undefined;
}

/** The account of the dataset that is offered. @throws CartableError `store/not-found` when it is another one by now */
export function requireOffer(context: SyncContext, datasetId: string): EntIdentity {
  const offer = readOffer(context);
  if (offer?.offered_dataset_id !== datasetId) throw new CartableError('store/not-found', {}, 'never');
  return { accountId: offer.offered_account_id, datasetId };
}
