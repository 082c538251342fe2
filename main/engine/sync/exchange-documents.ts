import { SIGN_IN_CODES } from '../../../preload/contract/errors.ts';
import type { ServerSession } from '../connectors/server-adapter.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { isLineFailure } from '../platform/http-failure.ts';
import { type Apart, apartFromDocuments, betweenDocuments, HoursOver } from './between-documents.ts';
import { receiveDocuments } from './downloads.ts';
import type { EditSender } from './edit-sender.ts';
import { asRefusalOfRight } from './refused-documents.ts';
import { heldOps } from './schedule-lanes.ts';
import type { SessionPolicy } from './session-policy.ts';
import type { SessionRun } from './session-run.ts';
import { sendDocuments } from './uploads.ts';
import { keepWatchTag } from './watch.ts';

/** After these nothing more is asked of the ENT in this session. */
const ENDS_SESSION: ReadonlySet<string> = new Set(['ent/paused', ...SIGN_IN_CODES]);

/** The documents of one session, both ways. What cannot go, or come, is told at its end: it keeps nothing else away. */
export class DocumentExchange {
  readonly #run: SessionRun;
  readonly #session: ServerSession;
  readonly #policy: SessionPolicy;
  readonly #edits: EditSender;
  #failure: CartableError | null = null;
  /** Edits that go between two documents: what they fail with ends the session, as it does elsewhere. */
  readonly #between: Apart;
  /** Asked for in this session: what could not be had then is not asked for again. */
  readonly #asked = new Set<string>();

  constructor(run: SessionRun, session: ServerSession, policy: SessionPolicy, edits: EditSender) {
    this.#run = run;
    this.#session = session;
    this.#policy = policy;
    this.#edits = edits;
    this.#between = apartFromDocuments(() => edits.sendReady());
  }

  /** Why documents could not go, or come, so far. */
  get failure(): CartableError | null {
    return this.#failure;
  }

  /** Sends those that may go. @throws what ends the session */
  async send(): Promise<void> {
    const { context, tally, mayGo, onTransfer, onStep } = this.#run;
    onStep('sending-documents');
    await this.#untilHoursAreOver(async () => {
      tally.documentsSent += await sendDocuments(context, this.#session, this.#policy, onTransfer, {
        held: heldOps(context, mayGo),
        between: betweenDocuments(this.#run, this.#policy, this.#between.pass).between,
      });
    });
  }

  /** Receives those whose hours it is, for as long as it is, each asked for once in a session. @throws what ends the session */
  async receive(): Promise<void> {
    const { context, tally, mayGo, onTransfer, onStep } = this.#run;
    onStep('fetching-documents');
    if (mayGo?.('bulk') === false) return;
    const turns = betweenDocuments(this.#run, this.#policy, async () => {
      await this.#between.pass();
      if (!this.#edits.isBehind) keepWatchTag(context, this.#session);
    });
    const before = tally.documentsReceived;
    // Counted as they come: a session that is cancelled, or cut, has received what it has.
    const onProgress: SessionRun['onTransfer'] = (progress) => {
      tally.documentsReceived = before + progress.documents;
      onTransfer(progress);
    };
    await this.#untilHoursAreOver(() =>
      receiveDocuments(context, this.#session, onProgress, { turns, asked: this.#asked }),
    );
  }

  /** What fails without ending the session is told at its end. */
  async #untilHoursAreOver(exchange: () => Promise<void>): Promise<void> {
    try {
      await exchange();
    } catch (error) {
      if (error instanceof HoursOver) return;
      if (this.#between.isOwn(error) || this.#run.signal.aborted) throw error;
      const failure = this.#session.namesDocumentsByBytes ? asRefusalOfRight(error) : error;
      if (!(failure instanceof CartableError) || endsSession(failure)) throw error;
      this.#failure ??= failure;
    }
  }
}

function endsSession(error: CartableError): boolean {
  return ENDS_SESSION.has(error.code) || isLineFailure(error);
}
