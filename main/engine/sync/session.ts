import type { ServerSession } from '../connectors/server-adapter.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { failpoint } from '../platform/failpoint.ts';
import { pausedUntil } from './back-off-state.ts';
import { hasFailingEdits } from './batches.ts';
import { offerDataset, readDatasetChange, WentBackward, withdrawOffer } from './dataset-change.ts';
import { EditSender } from './edit-sender.ts';
import { DocumentExchange } from './exchange-documents.ts';
import { FailureSearch } from './failure-search.ts';
import { becomeNewDevice, DeviceOutdated, isOutdated } from './new-device.ts';
import { hearPause, obedientSession } from './obedient-session.ts';
import { readCursor, saveCursor } from './pull.ts';
import { receiveChanges } from './receive-changes.ts';
import { type FailedEdits, retryDaily, setAsideAgain } from './retry-daily.ts';
import { goneWrongInARow } from './session-log.ts';
import { SessionPolicy } from './session-policy.ts';
import type { SessionRun } from './session-run.ts';
import { paused } from './silence.ts';
import type { SyncContext } from './sync-context.ts';
import { suspectsOf } from './waiting-documents.ts';
import { isNothingToDo, keepWatchTag } from './watch.ts';

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
    // The goodbye may have been answered by a wish for silence.
    const until = pausedUntil(run.context);
    if (until !== null) throw paused(until);
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
  const known = retryDaily(run);
  try {
    if (await isNothingToDo(run)) return;
    await meetEnt(run, known);
  } finally {
    setAsideAgain(run.context, known);
  }
}

async function meetEnt(run: SessionRun, known: FailedEdits): Promise<void> {
  const session = await openSession(run);
  failpoint('session-opened');
  const keepSecret = keepRenewedSecret(run, session);
  try {
    refuseOtherAccount(run, session);
    await keepSecret();
    await meetAsBefore(run, session, known);
    run.onStep('closing');
    failpoint('session-closing');
  } finally {
    await keepSecret().finally(() => session.close());
  }
}

/**
 * An ENT that mixes its teachers up would have one's grades go to another, and show one the other's students. Another dataset may
 * well know the teacher by another id: that is asked (`offerDataset`).
 *
 * @throws CartableError `account/other-account`
 */
function refuseOtherAccount({ context: { account } }: SessionRun, { identity }: ServerSession): void {
  if (identity.datasetId === account.datasetId && identity.accountId !== account.id)
    throw new CartableError('account/other-account', {}, 'after-user');
}

async function openSession({ context, adapter, secret, signal }: SessionRun): Promise<ServerSession> {
  try {
    return obedientSession(context, await adapter.openSession(secret, signal));
  } catch (error) {
    throw hearPause(context, error);
  }
}

/** Exchanges with the ENT if it is the one that we know: another, or an older state of it, is sent nothing. */
async function meetAsBefore(run: SessionRun, session: ServerSession, known: FailedEdits): Promise<void> {
  const { context } = run;
  const { datasetId } = context.account;
  if (session.identity.datasetId !== datasetId) throw offerDataset(context, session.identity);
  try {
    const policy = await SessionPolicy.open(run, session);
    if (isOutdated(context, policy.inForce)) throw new DeviceOutdated();
    const search = new FailureSearch(run, known);
    const edits = new EditSender(run, session, policy, search);
    const documents = new DocumentExchange(run, session, policy, edits);
    const held = await exchange(run, session, edits, documents);
    // It may change at any reply, and holds from then on.
    await policy.obey();
    if (held === null) {
      keepWatchTag(context, session);
      withdrawOffer(context);
    }
    await documents.receive();
    const failure = documents.failure ?? held ?? search.failure;
    if (failure !== null) throw failure;
  } catch (error) {
    // A token that was renewed on the way may be another dataset's, as the first one may.
    if (session.identity.datasetId !== datasetId) throw offerDataset(context, session.identity);
    if (!(error instanceof WentBackward)) throw error;
    // The next session looks again: everything is compared before anything is sent.
    context.store.write(() => saveCursor(context, null));
    throw offerDataset(context, session.identity);
  }
}

/**
 * What comes before documents that go, after sessions that went wrong.
 *
 * An edit at which the ENT fails, documents that come, documents that go: each is tried first in one session of four at least, so that
 * none of the three keeps another closed, whatever it is that ends sessions. What is not under suspicion comes first anyway.
 */
function beforeOutgoing(context: SyncContext, goneWrong: number) {
  const { up, down } = suspectsOf(context);
  const isIncomingClear = !down && (up || hasFailingEdits(context));
  return { areFailing: goneWrong % 4 >= 2, isIncoming: isIncomingClear || goneWrong % 2 === 0 };
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
 * @returns the failure to tell when the ENT would delete more than is believed, else null
 */
async function exchange(
  run: SessionRun,
  session: ServerSession,
  edits: EditSender,
  documents: DocumentExchange,
): Promise<CartableError | null> {
  // What would delete too much stops the pull, never the edits that wait: it is told at the end.
  let held: CartableError | null = null;
  if (readDatasetChange(run.context) !== null) held = await receiveChanges(run, session);
  const pull = async () => {
    if (held === null) held = await receiveChanges(run, session);
    edits.hasCaughtUp();
  };
  await edits.sendUnanswered();
  if (held === null && readCursor(run.context) === null) await pull();
  const pushAndPull = async (given = {}) => {
    run.onStep('pushing');
    await edits.sendReady(given);
    if (edits.isBehind) await pull();
  };
  // What has ended a session may end this one: then neither a grade nor news waits for a document, nor for an edit at which
  // the ENT fails, nor what comes for what goes. Else all go together.
  const goneWrong = goneWrongInARow(run.context);
  if (goneWrong > 0) {
    const before = beforeOutgoing(run.context, goneWrong);
    await pushAndPull({ isWithoutFailing: true });
    if (before.areFailing) await pushAndPull();
    if (before.isIncoming) await documents.receive();
  }
  await documents.send();
  failpoint('documents-sent');
  await pushAndPull();
  return held;
}
