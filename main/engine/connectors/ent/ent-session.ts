import { CartableError } from '../../platform/cartable-error.ts';
import type { HttpReply } from '../../platform/http.ts';
import type { BatchReply, BlobSink, ChangesPage, Policy } from '../adapter-types.ts';
import type { ServerSession } from '../server-adapter.ts';
import { type BlobFile, bundleBody, fileBody } from './blob-body.ts';
import type { EntApi, EntRequest } from './ent-api.ts';
import { receiveFrames } from './receive-frames.ts';
import { blobRefusal, notAnEnt, parseReply, pullRefusal, pushRefusal, refusalOf } from './replies.ts';
import { requestToken, revokeToken } from './tokens.ts';
import {
  batchReply,
  blobCheckReply,
  bundleReply,
  changesPage,
  PROTOCOL_VERSION,
  policy as policySchema,
  type TokenReply,
} from './wire.ts';

/** Logging out must not keep a teacher waiting who has what they came for, */
export const CLOSE_LIMIT_MS = 5_000;
/** or who has asked to stop. */
const CANCELLED_CLOSE_LIMIT_MS = 1_000;

/** A page of 2,000 changes with lessons in it takes some megabytes; this bounds memory, not use. */
const PAGE_BYTES = 64 * 1024 * 1024;

/** A token is renewed this long before its end, so that no request meets the end. */
const RENEWAL_MARGIN_MS = 60_000;

interface SessionOptions {
  readonly api: EntApi;
  readonly deviceId: string;
  readonly secret: string;
  readonly signal: AbortSignal;
}

/** One authenticated session. Its tokens live here, in memory, and nowhere else. */
export class EntSession implements ServerSession {
  readonly #options: SessionOptions;
  readonly #api: EntApi;
  #secret: string;
  #renewedSecret: string | null = null;
  #accessToken: string | null = null;
  #identity: ServerSession['identity'] = { accountId: '', datasetId: '' };
  #renewAt = 0;

  private constructor(options: SessionOptions) {
    this.#options = options;
    this.#api = options.api;
    this.#secret = options.secret;
  }

  /** @throws CartableError `account/sign-in-needed` when the secret opens nothing any more; `ent/*` */
  static async open(options: SessionOptions): Promise<EntSession> {
    const session = new EntSession(options);
    await session.#renewToken();
    return session;
  }

  get renewedSecret(): string | null {
    return this.#renewedSecret;
  }

  get identity(): ServerSession['identity'] {
    return this.#identity;
  }

  async policy(etag: string | null): Promise<{ policy: Policy; etag: string | null } | null> {
    const headers: Record<string, string> = etag === null ? {} : { 'if-none-match': etag };
    const reply = await this.#send({ method: 'GET', path: '/policy', headers });
    if (reply.status === 304 && etag !== null) return null;
    if (reply.status !== 200) throw refusalOf(reply, this.#now());
    const policy = parseReply(reply, policySchema);
    if (!policy.protocol.includes(PROTOCOL_VERSION))
      throw new CartableError('ent/unsupported-version', {}, 'never');
    return { policy, etag: reply.headers.etag ?? null };
  }

  async changes(cursor: string | null, limit: number): Promise<ChangesPage | null> {
    const query = new URLSearchParams({ limit: String(limit), ...(cursor === null ? {} : { cursor }) });
    // The tag of the end of the feed is its cursor: with ours, the ENT can answer 304 and nothing else.
    const isTag = cursor !== null && /^[\x21\x23-\x7e]+$/.test(cursor);
    const headers: Record<string, string> = isTag ? { 'if-none-match': `"${cursor}"` } : {};
    const reply = await this.#send({ method: 'GET', path: `/changes?${query}`, headers }, PAGE_BYTES);
    if (reply.status === 304 && isTag) return null;
    if (reply.status !== 200) throw pullRefusal(reply, this.#now());
    const page = parseReply(reply, changesPage);
    return page.changes.length === 0 && !page.more && page.cursor === cursor ? null : page;
  }

  async pushBatch(sealed: { batchId: string; body: Uint8Array; sha256: string }): Promise<BatchReply> {
    const headers = {
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      'content-digest': contentDigest(sealed.sha256),
      'idempotency-key': `"${sealed.batchId}"`,
    };
    const reply = await this.#send(
      { method: 'POST', path: '/batches', headers, body: sealed.body },
      PAGE_BYTES,
    );
    if (reply.status !== 200) throw pushRefusal(reply, this.#now());
    return parseReply(reply, batchReply);
  }

  async checkBlobs(blobs: readonly { sha256: string; sizeBytes: number }[]): Promise<readonly string[]> {
    const json = { blobs: blobs.map(({ sha256, sizeBytes }) => ({ sha256, bytes: sizeBytes })) };
    const reply = await this.#send({ method: 'POST', path: '/blobs/check', json });
    if (reply.status !== 200) throw refusalOf(reply, this.#now());
    return parseReply(reply, blobCheckReply).missing;
  }

  async putBundle(blobs: readonly BlobFile[]): Promise<ReadonlyMap<string, string>> {
    const reply = await this.#send({
      method: 'POST',
      path: '/blobs/bundle',
      headers: { 'content-type': 'application/octet-stream' },
      body: bundleBody(blobs),
    });
    if (reply.status !== 200) throw refusalOf(reply, this.#now());
    const answers = new Map(parseReply(reply, bundleReply).results.map((result) => [result.sha256, result]));
    const refused = new Map<string, string>();
    for (const { sha256 } of blobs) {
      const answer = answers.get(sha256);
      // Taken for stored, a file that was not would be linked and lost.
      if (answer === undefined) throw notAnEnt();
      if (answer.outcome === 'refused') refused.set(sha256, answer.code ?? 'refused');
    }
    return refused;
  }

  async putBlob(blob: BlobFile): Promise<string | null> {
    const reply = await this.#send({
      method: 'PUT',
      path: `/blobs/${blob.sha256}`,
      headers: {
        'content-type': 'application/octet-stream',
        'content-digest': contentDigest(blob.sha256),
      },
      body: fileBody(blob),
    });
    // A captive portal says 200, with a page.
    if (reply.status === 201 || reply.status === 204) return null;
    const refusal = blobRefusal(reply);
    if (refusal === null) throw refusalOf(reply, this.#now());
    return refusal;
  }

  async fetchBlobs(hashes: readonly string[], sink: BlobSink): Promise<void> {
    await receiveFrames(
      await this.#api.open(
        await this.#authorised({ method: 'POST', path: '/blobs/fetch', json: { blobs: hashes } }),
      ),
      { hashes, sink, now: this.#now() },
    );
  }

  async close(): Promise<void> {
    const token = this.#accessToken;
    this.#accessToken = null;
    this.#secret = '';
    if (token === null) return;
    const isCancelled = this.#options.signal.aborted;
    await revokeToken(this.#api, token, isCancelled ? CANCELLED_CLOSE_LIMIT_MS : CLOSE_LIMIT_MS);
  }

  async #send(request: Omit<EntRequest, 'signal'>, replyLimitBytes?: number): Promise<HttpReply> {
    return this.#api.send(await this.#authorised(request), replyLimitBytes);
  }

  /** Renews a token that would run out on the way: a class of copies on a slow line outlives it. */
  async #authorised(request: Omit<EntRequest, 'signal'>): Promise<EntRequest> {
    if (this.#accessToken === null) throw new Error('this session is closed');
    if (this.#now() >= this.#renewAt) await this.#renewToken();
    return { ...request, accessToken: this.#accessToken, signal: this.#options.signal };
  }

  async #renewToken(): Promise<void> {
    const { deviceId: device, signal } = this.#options;
    const askedAt = this.#now();
    const token = await requestToken(
      this.#api,
      { grant_type: 'refresh_token', refresh_token: this.#secret, device },
      signal,
    );
    this.#accessToken = token.access_token;
    this.#identity = { accountId: token.account.id, datasetId: token.dataset_id };
    this.#renewAt = askedAt + lifetimeMs(token);
    if (token.refresh_token === undefined || token.refresh_token === this.#secret) return;
    this.#secret = token.refresh_token;
    this.#renewedSecret = token.refresh_token;
  }

  #now(): number {
    return this.#api.clock.now();
  }
}

function lifetimeMs({ expires_in }: TokenReply): number {
  const wholeMs = expires_in * 1000;
  return wholeMs - Math.min(RENEWAL_MARGIN_MS, wholeMs / 2);
}

/** RFC 9530. */
function contentDigest(sha256: string): string {
  return `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`;
}
