import type { EngineToShell, ShellToEngine } from '../host-contract.ts';
import type { EntryName } from './entries.ts';
import type { ChildExit, ChildProcessPort, ForkOptions, Processes } from './processes.ts';

type Send = (message: EngineToShell) => void;

/**
 * The engine's children where it is a utility process itself and cannot fork: the shell starts them and relays.
 *
 * Null under plain Node, which forks by itself. The engine's entry hands every message of the shell to `receive`.
 */
export function shellProcesses(send: Send): ShellProcesses | null {
  return 'parentPort' in process && process.parentPort !== undefined ? new ShellProcesses(send) : null;
}

export class ShellProcesses implements Processes {
  readonly #send: Send;
  readonly #children = new Map<number, ShellChild>();
  #nextChildId = 1;

  constructor(send: Send) {
    this.#send = send;
  }

  fork(name: EntryName, { args = [], execArgv = [], env = {} }: ForkOptions = {}): ChildProcessPort {
    if (name === 'engine') throw new Error('the engine starts no second engine');
    const childId = this.#nextChildId++;
    const child = new ShellChild(childId, this.#send);
    this.#children.set(childId, child);
    this.#send({ type: 'child-fork', childId, entry: name, args: [...args], execArgv: [...execArgv], env });
    return child;
  }

  receive(message: ShellToEngine): void {
    if (message.type === 'child-spawned') this.#children.get(message.childId)?.spawned(message.pid);
    if (message.type === 'child-message') this.#children.get(message.childId)?.receive(message.payload);
    if (message.type === 'child-exit') {
      this.#children.get(message.childId)?.ended({ code: message.code, signal: null });
      this.#children.delete(message.childId);
    }
  }
}

class ShellChild implements ChildProcessPort {
  readonly ready: Promise<void>;
  readonly #childId: number;
  readonly #send: Send;
  readonly #exit = Promise.withResolvers<ChildExit>();
  readonly #started = Promise.withResolvers<void>();
  readonly #listeners = new Set<(message: unknown) => void>();
  #pid: number | undefined;
  #isGone = false;

  constructor(childId: number, send: Send) {
    this.#childId = childId;
    this.#send = send;
    this.ready = this.#started.promise;
    // Who does not await `ready` learns of a failed start from `onExit`; it must not become an unhandled rejection.
    this.ready.catch(() => undefined);
  }

  get pid(): number | undefined {
    return this.#pid;
  }

  postMessage(payload: unknown): void {
    if (!this.#isGone) this.#send({ type: 'child-message', childId: this.#childId, payload });
  }

  onMessage(listener: (message: unknown) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  onExit(listener: (exit: ChildExit) => void): () => void {
    let isListening = true;
    void this.#exit.promise.then((exit) => {
      if (isListening) listener(exit);
    });
    return () => {
      isListening = false;
    };
  }

  kill(): void {
    if (!this.#isGone) this.#send({ type: 'child-kill', childId: this.#childId });
  }

  spawned(pid: number | null): void {
    this.#pid = pid ?? undefined;
    this.#started.resolve();
  }

  receive(payload: unknown): void {
    for (const listener of this.#listeners) listener(payload);
  }

  ended(exit: ChildExit): void {
    this.#isGone = true;
    this.#started.reject(new Error('the process could not be started'));
    this.#exit.resolve(exit);
  }
}
