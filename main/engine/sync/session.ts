import type { ServerSession } from '../connectors/server-adapter.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { failpoint } from '../platform/failpoint.ts';
import { isLineFailure } from '../platform/http-failure.ts';
import { hasFailingEdits } from './batches.ts';
import { betweenDocuments, HoursOver } from './between-documents.ts';
import { offerDataset, readDatasetChange, WentBackward, withdrawOffer } from './dataset-change.ts';
import { receiveDocuments } from './downloads.ts';
import { EditSender } from './edit-sender.ts';
import { becomeNewDevice, DeviceOutdated, isOutdated } from './new-device.ts';
import { hearPause, obedientSession } from './obedient-session.ts';
import { readCursor, saveCursor } from './pull.ts';
import { receiveChanges } from './receive-changes.ts';
import { retryDaily } from './retry-daily.ts';
import { heldOps } from './schedule-lanes.ts';
import { hasLastGoneWrong } from './session-log.ts';
import { SessionPolicy } from './session-policy.ts';
import type { SessionRun } from './session-run.ts';
import { sendDocuments } from './uploads.ts';
import { suspectsOf } from './waiting-documents.ts';
import { isNothingToDo, keepWatchTag } from './watch.ts';

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
  retryDaily(run);
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
    const edits = new EditSender(run, session, policy);
    const failure = await exchange(run, session, policy, edits);
    // It may change at any reply, and holds from then on.
    await policy.obey();
    keepWatchTag(context, session);
    withdrawOffer(context);
    await receiveWhatMayCome(run, session, policy, edits);
    if (failure !== null || edits.failure !== null) throw failure ?? edits.failure;
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

/**
 * Sends what waits, and learns what is new.
 *
 * @returns why documents could not go, to be told when those that may come have come
 */
async function exchange(
  run: SessionRun,
  session: ServerSession,
  policy: SessionPolicy,
  edits: EditSender,
): Promise<CartableError | null> {
  // What would delete too much stops the pull, never the edits that wait: it is told at the end.
  let held: CartableError | null = null;
  if (readDatasetChange(run.context) !== null) held = await receiveChanges(run, session);
  let hasMore = await edits.sendUnanswered();
  if (held === null && readCursor(run.context) === null) {
    held = await receiveChanges(run, session);
    hasMore = false;
  }
  const pushAndPull = async (given = {}) => {
    run.onStep('pushing');
    hasMore = (await edits.sendReady(given)) ?? hasMore;
    if (hasMore && held === null) held = await receiveChanges(run, session);
    hasMore = false;
  };
  // What has ended a session may end this one: then neither a grade nor news waits for a document, nor for an edit at which
  // the ENT fails, nor what comes for what is under suspicion on its way up. Else all go together.
  if (hasLastGoneWrong(run.context)) {
    await pushAndPull({ isWithoutFailing: true });
    const suspects = suspectsOf(run.context);
    const mayEnd = suspects.up || hasFailingEdits(run.context);
    if (mayEnd && !suspects.down && held === null) await receiveWhatMayCome(run, session, policy, edits);
  }
  run.onStep('sending-documents');
  const failure = await sendWhatCanGo(run, session, policy, edits);
  failpoint('documents-sent');
  await pushAndPull();
  if (held !== null) throw failure ?? held;
  return failure;
}

/** Sends the documents. One that cannot go is told at the end: it must not keep from leaving what the others were for. */
async function sendWhatCanGo(
  run: SessionRun,
  session: ServerSession,
  policy: SessionPolicy,
  edits: EditSender,
): Promise<CartableError | null> {
  try {
    run.tally.documentsSent += await sendDocuments(run.context, session, policy, run.onTransfer, {
      held: heldOps(run.context, run.mayGo),
      between: betweenDocuments(run, policy, () => edits.sendReady()).between,
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
  edits: EditSender,
): Promise<void> {
  const { context, tally } = run;
  run.onStep('fetching-documents');
  if (run.mayGo?.('bulk') === false) return;
  const turns = betweenDocuments(run, policy, async () => {
    await edits.sendReady();
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
