import type { Change } from '../connectors/ent/wire.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { failpoint } from '../platform/failpoint.ts';
import { backUpBeside } from '../store/migrate.ts';
import { readKeptDeletions } from './kept-deletions.ts';
import { applyChange, keepLabels } from './pull.ts';
import type { SyncContext } from './sync-context.ts';

/**
 * The teacher deletes after all what was kept here against the ENT: all of it in one transaction, after a verified copy.
 *
 * An edit that waits for any of it is met as if the ENT had just said so: it is never dropped. What the ENT has again
 * without our knowing it yet comes back with the next session.
 * @throws CartableError `store/not-found` when other rows are kept by now; of `store/` when no copy can be made
 */
export async function deleteKept(context: SyncContext, setId: string): Promise<void> {
  const { db, path } = context.store;
  requireKept(context, setId);
  await context.undisturbed(() => backUpBeside(db, path, context.clock));
  failpoint('kept-backed-up');
  context.store.write(() => {
    // The copy took its time.
    requireKept(context, setId);
    const changes = db.prepare('SELECT change FROM kept_deletion ORDER BY number').pluck().all() as string[];
    db.prepare('DELETE FROM kept_deletion').run();
    keepLabels(context);
    for (const change of changes) applyChange(context, JSON.parse(change) as Change);
    failpoint('kept-half-deleted');
  });
}

function requireKept(context: SyncContext, setId: string): void {
  if (readKeptDeletions(context)?.setId !== setId) throw new CartableError('store/not-found', {}, 'never');
}
