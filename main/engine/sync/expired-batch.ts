import type { CartableError } from '../platform/cartable-error.ts';
import { cursorOf } from './batch-form.ts';
import { attemptsOf, resealBatch, type SealedBatch, unsealUnread } from './batches.ts';
import type { SessionRun } from './session-run.ts';

/**
 * The ENT no longer knows the cursor that a batch was sealed with, and has looked at nothing of it this time.
 *
 * An earlier sending may have taken effect: then only the ENT's memory of these very edits tells. They keep their names, and
 * ask it again without a cursor, once a pull has shown that the ENT has not gone back in time. Edits that were never sent
 * wait again, and meet what has changed.
 * @param pull takes in what is new, as `receiveChanges`
 * @param push sends a batch
 * @returns whether all that is new was taken in, and nothing sent after it
 * @throws WentBackward when the ENT has an older state than ours
 */
export async function meetExpiredBatch(
  { context, deviceId }: SessionRun,
  batch: SealedBatch,
  pull: () => Promise<CartableError | null>,
  push: (again: SealedBatch) => Promise<void>,
): Promise<boolean> {
  if (attemptsOf(context, batch.batchId) > 1 && cursorOf(batch) !== null) {
    await pull();
    await push(resealBatch(context, deviceId, batch.batchId));
    return false;
  }
  unsealUnread(context, batch.batchId);
  // The pull meets the same cursor, and asks what the ENT remembers of this device before everything is compared: one that
  // was put back to yesterday has forgotten what nothing that it still has would tell.
  return (await pull()) === null;
}
