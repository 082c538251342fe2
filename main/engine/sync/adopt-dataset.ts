import type { UnknownToEnt } from '../../../preload/contract/sync.ts';
import { TEACHER_ENTITIES } from '../connectors/ent/wire.ts';
import { failpoint } from '../platform/failpoint.ts';
import { backUpBeside } from '../store/migrate.ts';
import { unansweredBatches, unsealBatch } from './batches.ts';
import { type EntIdentity, requireOffer } from './dataset-change.ts';
import { releaseDeletions } from './deletion-guard.ts';
import type { SyncContext } from './sync-context.ts';
import { readState } from './sync-state.ts';

/**
 * Starts again from what the ENT holds now, after a verified copy of the database.
 *
 * Nothing here is deleted, and nothing of the teacher's is taken for known: each grade, text and document that both
 * sides had agreed on waits again, on no base. The full pull that follows decides: what the ENT has alike leaves the
 * outbox, what differs is a conflict, and what the ENT does not know is sent to it, or kept as refused where it knows
 * no such student. A deletion that the ENT has forgotten is not repeated: what comes back can be removed again.
 * The ENT's own rows (classes, students…) that it no longer knows stay, and are counted (`readUnknownToEnt`).
 * @throws CartableError `store/not-found` when `datasetId` is not what was offered; of `store/` when no copy can be made
 */
export async function adoptDataset(
  context: SyncContext,
  datasetId: string,
  saveIdentity: (identity: EntIdentity) => void,
): Promise<void> {
  const { db, path } = context.store;
  requireOffer(context, datasetId);
  await context.undisturbed(() => backUpBeside(db, path, context.clock));
  failpoint('dataset-backed-up');
  const identity = context.store.write(() => {
    const { accountId } = requireOffer(context, datasetId);
    // Newest first: an edit takes over the base of the earlier one that it was made on.
    for (const { batchId } of unansweredBatches(context).reverse()) unsealBatch(context, batchId);
    db.prepare('UPDATE outbox_op SET base_version = NULL, base_op = NULL, base_body = NULL').run();
    for (const { entity, entity_id, body } of agreedEdits(context))
      context.outbox.resend(entity, entity_id, body);
    // Version 0: agreed once, but not with this dataset. Every version of the ENT's is newer.
    db.prepare('UPDATE synced_copy SET version = 0').run();
    db.prepare('UPDATE conflict SET theirs_version = 0').run();
    // What was taken back was on versions of the dataset that is left: kept, and no longer put back.
    db.prepare(
      "UPDATE taken_back SET op = json_replace(op, '$.base_version', -1), conflict = json_replace(conflict, '$.theirs_version', -1)",
    ).run();
    db.prepare('DELETE FROM parked_change').run();
    db.prepare('UPDATE blob SET server_has = 0').run();
    releaseDeletions(context);
    // Their versions were the other dataset's; what it does not know either is counted with the rest.
    db.prepare('DELETE FROM kept_deletion').run();
    keepSilences(context, datasetId);
    saveIdentity({ accountId, datasetId });
    failpoint('dataset-half-adopted');
    return { id: accountId, datasetId };
  });
  failpoint('dataset-adopted');
  Object.assign(context.account, identity);
}

/** Nothing is remembered of another dataset but who wanted silence: the ENT, or the teacher. */
function keepSilences(context: SyncContext, datasetId: string): void {
  const { paused_until = null, paused_at = null, automatic_paused_until = null } = readState(context) ?? {};
  context.store.db.prepare('DELETE FROM sync_state').run();
  context.store.db
    .prepare(
      'INSERT INTO sync_state (dataset_id, paused_until, paused_at, automatic_paused_until) VALUES (?, ?, ?, ?)',
    )
    .run(datasetId, paused_until, paused_at, automatic_paused_until);
}

/** What the ENT did not know when everything was compared, kept here: how much of each kind; nothing once the teacher has seen it. */
export function readUnknownToEnt(context: SyncContext): UnknownToEnt[] {
  return context.store.db
    .prepare(
      `SELECT entity AS kind, COUNT(*) AS count FROM synced_copy copy WHERE version = 0 AND body IS NOT NULL
         AND EXISTS (SELECT 1 FROM sync_state WHERE dataset_id = ? AND cursor IS NOT NULL AND unknown_seen_at IS NULL)
         AND NOT EXISTS (SELECT 1 FROM outbox_op op WHERE op.entity = copy.entity AND op.entity_id = copy.entity_id)
         AND NOT EXISTS (SELECT 1 FROM kept_deletion kept WHERE kept.entity = copy.entity AND kept.entity_id = copy.entity_id)
       GROUP BY entity ORDER BY entity`,
    )
    .all(context.account.datasetId) as UnknownToEnt[];
}

interface AgreedEdit {
  readonly entity: (typeof TEACHER_ENTITIES)[number];
  readonly entity_id: string;
  readonly body: string;
}

/**
 * What teachers write, as both sides had it, where no edit waits. Another's comment stays theirs: it is not sent as ours. What is
 * named comes first, and what publishes grades after them.
 */
function agreedEdits(context: SyncContext): AgreedEdit[] {
  const kinds = TEACHER_ENTITIES.map((entity) => `'${entity}'`).join(', ');
  return context.store.db
    .prepare(
      `SELECT entity, entity_id, body FROM synced_copy copy WHERE body IS NOT NULL AND entity IN (${kinds})
         AND NOT EXISTS (SELECT 1 FROM outbox_op op WHERE op.entity = copy.entity AND op.entity_id = copy.entity_id)
         AND NOT (entity = 'comment' AND EXISTS (SELECT 1 FROM comment WHERE id = entity_id AND is_mine = 0))
       ORDER BY CASE entity WHEN 'lesson' THEN 0 WHEN 'assessment' THEN 2 ELSE 1 END, entity, entity_id`,
    )
    .all() as AgreedEdit[];
}
