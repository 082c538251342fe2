import type { CartableError } from '../platform/cartable-error.ts';
import {
  attemptsOf,
  divideBatch,
  hasFailingEdits,
  isFailing,
  opIdsOf,
  type SealedBatch,
  unsealUnread,
} from './batches.ts';
import { type FailedEdits, noteTried } from './retry-daily.ts';
import type { SessionRun } from './session-run.ts';

/** An ENT that failed at the same batch so often fails at something in it; before, it may only have had a bad hour. */
const FAILURES_BELIEVED = 3;
/** An ENT that fails is asked no oftener in a session: the rest of a search goes on in the next one. */
const FAILURES_PER_SESSION = 4;

/**
 * The search of one session for the edits at which the ENT fails: by halves, after everything else, so that they keep
 * nothing from going; each is shown once others have passed.
 */
export class FailureSearch {
  readonly #run: SessionRun;
  readonly #known: FailedEdits;
  /** The ENT failed at each of these alone, or refused each, and why. */
  readonly #failedAlone = new Map<string, string>();
  #failures = 0;
  #failure: CartableError | null = null;
  #isOver = false;
  #times = 1;

  /** @param known edits at which the ENT is known to fail, tried once more */
  constructor(run: SessionRun, known: FailedEdits) {
    this.#run = run;
    this.#known = known;
  }

  /** What the ENT answered when it failed at edits that still wait for that; told at the end of the session. */
  get failure(): CartableError | null {
    const isOpen = this.#isOver || this.#failedAlone.size > 0 || hasFailingEdits(this.#run.context);
    return isOpen ? this.#failure : null;
  }

  /** The ENT reads nothing of what it is sent: no more is sent in this session. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** The names of edits that do not go again in this session. */
  get held(): Iterable<string> {
    return this.#failedAlone.keys();
  }

  /** The ENT has failed often enough for one session. */
  get isForNow(): boolean {
    return this.#failures >= FAILURES_PER_SESSION;
  }

  /** So many times as many go together as what is held against them allows: doubles with each of their batches that passes, as after an outage. */
  get times(): number {
    return this.#times;
  }

  /** A batch goes: what is known of its edits is tried once more by that, and not by a session that never comes so far. */
  sending({ batchId }: SealedBatch): void {
    if (this.#known.size === 0) return;
    const { context } = this.#run;
    for (const opId of opIdsOf(context, batchId)) if (this.#known.has(opId)) noteTried(context, opId);
  }

  /** A batch of those at which the ENT failed has passed. */
  passed(): void {
    this.#times *= 2;
  }

  /** Whether the ENT fails at a batch, or at what it is a part of, again and again. */
  isAbout({ batchId }: SealedBatch): boolean {
    const { context } = this.#run;
    return isFailing(context, batchId) || attemptsOf(context, batchId) >= FAILURES_BELIEVED;
  }

  /**
   * The ENT fails at a batch: what is in it goes in halves from now on, after everything else.
   *
   * @returns the edit, if it was alone
   */
  divide(batch: SealedBatch, error: CartableError): readonly string[] {
    this.#meet(error);
    this.#times = 1;
    const opIds = divideBatch(this.#run.context, batch);
    if (batch.opCount > 1) return [];
    for (const opId of opIds)
      this.#failedAlone.set(opId, error.params.reason === 'no-right' ? 'no-right' : 'server-error');
    return opIds;
  }

  /** Keeps an edit here for this session, so that the others go: once they have passed, it is the edit. Its order stays as it is. */
  meetUnread({ batchId }: SealedBatch, error: CartableError, code: string): void {
    const { context } = this.#run;
    this.#meet(error);
    for (const opId of opIdsOf(context, batchId)) this.#failedAlone.set(opId, code);
    unsealUnread(context, batchId);
    this.#isOver = this.isForNow;
  }

  /** Nothing of what the ENT is sent is read: the edits wait, under their names, and the rest of the session goes on. */
  stop({ batchId }: SealedBatch, error: CartableError): void {
    unsealUnread(this.#run.context, batchId);
    this.#failure = error;
    this.#isOver = true;
  }

  /** Once others have passed, or where it is known, an edit that failed alone is what the ENT fails at, and not every edit: it is shown. */
  setAside(): void {
    const { context, tally } = this.#run;
    const alone = [...this.#failedAlone].filter(([opId]) => tally.editsSent > 0 || this.#known.has(opId));
    // What was found before and is not tried any more in this session stays found.
    const left = this.#isOver || this.isForNow ? this.#known : [];
    const found = [...new Map([...left, ...alone])];
    // A pull may have made a conflict of it since, or the teacher another edit: what that needs is not taken from it.
    const pending = context.store.db.prepare("SELECT 1 FROM outbox_op WHERE op_id = ? AND state = 'pending'");
    context.store.write(() => {
      for (const [op_id, code] of found)
        if (pending.get(op_id) !== undefined) context.outbox.park({ op_id }, code);
      context.outbox.holdBackLeaders();
    });
    for (const [opId] of found) this.#failedAlone.delete(opId);
  }

  #meet(error: CartableError): void {
    this.#failures++;
    this.#failure = error;
  }
}
