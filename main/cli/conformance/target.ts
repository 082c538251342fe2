import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { PASSWORD_REFUSALS } from '../../engine/connectors/ent/api/access-endpoints.ts';
import { pathOf } from '../../engine/connectors/ent/api.ts';
import {
  API_PREFIX,
  type Change,
  changesPage,
  type Policy,
  policy as policySchema,
  type TokenReply,
  tokenReply,
} from '../../engine/connectors/ent/wire.ts';
import { endlessness } from '../../engine/sync/endless-pull.ts';
import { expectFit, KeyTooSmall, Mismatch } from './expectations.ts';
import type { Reply } from './reply.ts';

const STALL_MS = 60_000;
/** A server that asks for a pause gets it, up to this; a suite must end. */
const LONGEST_PAUSE_MS = 120_000;
/** Seconds, or the instant (RFC 9110, 10.2.3). */
export const RETRY_AFTER = /^(\d+|\w{3}, .+ GMT)$/;
/** Of a reply: as much as Cartable itself takes of one. */
const REPLY_BYTES_MAX = 64 * 1024 * 1024;

export interface Sending {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer>;
  /** In place of `body`. */
  readonly json?: unknown;
}

/** How the account is opened. */
export type Key =
  | { readonly token: string; readonly device?: string }
  | { readonly login: string; readonly password: string };

/** A server that claims to speak the API, and an account on it. */
export class Target {
  /** Without a slash at its end. */
  readonly url: string;
  readonly device: string;
  /** False where only an access token was given, and not the device that it was made for. */
  readonly isDeviceKnown: boolean;
  readonly accessToken: string;
  /** Null where only an access token was given: then no further session can be opened. */
  readonly token: TokenReply | null;
  readonly refreshToken: string | null;
  readonly policy: Policy;
  readonly #key: Key;
  #changes: readonly Change[] | null = null;
  #batchNo: number;

  private constructor(parts: {
    url: string;
    device: string;
    isDeviceKnown: boolean;
    accessToken: string;
    token: TokenReply | null;
    refreshToken: string | null;
    policy: Policy;
    key: Key;
  }) {
    this.url = parts.url;
    this.device = parts.device;
    this.isDeviceKnown = parts.isDeviceKnown;
    this.accessToken = parts.accessToken;
    this.token = parts.token;
    this.refreshToken = parts.refreshToken;
    this.policy = parts.policy;
    this.#key = parts.key;
    this.#batchNo = parts.policy.last_batch_no;
  }

  /**
   * Opens the account: by its password, a refresh token, or an access token.
   *
   * @throws Mismatch when the server does not even let it in as the API says, KeyTooSmall when it takes no passwords
   */
  static async open(url: string, key: Key): Promise<Target> {
    const device = 'device' in key && key.device !== undefined ? key.device : `conformance-${randomUUID()}`;
    const grant =
      'login' in key
        ? { grant_type: 'password', username: key.login, password: key.password, device }
        : { grant_type: 'refresh_token', refresh_token: key.token, device };
    const reply = await sendTo(url, '/token', { method: 'POST', json: grant });
    if ('login' in key && refusesPasswords(reply)) throw new KeyTooSmall('the server takes no passwords');
    const isAccessToken = 'token' in key && (reply.status === 401 || reply.status === 400);
    const token = isAccessToken ? null : expectFit(reply, tokenReply);
    const accessToken = token?.access_token ?? ('token' in key ? key.token : '');
    const headers = { authorization: `Bearer ${accessToken}` };
    const policy = expectFit(await sendTo(url, '/policy', { headers }), policySchema);
    const refreshToken = token === null ? null : (token.refresh_token ?? ('token' in key ? key.token : null));
    const isDeviceKnown = token !== null || ('device' in key && key.device !== undefined);
    return new Target({ url, device, isDeviceKnown, accessToken, token, refreshToken, policy, key });
  }

  get isTestAccount(): boolean {
    return this.token?.account.is_test === true;
  }

  /** Whether the policy says that request bodies may be packed. */
  get takesGzip(): boolean {
    return this.policy.accept_encoding.includes('gzip');
  }

  /** Sends a request below the API's prefix, with the session's token unless it brings its own. */
  send(path: string, sending: Sending = {}): Promise<Reply> {
    return sendTo(this.url, path, {
      ...sending,
      headers: { authorization: `Bearer ${this.accessToken}`, ...sending.headers },
    });
  }

  /** As `send`, without any token. */
  sendOpenly(path: string, sending: Sending = {}): Promise<Reply> {
    return sendTo(this.url, path, sending);
  }

  post(path: string, json: unknown): Promise<Reply> {
    return this.send(path, { method: 'POST', json });
  }

  /** Another session, of the same device or another one. @throws KeyTooSmall where only an access token was given */
  async openSession(device = this.device): Promise<TokenReply> {
    const { refreshToken } = this;
    if (refreshToken === null) throw new KeyTooSmall('only an access token was given');
    const json = { grant_type: 'refresh_token', refresh_token: refreshToken, device };
    return expectFit(await this.sendOpenly('/token', { method: 'POST', json }), tokenReply);
  }

  /** Another sign-in of the same device. @throws KeyTooSmall where no password was given */
  async signInAgain(): Promise<TokenReply> {
    if (!('login' in this.#key)) throw new KeyTooSmall('no password was given');
    const { login: username, password } = this.#key;
    const json = { grant_type: 'password', username, password, device: this.device };
    return expectFit(await this.sendOpenly('/token', { method: 'POST', json }), tokenReply);
  }

  /** @throws KeyTooSmall where only an access token was given, Mismatch where the server gives no ticket */
  watchTicket(): string {
    if (this.token === null) throw new KeyTooSmall('only an access token was given');
    const { watch_ticket: ticket } = this.token;
    if (ticket === undefined) throw new Mismatch('watch_ticket in the reply of /token', 'no watch_ticket');
    return ticket;
  }

  /** Asks whether anything has changed since a tag. */
  watch(ticket: string, tag: string): Promise<Reply> {
    const headers = { authorization: `Bearer ${ticket}`, 'if-none-match': `"${tag}"` };
    return this.sendOpenly('/watch', { headers });
  }

  /** Everything that the feed tells from its beginning, asked for once. */
  async changes(): Promise<readonly Change[]> {
    this.#changes ??= (await this.readFeed(null)).changes;
    return this.#changes;
  }

  /** The feed from a cursor to its end. @throws Mismatch where it leads nowhere */
  async readFeed(from: string | null): Promise<{ changes: Change[]; cursor: string; last: Reply }> {
    const changes: Change[] = [];
    let cursor = from;
    const isEndless = endlessness();
    for (;;) {
      const query = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`;
      const last = await this.send(`/changes${query}`);
      const page = expectFit(last, changesPage);
      changes.push(...page.changes);
      if (page.more && page.cursor === cursor)
        throw new Mismatch('a page that leads further, or more: false', 'more: true and the same cursor');
      if (page.more && isEndless(page))
        throw new Mismatch('an end of the changes', 'page after page that says more: true');
      cursor = page.cursor;
      if (!page.more) return { changes, cursor, last };
    }
  }

  /** The next batch number of this device. */
  nextBatchNo(): number {
    this.#batchNo += 1;
    return this.#batchNo;
  }
}

/** Whether an ENT says that it takes no passwords, whoever asks: it offers the sign-in by the browser in their place. */
export function refusesPasswords(reply: Reply): boolean {
  const { error } = (reply.json() ?? {}) as { error?: unknown };
  return reply.status === 400 && typeof error === 'string' && PASSWORD_REFUSALS.includes(error);
}

async function sendTo(url: string, path: string, sending: Sending): Promise<Reply> {
  const { method = 'GET', headers = {}, json } = sending;
  const body = json === undefined ? sending.body : Buffer.from(JSON.stringify(json));
  const type = json === undefined ? {} : { 'content-type': 'application/json' };
  const address = path.startsWith('/.well-known/') ? pathOf({ path }) : `${API_PREFIX}${path}`;
  for (let attempt = 1; ; attempt += 1) {
    const response = await fetch(`${url}${address}`, {
      method,
      headers: { ...type, ...headers },
      redirect: 'manual',
      signal: AbortSignal.timeout(STALL_MS),
      ...(body === undefined ? {} : { body }),
    });
    const isPause = response.status === 429 || response.status === 503;
    const retryAfter = response.headers.get('retry-after') ?? '';
    // Met by chance, in whatever check: a client that is not told when to come back guesses.
    if (isPause && !RETRY_AFTER.test(retryAfter))
      throw new Mismatch(
        `Retry-After with a ${response.status}`,
        retryAfter === '' ? 'none' : 'another text',
      );
    const pauseMs = Number(retryAfter) * 1000;
    if (isPause && pauseMs > 0 && pauseMs <= LONGEST_PAUSE_MS && attempt < 4) {
      await response.body?.cancel();
      await sleep(pauseMs);
      continue;
    }
    return replyOf(response);
  }
}

async function replyOf(response: Response): Promise<Reply> {
  const body = await bodyOf(response);
  const { status, headers } = response;
  return {
    status,
    headers,
    body,
    json: () => {
      try {
        return JSON.parse(body.toString('utf8')) as unknown;
      } catch {
        return undefined;
      }
    },
  };
}

/** @throws Mismatch for a reply that may have no end */
async function bodyOf({ body }: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of body ?? []) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > REPLY_BYTES_MAX)
      throw new Mismatch(`a reply of at most ${REPLY_BYTES_MAX} bytes`, 'more');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
