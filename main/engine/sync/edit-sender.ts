import { BatchAlreadyAnswered, BatchTooLarge, CursorExpired } from '../connectors/adapter-types.ts';
import type { ServerSession } from '../connectors/server-adapter.ts';
import { CartableError, hasCode } from '../platform/cartable-error.ts';
import { failpoint } from '../platform/failpoint.ts';
import { applyBatchReply, refuseBatch } from './answers.ts';
import { pauseFor } from './back-off-state.ts';
import { changeForm, cursorOf, formOf, namedFailure } from './batch-form.ts';
import {
  bearsDocuments,
  countAttempt,
  countRefused,
  isFailing,
  type SealedBatch,
  sealNextBatch,
  unansweredBatches,
  unsealUnread,
} from './batches.ts';
import { rememberAnswered } from './dataset-change.ts';
import { meetExpiredBatch } from './expired-batch.ts';
import type { FailureSearch } from './failure-search.ts';
import { DeviceOutdated } from './new-device.ts';
import { halveLimits } from './planner.ts';
import { receiveChanges } from './receive-changes.ts';
import { asRefusalOfRight, isRefusal } from './refused-documents.ts';
import { tryDailyOnly } from './retry-daily.ts';
import { heldOps } from './schedule-lanes.ts';
import type { SessionPolicy } from './session-policy.ts';
import type { SessionRun } from './session-run.ts';
import { isPauseForFailure } from './silence.ts';
import { batchLimits, saveLearnedLimits } from './sync-state.ts';
import { outgoingFile } from './uploads.ts';

/** A batch is halved at most this often in a session: 500 edits take nine to find one that the ENT cannot read. */
const SPLITS_PER_SESSION = 40;
/** Where the ENT has read nothing at all, so many edits are shown as refused for a reason, in all sessions: with more it is not the edits. */
const UNREADABLE_EDITS_BELIEVED = 3;
/** A batch that is smaller teaches nothing of what is too large. */
const TEACHING_BYTES = 8 * 1024;
/** The edits of one session on their way: batch after batch, and what is wrong with one kept from stopping the others. */
export class EditSender {
  readonly #run: SessionRun;
  readonly #session: ServerSession;
  readonly #policy: SessionPolicy;
  readonly #search: FailureSearch;
  /** What a failure of `#push` is about: a batch whose cursor has expired goes again as another one. */
  #sent: SealedBatch | null = null;
  /** News are asked for in between, because a cursor has expired. */
  #isPulling = false;
  #splits = 0;
  #opsAtMost = Number.POSITIVE_INFINITY;
  /** A cursor was said to be forgotten, and another one given. */
  #hasNewCursor = false;
  #isBehind = true;

  constructor(run: SessionRun, session: ServerSession, policy: SessionPolicy, search: FailureSearch) {
    this.#run = run;
    this.#session = session;
    this.#policy = policy;
    this.#search = search;
  }

  /** The ENT has news beyond its last reply, or some in it that were not believed; also before anything was asked. */
  get isBehind(): boolean {
    return this.#isBehind;
  }

  /** Everything that the ENT has told of was taken in, or is held for the teacher to decide. */
  hasCaughtUp(): void {
    this.#isBehind = false;
  }

  /**
   * Sends again what was sealed and never answered: unknown outcomes first, the same bytes, whatever has been edited since.
   */
  async sendUnanswered(): Promise<void> {
    for (const unanswered of unansweredBatches(this.#run.context)) {
      try {
        await this.#push(unanswered);
      } catch (error) {
        const batch = this.#failedAt(unanswered, error);
        this.#meetPause(batch, error);
        if (await changeForm(this.#run, this.#session, batch, error)) continue;
        if (this.#isOfTheEdits(batch, error)) this.#search.divide(batch, error);
        else if (wholeRefusal(error) === null) throw error;
        // What is in it goes on its way again, in batches that the ENT takes; under its names, since an earlier sending may have passed.
        else unsealUnread(this.#run.context, batch.batchId);
      }
    }
  }

  /**
   * Sends every edit that is ready.
   *
   * @param given.isWithoutFailing those among which the ENT fails at one wait
   */
  async sendReady({ isWithoutFailing = false } = {}): Promise<void> {
    const { signal, tally, context } = this.#run;
    let lastAcknowledged = -1;
    for (;;) {
      signal.throwIfAborted();
      await this.#policy.obey();
      const sealed = this.#search.isOver ? null : this.#sealNext(isWithoutFailing);
      if (sealed === null) break;
      failpoint('batch-sealed');
      const wasFailing = isFailing(context, sealed.batchId);
      try {
        await this.#push(sealed);
      } catch (error) {
        const batch = this.#failedAt(sealed, error);
        this.#meetPause(batch, error);
        await this.#meetRefusal(batch, error);
        continue;
      }
      this.#opsAtMost *= 2;
      if (wasFailing) this.#search.passed();
      // A reply that acknowledges nothing would be sealed again for ever: the rest waits for the next session.
      if (tally.editsSent === lastAcknowledged) break;
      lastAcknowledged = tally.editsSent;
    }
    this.#search.setAside();
  }

  #sealNext(isWithoutFailing: boolean): SealedBatch | null {
    const { context, deviceId, mayGo } = this.#run;
    const learned = batchLimits(context, this.#policy.inForce);
    const held = new Set([...heldOps(context, mayGo), ...this.#search.held]);
    return sealNextBatch(
      context,
      deviceId,
      { ...learned, ops: Math.min(learned.ops, this.#opsAtMost) },
      {
        held,
        isWithoutFailing: isWithoutFailing || this.#search.isForNow,
        failingTimes: this.#search.times,
        ...formOf(this.#session, this.#policy.inForce),
      },
    );
  }

  /** A batch was not taken: it goes again in another form or in smaller ones, or its one edit is shown. @throws what is no refusal of the batch */
  async #meetRefusal(batch: SealedBatch, error: unknown): Promise<void> {
    const { context, tally } = this.#run;
    if (await changeForm(this.#run, this.#session, batch, error)) return;
    if (this.#isOfTheEdits(batch, error)) {
      this.#search.divide(batch, error);
      return;
    }
    const code = wholeRefusal(error);
    if (code === null) throw error;
    const failure = named(error);
    if (this.#splits++ >= SPLITS_PER_SESSION) {
      this.#search.stop(batch, failure);
      return;
    }
    if (batch.opCount > 1) {
      unsealUnread(context, batch.batchId);
      if (error instanceof BatchTooLarge && teachesLimits(batch, error)) {
        const limits = batchLimits(context, this.#policy.inForce);
        saveLearnedLimits(context, halveLimits(limits, batch.opCount, error.limit));
      } else this.#opsAtMost = Math.floor(batch.opCount / 2);
      return;
    }
    // An ENT that has no room for a grade has none for anything: it waits, and is nobody's to decide.
    if (code === 'quota' && !bearsDocuments(context, batch.batchId)) {
      this.#search.stop(batch, failure);
      return;
    }
    const isBelieved = tally.editsSent > 0 || countRefused(context, code) < UNREADABLE_EDITS_BELIEVED;
    if (code !== 'quota' && !isBelieved) {
      this.#search.meetUnread(batch, failure, code);
      return;
    }
    refuseBatch(context, batch.batchId, code);
  }

  /** True when a batch, or what was found to stand in its way, is answered by no more than a failure, again and again. */
  #isOfTheEdits(batch: SealedBatch, error: unknown): error is CartableError {
    if (!(error instanceof CartableError) || wholeRefusal(error) !== null || !mayBeTheEdits(error))
      return false;
    return this.#search.isAbout(batch);
  }

  /**
   * A failure of the ENT that asks for silence, again and again at the same batch, may be for what is in it: the session
   * ends, and the next ones look by halves, after everything else.
   *
   * @throws the error, if it is one
   */
  #meetPause(batch: SealedBatch, error: unknown): void {
    if (!isPauseForFailure(error) || !this.#search.isAbout(batch)) return;
    tryDailyOnly(this.#run.context, this.#search.divide(batch, error));
    this.#search.setAside();
    throw error;
  }

  /** @returns the batch that a failure of `#push` is about @throws the failure, when it is of a pull: no edit is held answerable for it */
  #failedAt(batch: SealedBatch, error: unknown): SealedBatch {
    if (this.#isPulling) throw error;
    return this.#sent ?? batch;
  }

  /** @returns the failure to tell, as `receiveChanges` */
  async #pull(): Promise<CartableError | null> {
    this.#isPulling = true;
    const held = await receiveChanges(this.#run, this.#session);
    this.#isPulling = false;
    return held;
  }

  /** Sends one sealed batch and takes its answer in. */
  async #push(batch: SealedBatch): Promise<void> {
    const { context, deviceId, tally } = this.#run;
    this.#sent = batch;
    this.#search.sending(batch);
    this.#isBehind = true;
    countAttempt(context, batch.batchId);
    try {
      const fileOf = (sha256: string) => outgoingFile(context, sha256);
      const reply = await this.#session.pushBatch({ ...batch, fileOf });
      failpoint('answer-received');
      // A reply that names none of its edits is no answer: the ENT may not know of the batch.
      if (this.#session.keepsLedger && reply.results.length > 0)
        rememberAnswered(context, deviceId, batch.batchId);
      const { acknowledged, copies, received } = applyBatchReply(context, batch.batchId, reply, {
        hasLedger: this.#session.keepsLedger,
      });
      tally.editsSent += acknowledged;
      for (const copy of copies) tally.copiesReturned.add(copy);
      tally.changesReceived += received ?? 0;
      tally.namelessRows += reply.namelessCount ?? 0;
      if (reply.backoff_s !== undefined && reply.backoff_s > 0) pauseFor(context, reply.backoff_s * 1000);
      this.#isBehind = reply.more || reply.cursor === null || received === null;
    } catch (error) {
      // Answered long ago and forgotten, or answered to a copy of this profile: which of the two cannot be known.
      if (error instanceof BatchAlreadyAnswered) throw new DeviceOutdated();
      if (!(error instanceof CursorExpired)) {
        const failure = namedFailure(batch, error);
        // A token that is refused as soon as it is new is another matter: the teacher signs in again.
        throw hasCode(failure, 'account/sign-in-needed') && failure.params.reason === 'no-right'
          ? asRefusalOfRight(failure)
          : failure;
      }
      // It cannot have forgotten what it has just given, or was not told.
      if (this.#hasNewCursor || cursorOf(batch) === null)
        throw new CartableError('ent/refused', { status: 410 }, 'later');
      this.#hasNewCursor = true;
      const pull = () => this.#pull();
      const again = (resealed: SealedBatch) => this.#push(resealed);
      if (await meetExpiredBatch(this.#run, batch, pull, again)) this.#isBehind = false;
    }
  }
}

/** A proxy that finds a few bytes too large, and does not say what would not be, is counting something else. */
function teachesLimits({ body }: SealedBatch, { limit }: BatchTooLarge): boolean {
  return limit !== null || body.byteLength >= TEACHING_BYTES;
}

/** What an ENT, or a wall before it, may answer to a batch for what is in it, though it answers everything else of a session. */
function mayBeTheEdits(error: CartableError): boolean {
  return isRefusal(error) || error.code === 'ent/server-error' || error.code === 'ent/unreachable';
}

/** A refusal of a whole batch as it is told. */
function named(error: unknown): CartableError {
  return error instanceof CartableError ? error : new CartableError('ent/refused', { status: 413 });
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
