import type { Clock } from '../../platform/clock.ts';
import type { Http, HttpReply, HttpRequest, HttpStream } from '../../platform/http.ts';
import { API_PREFIX } from './wire.ts';

export interface EntApiOptions {
  readonly http: Http;
  /** As `resolveEntAddress` gives it. */
  readonly baseUrl: string;
  readonly deviceId: string;
  readonly clock: Clock;
}

export interface EntRequest extends Omit<HttpRequest, 'url' | 'body'> {
  /** Below the API's prefix. */
  readonly path: string;
  readonly body?: HttpRequest['body'];
  readonly json?: unknown;
  readonly accessToken?: string;
}

/** Answers but pages of changes and of results are small. */
const REPLY_BYTES = 1024 * 1024;

/** One ENT's API, as one device speaks to it. */
export class EntApi {
  readonly clock: Clock;
  readonly #options: EntApiOptions;

  constructor(options: EntApiOptions) {
    this.clock = options.clock;
    this.#options = options;
  }

  /** Sends a request and reads its reply, of at most `replyLimitBytes`. */
  send(request: EntRequest, replyLimitBytes = REPLY_BYTES): Promise<HttpReply> {
    return this.#options.http.request(this.#complete(request), replyLimitBytes);
  }

  /** The ENT's metadata of OAuth 2.0 (RFC 8414), beside the API and not below it. */
  metadata(signal?: AbortSignal): Promise<HttpReply> {
    const url = `${this.#options.baseUrl}/.well-known/oauth-authorization-server`;
    const headers = { accept: 'application/json' };
    return this.#options.http.request(
      { method: 'GET', url, headers, ...(signal === undefined ? {} : { signal }) },
      REPLY_BYTES,
    );
  }

  /** Sends a request whose reply is read in pieces. */
  open(request: EntRequest): Promise<HttpStream> {
    return this.#options.http.open(this.#complete(request));
  }

  /** The path below the API's prefix that a `Location` in a reply to `path` stands for; null when it leads elsewhere. */
  pathOf(location: string, path: string): string | null {
    const root = `${this.#options.baseUrl}${API_PREFIX}`;
    const target = URL.parse(location, `${root}${path}`);
    if (target === null || location === '') return null;
    const { href } = target;
    return href.startsWith(`${new URL(root).href}/`) ? href.slice(new URL(root).href.length) : null;
  }

  #complete({ path, json, accessToken, headers, body, ...request }: EntRequest): HttpRequest {
    const payload = json === undefined ? body : Buffer.from(JSON.stringify(json));
    return {
      ...request,
      url: `${this.#options.baseUrl}${API_PREFIX}${path}`,
      headers: {
        accept: 'application/json, application/octet-stream;q=0.9',
        'cartable-device': this.#options.deviceId,
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
        ...headers,
      },
      ...(payload === undefined ? {} : { body: payload }),
    };
  }
}
