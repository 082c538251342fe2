import type { Policy } from '../connectors/ent/wire.ts';
import { failpoint } from '../platform/failpoint.ts';
import { lastNumber } from '../store/counter.ts';
import { unansweredBatches, unsealBatch } from './batches.ts';
import { compareVersionsNext } from './compare-versions.ts';
import type { OutboxOp } from './outbox-op.ts';
import type { SyncContext } from './sync-context.ts';
import { forgetPolicy } from './sync-state.ts';

/**
 * The ENT has answered a batch of this device that this database never sealed, or numbered otherwise.
 *
 * A back-up was put back, or two copies of one profile are in use: numbers, and perhaps names of edits, are used twice.
 */
export class DeviceOutdated extends Error {
  override readonly name = 'DeviceOutdated';
}

/** True when the ENT has answered more batches of this device than this database has sealed. */
export function isOutdated(context: SyncContext, policy: Policy): boolean {
  return policy.last_batch_no > lastNumber(context.store.db, 'batch_no');
}

/**
 * Goes on as a device that the ENT has not seen yet, in one transaction.
 *
 * Sealed batches are opened, and every edit that waits gets a new name: under its old one the ENT may have taken another
 * text. Then everything is asked for again, so that versions decide: what the ENT has already leaves the outbox, what
 * differs from it becomes a conflict, the rest is sent.
 * @param save writes the new device's id where it is kept
 * @param deviceId the one that the ENT was told at a sign-in by the browser, if that is why
 */
export function becomeNewDevice(
  context: SyncContext,
  save: (deviceId: string) => void,
  deviceId = context.random.id(),
): string {
  context.store.write(() => {
    // Newest first: an edit takes over the base of the earlier one that it was made on.
    for (const { batchId } of unansweredBatches(context).reverse()) unsealBatch(context, batchId);
    const waiting = context.store.db
      .prepare("SELECT * FROM outbox_op WHERE state = 'pending' ORDER BY seq")
      .all() as OutboxOp[];
    for (const op of waiting) context.outbox.rename(op);
    compareVersionsNext(context);
    forgetPolicy(context);
    save(deviceId);
    failpoint('device-half-renewed');
  });
  failpoint('device-renewed');
  return deviceId;
}
