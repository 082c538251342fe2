import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { CartableError } from '../../platform/cartable-error.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Http, HttpReply, HttpRequest } from '../../platform/http.ts';
import type { BatchReply, BlobSink, ChangesPage, Policy } from '../adapter-types.ts';
import type { ServerSession } from '../server-adapter.ts';
import { frameHead, readFrames } from './frames.ts';
import { failureFor, parseReply } from './replies.ts';
import {
  API_PREFIX,
  batchReply,
  blobCheckReply,
  bundleReply,
  changesPage,
  PROTOCOL_VERSION,
  policy as policySchema,
  type TokenReply,
} from './wire.ts';

/** What a session needs of its adapter. */
interface SessionOptions {
  readonly http: Http;
  readonly baseUrl: string;
  readonly deviceId: string;
  readonly clock: Clock;
}

/** Closing must not keep a teacher waiting who has already got what they came for. */
const CLOSE_LIMIT_MS = 5000;

interface StoredBlob {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly path: string;
}

/** One authenticated session with an ENT. Its access token lives here, and nowhere else. */
export class EntSession implements ServerSession {
  readonly renewedSecret: string | null;
  readonly #options: SessionOptions;
  readonly #signal: AbortSignal | undefined;
  #accessToken: string;

  constructor(options: SessionOptions, token: TokenReply, signal: AbortSignal | undefined) {
    this.#options = options;
    this.#signal = signal;
    this.#accessToken = token.access_token;
    this.renewedSecret = token.refresh_token ?? null;
  }

  async policy(etag: string | null): Promise<{ policy: Policy; etag: string | null } | null> {
    const reply = await this.#ask(
      { method: 'GET', path: '/policy', headers: etag === null ? {} : { 'if-none-match': etag } },
      [200, 304],
    );
    if (reply.status === 304) return null;
    const policy = parseReply(reply, policySchema);
    if (!policy.protocol.includes(PROTOCOL_VERSION))
      throw new CartableError('ent/unsupported-version', {}, 'never');
    return { policy, etag: reply.headers.etag ?? null };
  }

  async changes(cursor: string | null, limit: number): Promise<ChangesPage | null> {
    const query = new URLSearchParams({ limit: String(limit), ...(cursor === null ? {} : { cursor }) });
    // The ENT's ETag of a page is its cursor: asked with ours, it answers 304 and nothing else when nothing is new.
    const headers: Record<string, string> = cursor === null ? {} : { 'if-none-match': `"${cursor}"` };
    const reply = await this.#ask({ method: 'GET', path: `/changes?${query}`, headers }, [200, 304]);
    return reply.status === 304 ? null : parseReply(reply, changesPage);
  }

  async pushBatch(sealed: { batchId: string; body: Uint8Array; sha256: string }): Promise<BatchReply> {
    const headers = {
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      'content-digest': `sha-256=:${Buffer.from(sealed.sha256, 'hex').toString('base64')}:`,
      'idempotency-key': `"${sealed.batchId}"`,
    };
    return parseReply(
      await this.#ask({ method: 'POST', path: '/batches', headers, body: sealed.body }, [200]),
      batchReply,
    );
  }

  async checkBlobs(blobs: readonly { sha256: string; sizeBytes: number }[]): Promise<readonly string[]> {
    const body = { blobs: blobs.map(({ sha256, sizeBytes }) => ({ sha256, bytes: sizeBytes })) };
    return parseReply(await this.#askJson('/blobs/check', body), blobCheckReply).missing;
  }

  async putBundle(blobs: readonly StoredBlob[]): Promise<ReadonlyMap<string, string>> {
    const sizeBytes = blobs.reduce((sum, blob) => sum + blob.sizeBytes + 40, 0);
    const headers = { 'content-type': 'application/octet-stream', 'content-length': String(sizeBytes) };
    const body = Readable.from(framesOf(blobs), { objectMode: false, highWaterMark: 1 << 18 });
    const { results } = parseReply(
      await this.#ask({ method: 'POST', path: '/blobs/bundle', headers, body }, [200]),
      bundleReply,
    );
    return new Map(
      results.flatMap(({ sha256, outcome, code }) =>
        outcome === 'refused' ? [[sha256, code ?? 'refused'] as const] : [],
      ),
    );
  }

  async putBlob(blob: StoredBlob): Promise<void> {
    const headers = { 'content-type': 'application/octet-stream', 'content-length': String(blob.sizeBytes) };
    await this.#ask(
      { method: 'PUT', path: `/blobs/${blob.sha256}`, headers, body: createReadStream(blob.path) },
      [200, 201, 204],
    );
  }

  async fetchBlobs(hashes: readonly string[], sink: BlobSink): Promise<void> {
    const body = Buffer.from(JSON.stringify({ blobs: hashes }));
    const request = this.#request({
      method: 'POST',
      path: '/blobs/fetch',
      headers: { 'content-type': 'application/json' },
      body,
    });
    const stream = await this.#options.http.stream(request);
    if (stream.status !== 200)
      throw failureFor({ ...stream, body: await collect(stream.chunks) }, this.#options.clock);
    if (stream.headers['content-type']?.includes('html'))
      throw new CartableError('ent/not-an-ent', {}, 'later');
    await readFrames(stream.chunks, sink);
  }

  /** « Se déconnecter une fois le travail fait »: the token is revoked, and forgotten even where that fails. */
  async close(): Promise<void> {
    const token = this.#accessToken;
    this.#accessToken = '';
    await this.#options.http
      .request({
        method: 'POST',
        url: `${this.#options.baseUrl}${API_PREFIX}/revoke`,
        headers: { 'content-type': 'application/json' },
        body: Buffer.from(JSON.stringify({ token })),
        signal: AbortSignal.timeout(CLOSE_LIMIT_MS),
      })
      .catch(() => undefined);
  }

  #askJson(path: string, body: unknown): Promise<HttpReply> {
    return this.#ask(
      {
        method: 'POST',
        path,
        headers: { 'content-type': 'application/json' },
        body: Buffer.from(JSON.stringify(body)),
      },
      [200],
    );
  }

  async #ask(request: PathRequest, expected: readonly number[]): Promise<HttpReply> {
    const reply = await this.#options.http.request(this.#request(request));
    if (expected.includes(reply.status)) return reply;
    throw failureFor(reply, this.#options.clock);
  }

  #request({ path, headers, ...rest }: PathRequest): HttpRequest {
    return {
      ...rest,
      url: `${this.#options.baseUrl}${API_PREFIX}${path}`,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${this.#accessToken}`,
        'cartable-device': this.#options.deviceId,
        ...headers,
      },
      ...(this.#signal === undefined ? {} : { signal: this.#signal }),
    };
  }
}

type PathRequest = Omit<HttpRequest, 'url' | 'signal'> & { readonly path: string };

async function* framesOf(blobs: readonly StoredBlob[]): AsyncGenerator<Uint8Array> {
  for (const blob of blobs) {
    yield frameHead(blob.sha256, blob.sizeBytes);
    for await (const chunk of createReadStream(blob.path, { highWaterMark: 1 << 18 }))
      yield chunk as Uint8Array;
  }
}

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}
