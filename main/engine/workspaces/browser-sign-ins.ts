import type { Account } from '../../../preload/contract/domain.ts';
import type { SignedIn } from '../connectors/adapter-types.ts';
import type { BrowserSignIn } from '../connectors/browser-sign-in.ts';
import { resolveEntAddress } from '../connectors/ent/address.ts';
import {
  type BrowserSignInOptions,
  beginBrowserSignIn,
  offersBrowserSignIn,
} from '../connectors/ent/browser-sign-in.ts';
import {
  beginMoodleSignIn,
  type IdentityProvider,
  offersMoodleBrowserSignIn,
} from '../connectors/moodle/browser-sign-in.ts';
import { CartableError, hasCode } from '../platform/cartable-error.ts';
import type { Random } from '../platform/random.ts';
import { connectorsToTry, isDisabled, requireAllowedEnt, requireFeature } from '../policies/obey.ts';
import type { Policies } from '../policies/resolve.ts';
import type { AccountRow } from './account-row.ts';
import { accountKey } from './describe-account.ts';
import { askedServer, type EntLine, type EntLines, isNoEnt } from './ent-lines.ts';

/** Servers on whose own page a teacher can sign in. */
type ServerKind = 'ent' | 'moodle';

/** Who came back from the browser, and for what. */
export interface BrowserReturn {
  readonly kind: ServerKind;
  readonly url: string;
  /** The one that the ENT knows this computer by. */
  readonly deviceId: string;
  readonly signedIn: SignedIn;
  /** The key of the account that signs in again; null for one that connects. */
  readonly againKey: string | null;
}

export interface BrowserSignInsOptions {
  readonly random: Random;
  readonly policies: Policies;
  /** Opens an ENT's page in the teacher's own browser; null where nobody can, and the address is told instead. */
  readonly openPage: ((address: string) => void) | null;
}

export interface BrowserDoors {
  /** The account that is open, for signing in again. @throws CartableError `account/not-connected` */
  current(): { readonly key: string; readonly account: AccountRow };
  /** Opens the account's folder. */
  enter(arrival: BrowserReturn): Promise<Account>;
}

/** What the window gives with a beginning: the engine has no words of its own. */
export interface BrowserWords {
  readonly languages: string;
  readonly words: { readonly done: string; readonly failed: string };
  /** Where to sign in, of those that a Moodle offers; absent: its own page. */
  readonly providerId?: number | undefined;
}

/** Whether teachers may sign in by their browser, and where beside the server's page; `providers` absent where there are none. */
export interface BrowserOffer {
  readonly isOffered: boolean;
  readonly providers?: IdentityProvider[];
}

interface Attempt {
  readonly id: string;
  readonly abort: AbortController;
  readonly line: EntLine;
  readonly signIn: BrowserSignIn;
  readonly to: Omit<BrowserReturn, 'signedIn'>;
}

/** Signing in by the browser: one at a time, and a new one calls the one before off. */
export class BrowserSignIns {
  readonly #options: BrowserSignInsOptions;
  readonly #lines: EntLines;
  readonly #doors: BrowserDoors;
  #abort: AbortController | null = null;
  #attempt: Attempt | null = null;

  constructor(options: BrowserSignInsOptions, lines: EntLines, doors: BrowserDoors) {
    this.#options = options;
    this.#lines = lines;
    this.#doors = doors;
  }

  /** Whether what answers at an address offers it; null: the open account's. @throws CartableError `account/*`, `ent/*`, `network/*` */
  async offer(typed: string | null): Promise<BrowserOffer> {
    if (isDisabled(this.#options.policies, 'browser-sign-in')) return NO_OFFER;
    const { kinds, url, deviceId } = this.#aim(typed);
    const line = this.#lines.open(url, deviceId);
    try {
      for (const kind of kinds) {
        const offer = await offers(kind, line);
        if (offer.isOffered) return offer;
      }
      return NO_OFFER;
    } finally {
      line.close();
    }
  }

  /** Begins one, at an address or (null) for the open account again. @throws CartableError as `beginBrowserSignIn`, `beginMoodleSignIn` */
  async begin(
    typed: string | null,
    words: BrowserWords,
  ): Promise<{ signInId: string; address: string; takesAnswer: boolean }> {
    requireFeature(this.#options.policies, 'browser-sign-in');
    this.#callOff('replaced');
    const abort = new AbortController();
    this.#abort = abort;
    const aim = this.#aim(typed);
    const line = this.#lines.open(aim.url, aim.deviceId);
    abort.signal.addEventListener('abort', () => line.close(), { once: true });
    try {
      const { kind, url, signIn } = await this.#beginAt(aim, { ...line, ...words, signal: abort.signal });
      abort.signal.throwIfAborted();
      const id = this.#options.random.id();
      const { deviceId, againKey } = aim;
      this.#attempt = { id, abort, line, signIn, to: { kind, url, deviceId, againKey } };
      return { signInId: id, address: signIn.address, takesAnswer: signIn.take !== null };
    } catch (error) {
      line.close();
      throw abort.signal.aborted ? abort.signal.reason : error;
    }
  }

  /** At the first server that offers it, of those that may be there. The refusal of the first is told when none does. */
  async #beginAt(
    aim: Aim,
    options: BrowserSignInOptions & Pick<BrowserWords, 'providerId'>,
  ): Promise<{ kind: ServerKind; url: string; signIn: BrowserSignIn }> {
    let refusal: unknown = null;
    // An ENT has no providers: one that was chosen is a Moodle's.
    const kinds = aim.kinds.filter((kind) => kind === 'moodle' || options.providerId === undefined);
    for (const kind of kinds) {
      try {
        if (kind === 'ent') return { kind, url: aim.url, signIn: await beginBrowserSignIn(options) };
        const begun = await beginMoodleSignIn(options);
        if (begun === null) continue;
        requireAllowedEnt(this.#options.policies, askedServer({ kind, url: begun.url }));
        return { kind, ...begun };
      } catch (error) {
        // What a Moodle says of itself is told; an ENT that is none may still be one.
        if (kind === 'ent' && !isNotThere(error)) throw error;
        const isLeft = hasCode(error, 'ent/server-error') && kind !== kinds.at(-1);
        if (kind === 'moodle' && !isLeft && !hasCode(error, 'account/browser-sign-in-failed')) throw error;
        refusal ??= error;
      }
    }
    throw refusal ?? new CartableError('account/wrong-address');
  }

  /** Opens its page, or opens it again. */
  open(signInId: string): void {
    this.#options.openPage?.(this.#find(signInId).signIn.address);
  }

  /** Takes the address that the teacher's browser was sent on to. @throws CartableError as `BrowserSignIn.take` */
  take(signInId: string, address: string): void {
    this.#find(signInId).signIn.take?.(address);
  }

  /** The same of a link that the system has handed over: whoever can write a link can write one, so that others change nothing. */
  receive(address: string): void {
    try {
      this.#attempt?.signIn.take?.(address);
    } catch (error) {
      if (!hasCode(error, 'account/browser-sign-in-failed')) throw error;
    }
  }

  /** Waits for the teacher to come back, then opens their folder. @throws CartableError `account/browser-sign-in-failed`, `ent/*`, `store/*` */
  async finish(signInId: string, signal?: AbortSignal): Promise<Account> {
    const attempt = this.#find(signInId);
    const cancel = () => this.cancel(signInId);
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      const signedIn = await attempt.signIn.finished();
      return await this.#doors.enter({ ...attempt.to, signedIn });
    } finally {
      signal?.removeEventListener('abort', cancel);
      attempt.line.close();
      if (this.#attempt === attempt) this.#attempt = null;
    }
  }

  /** Calls one off; nothing where it is over. */
  cancel(signInId: string): void {
    if (this.#attempt?.id === signInId) this.#callOff('cancelled');
  }

  close(): void {
    this.#callOff('cancelled');
  }

  #callOff(reason: 'cancelled' | 'replaced'): void {
    this.#abort?.abort(failed(reason));
    this.#abort = null;
    this.#attempt = null;
  }

  #find(signInId: string): Attempt {
    if (this.#attempt?.id !== signInId) throw failed('cancelled');
    return this.#attempt;
  }

  /** Before the teacher is known a folder's own device id cannot be: then it is a new device. */
  #aim(typed: string | null): Aim {
    const { policies, random } = this.#options;
    if (typed === null) {
      const { key, account } = this.#doors.current();
      const kind = account.kind === 'moodle' ? 'moodle' : 'ent';
      requireAllowedEnt(policies, askedServer({ kind, url: account.url }));
      return { kinds: [kind], url: account.url, deviceId: account.device_id, againKey: key };
    }
    const url = resolveEntAddress(typed);
    const kinds = connectorsToTry(policies);
    // Before one byte leaves: an address that the school does not allow is asked nothing, whatever may be there.
    for (const kind of kinds) requireAllowedEnt(policies, askedServer({ kind, url }));
    return { kinds, url, deviceId: random.id(), againKey: null };
  }
}

/** Where a sign-in is to begin. */
interface Aim {
  /** What may be there, in the order in which it is tried. */
  readonly kinds: readonly ServerKind[];
  readonly url: string;
  readonly deviceId: string;
  readonly againKey: string | null;
}

const NO_OFFER: BrowserOffer = { isOffered: false };

async function offers(kind: ServerKind, line: EntLine): Promise<BrowserOffer> {
  try {
    if (kind === 'ent') return { isOffered: await offersBrowserSignIn(line) };
    const providers = await offersMoodleBrowserSignIn(line);
    if (providers === null) return NO_OFFER;
    return { isOffered: true, ...(providers.length === 0 ? {} : { providers }) };
  } catch (error) {
    if (kind === 'ent' && isNoEnt(error)) return NO_OFFER;
    throw error;
  }
}

/** True when an ENT offers no such sign-in, or there is no ENT at all. */
function isNotThere(error: unknown): boolean {
  return (
    isNoEnt(error) ||
    (hasCode(error, 'account/browser-sign-in-failed') && error.params.reason === 'not-offered')
  );
}

/**
 * The folder of who came back: by the address and the login that the ENT tells, as after a password.
 *
 * Who signs in again must be who was there: by the id where an older ENT tells no login.
 * @throws CartableError `account/browser-sign-in-failed` other-account
 */
export function folderOf(
  { kind, url, signedIn, againKey }: BrowserReturn,
  open: { readonly key: string; readonly account: AccountRow } | null,
): { key: string; kind: ServerKind; url: string; login: string } {
  const login = signedIn.login ?? signedIn.accountId;
  if (againKey === null) return { key: accountKey(url, login), kind, url, login };
  const isSame = open?.account.login === login || open?.account.id === signedIn.accountId;
  if (open?.key !== againKey || !isSame) throw failed('other-account');
  return { key: againKey, kind, url, login: open.account.login };
}

function failed(reason: 'cancelled' | 'replaced' | 'other-account'): CartableError {
  return new CartableError('account/browser-sign-in-failed', { reason });
}
