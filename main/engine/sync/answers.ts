import { type BatchReply, UNKNOWN_OUTCOME } from '../connectors/adapter-types.ts';
import type { Change, OpResult } from '../connectors/ent/wire.ts';
import { failpoint } from '../platform/failpoint.ts';
import { acceptChange } from './accept.ts';
import { reopenOp } from './batches.ts';
import { deferEdit } from './deferrals.ts';
import { letFollow, namesUnsent, WAITS } from './followers.ts';
import { isKept } from './kept-deletions.ts';
import { meetEdit, saysTheSame } from './meet-edit.ts';
import { type OutboxOp, sentBodies } from './outbox-op.ts';
import { parkChange, reasonToPark } from './parked.ts';
import { applyPage } from './pull.ts';
import { showBody } from './show-body.ts';
import type { SyncContext } from './sync-context.ts';
import { isSameBody, readSyncedCopy, writeSyncedCopy } from './synced-copy.ts';

/** How often an edit whose document the ENT lost is sent again before it is shown as refused. */
const BLOB_RESENDS = 2;

/**
 * An edit that was sent so often under one name, and whose answer still says neither that it passed nor why not, is shown:
 * some of the sendings may have been cut, so that it takes more of them than a patient ENT needs.
 */
const SENDINGS_UNSETTLED = 6;

/**
 * Takes in the ENT's answer to a batch: outcomes and merge bases in one transaction, then the page of changes.
 *
 * An edit leaves the outbox only here. One that the reply does not mention waits again.
 * @param given.hasLedger the ENT knows each edit that it was sent before, and says so
 * @returns what was acknowledged, the submissions that it was about, and how many changes were new; null when the page is not believed
 */
export function applyBatchReply(
  context: SyncContext,
  batchId: string,
  reply: BatchReply,
  { hasLedger = true }: { readonly hasLedger?: boolean } = {},
): { readonly acknowledged: number; readonly copies: readonly string[]; readonly received: number | null } {
  // Two transactions: a page that is not believed must not take the answers back with it.
  const taken = context.store.write(() => {
    const db = context.store.db;
    const ops = db
      .prepare('SELECT * FROM outbox_op WHERE batch_id = ? ORDER BY seq')
      .all(batchId) as OutboxOp[];
    const results = new Map(reply.results.map((result) => [result.op, result]));
    const isDeferred = (op: OutboxOp) => results.get(op.op_id)?.outcome === 'deferred';
    const deferredGroups = new Set(ops.filter(isDeferred).map(({ group_id }) => group_id ?? ''));
    const taken = ops.filter((op) => {
      const result = results.get(op.op_id);
      const waitsWithGroup = result?.code === 'group-failed' && deferredGroups.has(op.group_id ?? '');
      return waitsWithGroup
        ? waitAgain(context, notTaken(context, op, hasLedger))
        : applyResult(context, op, result, hasLedger);
    });
    deferEdits(context, ops.filter(isDeferred), results);
    context.outbox.holdBackLeaders();
    context.outbox.partFromLeaders(ops.filter(({ op_id }) => results.get(op_id)?.code === 'group-failed'));
    failpoint('answer-half-kept');
    db.prepare('DELETE FROM outbox_batch WHERE batch_id = ?').run(batchId);
    return taken;
  });
  failpoint('answer-kept');
  const copies = taken.flatMap((op) => submissionOf(op) ?? []);
  return { acknowledged: taken.length, copies, received: applyPage(context, reply) };
}

/** The student's work that an edit is about; a removed comment does not tell. */
function submissionOf({ entity, entity_id, payload }: OutboxOp): string | null {
  if (entity === 'grade') return entity_id;
  const { submission_id } = JSON.parse(payload ?? '{}') as { submission_id?: string };
  return submission_id ?? null;
}

/** Takes in that the ENT will never look at a batch: its edits are shown as refused, under `code`. */
export function refuseBatch(context: SyncContext, batchId: string, code: string): void {
  const { db } = context.store;
  context.store.write(() => {
    const ops = db
      .prepare('SELECT * FROM outbox_op WHERE batch_id = ? ORDER BY seq')
      .all(batchId) as OutboxOp[];
    for (const op of ops) meetRefusal(context, op, code);
    context.outbox.holdBackLeaders();
    db.prepare('DELETE FROM outbox_batch WHERE batch_id = ?').run(batchId);
  });
}

/**
 * The ENT knows an edit that was sent for the first time: a copy of this profile has sent one under its name.
 *
 * What that one said is not known here. Sent again under a name of its own, ours meets it as a value like any other.
 */
function sendRenamed(context: SyncContext, op: OutboxOp): false {
  // A name that was made for this very edit is known to nobody: an ENT that knows it too knows everything.
  const isRenamed = sentBodies(op).includes(op.payload);
  if (isRenamed) return putAside(context, op, 'unsettled');
  if (context.outbox.takeOver(op) !== null) context.outbox.retire(op, 'superseded', null);
  else context.outbox.rename(op);
  return false;
}

/** The edits that the ENT defers wait as long as it asks, and what passes or fails with them waits for them. */
function deferEdits(
  context: SyncContext,
  deferred: readonly OutboxOp[],
  results: ReadonlyMap<string, OpResult>,
): void {
  if (deferred.length === 0) return;
  const fraction = context.random.fraction();
  for (const op of deferred) deferEdit(context, op, results.get(op.op_id)?.retry_after_s, fraction);
}

/** True when the ENT now holds the edit. */
function applyResult(
  context: SyncContext,
  op: OutboxOp,
  result: OpResult | undefined,
  hasLedger: boolean,
): boolean {
  if (result?.outcome === 'duplicate' && op.attempts <= 1) return sendRenamed(context, op);
  switch (result?.outcome) {
    case 'applied':
    case 'duplicate':
    case 'unchanged':
      // Without it nothing could be built on the edit: asked again, under its name.
      return result.version === undefined ? askAgain(context, op) : acknowledge(context, op, result);
    case 'conflict':
      return meetConflict(context, op, result.current);
    case 'refused':
      return meetRefusal(context, op, result.code ?? 'invalid', hasLedger);
    case 'deferred':
      return waitAgain(context, notTaken(context, op, hasLedger));
    case undefined:
      return askAgain(context, op);
  }
}

/** The ENT has the edit, as `version`. */
function acknowledge(
  context: SyncContext,
  op: OutboxOp,
  { outcome, version = 0 }: Pick<OpResult, 'outcome' | 'version'>,
): true {
  const { db } = context.store;
  const known = readSyncedCopy(db, op.entity, op.entity_id);
  context.outbox.retire(op, 'applied', version);
  // It passed long ago, and the ENT has told of a later value since: that is what stands there, and nobody tells of it again.
  if (outcome === 'duplicate' && known !== undefined && known.version > version) {
    if (context.outbox.opsOf(op.entity, op.entity_id).length === 0) showBody(context, op, known.body);
  } else
    writeSyncedCopy(db, op.entity, op.entity_id, {
      version,
      body: op.payload,
      by: '',
      at: context.clock.now(),
    });
  db.prepare('UPDATE outbox_op SET base_version = ?, base_op = NULL, base_body = ? WHERE base_op = ?').run(
    version,
    op.payload,
    op.op_id,
  );
  letFollow(context, op.entity, op.entity_id);
  return true;
}

function meetConflict(context: SyncContext, sent: OutboxOp, current: Change | undefined): boolean {
  // What is said of another entity decides nothing about this one, and must not take that one's place.
  if (current?.entity !== sent.entity || current.id !== sent.entity_id) return askAgain(context, sent);
  const theirs = { ...current, body: current.deleted === true ? null : current.body };
  // The very value that it was made on: that is no conflict, and would be answered so for ever.
  if (current.version === sent.base_version && isSameBody(sent.entity, sent.base_body, theirs.body))
    return askAgain(context, sent);
  const op = forgetSendings(context, sent);
  const later = context.outbox.takeOver(op);
  if (later !== null) context.outbox.retire(op, 'conflict', null);
  const mine = later ?? op;
  const reason = reasonToPark(context, current);
  if (reason !== null) {
    // Theirs is for a later version of Cartable to read; until then ours is shown with its reason.
    parkChange(context, current, reason);
    context.outbox.park(mine, reason);
    return false;
  }
  if (!saysTheSame(context, mine, theirs.body)) {
    meetEdit(context, mine, theirs);
    return false;
  }
  context.outbox.retire(mine, 'unchanged', theirs.version);
  acceptChange(context, theirs);
  return true;
}

/** The ENT has said that it did not take an edit: nothing of it is there under this name. */
function forgetSendings(context: SyncContext, op: OutboxOp): OutboxOp {
  context.store.db.prepare('UPDATE outbox_op SET attempts = 0 WHERE op_id = ?').run(op.op_id);
  return { ...op, attempts: 0 };
}

/**
 * An edit that the ENT did not take now. One that keeps a ledger would have said so if an earlier sending had passed: nothing
 * of it is there. But what was sent more than once may still be on its way, and arrive after this answer.
 */
function notTaken(context: SyncContext, op: OutboxOp, hasLedger: boolean): OutboxOp {
  return hasLedger && op.attempts <= 1 ? forgetSendings(context, op) : op;
}

function meetRefusal(context: SyncContext, op: OutboxOp, code: string, hasLedger = false): boolean {
  const db = context.store.db;
  if (code === 'blob-missing' && op.attempts <= BLOB_RESENDS) {
    db.prepare(
      'UPDATE blob SET server_has = 0 WHERE sha256 IN (SELECT sha256 FROM op_blob WHERE op_id = ?)',
    ).run(op.op_id);
    return waitAgain(context, op);
  }
  if (code === 'group-failed' && op.group_id !== op.op_id) {
    // It would have passed: it waits for what it was sent for, or goes by itself where that is what the teacher hears of.
    return op.group_id === null
      ? askAgain(context, op)
      : waitAgain(context, notTaken(context, op, hasLedger));
  }
  if (code === 'not-found' && op.kind === 'put' && namesUnsent(context, op))
    return putAside(context, op, WAITS);
  // It may have passed: never told as what the ENT refused.
  if (code === UNKNOWN_OUTCOME) return putAside(context, op, code);
  if (isGoneAsWished(context, op, code)) {
    context.outbox.retire(op, 'unchanged', null);
    if (readSyncedCopy(db, op.entity, op.entity_id) !== undefined)
      writeSyncedCopy(db, op.entity, op.entity_id, {
        version: 0,
        body: null,
        by: '',
        at: context.clock.now(),
      });
    return true;
  }
  if (context.outbox.takeOver(notTaken(context, op, hasLedger)) !== null)
    context.outbox.retire(op, 'refused', null);
  else
    db.prepare("UPDATE outbox_op SET state = 'refused', batch_id = NULL, last_code = ? WHERE op_id = ?").run(
      code,
      op.op_id,
    );
  return false;
}

/** A removal of what an earlier sending may have made, or of what was kept here against the ENT: it has it not. */
function isGoneAsWished(
  { store }: SyncContext,
  { entity, entity_id, kind, base_version, sent_bodies }: OutboxOp,
  code: string,
): boolean {
  if (kind !== 'delete' || code !== 'not-found' || base_version !== null) return false;
  return sent_bodies !== null || isKept(store.db, { entity, id: entity_id });
}

/** The answer settles nothing: sent again, under its name, but not for ever. */
function askAgain(context: SyncContext, op: OutboxOp): false {
  return op.attempts < SENDINGS_UNSETTLED ? waitAgain(context, op) : putAside(context, op, 'unsettled');
}

/** Kept to be shown under `code`, unless a later edit takes over from it. */
function putAside(context: SyncContext, op: OutboxOp, code: string): false {
  if (context.outbox.takeOver(op) !== null) context.outbox.retire(op, 'superseded', null);
  else context.outbox.park(op, code);
  return false;
}

function waitAgain(context: SyncContext, op: OutboxOp): false {
  reopenOp(context, op);
  return false;
}
