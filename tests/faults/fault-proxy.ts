import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { type Direction, type Fault, FaultyLine } from './fault-line.ts';

export type { Direction, Fault };

/** A fault that strikes certain requests only, by their first line: `POST /sync/v1/batches HTTP/1.1`. */
export interface Aim {
  readonly at: Pick<RegExp, 'test'>;
  readonly fault: Fault;
}

export const NO_FAULT: Fault = { kind: 'none' };

export interface FaultProxyOptions {
  /** The server behind, for example `http://127.0.0.1:8080`. Not needed by faults that never reach it. */
  readonly target?: string;
  /** Speaks TLS to the client with this certificate, and plain TCP to the server. */
  readonly tls?: { readonly key: string; readonly cert: string };
  readonly fault?: Fault;
}

/** A bad line between a client and a server, on loopback. */
export interface FaultProxy {
  /** In place of the server's address. Nobody listens there once the proxy is closed. */
  readonly url: string;
  /** Connections that clients opened, and those that still are. */
  readonly connections: number;
  readonly openConnections: number;
  /** Connections that the fault has broken. */
  readonly struck: number;
  /** Bytes on the client's side of the line, TLS included. */
  readonly bytesUp: number;
  readonly bytesDown: number;
  /** All that clients said, without TLS, as Latin-1. */
  readonly heard: string;
  /** Changes the fault of connections, of those that are open too: `afterBytes` then counts from now. */
  setFault(fault: Fault): void;
  /** Lets a fault strike the requests that fit, each from its first byte on; the others pass. Null: none any more. */
  aim(aim: Aim | null): void;
  /** First lines of all requests so far, and how many of them the fault was aimed at. */
  readonly requests: readonly string[];
  readonly strikes: number;
  /** Resolves when no client is connected any more. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a proxy that passes TCP on until its fault strikes. */
export async function startFaultProxy(options: FaultProxyOptions = {}): Promise<FaultProxy> {
  const proxy = new TcpFaultProxy(options);
  await proxy.listen();
  return proxy;
}

class TcpFaultProxy implements FaultProxy {
  readonly #options: FaultProxyOptions;
  readonly #server: Server;
  readonly #lines = new Map<Socket, FaultyLine | null>();
  readonly #heard: Buffer[] = [];
  #fault: Fault;
  #aim: Aim | null = null;
  readonly requests: string[] = [];
  strikes = 0;
  #closedUp = 0;
  #closedDown = 0;
  url = '';
  connections = 0;
  struck = 0;

  constructor(options: FaultProxyOptions) {
    this.#options = options;
    this.#fault = options.fault ?? NO_FAULT;
    this.#server = createServer((client) => this.#accept(client));
  }

  async listen(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const { port } = this.#server.address() as AddressInfo;
    this.url = `${this.#options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`;
  }

  get openConnections(): number {
    return this.#lines.size;
  }

  get bytesUp(): number {
    return [...this.#lines.keys()].reduce((sum, client) => sum + client.bytesRead, this.#closedUp);
  }

  get bytesDown(): number {
    return [...this.#lines.keys()].reduce((sum, client) => sum + client.bytesWritten, this.#closedDown);
  }

  get heard(): string {
    return Buffer.concat(this.#heard).toString('latin1');
  }

  setFault(fault: Fault): void {
    this.#fault = fault;
    for (const line of this.#lines.values()) line?.turn(fault);
  }

  aim(aim: Aim | null): void {
    this.#aim = aim;
  }

  /** A request begins on a line: what becomes of it. Null leaves it to the line's own fault. */
  #judge(firstLine: string): Fault | null {
    this.requests.push(firstLine);
    if (this.#aim === null) return null;
    if (!this.#aim.at.test(firstLine)) return NO_FAULT;
    this.strikes += 1;
    return this.#aim.fault;
  }

  async idle(): Promise<void> {
    // Not `once` of node:events: it rejects when the client resets its connection, which is one way of leaving.
    const left = [...this.#lines.keys()].map(
      (client) => new Promise<void>((resolve) => client.once('close', () => resolve())),
    );
    await Promise.all(left);
  }

  async close(): Promise<void> {
    for (const [client, line] of this.#lines) {
      line?.end();
      client.destroy();
    }
    if (!this.#server.listening) return;
    this.#server.close();
    await once(this.#server, 'close');
  }

  #accept(wire: Socket): void {
    this.connections += 1;
    this.#lines.set(wire, null);
    wire.on('error', () => undefined);
    wire.once('close', () => {
      this.#lines.get(wire)?.end();
      this.#lines.delete(wire);
      this.#closedUp += wire.bytesRead;
      this.#closedDown += wire.bytesWritten;
    });
    const { tls } = this.#options;
    if (tls === undefined) {
      this.#serve(wire, wire);
      return;
    }
    // This server never listens: it only unwraps what was accepted here, where bytes are counted.
    const unwrapper = createTlsServer(tls, (client) => this.#serve(client, wire));
    unwrapper.on('tlsClientError', () => wire.destroy());
    unwrapper.emit('connection', wire);
  }

  /** `client` speaks what the server speaks; `wire` is the socket below it. */
  #serve(client: Socket, wire: Socket): void {
    client.on('error', () => undefined);
    client.on('data', (chunk: Buffer) => this.#heard.push(chunk));
    const { hostname, port } = new URL(this.#options.target ?? 'http://127.0.0.1:9');
    const openServer = () => connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) });
    const onStrike = () => {
      this.struck += 1;
    };
    const judge = (firstLine: string) => this.#judge(firstLine);
    this.#lines.set(wire, new FaultyLine({ client, wire, openServer, judge, onStrike }, this.#fault));
  }
}
