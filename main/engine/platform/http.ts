import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Readable } from 'node:stream';
import got, { type Method, type Request } from 'got';
import { CartableError } from './cartable-error.ts';
import { failureOf } from './http-failures.ts';
import { countSockets, type Traffic } from './http-traffic.ts';

/** Connecting takes seconds or never succeeds. */
const CONNECT_LIMIT_MS = 10_000;
/** No total limit: a slow line that moves is a good line. This long without a byte is a dead one. */
const STALL_LIMIT_MS = 30_000;
/** Answers other than documents are small; more than this is not an ENT's. */
const REPLY_LIMIT_BYTES = 64 * 1024 * 1024;
/** A polite client: one request at a time, and a spare. */
const SOCKETS_PER_HOST = 2;

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes, or a source of bytes that is read as fast as the line takes them. */
  readonly body?: Uint8Array | Readable;
  readonly signal?: AbortSignal;
}

export interface HttpReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** A reply whose bytes are taken as they come. */
export interface HttpStream {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly chunks: AsyncIterable<Uint8Array>;
}

export interface Http {
  /** @throws CartableError `ent/unreachable`, `ent/insecure`, `ent/not-an-ent` (a reply without end); the signal's reason */
  request(request: HttpRequest): Promise<HttpReply>;
  /** Like `request`; reading the chunks can fail in the same ways. */
  stream(request: HttpRequest): Promise<HttpStream>;
  readonly traffic: Traffic;
  close(): void;
}

export interface HttpOptions {
  readonly appVersion: string;
  readonly stallLimitMs?: number;
  readonly connectLimitMs?: number;
}

/**
 * The only door to the network: got without its own retries, redirects or cookies, on sockets whose bytes are counted.
 */
export function createHttp(options: HttpOptions): Http {
  const agentOptions = { keepAlive: true, maxSockets: SOCKETS_PER_HOST, maxFreeSockets: SOCKETS_PER_HOST };
  const agents = { http: new HttpAgent(agentOptions), https: new HttpsAgent(agentOptions) };
  const traffic = countSockets([agents.http, agents.https]);
  const open = (request: HttpRequest) => {
    traffic.countRequest();
    return openStream(request, agents, options);
  };
  return {
    traffic,
    async request(request) {
      const reply = await open(request);
      return { status: reply.status, headers: reply.headers, body: await readAll(reply.chunks) };
    },
    stream: open,
    close() {
      traffic.settle();
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

async function openStream(
  request: HttpRequest,
  agents: { http: HttpAgent; https: HttpsAgent },
  options: HttpOptions,
): Promise<HttpStream> {
  const { signal } = request;
  signal?.throwIfAborted();
  const stallMs = options.stallLimitMs ?? STALL_LIMIT_MS;
  const connectMs = options.connectLimitMs ?? CONNECT_LIMIT_MS;
  const stream = got.stream(request.url, {
    method: request.method as Method,
    headers: { 'user-agent': `Cartable/${options.appVersion}`, ...request.headers },
    agent: agents,
    retry: { limit: 0 },
    throwHttpErrors: false,
    followRedirect: false,
    decompress: true,
    timeout: { lookup: connectMs, connect: connectMs, secureConnect: connectMs, socket: stallMs },
    ...(signal === undefined ? {} : { signal }),
    ...(request.body === undefined ? {} : { body: request.body }),
  });
  const head = await headOf(stream, signal);
  return { ...head, chunks: chunksOf(stream, signal) };
}

/** A body given to got is sent by it; a request without one must not wait for bytes. */
function headOf(stream: Request, signal: AbortSignal | undefined): Promise<Omit<HttpStream, 'chunks'>> {
  return new Promise((resolve, reject) => {
    stream.once('error', (error) => reject(failureOf(error, signal)));
    stream.once(
      'response',
      (response: { statusCode: number; headers: Record<string, string | string[] | undefined> }) => {
        const headers = Object.entries(response.headers).map(([name, value]) => [
          name,
          Array.isArray(value) ? value.join(', ') : (value ?? ''),
        ]);
        resolve({
          status: response.statusCode,
          headers: Object.fromEntries(headers) as Record<string, string>,
        });
      },
    );
    stream.resume();
    stream.pause();
  });
}

async function* chunksOf(stream: Request, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of stream) yield chunk as Uint8Array;
  } catch (error) {
    throw failureOf(error, signal);
  } finally {
    stream.destroy();
  }
}

async function readAll(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of chunks) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > REPLY_LIMIT_BYTES) throw new CartableError('ent/not-an-ent', {}, 'later');
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}
