import type { Duplex } from 'node:stream';
import got, { type Got, type Request } from 'got';
import type { Bandwidth } from './bandwidth.ts';
import { CartableError } from './cartable-error.ts';
import { Connections, SOCKETS_PER_HOST } from './connections.ts';
import { errorOfFailure, httpFailureOf } from './http-failure.ts';
import { jsonIn } from './json-body.ts';
import { isLoopbackHost } from './loopback.ts';
import { environmentRoute, type FindRoute } from './routes.ts';
import { Slots } from './slots.ts';

/** Bytes to send whose number is known before. */
export interface HttpBody {
  readonly sizeBytes: number;
  /** Read once, and only as fast as the line takes them. */
  chunks(): AsyncIterable<Uint8Array>;
}

export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | HttpBody;
  /** Ends the request at once, with the signal's reason. */
  readonly signal?: AbortSignal;
}

interface HttpReplyHead {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A reply, whole. */
export interface HttpReply extends HttpReplyHead {
  readonly body: Uint8Array;
  /** The body as JSON; undefined when it is something else, or nested deeper than anything that is meant to be read. */
  json(): unknown;
}

/** A reply whose body is still on its way. It must be read to its end, or left by ending the loop. */
export interface HttpStream extends HttpReplyHead {
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** What the network cost so far; every reading is of the moment. Bytes are the sockets', TLS and headers included. */
export interface HttpTraffic {
  readonly requests: number;
  readonly bytesUp: number;
  readonly bytesDown: number;
}

/**
 * The only door to the network. One per sync session: its traffic is the session's.
 *
 * Any status is a reply, redirects included, which are never followed: a token must not travel to another host.
 * No cookies, no cache, no retries of its own.
 */
export interface Http {
  /**
   * Sends a request and reads the whole reply, of at most `replyLimitBytes` once unpacked.
   *
   * @throws CartableError `ent/unreachable`, `ent/insecure`, `ent/not-an-ent`; the signal's reason; what the body throws
   */
  request(request: HttpRequest, replyLimitBytes: number): Promise<HttpReply>;
  /** As `request`, with the body in pieces; reading them fails in the same ways. */
  open(request: HttpRequest): Promise<HttpStream>;
  readonly traffic: HttpTraffic;
  /** Closes every connection at once. */
  close(): void;
}

export interface HttpOptions {
  readonly appVersion: string;
  /** For the name and TCP together, then for TLS. */
  readonly connectMs?: number;
  /** Longest time in which no byte moves. A document that comes has no other limit: slow is not broken. */
  readonly stallMs?: number;
  /** See `WHOLE_MS`. */
  readonly wholeMs?: number;
  /** The way to a server; without it, the environment's. */
  readonly findRoute?: FindRoute;
  /** Holds bodies back, in both directions together. */
  readonly bandwidth?: Bandwidth;
}

const CONNECT_MS = 10_000;
const STALL_MS = 30_000;
/**
 * A reply that is read whole, beyond what its bytes take on the slowest line: and as long for its head, once the request
 * has left. A byte every few seconds is no silence, and would keep a session for days; a page of changes on the worst
 * line, behind the busiest ENT, takes a minute or two.
 */
const WHOLE_MS = 10 * 60_000;

/**
 * What is sent may still lie in the system's buffers, an antivirus or a school's proxy, and no byte moves here
 * until the slowest line that we know of (8 kB/s) has carried it. None of them holds more than this.
 */
const SLOWEST_LINE_BYTES_PER_S = 8 * 1024;
const BUFFERED_BYTES_MAX = 4 * 1024 * 1024;
/** Of a reply: what the socket, the unpacking and the streams take in ahead of who reads it at the pace of a limit. */
const READ_AHEAD_BYTES = 256 * 1024;

/** A write to a socket: one chunk is all of a body that is in memory. */
const CHUNK_BYTES = 64 * 1024;

/** Opens the door to the network. */
export function createHttp(options: HttpOptions): Http {
  return new GotHttp(options);
}

/** Reads what is left of a reply, of at most `limitBytes` once unpacked; fails as `Http.request` does. */
export async function readWhole(
  { status, headers, chunks }: HttpStream,
  limitBytes: number,
  {
    signal,
    wholeMs = WHOLE_MS,
    slowestBytesPerS = SLOWEST_LINE_BYTES_PER_S,
  }: {
    readonly signal?: AbortSignal | undefined;
    readonly wholeMs?: number;
    readonly slowestBytesPerS?: number;
  } = {},
): Promise<HttpReply> {
  const beganAt = performance.now();
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  try {
    for await (const chunk of chunks) {
      sizeBytes += chunk.byteLength;
      if (sizeBytes > limitBytes) throw new CartableError('ent/not-an-ent', {}, 'after-user');
      if (performance.now() - beganAt > wholeMs + (sizeBytes / slowestBytesPerS) * 1000)
        throw new CartableError('ent/unreachable', { reason: 'stalled' }, 'later');
      parts.push(chunk);
    }
  } catch (error) {
    // A refusal counts, even where its explanation was cut or is endless.
    if (status < 400 || signal?.aborted === true) throw error;
  }
  const body = Buffer.concat(parts);
  return { status, headers, body, json: () => jsonIn(body) };
}

class GotHttp implements Http {
  readonly traffic: HttpTraffic;
  readonly #connections: Connections;
  readonly #client: Got;
  readonly #stallMs: number;
  readonly #wholeMs: number;
  // The agents' own limit does not count connections in the making.
  readonly #slots = new Slots(SOCKETS_PER_HOST);
  #requests = 0;
  readonly #bandwidth: Bandwidth | undefined;
  #isClosed = false;

  constructor({
    appVersion,
    connectMs = CONNECT_MS,
    stallMs = STALL_MS,
    wholeMs = WHOLE_MS,
    ...options
  }: HttpOptions) {
    this.#connections = new Connections(connectMs, options.findRoute ?? environmentRoute(process.env));
    this.#bandwidth = options.bandwidth;
    this.#stallMs = stallMs;
    this.#wholeMs = wholeMs;
    this.#client = got.extend({
      agent: this.#connections.agents,
      headers: { 'user-agent': `Cartable/${appVersion}` },
      https: { rejectUnauthorized: true },
      retry: { limit: 0 },
      throwHttpErrors: false,
      followRedirect: false,
      decompress: true,
    });
    this.traffic = this.#countTraffic();
  }

  async request(request: HttpRequest, replyLimitBytes: number): Promise<HttpReply> {
    return readWhole(await this.open(request), replyLimitBytes, {
      signal: request.signal,
      wholeMs: this.#wholeMs,
      slowestBytesPerS: Math.min(SLOWEST_LINE_BYTES_PER_S, this.#pace()),
    });
  }

  async open(request: HttpRequest): Promise<HttpStream> {
    if (this.#isClosed) throw new Error('this door to the network is closed');
    refusePlainHttp(request.url);
    const release = await this.#slots.take(request.signal);
    const stream = this.#send(request);
    for (const event of ['end', 'error', 'close'] as const) stream.once(event, release);
    stream.once('socket', () => {
      this.#requests += 1;
    });
    try {
      const response = await responseOf(stream);
      return {
        status: response.statusCode,
        headers: plainHeaders(response.headers),
        chunks: this.#paced(readChunks(stream, request.signal), request.signal),
      };
    } catch (error) {
      throw namedError(error, request.signal);
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#connections.close();
  }

  #send({ method, url, headers, body, signal }: HttpRequest): Request {
    const outgoing = body instanceof Uint8Array ? bodyOf(body) : body;
    return this.#client.stream(url, {
      method,
      headers: {
        ...headers,
        ...(outgoing === undefined ? {} : { 'content-length': String(outgoing.sizeBytes) }),
      },
      ...(outgoing === undefined ? {} : { body: this.#paced(outgoing.chunks(), signal) }),
      ...(signal === undefined ? {} : { signal }),
      timeout: {
        socket: this.#silenceMs(outgoing?.sizeBytes ?? 0),
        response: this.#headMs(outgoing?.sizeBytes ?? 0),
      },
    });
  }

  #paced(chunks: AsyncIterable<Uint8Array>, signal?: AbortSignal): AsyncIterable<Uint8Array> {
    return this.#bandwidth === undefined ? chunks : this.#bandwidth.pace(chunks, signal);
  }

  /** Bytes a second that a limit lets pass now. */
  #pace(): number {
    return this.#bandwidth?.bytesPerS ?? Number.POSITIVE_INFINITY;
  }

  /** What was written may still be on its way to the server: its silence is allowed for as well. */
  #headMs(bodyBytes: number): number {
    return this.#wholeMs + this.#silenceMs(bodyBytes) - this.#stallMs;
  }

  #silenceMs(bodyBytes: number): number {
    const bufferedBytes = Math.min(bodyBytes, BUFFERED_BYTES_MAX);
    // While we take our time over what has come, the socket is silent as well.
    const waitS = bufferedBytes / SLOWEST_LINE_BYTES_PER_S + READ_AHEAD_BYTES / this.#pace();
    return this.#stallMs + Math.round(waitS * 1000);
  }

  #countTraffic(): HttpTraffic {
    const connections = this.#connections;
    const countRequests = () => this.#requests;
    return {
      get requests() {
        return countRequests();
      },
      get bytesUp() {
        return connections.bytesUp;
      },
      get bytesDown() {
        return connections.bytesDown;
      },
    };
  }
}

function refusePlainHttp(url: string): void {
  const { protocol, hostname } = new URL(url);
  if (protocol === 'https:' || (protocol === 'http:' && isLoopbackHost(hostname))) return;
  throw new CartableError('ent/insecure', { reason: 'plain-http' }, 'after-user');
}

type GotResponse = { readonly statusCode: number; readonly headers: NodeJS.Dict<string | string[]> };

function responseOf(stream: Request): Promise<GotResponse> {
  return new Promise((resolve, reject) => {
    stream.once('response', resolve);
    // The connection is to speak something else from here on, which nobody asked for: no reply will come.
    stream.once('upgrade', (_reply: unknown, socket: Duplex) => {
      socket.destroy();
      stream.destroy();
      reject(new CartableError('ent/not-an-ent', {}, 'after-user'));
    });
    // Stays on: an error after the reply's head is met by whoever reads the body, or by nobody.
    stream.on('error', reject);
  });
}

async function* readChunks(stream: Request, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of stream) yield chunk as Uint8Array;
  } catch (error) {
    throw namedError(error, signal);
  } finally {
    // Answered before all was sent: the rest would be taken for the next request.
    if (!stream.writableFinished) stream.destroy();
  }
}

/** The library's errors carry the request, its token included: none of them leaves this file. */
function namedError(error: unknown, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted === true) return signal.reason;
  for (let link = error; link instanceof Error; link = link.cause) {
    if (link instanceof CartableError) return link;
  }
  const failure = httpFailureOf(error);
  if (failure !== null) return errorOfFailure(failure);
  const { code } = error as { code?: unknown };
  return new Error(`a request failed in an unknown way: ${String(code)}`);
}

function plainHeaders(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) if (typeof value === 'string') plain[name] = value;
  return plain;
}

function bodyOf(bytes: Uint8Array): HttpBody {
  return {
    sizeBytes: bytes.byteLength,
    async *chunks() {
      for (let start = 0; start < bytes.byteLength; start += CHUNK_BYTES)
        yield bytes.subarray(start, start + CHUNK_BYTES);
    },
  };
}
