import type { ClientContext, ClientLink } from '@orpc/client';
import { ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ErrorCode, ErrorDetail } from '../../preload/contract/index.ts';

type EngineContext = ClientContext;

interface Connection {
  readonly port: MessagePort;
  readonly rpc: RPCLink<EngineContext>;
  isLost: boolean;
}

interface Waiter {
  readonly resolve: (connection: Connection) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The line to the engine, which outlives the engine's own restarts.
 *
 * A call made while there is no engine waits for the next one: it has not left the page, so nothing can
 * happen twice. A call that had left when its engine died fails with `engine/restarted`, for nobody knows
 * how far it went. After `giveUp`, calls fail with `engine/unavailable` until a port arrives.
 */
export class EngineLink implements ClientLink<EngineContext> {
  #connection: Connection | null = null;
  #waiters: Waiter[] = [];
  #isGivenUp = false;

  async call(
    path: readonly string[],
    input: unknown,
    options: Parameters<ClientLink<EngineContext>['call']>[2],
  ) {
    const connection = await this.#current();
    try {
      return await connection.rpc.call(path, input, options);
    } catch (error) {
      throw connection.isLost ? declaredError('engine/restarted', 'later') : error;
    }
  }

  /** Takes the port of a new engine; what was pending on the old one fails. */
  connect(port: MessagePort): void {
    this.disconnect();
    // The port closes by itself when its engine dies, before or after the shell says so. Heard here first: the
    // library, which listens next, then fails its pending calls, and `call` knows why.
    port.addEventListener('close', () => this.#lose(connection));
    const connection: Connection = { port, rpc: new RPCLink<EngineContext>({ port }), isLost: false };
    port.start();
    this.#isGivenUp = false;
    this.#connection = connection;
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const waiter of waiters) waiter.resolve(connection);
  }

  /** Fails what is pending: the engine has died, or is being replaced. */
  disconnect(): void {
    const connection = this.#connection;
    if (connection === null) return;
    // Closing a port tells the other side only, and here it is this side that must let go.
    connection.port.dispatchEvent(new Event('close'));
    connection.port.close();
  }

  /** The engine will not come back by itself: those who wait are told so. */
  giveUp(): void {
    this.disconnect();
    this.#isGivenUp = true;
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const waiter of waiters) waiter.reject(declaredError('engine/unavailable', 'after-user'));
  }

  #lose(connection: Connection): void {
    connection.isLost = true;
    if (this.#connection === connection) this.#connection = null;
  }

  async #current(): Promise<Connection> {
    if (this.#connection !== null) return this.#connection;
    if (this.#isGivenUp) throw declaredError('engine/unavailable', 'after-user');
    return new Promise((resolve, reject) => {
      this.#waiters.push({ resolve, reject });
    });
  }
}

/** An error of the same shape as those that the engine declares, for what the page itself finds out. */
function declaredError(code: ErrorCode, retry: ErrorDetail['retry']): ORPCError<ErrorCode, ErrorDetail> {
  return new ORPCError(code, { defined: true, data: { params: {}, retry } });
}
