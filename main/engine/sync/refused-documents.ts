import { CartableError, hasCode } from '../platform/cartable-error.ts';

/** What refuses is asked no oftener in a session: enough to find one document among 500. The search goes on in the next one. */
const REFUSALS_PER_SESSION = 10;
/** When none passes, so many are believed to be refused each for its own sake: with more it is not the documents, */
const BELIEVED_DOCUMENTS = 3;
/** and only once each was refused alone in so many sessions. */
const BELIEVED_TIMES = 3;
/** One that is believed counts from there on: until then it goes again in the next sessions, and after that once a day. */
export const PROMPTLY_BELOW_TIMES = BELIEVED_TIMES + 2;

/** So many documents go together at most when requests with them have ended no session, one, two, or three; after that each goes alone. */
const TOGETHER_AT_MOST = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 16, 4];

/** A document on its way, up or down. */
export interface Travelling {
  /** How often it was refused alone: a suspect, which goes alone and after the others. */
  readonly refusedTimes: number;
  /** How many sessions a request with it has ended since it last passed: a line that was cut, a pause, a sign-in asked for. */
  readonly sessionsEnded: number;
}

/** What is said of a document that was refused alone, or with which a session ended. */
export interface Verdict extends Travelling {
  /** It is refused for its own sake, and not as everything is. */
  readonly isItsOwn: boolean;
  /** Why, where it is its own. */
  readonly code: 'document-refused' | 'too-large';
  /** It was answered, and not only the line cut or a pause asked for: the ENT has no use for what it has of it. */
  readonly isAnswered: boolean;
}

/** Documents that are tried one after the other, so many of them in a request. */
interface Turn<D> {
  readonly documents: readonly D[];
  readonly atMost: number;
}

/** The order in which documents are tried: those under suspicion keep no others waiting, and go in ever smaller company. */
export function inTurns<D extends Travelling>(documents: readonly D[]): readonly Turn<D>[] {
  const suspicionOf = ({ refusedTimes, sessionsEnded }: D) =>
    refusedTimes > 0 ? Number.POSITIVE_INFINITY : sessionsEnded;
  return [...Map.groupBy(documents, suspicionOf)]
    .sort(([a], [b]) => a - b)
    .map(([suspicion, alike]) => ({
      // Each has its turn, although a session asks for few of them.
      documents: alike.sort((a, b) => a.refusedTimes - b.refusedTimes),
      atMost: TOGETHER_AT_MOST[suspicion] ?? 1,
    }));
}

/** Documents that are refused in one session: together, until by halves it is known which of them it is about. */
export class RefusedDocuments<D extends Travelling> {
  readonly #note: (document: D, verdict: Verdict) => void;
  readonly #alone: D[] = [];
  readonly #tooLarge = new Set<D>();
  readonly #progressed = new Set<D>();
  readonly #cut = new Set<D>();
  readonly #canBeAsked: boolean;
  #passed = 0;
  #refusals = 0;
  #isCutShort = false;
  #failure: CartableError | null = null;

  /**
   * @param given.note to be remembered of a document
   * @param given.canBeAsked false for a server that can be asked nothing else: there no page and no cut is a document's
   */
  constructor(given: { note(document: D, verdict: Verdict): void; readonly canBeAsked: boolean }) {
    this.#note = given.note;
    this.#canBeAsked = given.canBeAsked;
  }

  /** How many have passed. */
  get passed(): number {
    return this.#passed;
  }

  /** One was too large even alone: it is not sizes that were learned from it. */
  get hasTooLarge(): boolean {
    return this.#tooLarge.size > 0;
  }

  /** Documents have passed: it is not all of them that are refused. */
  pass(count: number): void {
    this.#passed += count;
  }

  /** False when enough was refused: these wait for the next session, those that are known to be refused as what they are. */
  mayAsk(documents: readonly D[]): boolean {
    const isOutage = this.#passed === 0 && this.#alone.filter(isNew).length >= BELIEVED_DOCUMENTS;
    if (!isOutage && this.#refusals < REFUSALS_PER_SESSION) return true;
    this.#isCutShort ||= documents.some(isNew);
    for (const document of documents)
      if (!isNew(document)) this.#note(document, { ...heldAgainst(document), isItsOwn: true });
    return false;
  }

  /** The ENT has no room for these: a store that is full is not asked for ever smaller bundles without end. */
  meetNoRoom(error: CartableError): void {
    this.#refusals += 1;
    this.#failure ??= error;
  }

  /** A request for these was refused. @throws the error when it is not for what was in the request, as far as is known */
  meet(error: unknown, documents: readonly D[]): 'refused' {
    if (!(error instanceof CartableError)) throw error;
    if (!this.#isRefusal(error) && !this.#isCutAtSuspect(error, documents)) {
      this.noteSessionEnd(error, documents);
      throw error;
    }
    this.#refusals += 1;
    // Where others are answered a page is no portal's, which would end the session.
    this.#failure = error.code.startsWith('network/')
      ? new CartableError('ent/not-an-ent', {}, 'later')
      : asRefusalOfRight(error);
    const [document] = documents;
    if (documents.length !== 1 || document === undefined) return 'refused';
    this.#alone.push(document);
    if (error.params.status === 413) this.#tooLarge.add(document);
    if (error.code === 'ent/unreachable') this.#cut.add(document);
    return 'refused';
  }

  #isRefusal(error: CartableError): boolean {
    return isRefusal(error) && (this.#canBeAsked || !/^(network|account)\//.test(error.code));
  }

  /** More of it is there than before: it is the line that ends sessions, not the document. */
  progress(document: D): void {
    this.#progressed.add(document);
  }

  /**
   * A line that is cut at one that has come to go alone is believed to be cut for it, if the ENT answers what comes after;
   * and at several of them, which go together because others have passed, for one of these.
   */
  #isCutAtSuspect({ code }: CartableError, documents: readonly D[]): boolean {
    if (!this.#canBeAsked || code !== 'ent/unreachable') return false;
    if (documents.length > 1 && this.#passed === 0) return false;
    return documents.every(
      (document) => (goesAlone(document) || !isNew(document)) && !this.#progressed.has(document),
    );
  }

  /** The session ends at these, for a line that broke or what the ENT wants: whether it was for them the next ones find out, by smaller company. */
  noteSessionEnd({ code, params }: CartableError, documents: readonly D[]): void {
    // Nothing was asked: a silence that the ENT wished for elsewhere.
    if (code === 'ent/paused' && params.status === undefined) {
      this.breakOff();
      return;
    }
    if (code.startsWith('network/') ? !ANSWERED.has(code) : !/^(ent|account)\//.test(code)) return;
    for (const document of documents) {
      // What comes further is not to blame, and keeps small ones waiting for no line to get better.
      const sessionsEnded = this.#progressed.has(document) ? 1 : document.sessionsEnded + 1;
      // Everybody may be asked to pause: it is this one's only where others pass, and never where it is for their number.
      const isAlone = documents.length === 1 && goesAlone(document);
      const isBelieved = this.#canBeAsked && this.#passed > 0 && isAlone && params.status !== 429;
      const isItsOwn = isBelieved || !isNew(document);
      const { refusedTimes } = document;
      this.#note(document, {
        isItsOwn,
        refusedTimes: isItsOwn ? Math.max(refusedTimes + 1, BELIEVED_TIMES) : refusedTimes,
        sessionsEnded,
        code: 'document-refused',
        isAnswered: false,
      });
    }
    this.breakOff();
  }

  /** The sending ends before its time. What was refused alone is known to be so, once others have passed. */
  breakOff(): void {
    if (this.#passed === 0) return;
    for (const document of this.#alone.splice(0))
      this.#noteRefused(document, Math.max(document.refusedTimes + 1, BELIEVED_TIMES));
  }

  /** @param times how often it was refused alone, this time with it; from `BELIEVED_TIMES` on it is its own fault */
  #noteRefused(document: D, times: number): void {
    this.#note(document, {
      isItsOwn: times >= BELIEVED_TIMES,
      refusedTimes: times,
      sessionsEnded: document.sessionsEnded,
      code: this.#tooLarge.has(document) ? 'too-large' : 'document-refused',
      isAnswered: !this.#cut.has(document),
    });
  }

  /**
   * Says of each that was refused alone whether it is for its own sake: others have passed, or the few that there are were refused often.
   *
   * @param stillRefused asks the ENT something else, which fails when nobody is there; leaves out those that it has all the same
   * @throws what was answered, when it is not known yet which documents are refused
   */
  async settle(stillRefused: (documents: readonly D[]) => Promise<readonly D[]>): Promise<void> {
    if (this.#failure === null) return;
    const refused = await stillRefused(this.#alone);
    this.#passed += this.#alone.length - refused.length;
    const areFew = !this.#isCutShort && refused.filter(isNew).length <= BELIEVED_DOCUMENTS;
    let isOpen = this.#isCutShort;
    for (const document of refused) {
      const times = areFew ? document.refusedTimes + 1 : Math.max(document.refusedTimes, 1);
      const believed = this.#passed > 0 ? Math.max(times, BELIEVED_TIMES) : times;
      this.#noteRefused(document, believed);
      isOpen ||= believed < BELIEVED_TIMES;
    }
    if (isOpen) throw this.#failure;
  }
}

/** As it is known already. */
function heldAgainst({ refusedTimes, sessionsEnded }: Travelling): Omit<Verdict, 'isItsOwn'> {
  return { refusedTimes, sessionsEnded, code: 'document-refused', isAnswered: false };
}

/** Not known yet to be refused for its own sake. */
function isNew({ refusedTimes }: Travelling): boolean {
  return refusedTimes < BELIEVED_TIMES;
}

/** What something on the way to the ENT has answered: the line itself is there. */
const ANSWERED: ReadonlySet<string> = new Set(['network/captive-portal', 'network/proxy-sign-in']);

/** No more than it alone is asked for, or sent, in a request, as long as none of its like has passed. */
export function goesAlone({ sessionsEnded }: Travelling): boolean {
  return sessionsEnded >= TOGETHER_AT_MOST.length;
}

/**
 * A session that has begun has its right, and its token: what is answered by their lack is refused, and to sign in again
 * helps nobody. Whoever has lost them for everything hears it when the next session begins.
 */
export function asRefusalOfRight<E>(error: E): E | CartableError {
  if (!hasCode(error, 'account/sign-in-needed') || error.params.reason === undefined) return error;
  return new CartableError('ent/refused', { status: 403, reason: error.params.reason });
}

/** An answer that may be about what is in the request. Pauses, the end of the teacher's sign-in and a broken line are not known to be. */
export function isRefusal({ code, params }: CartableError): boolean {
  switch (code) {
    case 'ent/refused':
    case 'ent/not-an-ent':
      return true;
    case 'ent/server-error':
      return params.status !== undefined;
    case 'network/captive-portal':
      // A network that says so itself wants to be signed in to.
      return params.isCertain === undefined;
    case 'account/sign-in-needed':
      // A session that has just begun has its right, and its token.
      return params.reason !== undefined;
    default:
      return false;
  }
}
