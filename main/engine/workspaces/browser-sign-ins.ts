import type { Account } from '../../../preload/contract/domain.ts';
import type { SignedIn } from '../connectors/adapter-types.ts';
import { resolveEntAddress } from '../connectors/ent/address.ts';
import {
  type BrowserSignIn,
  beginBrowserSignIn,
  offersBrowserSignIn,
} from '../connectors/ent/browser-sign-in.ts';
import { CartableError } from '../platform/cartable-error.ts';
import type { Random } from '../platform/random.ts';
import { connectorsToTry, isDisabled, requireAllowedEnt, requireFeature } from '../policies/obey.ts';
import type { Policies } from '../policies/resolve.ts';
import type { AccountRow } from './account-row.ts';
import { accountKey } from './describe-account.ts';
import { askedServer, type EntLine, type EntLines } from './ent-lines.ts';

/** Who came back from the browser, and for what. */
export interface BrowserReturn {
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

  /** Whether the ENT at an address offers it, in one request; null: the open account's. @throws CartableError `account/*`, `ent/*`, `network/*` */
  async isOffered(typed: string | null): Promise<boolean> {
    const { policies } = this.#options;
    if (isDisabled(policies, 'browser-sign-in') || !connectorsToTry(policies).includes('ent')) return false;
    const { url, deviceId } = this.#aim(typed);
    const line = this.#lines.open(url, deviceId);
    try {
      return await offersBrowserSignIn(line);
    } finally {
      line.close();
    }
  }

  /** Begins one, at an address or (null) for the open account again. @throws CartableError as `beginBrowserSignIn` */
  async begin(typed: string | null, words: BrowserWords): Promise<{ signInId: string; address: string }> {
    requireFeature(this.#options.policies, 'browser-sign-in');
    this.#callOff('replaced');
    const abort = new AbortController();
    this.#abort = abort;
    const to = this.#aim(typed);
    const line = this.#lines.open(to.url, to.deviceId);
    abort.signal.addEventListener('abort', () => line.close(), { once: true });
    try {
      const signIn = await beginBrowserSignIn({ ...line, ...words, signal: abort.signal });
      abort.signal.throwIfAborted();
      const id = this.#options.random.id();
      this.#attempt = { id, abort, line, signIn, to };
      return { signInId: id, address: signIn.address };
    } catch (error) {
      line.close();
      throw abort.signal.aborted ? abort.signal.reason : error;
    }
  }

  /** Opens its page, or opens it again. */
  open(signInId: string): void {
    this.#options.openPage?.(this.#find(signInId).signIn.address);
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
  #aim(typed: string | null): Attempt['to'] {
    if (typed !== null) {
      return this.#allowed({
        url: resolveEntAddress(typed),
        deviceId: this.#options.random.id(),
        againKey: null,
      });
    }
    const { key, account } = this.#doors.current();
    return this.#allowed({ url: account.url, deviceId: account.device_id, againKey: key });
  }

  #allowed(to: Attempt['to']): Attempt['to'] {
    requireAllowedEnt(this.#options.policies, askedServer({ kind: 'ent', url: to.url }));
    return to;
  }
}

/**
 * The folder of who came back: by the address and the login that the ENT tells, as after a password.
 *
 * Who signs in again must be who was there: by the id where an older ENT tells no login.
 * @throws CartableError `account/browser-sign-in-failed` other-account
 */
export function folderOf(
  { url, signedIn, againKey }: BrowserReturn,
  open: { readonly key: string; readonly account: AccountRow } | null,
): { key: string; kind: 'ent'; url: string; login: string } {
  const login = signedIn.login ?? signedIn.accountId;
  if (againKey === null) return { key: accountKey(url, login), kind: 'ent', url, login };
  const isSame = open?.account.login === login || open?.account.id === signedIn.accountId;
  if (open?.key !== againKey || !isSame) throw failed('other-account');
  return { key: againKey, kind: 'ent', url, login: open.account.login };
}

function failed(reason: 'cancelled' | 'replaced' | 'other-account'): CartableError {
  return new CartableError('account/browser-sign-in-failed', { reason });
}
