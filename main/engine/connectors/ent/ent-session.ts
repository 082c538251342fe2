import type * as z from 'zod';
import { CartableError } from '../../platform/cartable-error.ts';
import { steadyNow } from '../../platform/clock.ts';
import { type HttpReply, type HttpStream, readWhole } from '../../platform/http.ts';
import type {
  BatchReply,
  BlobSink,
  ChangesFetchReply,
  ChangesPage,
  Composition,
  EntityRef,
  OutgoingFile,
  Policy,
  RangeSink,
  UploadShape,
  UploadTransport,
  VersionsReply,
} from '../adapter-types.ts';
import { KEEPS_LEDGER } from '../ledgers.ts';
import type { ServerSession } from '../server-adapter.ts';
import { bundleBody, composeJson, fileBody } from './blob-body.ts';
import { contentDigest } from './content-digest.ts';
import type { EntApi, EntRequest } from './ent-api.ts';
import { readBatchReply } from './read-batch-reply.ts';
import { readFetched, readPage } from './read-changes.ts';
import { readPolicy } from './read-policy.ts';
import { receiveFrames } from './receive-frames.ts';
import { receiveRange } from './receive-range.ts';
import {
  blobRefusal,
  notAnEnt,
  PROBLEM_BYTES,
  parseReply,
  pullRefusal,
  pushRefusal,
  refusalOf,
} from './replies.ts';
import { isPacked } from './sealed-body.ts';
import { renewSecret, unpackSecret } from './secret.ts';
import { requestToken, revokeToken } from './tokens.ts';
import { resumableUploads } from './uploads/resumable-uploads.ts';
import { tusUploads } from './uploads/tus-uploads.ts';
import {
  blobCheckReply,
  bundleReply,
  composeReply,
  POLICY_TAG_HEADER,
  PROTOCOL_VERSION,
  type TokenReply,
  versionsReply,
  WATCH_TAG_HEADER,
} from './wire.ts';

/** Logging out must not keep a teacher waiting who has what they came for, */
export const CLOSE_LIMIT_MS = 5_000;
/** or who has asked to stop. */
const CANCELLED_CLOSE_LIMIT_MS = 1_000;

/** What an ENT puts in quotation marks, and we in `If-None-Match`. */
const TAG = /^[\x21\x23-\x7e]{1,200}$/;

/** A page of a thousand changes with lessons in it takes some megabytes; this bounds memory, not use. */
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
  readonly keepsLedger = KEEPS_LEDGER.ent;
  readonly namesDocumentsByBytes = true;
  readonly #options: SessionOptions;
  readonly #api: EntApi;
  #secret: string;
  #renewedSecret: string | null = null;
  #accessToken: string | null = null;
  #identity: ServerSession['identity'] = { accountId: '', datasetId: '' };
  /** Whose the session was when it was opened: every later token is compared with that. */
  #firstIdentity: ServerSession['identity'] | null = null;
  /** By the steady clock. */
  #renewAt = 0;
  #tags: ServerSession['tags'] = { policy: null, watch: null };
  readonly #uploads: Readonly<Record<UploadShape, UploadTransport>>;

  private constructor(options: SessionOptions) {
    this.#options = options;
    this.#api = options.api;
    this.#secret = options.secret;
    const line = {
      send: (request: Omit<EntRequest, 'signal'>) => this.#send(request),
      pathOf: (location: string, path: string) => this.#api.pathOf(location, path),
      now: () => this.#now(),
    };
    this.#uploads = { resumable: resumableUploads(line), tus: tusUploads(line) };
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

  get tags(): ServerSession['tags'] {
    return this.#tags;
  }

  async policy(etag: string | null): Promise<{ policy: Policy; etag: string | null } | null> {
    const headers: Record<string, string> = etag === null ? {} : { 'if-none-match': etag };
    const reply = await this.#send({ method: 'GET', path: '/policy', headers });
    if (reply.status === 304 && etag !== null) return null;
    if (reply.status !== 200) throw refusalOf(reply, this.#now());
    const policy = readPolicy(reply, this.#now());
    if (!policy.protocol.includes(PROTOCOL_VERSION))
      throw new CartableError('ent/unsupported-version', {}, 'never');
    return { policy, etag: reply.headers.etag ?? null };
  }

  async changes(cursor: string | null, limit: number): Promise<ChangesPage | null> {
    const query = new URLSearchParams({ limit: String(limit), ...(cursor === null ? {} : { cursor }) });
    // The tag of the end of the feed is its cursor: with ours, the ENT can answer 304 and nothing else.
    const isTag = cursor !== null && TAG.test(cursor);
    const headers: Record<string, string> = isTag ? { 'if-none-match': `"${cursor}"` } : {};
    const reply = await this.#send({ method: 'GET', path: `/changes?${query}`, headers }, PAGE_BYTES);
    if (reply.status === 304 && isTag) {
      this.#keepWatchTag(reply);
      return null;
    }
    if (reply.status !== 200) throw pullRefusal(reply, this.#now());
    this.#keepWatchTag(reply);
    const page = readPage(reply);
    return page.changes.length === 0 && !page.more && page.cursor === cursor ? null : page;
  }

  versions(): Promise<VersionsReply> {
    return this.#ask('/versions', {}, versionsReply);
  }

  async fetchChanges(entities: readonly EntityRef[]): Promise<ChangesFetchReply> {
    return readFetched(await this.#asked('/changes/fetch', { entities }));
  }

  async pushBatch(sealed: { batchId: string; body: Uint8Array; sha256: string }): Promise<BatchReply> {
    const headers = {
      'content-type': 'application/json',
      ...(isPacked(sealed.body) ? { 'content-encoding': 'gzip' } : {}),
      'content-digest': contentDigest(sealed.sha256),
      'idempotency-key': `"${sealed.batchId}"`,
    };
    const reply = await this.#send(
      { method: 'POST', path: '/batches', headers, body: sealed.body },
      PAGE_BYTES,
    );
    if (reply.status !== 200) throw pushRefusal(reply, this.#now());
    this.#keepWatchTag(reply);
    return readBatchReply(reply);
  }

  async checkBlobs(blobs: readonly { sha256: string; sizeBytes: number }[]): Promise<readonly string[]> {
    const json = { blobs: blobs.map(({ sha256, sizeBytes }) => ({ sha256, bytes: sizeBytes })) };
    return (await this.#ask('/blobs/check', json, blobCheckReply)).missing;
  }

  async composeBlobs(blobs: readonly Composition[]): Promise<ReadonlySet<string>> {
    const { results } = await this.#ask('/blobs/compose', composeJson(blobs), composeReply);
    return new Set(results.filter(({ outcome }) => outcome === 'stored').map(({ result }) => result));
  }

  async putBundle(blobs: readonly OutgoingFile[]): Promise<ReadonlyMap<string, string>> {
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

  async putBlob(blob: OutgoingFile): Promise<string | null> {
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
    const reply = await this.#open({ method: 'POST', path: '/blobs/fetch', json: { blobs: hashes } });
    await receiveFrames(reply, { hashes, sink, now: this.#now() });
  }

  async fetchBlob(sha256: string, fromBytes: number, sink: RangeSink): Promise<boolean> {
    const headers: Record<string, string> =
      fromBytes === 0 ? {} : { range: `bytes=${fromBytes}-`, 'if-range': `"${sha256}"` };
    const reply = await this.#open({ method: 'GET', path: `/blobs/${sha256}`, headers });
    return receiveRange(reply, { fromBytes, sink, now: this.#now() });
  }

  beginUpload(shape: UploadShape, file: OutgoingFile): Promise<string> {
    return this.#uploads[shape].begin(file);
  }

  uploadOffset(shape: UploadShape, where: string): Promise<number | null> {
    return this.#uploads[shape].offset(where);
  }

  appendUpload(shape: UploadShape, ...piece: Parameters<UploadTransport['append']>): Promise<number> {
    return this.#uploads[shape].append(...piece);
  }

  async close(how?: { readonly isSilent: boolean }): Promise<void> {
    const token = this.#accessToken;
    this.#accessToken = null;
    this.#secret = '';
    // Kept alive until it runs out by itself: a server that wants silence gets it.
    if (token === null || how?.isSilent === true) return;
    const isCancelled = this.#options.signal.aborted;
    const limitMs = isCancelled ? CANCELLED_CLOSE_LIMIT_MS : CLOSE_LIMIT_MS;
    const pause = await revokeToken(this.#api, token, limitMs);
    if (pause !== null) throw pause;
  }

  #send(request: Omit<EntRequest, 'signal'>, replyLimitBytes?: number): Promise<HttpReply> {
    return this.#opened(request, (complete) => this.#api.send(complete, replyLimitBytes));
  }

  /** As `#send`, for a reply that is read in pieces. */
  #open(request: Omit<EntRequest, 'signal'>): Promise<HttpStream> {
    return this.#opened(request, (complete) => this.#api.open(complete));
  }

  /**
   * Asks with the session's token, and once more with a new one if that has run out before its time: an ENT may have been
   * restarted, or this machine have slept.
   *
   * @throws CartableError `account/sign-in-needed` when the new one is refused as well
   */
  async #opened<R extends HttpReply | HttpStream>(
    request: Omit<EntRequest, 'signal'>,
    ask: (complete: EntRequest) => Promise<R>,
  ): Promise<R> {
    let reply = await ask(await this.#authorised(request));
    if (reply.status === 401) {
      if ('chunks' in reply) await readWhole(reply, PROBLEM_BYTES, this.#options);
      await this.#renewToken();
      reply = await ask(await this.#authorised(request));
      if (reply.status === 401) {
        if ('chunks' in reply) await readWhole(reply, PROBLEM_BYTES, this.#options);
        throw new CartableError('account/sign-in-needed', { reason: 'new-token-refused' });
      }
    }
    const policy = reply.headers[POLICY_TAG_HEADER];
    if (policy !== undefined) this.#tags = { ...this.#tags, policy };
    return reply;
  }

  /** Asks by a body of JSON, and reads the reply that has the shape for it. */
  async #ask<T>(path: string, json: unknown, shape: z.ZodType<T>): Promise<T> {
    return parseReply(await this.#asked(path, json), shape);
  }

  async #asked(path: string, json: unknown): Promise<HttpReply> {
    const reply = await this.#send({ method: 'POST', path, json }, PAGE_BYTES);
    if (reply.status !== 200) throw refusalOf(reply, this.#now());
    return reply;
  }

  #keepWatchTag({ headers }: HttpReply): void {
    const watch = headers[WATCH_TAG_HEADER];
    this.#tags = { ...this.#tags, watch: watch !== undefined && TAG.test(watch) ? watch : null };
  }

  /** Renews a token that would run out on the way: a class of copies on a slow line outlives it. */
  async #authorised(request: Omit<EntRequest, 'signal'>): Promise<EntRequest> {
    if (this.#accessToken === null) throw new Error('this session is closed');
    if (this.#steadyNow() >= this.#renewAt) await this.#renewToken();
    return { ...request, accessToken: this.#accessToken, signal: this.#options.signal };
  }

  async #renewToken(): Promise<void> {
    const { deviceId: device, signal } = this.#options;
    const askedAt = this.#steadyNow();
    const token = await requestToken(
      this.#api,
      { grant_type: 'refresh_token', refresh_token: unpackSecret(this.#secret).refreshToken, device },
      signal,
    );
    const identity = { accountId: token.account.id, datasetId: token.dataset_id };
    // In mid-session nobody looks at whose it is any more.
    this.#firstIdentity ??= identity;
    const { accountId, datasetId } = this.#firstIdentity;
    if (datasetId === identity.datasetId && accountId !== identity.accountId)
      throw new CartableError('account/other-account', {}, 'after-user');
    this.#identity = identity;
    this.#keepSecret(renewSecret(this.#secret, token));
    // The session reads from `identity` what it is to offer; until it ends, nothing goes by this token.
    if (datasetId !== identity.datasetId) throw new CartableError('sync/dataset-changed', {}, 'after-user');
    this.#accessToken = token.access_token;
    this.#renewAt = askedAt + lifetimeMs(token);
  }

  #keepSecret(secret: string): void {
    if (secret === this.#secret) return;
    this.#secret = secret;
    this.#renewedSecret = secret;
  }

  #now(): number {
    return this.#api.clock.now();
  }

  /** For how long a token lasts: nobody shortens or lengthens that by setting the date. */
  #steadyNow(): number {
    return steadyNow(this.#api.clock);
  }
}

function lifetimeMs({ expires_in }: TokenReply): number {
  const wholeMs = expires_in * 1000;
  return wholeMs - Math.min(RENEWAL_MARGIN_MS, wholeMs / 2);
}
