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
  /** In place of the server's address. */
  readonly url: string;
  /** Connections that clients opened, and those that still are. */
  readonly connections: number;
  readonly openConnections: number;
  /** Bytes on the client's side of the line, TLS included. */
  readonly bytesUp: number;
  readonly bytesDown: number;
  /** The fault of the connections to come; those that are open go on with theirs. */
  setFault(fault: Fault): void;
  /** Resolves when no client is connected any more. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a proxy that passes TCP on until its fault strikes. */
export async function startFaultProxy(options: FaultProxyOptions = {}): Promise<FaultProxy> {
  const line = new FaultyLine(options);
  await line.listen();
  return line;
}

class FaultyLine implements FaultProxy {
  readonly #options: FaultProxyOptions;
  readonly #server: Server;
  readonly #clients = new Set<Socket>();
  readonly #all = new Set<Socket>();
  #fault: Fault;
  #closedUp = 0;
  #closedDown = 0;
  connections = 0;

  constructor(options: FaultProxyOptions) {
    this.#options = options;
    this.#fault = options.fault ?? NO_FAULT;
    this.#server = createServer({ pauseOnConnect: options.tls !== undefined }, (client) =>
      this.#accept(client),
    );
  }

  async listen(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `${this.#options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`;
  }

  get openConnections(): number {
    return this.#clients.size;
  }

  get bytesUp(): number {
    return [...this.#clients].reduce((sum, client) => sum + client.bytesRead, this.#closedUp);
  }

  get bytesDown(): number {
    return [...this.#clients].reduce((sum, client) => sum + client.bytesWritten, this.#closedDown);
  }

  setFault(fault: Fault): void {
    this.#fault = fault;
  }

  async idle(): Promise<void> {
    await Promise.all([...this.#clients].map((client) => once(client, 'close')));
  }

  async close(): Promise<void> {
    for (const socket of this.#all) socket.destroy();
    if (!this.#server.listening) return;
    this.#server.close();
    await once(this.#server, 'close');
  }

  #accept(client: Socket): void {
    this.connections += 1;
    this.#clients.add(client);
    this.#track(client);
    client.once('close', () => {
      this.#clients.delete(client);
      this.#closedUp += client.bytesRead;
      this.#closedDown += client.bytesWritten;
    });
    const fault = this.#fault;
    const { tls } = this.#options;
    if (tls === undefined) {
      this.#serve(client, client, fault);
      return;
    }
    // The TLS server never listens: it only unwraps what was accepted here, where bytes are counted.
    const unwrapper = createTlsServer(tls, (inner) => {
      this.#track(inner);
      this.#serve(inner, client, fault);
    });
    unwrapper.on('tlsClientError', () => client.destroy());
    unwrapper.emit('connection', client);
    client.resume();
  }

  /** `inner` speaks what the server speaks; `wire` is the socket below it. */
  #serve(inner: Socket, wire: Socket, fault: Fault): void {
    if (fault.kind === 'silent') return void inner.resume();
    if (fault.kind === 'says') return void inner.once('data', () => inner.end(fault.bytes));
    const server = this.#connectToTarget();
    const ends = { client: inner, server, wire };
    pass(ends, 'up', fault);
    pass(ends, 'down', fault);
  }

  #connectToTarget(): Socket {
    const { hostname, port } = new URL(this.#options.target ?? 'http://127.0.0.1:0');
    return this.#track(
      connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port), allowHalfOpen: true }),
    );
  }

  #track(socket: Socket): Socket {
    this.#all.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => this.#all.delete(socket));
    return socket;
  }
}

interface Ends {
  readonly client: Socket;
  readonly server: Socket;
  readonly wire: Socket;
}

/** Passes one direction on, as far as the fault lets it. */
function pass(ends: Ends, direction: Direction, fault: Fault): void {
  const [from, to] = direction === 'up' ? [ends.client, ends.server] : [ends.server, ends.client];
  const strikes = 'direction' in fault && fault.direction === direction ? fault : null;
  let leftBytes = strikes?.afterBytes ?? Number.POSITIVE_INFINITY;
  const forward =
    fault.kind === 'slow' ? trickle(to, fault.bytesPerSecond) : (chunk: Buffer) => flow(from, to, chunk);
  from.on('data', (chunk: Buffer) => {
    if (leftBytes < 0) return;
    const passing = chunk.subarray(0, Math.min(chunk.length, leftBytes));
    leftBytes -= chunk.length;
    if (passing.length > 0) forward(passing, from);
    if (leftBytes >= 0 || strikes === null) return;
    if (strikes.kind !== 'stall') strike(ends, strikes.kind);
  });
  from.once('end', () => {
    if (leftBytes >= 0) to.end();
  });
  from.once('close', () => {
    if (leftBytes >= 0) to.destroySoon();
  });
}

function strike({ client, server, wire }: Ends, kind: 'reset' | 'cut'): void {
  server.destroy();
  if (kind === 'cut') return void client.end(() => wire.destroySoon());
  // After what has passed: a reset would overtake it.
  setImmediate(() => (wire.destroyed ? undefined : wire.resetAndDestroy()));
}

function flow(from: Socket, to: Socket, chunk: Buffer): void {
  if (to.write(chunk)) return;
  from.pause();
  to.once('drain', () => from.resume());
}

/** Passes bytes on in twenty steps a second, and reads no further meanwhile. */
function trickle(to: Socket, bytesPerSecond: number): (chunk: Buffer, from: Socket) => void {
  const stepBytes = Math.max(1, Math.round(bytesPerSecond / 20));
  return (chunk, from) => {
    from.pause();
    let at = 0;
    const timer = setInterval(() => {
      if (to.destroyed) return clearInterval(timer);
      to.write(chunk.subarray(at, at + stepBytes));
      at += stepBytes;
      if (at < chunk.length) return;
      clearInterval(timer);
      from.resume();
    }, 50);
  };
}
