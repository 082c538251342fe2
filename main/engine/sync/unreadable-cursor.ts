import { gunzipSync } from 'node:zlib';
import type { Batch } from '../connectors/ent/wire.ts';
import type { ServerSession } from '../connectors/server-adapter.ts';
import { hasCode } from '../platform/cartable-error.ts';
import { type SealedBatch, unsealUnread } from './batches.ts';
import { refuseForgotten } from './dataset-change.ts';
import type { SessionRun } from './session-run.ts';

/**
 * How servers, and proxies before them, refuse an address or a body that they cannot read. Where it names a cursor, that
 * may be all that is wrong with it: an ENT that writes its cursors in another way since its last update reads none of ours.
 */
const UNREADABLE = new Set<unknown>([400, 414, 431]);

/** A batch that names a cursor cannot be read by the ENT: nothing in it was looked at. */
export class CursorUnreadable extends Error {
  override readonly name = 'CursorUnreadable';
}

/** Sessions whose batches name no cursor any more. */
const withoutCursor = new WeakSet<ServerSession>();

/** True for a refusal that may be the cursor's. */
export function isUnreadable(error: unknown): boolean {
  return hasCode(error, 'ent/refused') && UNREADABLE.has(error.params.status);
}

/** False once a cursor was refused in this session: then batches go without one, and a pull tells what is new. */
export function mayNameCursor(session: ServerSession): boolean {
  return !withoutCursor.has(session);
}

/** The cursor that a batch was sealed with. */
export function cursorOf({ body }: SealedBatch): string | null {
  return (JSON.parse(gunzipSync(body).toString()) as Batch).since;
}

/**
 * The ENT cannot read a batch that names a cursor: its edits wait again under their names, for batches that name none.
 *
 * If the edits are what it cannot read, it says so once more. An ENT that went back in time would have told by 410; this
 * one is asked.
 * @throws WentBackward when the ENT has an older state than ours
 */
export async function leaveCursorOut(
  { context, deviceId }: SessionRun,
  session: ServerSession,
  batch: SealedBatch,
): Promise<void> {
  withoutCursor.add(session);
  unsealUnread(context, batch.batchId);
  const fresh = await session.policy(null);
  if (fresh !== null) refuseForgotten(context, deviceId, fresh.policy.last_batch_no);
}
