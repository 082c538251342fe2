import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

/** `up`: from the client to the server. */
export type Direction = 'up' | 'down';

/**
 * What goes wrong on a connection. `afterBytes` counts the bytes of its direction that still pass.
 *
 * - `reset`: both ends get a TCP reset. With `down` and 0 the server has done its work and the client never knows.
 * - `cut`: both ends see the connection closed in good order, in the middle of a message.
 * - `stall`: that direction passes nothing any more, and the connection stays open.
 * - `slow`: both directions pass that much in a second.
 * - `silent`: accepted, and nothing else: half-open.
 * - `says`: whatever is asked, these bytes are the answer, and the server is never reached (a captive portal).
 */
export type Fault =
  | { readonly kind: 'none' }
  | { readonly kind: 'reset' | 'cut' | 'stall'; readonly direction: Direction; readonly afterBytes: number }
  | { readonly kind: 'slow'; readonly bytesPerSecond: number }
  | { readonly kind: 'silent' }
  | { readonly kind: 'says'; readonly bytes: Uint8Array | string };

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
    this.#lines.set(wire, new FaultyLine({ client, wire, openServer, onStrike }, this.#fault));
  }
}

interface Ends {
  readonly client: Socket;
  readonly wire: Socket;
  readonly openServer: () => Socket;
  onStrike(): void;
}

/** One connection through the proxy. The server is only connected to when something is passed on to it. */
class FaultyLine {
  readonly #ends: Ends;
  #server: Socket | null = null;
  #fault: Fault;
  #passedBytes: Record<Direction, number> = { up: 0, down: 0 };
  #isBroken = false;

  constructor(ends: Ends, fault: Fault) {
    this.#ends = ends;
    this.#fault = fault;
    ends.client.on('data', (chunk: Buffer) => this.#fromClient(chunk));
    ends.client.once('end', () => this.#server?.end());
  }

  turn(fault: Fault): void {
    this.#fault = fault;
    this.#passedBytes = { up: 0, down: 0 };
  }

  end(): void {
    this.#server?.destroy();
  }

  #fromClient(chunk: Buffer): void {
    const fault = this.#fault;
    if (fault.kind === 'silent') return;
    if (fault.kind === 'says') {
      this.#ends.client.end(fault.bytes);
      return;
    }
    this.#server ??= this.#connectServer();
    this.#pass('up', chunk, this.#ends.client, this.#server);
  }

  #connectServer(): Socket {
    const server = this.#ends.openServer();
    server.on('error', () => undefined);
    server.on('data', (chunk: Buffer) => {
      if (this.#fault.kind !== 'silent') this.#pass('down', chunk, server, this.#ends.client);
    });
    server.once('close', () => {
      if (!this.#isStalled('down')) this.#ends.client.destroySoon();
    });
    return server;
  }

  #isStalled(direction: Direction): boolean {
    const fault = this.#fault;
    return (
      fault.kind === 'silent' ||
      (fault.kind === 'stall' &&
        fault.direction === direction &&
        this.#passedBytes[direction] > fault.afterBytes)
    );
  }

  #pass(direction: Direction, chunk: Buffer, from: Socket, to: Socket): void {
    if (this.#isBroken) return;
    const fault = this.#fault;
    const before = this.#passedBytes[direction];
    this.#passedBytes[direction] += chunk.length;
    if (!('direction' in fault) || fault.direction !== direction) {
      forward(chunk, from, to, fault);
      return;
    }
    const passing = chunk.subarray(0, Math.max(0, fault.afterBytes - before));
    if (passing.length > 0) forward(passing, from, to, fault);
    if (passing.length < chunk.length && fault.kind !== 'stall') this.#strike(fault.kind);
  }

  #strike(kind: 'reset' | 'cut'): void {
    const { client, wire, onStrike } = this.#ends;
    onStrike();
    this.#isBroken = true;
    // Nothing crosses a broken line: what the client still has in its system's buffers is lost there.
    client.pause();
    // In good order: what has passed arrives first, on either side.
    if (kind === 'cut') {
      this.#server?.destroySoon();
      client.destroySoon();
      return;
    }
    this.#server?.destroy();
    afterReading(() => (wire.destroyed ? undefined : wire.resetAndDestroy()));
  }
}

/** A reset overtakes what has passed: the client's turn to read it, in this very process, comes first. */
function afterReading(act: () => void): void {
  setTimeout(() => setImmediate(() => setImmediate(act)), 5);
}

function forward(chunk: Buffer, from: Socket, to: Socket, fault: Fault): void {
  if (fault.kind === 'slow') trickle(chunk, from, to, fault.bytesPerSecond);
  else if (!to.write(chunk)) {
    from.pause();
    to.once('drain', () => from.resume());
  }
}

/** Passes a chunk on in twenty steps a second, and reads no further meanwhile. */
function trickle(chunk: Buffer, from: Socket, to: Socket, bytesPerSecond: number): void {
  const stepBytes = Math.max(1, Math.round(bytesPerSecond / 20));
  from.pause();
  let at = 0;
  const timer = setInterval(() => {
    if (!to.destroyed) to.write(chunk.subarray(at, at + stepBytes));
    at += stepBytes;
    if (at < chunk.length && !to.destroyed) return;
    clearInterval(timer);
    from.resume();
  }, 50);
}
