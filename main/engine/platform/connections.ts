import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { connect, Socket, type TcpNetConnectOpts } from 'node:net';
import type { Duplex } from 'node:stream';
import { isNetworkCode, TlsFailure } from './http-failure.ts';
import { type FindRoute, openRoute } from './routes.ts';
import { whenReady } from './socket-ready.ts';

/** Code of good practice: no client of ours takes more of a server than this. */
export const SOCKETS_PER_HOST = 2;

/**
 * An idle connection is closed before the server does it: Apache and Node close after 5 s, and a request
 * that crosses the closing would look like a broken network.
 */
const IDLE_MS = 4_000;

/** Node's own 250 ms per address gives up on a line that is merely slow (nodejs/node#54359). */
const ADDRESS_ATTEMPT_MS = 2_500;

type OnConnected = (error: Error | null, socket: Duplex) => void;
type HttpConnectionOptions = Parameters<HttpAgent['createConnection']>[0];
type HttpsConnectionOptions = Parameters<HttpsAgent['createConnection']>[0];

/**
 * The sockets of one client, kept alive between its requests, and the bytes that they carried.
 *
 * Bytes are counted on the TCP sockets, below TLS: what the line carried, handshakes and headers included.
 */
export class Connections {
  readonly agents: { readonly http: HttpAgent; readonly https: HttpsAgent };
  readonly #connectMs: number;
  readonly #open = new Set<Socket>();
  #closedUp = 0;
  #closedDown = 0;

  constructor(connectMs: number, find: FindRoute) {
    this.#connectMs = connectMs;
    const openTcp = (options: HttpConnectionOptions) => this.#openTcp(options);
    this.agents = {
      http: new CountedHttpAgent(openTcp, connectMs),
      https: new CountedHttpsAgent(openTcp, connectMs, find),
    };
  }

  get bytesUp(): number {
    return [...this.#open].reduce((sum, socket) => sum + socket.bytesWritten, this.#closedUp);
  }

  get bytesDown(): number {
    return [...this.#open].reduce((sum, socket) => sum + socket.bytesRead, this.#closedDown);
  }

  /** Closes everything at once, requests in flight included. */
  close(): void {
    for (const socket of this.#open) socket.destroy();
    this.agents.http.destroy();
    this.agents.https.destroy();
  }

  #openTcp(options: HttpConnectionOptions): Socket {
    const socket = connect({
      host: options.host ?? 'localhost',
      port: Number(options.port),
      noDelay: true,
      keepAlive: true,
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: Math.min(ADDRESS_ATTEMPT_MS, this.#connectMs),
    } as TcpNetConnectOpts);
    this.#open.add(socket);
    // Who waits for the socket hears of it too; a socket that nobody waits for must not end the process.
    socket.on('error', () => undefined);
    socket.once('close', () => {
      this.#open.delete(socket);
      this.#closedUp += socket.bytesWritten;
      this.#closedDown += socket.bytesRead;
    });
    return socket;
  }
}

type OpenTcp = (options: HttpConnectionOptions) => Socket;

const AGENT_OPTIONS = {
  keepAlive: true,
  maxSockets: SOCKETS_PER_HOST,
  scheduling: 'lifo',
  // Of idle sockets: a request sets its own limit.
  timeout: IDLE_MS,
} as const;

class CountedHttpAgent extends HttpAgent {
  readonly #openTcp: OpenTcp;
  readonly #connectMs: number;

  constructor(openTcp: OpenTcp, connectMs: number) {
    super(AGENT_OPTIONS);
    this.#openTcp = openTcp;
    this.#connectMs = connectMs;
  }

  override createConnection(options: HttpConnectionOptions, onConnected?: OnConnected): undefined {
    const socket = this.#openTcp(options);
    whenReady({ socket, event: 'connect', limitMs: this.#connectMs }, (error) =>
      onConnected?.(error, socket),
    );
  }
}

class CountedHttpsAgent extends HttpsAgent {
  readonly #openTcp: OpenTcp;
  readonly #connectMs: number;
  readonly #find: FindRoute;

  constructor(openTcp: OpenTcp, connectMs: number, find: FindRoute) {
    super(AGENT_OPTIONS);
    this.#openTcp = openTcp;
    this.#connectMs = connectMs;
    this.#find = find;
  }

  /** The request is only handed its socket once the certificate has been found good. */
  override createConnection(options: HttpsConnectionOptions, onConnected?: OnConnected): undefined {
    const target = { host: options.host ?? 'localhost', port: Number(options.port) };
    const way = {
      find: this.#find,
      open: (to: typeof target) => this.#openTcp({ ...options, ...to }),
      limitMs: this.#connectMs,
    };
    openRoute(target, way).then(
      (tcp) => this.#secure(tcp, options, onConnected),
      // Nobody waits for a socket that has failed.
      (error: Error) => onConnected?.(error, new Socket()),
    );
  }

  #secure(tcp: Socket, options: HttpsConnectionOptions, onConnected: OnConnected | undefined): void {
    const tls = super.createConnection({ ...options, socket: tcp } as HttpsConnectionOptions) as Socket;
    whenReady({ socket: tls, event: 'secureConnect', limitMs: this.#connectMs }, (failure) =>
      onConnected?.(failure === null ? null : namedHandshakeFailure(failure), tls),
    );
  }
}

function namedHandshakeFailure(error: Error): Error {
  const { code } = error as { code?: unknown };
  return isNetworkCode(code) ? error : new TlsFailure(typeof code === 'string' ? code : 'handshake');
}
