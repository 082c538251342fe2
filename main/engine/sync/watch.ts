import type { ServerSession } from '../connectors/server-adapter.ts';
import { readDatasetChange } from './dataset-change.ts';
import { deferredEdits } from './deferrals.ts';
import { readHeldDeletions } from './deletion-guard.ts';
import { hasDocumentsToReceive } from './incoming-documents.ts';
import { hearPause } from './obedient-session.ts';
import { readCursor } from './pull.ts';
import { heldOps } from './schedule-lanes.ts';
import type { SessionRun } from './session-run.ts';
import type { SyncContext } from './sync-context.ts';
import { readPolicy, readState, saveState } from './sync-state.ts';

/** So long is it believed that there are no news: a cache on the way may answer "unchanged" for ever. */
const BELIEVED_MS = 86_400_000;

/**
 * Asks in one request whether there is anything to do at all. False when a session must tell.
 *
 * Not asked when something waits here: an edit, a document, a decision of the teacher's.
 */
export async function isNothingToDo(run: SessionRun): Promise<boolean> {
  const { context } = run;
  const policy = readPolicy(context);
  const { watch_tag: tag = null, watch_tag_at: tagAt = null } = readState(context) ?? {};
  const ageMs = context.clock.now() - (tagAt ?? 0);
  if (ageMs < 0 || ageMs >= BELIEVED_MS) return false;
  if (tag === null || policy?.capabilities.includes('watch') !== true || readCursor(context) === null)
    return false;
  if (hasEditsThatMayGo(run) || (run.mayGo?.('bulk') !== false && hasDocumentsToReceive(context)))
    return false;
  if (readDatasetChange(context) !== null || readHeldDeletions(context) !== null) return false;
  const isUnchanged = await run.adapter.isUnchanged(run.secret, tag, run.signal).catch((error) => {
    throw hearPause(context, error);
  });
  if (!isUnchanged) return false;
  // The policy too is as it was: it is good for as long again.
  const valid_until = context.clock.now() + Math.max(0, policy.valid_until - policy.server_time);
  const renewed = { ...policy, valid_until: Math.max(valid_until, policy.valid_until) };
  saveState(context, { policy: JSON.stringify(renewed) });
  return true;
}

/** Everything is as the ENT's last reply said: the next poll asks for no more than whether it still is. */
export function keepWatchTag(context: SyncContext, { tags }: ServerSession): void {
  saveState(context, { watch_tag: tags.watch, watch_tag_at: context.clock.now() });
}

/** What is sealed goes whatever the hour: the ENT may have taken it already. */
function hasEditsThatMayGo({ context, mayGo }: SessionRun): boolean {
  const held = mayGo === undefined ? new Set<string>() : heldOps(context, mayGo);
  const ops = context.store.db
    .prepare("SELECT op_id, state FROM outbox_op WHERE state IN ('pending', 'sealed')")
    .all() as { op_id: string; state: string }[];
  const deferred = deferredEdits(context);
  return ops.some(({ op_id, state }) => state === 'sealed' || (!held.has(op_id) && !deferred.has(op_id)));
}
