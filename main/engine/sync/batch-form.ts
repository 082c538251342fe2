import { BatchPackingRefused } from '../connectors/adapter-types.ts';
import { isPacked, openBody } from '../connectors/ent/sealed-body.ts';
import type { Batch, Policy } from '../connectors/ent/wire.ts';
import type { ServerSession } from '../connectors/server-adapter.ts';
import { CartableError, hasCode } from '../platform/cartable-error.ts';
import { type SealedBatch, unsealUnread } from './batches.ts';
import { refuseForgotten, refuseOtherDataset } from './dataset-change.ts';
import type { SessionRun } from './session-run.ts';

/**
 * How servers, and proxies before them, refuse an address or a body that they cannot read. Where it names a cursor, that
 * may be all that is wrong with it: an ENT that writes its cursors in another way since its last update reads none of ours.
 */
const UNREADABLE = new Set<unknown>([400, 414, 431]);

/** A batch that names a cursor cannot be read by the ENT: nothing in it was looked at. */
class CursorUnreadable extends Error {
  override readonly name = 'CursorUnreadable';
}

/** Sessions whose batches name no cursor any more, and those whose batches are not packed. */
const withoutCursor = new WeakSet<ServerSession>();
const withoutPacking = new WeakSet<ServerSession>();

/** True for a refusal that may be the cursor's. */
export function isUnreadable(error: unknown): boolean {
  return hasCode(error, 'ent/refused') && UNREADABLE.has(error.params.status);
}

/**
 * How the batches of a session are sealed from now on.
 *
 * Once a cursor was refused they name none, and a pull tells what is new; they are packed where the ENT takes that.
 */
export function formOf(
  session: ServerSession,
  policy: Policy,
): { readonly isWithoutCursor: boolean; readonly isPlain: boolean } {
  return {
    isWithoutCursor: withoutCursor.has(session),
    isPlain: withoutPacking.has(session) || !policy.accept_encoding.includes('gzip'),
  };
}

/**
 * Opens a batch again whose form the ENT cannot read, to be sealed in another one.
 *
 * @returns false for any other failure
 * @throws WentBackward when the ENT has an older state than ours
 */
export async function changeForm(
  run: SessionRun,
  session: ServerSession,
  batch: SealedBatch,
  error: unknown,
): Promise<boolean> {
  if (error instanceof BatchPackingRefused) {
    withoutPacking.add(session);
    unsealUnread(run.context, batch.batchId);
    return true;
  }
  if (!(error instanceof CursorUnreadable)) return false;
  await leaveCursorOut(run, session, batch);
  return true;
}

/** The failure of a sending, once it is known which part of the batch it is about. */
export function namedFailure(batch: SealedBatch, error: unknown): unknown {
  if (error instanceof BatchPackingRefused && !isPacked(batch.body))
    return new CartableError('ent/refused', { status: 415 });
  return isUnreadable(error) && cursorOf(batch) !== null ? new CursorUnreadable() : error;
}

/** The cursor that a batch was sealed with. */
export function cursorOf({ body }: SealedBatch): string | null {
  return (openBody(body) as Batch).since;
}

/**
 * The ENT cannot read a batch that names a cursor: its edits wait again under their names, for batches that name none.
 *
 * If the edits are what it cannot read, it says so once more. An ENT that went back in time would have told by 410; this
 * one is asked.
 * @throws WentBackward when the ENT has an older state than ours
 */
async function leaveCursorOut(
  { context, deviceId }: SessionRun,
  session: ServerSession,
  batch: SealedBatch,
): Promise<void> {
  withoutCursor.add(session);
  unsealUnread(context, batch.batchId);
  const fresh = await session.policy(null);
  if (fresh !== null) {
    refuseOtherDataset(context, session.identity, fresh.policy);
    refuseForgotten(context, deviceId, fresh.policy.last_batch_no);
  }
}
