/** The part of a MessagePort that the RPC library needs (its `MessagePortMainLike`). */
export interface EnginePort {
  on(event: string, listener: (event?: { data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

type Listener = (event?: { data: unknown }) => void;

/**
 * A window's port, when the shell stands between: frames travel as messages of the child process.
 *
 * Frames are text or bytes and pass as they are. What arrives before anyone listens is kept, as a real port does
 * until it is started.
 */
export class RelayedPort implements EnginePort {
  readonly #send: (payload: unknown) => void;
  readonly #messageListeners: Listener[] = [];
  readonly #closeListeners: Listener[] = [];
  #early: unknown[] = [];
  #isClosed = false;

  constructor(send: (payload: unknown) => void) {
    this.#send = send;
  }

  on(event: string, listener: Listener): void {
    if (event === 'close') this.#closeListeners.push(listener);
    if (event !== 'message') return;
    this.#messageListeners.push(listener);
    const early = this.#early;
    this.#early = [];
    for (const payload of early) this.receive(payload);
  }

  /** Dropped once the window has gone, as on a real port. */
  postMessage(message: unknown): void {
    if (!this.#isClosed) this.#send(message);
  }

  /** Hands over a frame that the shell has relayed. */
  receive(payload: unknown): void {
    if (this.#isClosed) return;
    if (this.#messageListeners.length === 0) this.#early.push(payload);
    for (const listener of this.#messageListeners) listener({ data: payload });
  }

  /** The window's end is gone: whoever serves the port lets go of it. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const listener of this.#closeListeners) listener();
  }
}
