import { BatchAlreadyAnswered, BatchTooLarge, CursorExpired } from '../connectors/adapter-types.ts';
import type { ServerSession } from '../connectors/server-adapter.ts';
import { CartableError, hasCode } from '../platform/cartable-error.ts';
import { failpoint } from '../platform/failpoint.ts';
import { isLineFailure } from '../platform/http-failure.ts';
import { applyBatchReply, refuseBatch } from './answers.ts';
import { pauseFor } from './back-off-state.ts';
import { changeForm, formOf, namedFailure } from './batch-form.ts';
import {
  bearsDocuments,
  countAttempt,
  type SealedBatch,
  sealNextBatch,
  unansweredBatches,
  unsealUnread,
} from './batches.ts';
import { betweenDocuments, HoursOver } from './between-documents.ts';
import {
  offerDataset,
  readDatasetChange,
  rememberAnswered,
  WentBackward,
  withdrawOffer,
} from './dataset-change.ts';
import { receiveDocuments } from './downloads.ts';
import { meetExpiredBatch } from './expired-batch.ts';
import { becomeNewDevice, DeviceOutdated, isOutdated } from './new-device.ts';
import { hearPause, obedientSession } from './obedient-session.ts';
import { halveLimits } from './planner.ts';
import { readCursor, saveCursor } from './pull.ts';
import { receiveChanges } from './receive-changes.ts';
import { heldOps } from './schedule-lanes.ts';
import { SessionPolicy } from './session-policy.ts';
import type { SessionRun } from './session-run.ts';
import { batchLimits, saveLearnedLimits } from './sync-state.ts';
import { outgoingFile, retryWithoutRoom, sendDocuments } from './uploads.ts';
import { isNothingToDo, keepWatchTag } from './watch.ts';

/** A batch is halved at most this often in a session: 500 edits take nine to find one that the ENT cannot read. */
const SPLITS_PER_SESSION = 40;
/** When the ENT has read nothing at all, so many edits are shown as refused: then it is not the edits. */
const UNREADABLE_EDITS_BELIEVED = 3;

/** After these nothing more is asked of the ENT in this session. */
const ENDS_SESSION: ReadonlySet<string> = new Set(['ent/paused', 'account/sign-in-needed']);

function endsSession(error: CartableError): boolean {
  return ENDS_SESSION.has(error.code) || isLineFailure(error);
}

/**
 * One sync session, from signing in to the token's end (sync.md 4).
 *
 * Every step leaves the database whole: a kill between any two lines is settled by the next session.
 * @throws CartableError of `ent/`, `account/`, `sync/`, `store/` or `vault/`; the signal's reason when cancelled
 */
export async function runSession(run: SessionRun): Promise<void> {
  let secret = run.secret;
  const onRenewedSecret = (renewed: string) => {
    secret = renewed;
    return run.onRenewedSecret(renewed);
  };
  try {
    await runAsDevice({ ...run, onRenewedSecret });
  } catch (error) {
    if (!(error instanceof DeviceOutdated)) throw error;
    let { adapter } = run;
    const deviceId = becomeNewDevice(run.context, (id) => {
      adapter = run.become(id);
    });
    await runAsDevice({ ...run, secret, adapter, deviceId, onRenewedSecret }).catch((again) => {
      throw again instanceof DeviceOutdated ? answersTheUnsent() : again;
    });
  }
}

/** An ENT that has answered a device which it sees for the first time is not asked a third time. */
function answersTheUnsent(): CartableError {
  return new CartableError('ent/refused', { status: 409, reason: 'already-answered' }, 'later');
}

async function runAsDevice(run: SessionRun): Promise<void> {
  run.onStep('signing-in');
  retryWithoutRoom(run.context);
  if (await isNothingToDo(run)) return;
  const session = await openSession(run);
  failpoint('session-opened');
  const keepSecret = keepRenewedSecret(run, session);
  try {
    await keepSecret();
    await meetAsBefore(run, session);
    run.onStep('closing');
    failpoint('session-closing');
  } finally {
    await keepSecret().finally(() => session.close());
  }
}

async function openSession({ context, adapter, secret, signal }: SessionRun): Promise<ServerSession> {
  try {
    return obedientSession(context, await adapter.openSession(secret, signal));
  } catch (error) {
    throw hearPause(context, error);
  }
}

/** Exchanges with the ENT if it is the one that we know: another, or an older state of it, is sent nothing. */
async function meetAsBefore(run: SessionRun, session: ServerSession): Promise<void> {
  const { context } = run;
  const { datasetId } = context.account;
  if (session.identity.datasetId !== datasetId) throw offerDataset(context, session.identity);
  try {
    const policy = await SessionPolicy.open(run, session);
    if (isOutdated(context, policy.inForce)) throw new DeviceOutdated();
    await exchange(run, session, policy);
    // It may change at any reply, and holds from then on.
    await policy.obey();
    keepWatchTag(context, session);
    withdrawOffer(context);
    await receiveWhatMayCome(run, session, policy);
  } catch (error) {
    if (!(error instanceof WentBackward)) throw error;
    // The next session looks again: everything is compared before anything is sent.
    context.store.write(() => saveCursor(context, null));
    throw offerDataset(context, session.identity);
  }
}

/** An ENT may renew the secret at the beginning, and again in a session that outlives its token: each is kept. */
function keepRenewedSecret(run: SessionRun, session: ServerSession): () => Promise<void> {
  let kept: string | null = null;
  return async () => {
    if (session.renewedSecret === null || session.renewedSecret === kept) return;
    kept = session.renewedSecret;
    failpoint('secret-renewed');
    await run.onRenewedSecret(kept);
  };
}

async function exchange(run: SessionRun, session: ServerSession, policy: SessionPolicy): Promise<void> {
  // Unknown outcomes first: the same bytes again, whatever has been edited since.
  let hasMore = true;
  // What would delete too much stops the pull, never the edits that wait: it is told at the end.
  let held: CartableError | null = null;
  if (readDatasetChange(run.context) !== null) held = await receiveChanges(run, session);
  for (const batch of unansweredBatches(run.context)) {
    hasMore = await push(run, session, batch).catch(async (error) => {
      if (await changeForm(run, session, batch, error)) return true;
      if (wholeRefusal(error) === null) throw error;
      // What is in it goes on its way again, in batches that the ENT takes; under its names, since an earlier sending may have passed.
      unsealUnread(run.context, batch.batchId);
      return true;
    });
  }
  if (held === null && readCursor(run.context) === null) {
    held = await receiveChanges(run, session);
    hasMore = false;
  }
  run.onStep('sending-documents');
  const failure = await sendWhatCanGo(run, session, policy);
  failpoint('documents-sent');
  run.onStep('pushing');
  hasMore = (await pushAll(run, session, policy)) ?? hasMore;
  if (hasMore && held === null) held = await receiveChanges(run, session);
  if (failure !== null || held !== null) throw failure ?? held;
}

/** The edits whose lanes may not go now: asked anew before each step, since any reply may have brought other hours. */
function heldBack({ context, mayGo }: SessionRun): ReadonlySet<string> {
  return mayGo === undefined ? new Set() : heldOps(context, mayGo);
}

/** Sends the documents. One that cannot go is told at the end: it must not keep grades from leaving. */
async function sendWhatCanGo(
  run: SessionRun,
  session: ServerSession,
  policy: SessionPolicy,
): Promise<CartableError | null> {
  try {
    run.tally.documentsSent += await sendDocuments(run.context, session, policy, run.onTransfer, {
      held: heldBack(run),
      between: betweenDocuments(run, policy, () => pushAll(run, session, policy)).between,
    });
    return null;
  } catch (error) {
    if (error instanceof HoursOver) return null;
    if (run.signal.aborted || !(error instanceof CartableError) || endsSession(error)) throw error;
    return error;
  }
}

/** Receives the documents whose hours it is, for as long as it is. */
async function receiveWhatMayCome(
  run: SessionRun,
  session: ServerSession,
  policy: SessionPolicy,
): Promise<void> {
  const { context, tally } = run;
  run.onStep('fetching-documents');
  if (run.mayGo?.('bulk') === false) return;
  const turns = betweenDocuments(run, policy, async () => {
    await pushAll(run, session, policy);
    keepWatchTag(context, session);
  });
  const before = tally.documentsReceived;
  // Counted as they come: a session that is cancelled, or cut, has received what it has.
  const onProgress: SessionRun['onTransfer'] = (progress) => {
    tally.documentsReceived = before + progress.documents;
    run.onTransfer(progress);
  };
  await receiveDocuments(context, session, onProgress, turns).catch((error) => {
    if (!(error instanceof HoursOver)) throw error;
  });
}

/** Sends every edit that is ready. Null when there was none; else whether the last reply had more to pull. */
async function pushAll(
  run: SessionRun,
  session: ServerSession,
  policy: SessionPolicy,
): Promise<boolean | null> {
  let hasMore: boolean | null = null;
  let splits = 0;
  let unreadable = 0;
  let opsAtMost = Number.POSITIVE_INFINITY;
  let lastAcknowledged = -1;
  for (;;) {
    run.signal.throwIfAborted();
    await policy.obey();
    const learned = batchLimits(run.context, policy.inForce);
    const limits = { ...learned, ops: Math.min(learned.ops, opsAtMost) };
    const batch = sealNextBatch(run.context, run.deviceId, limits, {
      held: heldBack(run),
      ...formOf(session, policy.inForce),
    });
    if (batch === null) return hasMore;
    failpoint('batch-sealed');
    try {
      hasMore = await push(run, session, batch);
    } catch (error) {
      if (await changeForm(run, session, batch, error)) continue;
      const code = wholeRefusal(error);
      if (code === null || splits++ >= SPLITS_PER_SESSION) throw error;
      if (batch.opCount > 1) {
        unsealUnread(run.context, batch.batchId);
        if (error instanceof BatchTooLarge)
          saveLearnedLimits(run.context, halveLimits(limits, batch.opCount, error.limit));
        else opsAtMost = Math.floor(batch.opCount / 2);
        continue;
      }
      // An ENT that has no room for a grade has none for anything: it waits, and is nobody's to decide.
      if (code === 'quota' && !bearsDocuments(run.context, batch.batchId)) throw error;
      if (code === 'invalid' && run.tally.editsSent === 0 && unreadable++ >= UNREADABLE_EDITS_BELIEVED)
        throw error;
      refuseBatch(run.context, batch.batchId, code);
      hasMore = true;
      continue;
    }
    opsAtMost *= 2;
    // A reply that acknowledges nothing would be sealed again for ever: the rest waits for the next session.
    if (run.tally.editsSent === lastAcknowledged) return hasMore;
    lastAcknowledged = run.tally.editsSent;
  }
}

/** The code under which an edit is refused when nothing in its batch was looked at, and it is what stands in the way; else null. */
function wholeRefusal(error: unknown): 'too-large' | 'invalid' | 'key-reused' | 'quota' | null {
  if (error instanceof BatchTooLarge) return 'too-large';
  if (hasCode(error, 'ent/server-error') && error.params.status === 507) return 'quota';
  // A fault of ours, not of what the teacher wrote.
  if (hasCode(error, 'ent/refused') && error.params.reason === 'key-reused') return 'key-reused';
  const isRefused = error instanceof CartableError && error.code === 'ent/refused';
  return isRefused && (error.params.status === 400 || error.params.status === 422) ? 'invalid' : null;
}

/** Sends one sealed batch and takes its answer in. True when there is more to pull. */
async function push(run: SessionRun, session: ServerSession, batch: SealedBatch): Promise<boolean> {
  countAttempt(run.context, batch.batchId);
  try {
    const fileOf = (sha256: string) => outgoingFile(run.context, sha256);
    const reply = await session.pushBatch({ ...batch, fileOf });
    failpoint('answer-received');
    if (session.keepsLedger) rememberAnswered(run.context, run.deviceId, batch.batchId);
    const { acknowledged, copies, received } = applyBatchReply(run.context, batch.batchId, reply);
    run.tally.editsSent += acknowledged;
    for (const copy of copies) run.tally.copiesReturned.add(copy);
    run.tally.changesReceived += received ?? 0;
    if (reply.backoff_s !== undefined) pauseFor(run.context, reply.backoff_s * 1000);
    return reply.more || reply.cursor === null || received === null;
  } catch (error) {
    // Answered long ago and forgotten, or answered to a copy of this profile: which of the two cannot be known.
    if (error instanceof BatchAlreadyAnswered) throw new DeviceOutdated();
    if (!(error instanceof CursorExpired)) throw namedFailure(batch, error);
    return meetExpiredBatch(run, session, batch, (again) => push(run, session, again));
  }
}
