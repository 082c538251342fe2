import { CartableError } from '../platform/cartable-error.ts';

/** What refuses is asked no oftener in a session: enough to find one document among 500. The search goes on in the next one. */
const REFUSALS_PER_SESSION = 10;
/** When none passes, so many are believed to be refused each for its own sake: with more it is not the documents, */
const BELIEVED_DOCUMENTS = 3;
/** and only once each was refused alone in so many sessions. */
const BELIEVED_TIMES = 3;
/** One that is believed counts from there on: until then it goes again in the next sessions, and after that once a day. */
export const PROMPTLY_BELOW_TIMES = BELIEVED_TIMES + 2;

/** A document on its way, up or down. */
interface Travelling {
  /** How often it was refused alone: a suspect, which goes alone and after the others. */
  readonly refusedTimes: number;
}

/** What is said of a document that was refused alone. */
export interface Verdict {
  /** It is refused for its own sake, and not as everything is. */
  readonly isItsOwn: boolean;
  /** To be remembered. */
  readonly refusedTimes: number;
}

/** The documents in the order in which they are tried: those under suspicion keep no others waiting. */
export function suspectsLast<D extends Travelling>(documents: readonly D[]): readonly (readonly D[])[] {
  const isSuspect = ({ refusedTimes }: D) => refusedTimes > 0;
  return [documents.filter((document) => !isSuspect(document)), documents.filter(isSuspect)];
}

/** Documents that are refused in one session: together, until by halves it is known which of them it is about. */
export class RefusedDocuments<D extends Travelling> {
  readonly #alone: D[] = [];
  #passed = 0;
  #refusals = 0;
  #isCutShort = false;
  #failure: CartableError | null = null;

  /** How many have passed. */
  get passed(): number {
    return this.#passed;
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

  /** A request for these was refused. @throws the error when it is not for what was in the request */
  meet(error: unknown, documents: readonly D[]): 'refused' {
    if (!(error instanceof CartableError) || !isRefusal(error)) throw error;
    this.#refusals += 1;
    // Where others are answered a page is no portal's, which would end the session.
    this.#failure = error.code.startsWith('network/')
      ? new CartableError('ent/not-an-ent', {}, 'later')
      : error;
    if (documents.length === 1) this.#alone.push(...documents);
    return 'refused';
  }

  /**
   * Says of each that was refused alone whether it is for its own sake: others have passed, or the few that there are were refused often.
   *
   * @param stillRefused asks the ENT something else, which fails when nobody is there; leaves out those that it has all the same
   * @throws what was answered, when it is not known yet which documents are refused
   */
  async settle(
    stillRefused: (documents: readonly D[]) => Promise<readonly D[]>,
    note: (document: D, verdict: Verdict) => void,
  ): Promise<void> {
    if (this.#failure === null) return;
    const refused = await stillRefused(this.#alone);
    this.#passed += this.#alone.length - refused.length;
    const areFew = !this.#isCutShort && refused.filter(isNew).length <= BELIEVED_DOCUMENTS;
    let isOpen = this.#isCutShort;
    for (const document of refused) {
      const times = areFew ? document.refusedTimes + 1 : Math.max(document.refusedTimes, 1);
      const isItsOwn = this.#passed > 0 || times >= BELIEVED_TIMES;
      note(document, { isItsOwn, refusedTimes: isItsOwn ? Math.max(times, BELIEVED_TIMES) : times });
      isOpen ||= !isItsOwn;
    }
    if (isOpen) throw this.#failure;
  }
}

/** Not known yet to be refused for its own sake. */
function isNew({ refusedTimes }: Travelling): boolean {
  return refusedTimes < BELIEVED_TIMES;
}

/** An answer that may be about what is in the request. Pauses, sign-ins and a broken line are not. */
export function isRefusal({ code, params }: CartableError): boolean {
  switch (code) {
    case 'ent/refused':
    case 'ent/not-an-ent':
      return true;
    case 'ent/server-error':
      return params.status !== undefined;
    case 'network/captive-portal':
      return params.isCertain === undefined;
    default:
      return false;
  }
}
