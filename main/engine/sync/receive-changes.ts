import { type ChangesPage, CursorExpired } from '../connectors/adapter-types.ts';
import type { ServerSession } from '../connectors/server-adapter.ts';
import type { CartableError } from '../platform/cartable-error.ts';
import { backUpBeside } from '../store/migrate.ts';
import { refuseForgotten } from './dataset-change.ts';
import { deletionsIn, holdDeletions, isAccepted, releaseDeletions } from './deletion-guard.ts';
import { applyAccepted, applyPage, readCursor, saveCursor } from './pull.ts';
import type { SessionRun } from './session-run.ts';

/** Changes asked for in one page. */
const PAGE_CHANGES = 2000;

/**
 * Pulls until there is nothing more.
 *
 * @returns the failure to tell when the ENT would delete more than is believed, else null
 * @throws WentBackward when the ENT has an older state than ours
 */
export async function receiveChanges(run: SessionRun, session: ServerSession): Promise<CartableError | null> {
  run.onStep('pulling');
  for (;;) {
    run.signal.throwIfAborted();
    const page = await nextPage(run, session);
    if (page === null) {
      run.context.store.write(() => releaseDeletions(run.context));
      return null;
    }
    const received = applyPage(run.context, page);
    if (received === null) return meetMassDeletion(run, session, page);
    run.tally.changesReceived += received;
    if (!page.more) return null;
  }
}

/**
 * Reads the rest of a pull that would delete much, so that the teacher can be shown all of it.
 *
 * It is applied only when that is exactly what they have accepted, and after a verified copy of the database.
 */
async function meetMassDeletion(
  run: SessionRun,
  session: ServerSession,
  first: ChangesPage,
): Promise<CartableError | null> {
  const { context } = run;
  const pages = [first];
  for (let last = first; last.more; ) {
    run.signal.throwIfAborted();
    const next = await session.changes(last.cursor, PAGE_CHANGES);
    if (next === null) break;
    pages.push(next);
    last = next;
  }
  const deletions = deletionsIn(
    context,
    pages.flatMap(({ changes }) => changes),
  );
  if (!isAccepted(context, deletions)) return holdDeletions(context, deletions);
  await backUpBeside(context.store.db, context.store.path, context.clock);
  run.tally.changesReceived += applyAccepted(context, pages);
  return null;
}

async function nextPage(run: SessionRun, session: ServerSession): Promise<ChangesPage | null> {
  const { context } = run;
  try {
    return await session.changes(readCursor(context), PAGE_CHANGES);
  } catch (error) {
    if (!(error instanceof CursorExpired)) throw error;
    // Too old, or from a future that the ENT has lost: what it remembers of this device tells which.
    const fresh = await session.policy(null);
    if (fresh !== null) refuseForgotten(context, run.deviceId, fresh.policy.last_batch_no);
    // Everything is asked for again; versions that are known change nothing.
    context.store.write(() => saveCursor(context, null));
    return session.changes(null, PAGE_CHANGES);
  }
}
