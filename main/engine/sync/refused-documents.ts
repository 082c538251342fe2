import { CartableError } from '../platform/cartable-error.ts';

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
/** One whose requests have ended so many sessions, the last of them alone, is believed to be why where few have. */
const BELIEVED_SESSIONS = TOGETHER_AT_MOST.length + BELIEVED_TIMES;

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
    .map(([suspicion, alike]) => ({ documents: alike, atMost: TOGETHER_AT_MOST[suspicion] ?? 1 }));
}

/** Documents that are refused in one session: together, until by halves it is known which of them it is about. */
export class RefusedDocuments<D extends Travelling> {
  readonly #waiting: readonly D[];
  readonly #note: (document: D, verdict: Verdict) => void;
  readonly #alone: D[] = [];
  readonly #tooLarge = new Set<D>();
  readonly #progressed = new Set<D>();
  #passed = 0;
  #refusals = 0;
  #isCutShort = false;
  #failure: CartableError | null = null;

  /**
   * @param waiting all that are on their way in this session
   * @param note to be remembered of a document
   */
  constructor(waiting: readonly D[], note: (document: D, verdict: Verdict) => void) {
    this.#waiting = waiting;
    this.#note = note;
  }

  /** How many have passed. */
  get passed(): number {
    return this.#passed;
  }

  /** None has passed, and some were too large, even alone. */
  get areAllTooLarge(): boolean {
    return this.#passed === 0 && this.#tooLarge.size > 0;
  }

  /** Documents have passed: it is not all of them that are refused. */
  pass(count: number): void {
    this.#passed += count;
  }

  /** False when enough was refused: these wait for the next session. */
  mayAsk(documents: readonly D[]): boolean {
    const isOutage = this.#passed === 0 && this.#alone.filter(isNew).length >= BELIEVED_DOCUMENTS;
    if (!isOutage && this.#refusals < REFUSALS_PER_SESSION) return true;
    this.#isCutShort ||= documents.some(isNew);
    return false;
  }

  /** A request for these was refused. @throws the error when it is not for what was in the request, as far as is known */
  meet(error: unknown, documents: readonly D[]): 'refused' {
    if (!(error instanceof CartableError)) throw error;
    if (!isRefusal(error) && !this.#isCutAtSuspect(error, documents)) {
      this.noteSessionEnd(error, documents);
      throw error;
    }
    this.#refusals += 1;
    // Where others are answered a page is no portal's, which would end the session.
    this.#failure = error.code.startsWith('network/')
      ? new CartableError('ent/not-an-ent', {}, 'later')
      : error;
    const [document] = documents;
    if (documents.length !== 1 || document === undefined) return 'refused';
    this.#alone.push(document);
    if (error.params.status === 413) this.#tooLarge.add(document);
    return 'refused';
  }

  /** More of it is there than before: it is the line that ends sessions, not the document. */
  progress(document: D): void {
    this.#progressed.add(document);
  }

  /** A line that is cut at one that has come to go alone is believed to be cut for it, if the ENT answers what comes after. */
  #isCutAtSuspect({ code }: CartableError, [document, ...others]: readonly D[]): boolean {
    if (code !== 'ent/unreachable' || document === undefined || others.length > 0) return false;
    return (goesAlone(document) || !isNew(document)) && !this.#progressed.has(document);
  }

  /** The session ends at these, for a line that broke or what the ENT wants: whether it was for them the next ones find out, by smaller company. */
  noteSessionEnd({ code }: CartableError, documents: readonly D[]): void {
    if (code.startsWith('network/') ? !ANSWERED.has(code) : !/^(ent|account)\//.test(code)) return;
    const areFew = this.#waiting.filter(goesAlone).length <= BELIEVED_DOCUMENTS;
    for (const document of documents) {
      const sessionsEnded = this.#progressed.has(document) ? 0 : document.sessionsEnded + 1;
      const isBelieved = documents.length === 1 && areFew && sessionsEnded >= BELIEVED_SESSIONS;
      const isItsOwn = isBelieved || !isNew(document);
      const { refusedTimes } = document;
      this.#note(document, {
        isItsOwn,
        refusedTimes: isItsOwn ? Math.max(refusedTimes + 1, BELIEVED_TIMES) : refusedTimes,
        sessionsEnded,
        code: 'document-refused',
      });
    }
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
      const isItsOwn = this.#passed > 0 || times >= BELIEVED_TIMES;
      this.#note(document, {
        isItsOwn,
        refusedTimes: isItsOwn ? Math.max(times, BELIEVED_TIMES) : times,
        sessionsEnded: document.sessionsEnded,
        code: this.#tooLarge.has(document) ? 'too-large' : 'document-refused',
      });
      isOpen ||= !isItsOwn;
    }
    if (isOpen) throw this.#failure;
  }
}

/** Not known yet to be refused for its own sake. */
function isNew({ refusedTimes }: Travelling): boolean {
  return refusedTimes < BELIEVED_TIMES;
}

/** What something on the way to the ENT has answered: the line itself is there. */
const ANSWERED: ReadonlySet<string> = new Set(['network/captive-portal', 'network/proxy-sign-in']);

/** No more than it alone is asked for, or sent, in a request. */
function goesAlone({ sessionsEnded }: Travelling): boolean {
  return sessionsEnded >= TOGETHER_AT_MOST.length;
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
