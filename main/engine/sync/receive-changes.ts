import { type ChangesPage, CursorExpired } from '../connectors/adapter-types.ts';
import { CHANGES_PAGE_MAX } from '../connectors/ent/wire.ts';
import type { ServerSession } from '../connectors/server-adapter.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { failpoint } from '../platform/failpoint.ts';
import { backUpBeside } from '../store/migrate.ts';
import { isUnreadable } from './batch-form.ts';
import { canCompareVersions, differences, meetExpiredCursor, refuseLost } from './compare-versions.ts';
import { refuseForgotten, refuseOtherDataset } from './dataset-change.ts';
import {
  holdDeletions,
  isAccepted,
  isMassDeletion,
  isRefused,
  noteDeletions,
  releaseDeletions,
} from './deletion-guard.ts';
import type { Deletion } from './deletion-set.ts';
import { endlessness } from './endless-pull.ts';
import { KeptPages } from './kept-pages.ts';
import { applyKeeping, applyPage, applyWhole, type Page, readCursor, saveCursor } from './pull.ts';
import type { SessionRun } from './session-run.ts';

/**
 * Pulls until there is nothing more.
 *
 * @returns the failure to tell when the ENT would delete more than is believed, else null
 * @throws WentBackward when the ENT has an older state than ours
 */
export async function receiveChanges(run: SessionRun, session: ServerSession): Promise<CartableError | null> {
  run.onStep('pulling');
  const pages = pagesOf(run, session);
  for await (const page of pages) {
    run.signal.throwIfAborted();
    const received = applyPage(run.context, page);
    if (received === null) return await meetDeletions(run, pages, page);
    run.tally.changesReceived += received;
    failpoint('page-applied');
  }
  run.context.store.write(() => releaseDeletions(run.context));
  return null;
}

/**
 * Reads the rest of a pull that deletes: what it would delete is judged as a whole, however small its pages are.
 *
 * Much is applied only when it is exactly what the teacher has accepted, and after a verified copy of the database. What
 * the teacher refuses stays here, and keeps nothing else back.
 */
async function meetDeletions(
  run: SessionRun,
  rest: AsyncGenerator<Page>,
  first: Page,
): Promise<CartableError | null> {
  const { context } = run;
  const { db, path } = context.store;
  const gone = new Map<string, Deletion>();
  const kept = new KeptPages(db);
  try {
    for (let page: Page | null = first; page !== null; page = await nextOf(rest)) {
      run.signal.throwIfAborted();
      noteDeletions(context, gone, page.changes);
      kept.add(page);
    }
    const deletions = [...gone.values()];
    if (isRefused(context, deletions)) {
      run.tally.changesReceived += applyKeeping(context, kept, deletions);
      return null;
    }
    const isMass = isMassDeletion(context, deletions);
    if (isMass && !isAccepted(context, deletions)) {
      const held = holdDeletions(context, deletions);
      failpoint('deletions-held');
      return held;
    }
    if (isMass) await context.undisturbed(() => backUpBeside(db, path, context.clock));
    failpoint('deletions-backed-up');
    run.tally.changesReceived += applyWhole(context, kept);
    return null;
  } finally {
    kept.drop();
  }
}

async function nextOf(pages: AsyncGenerator<Page>): Promise<Page | null> {
  const next = await pages.next();
  return next.done === true ? null : next.value;
}

/** The pages of a pull, from where the last one ended: whoever reads them need not have applied the one before. */
async function* pagesOf(run: SessionRun, session: ServerSession): AsyncGenerator<Page> {
  try {
    for await (const page of pagesSinceLastTime(run, session)) {
      run.tally.namelessRows += page.namelessCount ?? 0;
      yield page;
    }
  } catch (error) {
    if (!(error instanceof CursorExpired)) throw error;
    // An ENT that forgets a cursor which it gave a moment ago is not asked for ever: the next session begins anew.
    run.context.store.write(() => saveCursor(run.context, null));
    throw new CartableError('ent/refused', { status: 410, reason: 'cursor-expired' }, 'later');
  }
}

async function* pagesSinceLastTime(run: SessionRun, session: ServerSession): AsyncGenerator<Page> {
  const { context } = run;
  let cursor = readCursor(context);
  let page: ChangesPage | null = null;
  if (cursor !== null) {
    try {
      page = await session.changes(cursor, CHANGES_PAGE_MAX);
      if (page === null) return;
    } catch (error) {
      if (!(error instanceof CursorExpired) && !isUnreadable(error)) throw error;
      // Too old, of another form, or from a future that the ENT has lost: what it remembers of this device tells which.
      const fresh = await session.policy(null);
      if (fresh !== null) {
        refuseOtherDataset(context, session.identity, fresh.policy);
        refuseForgotten(context, run.deviceId, fresh.policy.last_batch_no);
      }
      meetExpiredCursor(context);
      cursor = null;
    }
  }
  if (cursor === null && !canCompareVersions(context)) await refuseLost(context, session);
  else if (cursor === null)
    for await (const difference of differences(context, session)) {
      cursor = difference.cursor;
      yield difference;
    }
  page ??= await session.changes(cursor, CHANGES_PAGE_MAX);
  run.tally.copiesLeftOut += page?.copiesLeftOut ?? 0;
  const isEndless = endlessness();
  for (; page !== null; page = await session.changes(page.cursor, CHANGES_PAGE_MAX)) {
    // More behind the place where we are already, or behind nothing again and again: it would be asked for ever.
    if (page.more && (page.cursor === cursor || isEndless(page)))
      throw new CartableError('ent/not-an-ent', {}, 'later');
    cursor = page.cursor;
    yield page;
    if (!page.more) return;
  }
}
