import type { SyncProgress, SyncStep } from '../../../preload/contract/sync.ts';
import type { HttpTraffic } from '../platform/http.ts';
import type { TransferProgress } from './session-run.ts';

type Transfer = Parameters<TransferProgress>[0];

const NOTHING: Transfer = { documents: 0, bytes: 0, documentsTotal: 0, bytesTotal: 0 };

/** Told at most this often. */
const INTERVAL_MS = 100;
/** Looked at this often while a bundle is on the line, which tells nothing itself before its end. */
const LOOK_MS = 500;

/**
 * Follows one session for whoever looks on.
 *
 * A bundle of a whole class is one request, minutes long on a slow line. So what has passed by the line since the last
 * document arrived is counted too, up to what is left: a request that is sent again never shows more than there is.
 */
export class TransferFollower {
  readonly #sessionId: string;
  readonly #traffic: HttpTraffic;
  readonly #tell: (progress: SyncProgress) => void;
  readonly #looking: NodeJS.Timeout;
  #step: SyncStep = 'signing-in';
  #transfer: Transfer = NOTHING;
  /** Of the line, when the last document had arrived. */
  #passedBefore = 0;
  #told: { readonly atMs: number; readonly bytesDone: number } = {
    atMs: Number.NEGATIVE_INFINITY,
    bytesDone: 0,
  };

  constructor(sessionId: string, traffic: HttpTraffic, tell: (progress: SyncProgress) => void) {
    this.#sessionId = sessionId;
    this.#traffic = traffic;
    this.#tell = tell;
    this.#looking = setInterval(() => this.#look(), LOOK_MS);
    this.#looking.unref();
  }

  /** The session begins its next step. */
  begin(step: SyncStep): void {
    this.#step = step;
    this.#transfer = NOTHING;
    this.#passedBefore = this.#passed();
    this.#tellNow();
  }

  /** Documents have arrived; the first word of a step is always passed on, since it says how many there are. */
  follow(transfer: Transfer): void {
    const isFirst = this.#transfer.documentsTotal !== transfer.documentsTotal;
    this.#transfer = transfer;
    this.#passedBefore = this.#passed();
    if (isFirst || performance.now() - this.#told.atMs >= INTERVAL_MS) this.#tellNow();
  }

  stop(): void {
    clearInterval(this.#looking);
  }

  #look(): void {
    if (this.#bytesDone() !== this.#told.bytesDone) this.#tellNow();
  }

  #passed(): number {
    return this.#step === 'fetching-documents' ? this.#traffic.bytesDown : this.#traffic.bytesUp;
  }

  #bytesDone(): number {
    const { bytes, bytesTotal } = this.#transfer;
    return Math.min(bytesTotal, bytes + this.#passed() - this.#passedBefore);
  }

  #tellNow(): void {
    const bytesDone = this.#bytesDone();
    this.#told = { atMs: performance.now(), bytesDone };
    this.#tell({
      sessionId: this.#sessionId,
      step: this.#step,
      requests: this.#traffic.requests,
      bytesUp: this.#traffic.bytesUp,
      bytesDown: this.#traffic.bytesDown,
      documentsDone: this.#transfer.documents,
      documentsTotal: this.#transfer.documentsTotal,
      bytesDone,
      bytesTotal: this.#transfer.bytesTotal,
    });
  }
}
