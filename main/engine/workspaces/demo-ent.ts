import { errorCode } from '../../../preload/contract/errors.ts';
import { CartableError } from '../platform/cartable-error.ts';
import type { ChildProcessPort, Processes } from '../platform/processes.ts';
import { toStorageError } from '../store/sqlite-errors.ts';

/** Where the demonstration's ENT listens, and how to sign in. */
export interface DemoEnt {
  readonly url: string;
  readonly login: string;
  readonly password: string;
}

/** A first start draws the lycée's documents: this is far beyond what it takes. */
const START_LIMIT_MS = 180_000;

/**
 * The demonstration's ENT: the reference server as a process beside the engine, on loopback, with its data kept.
 *
 * Its port is another at each start, so an account of the demonstration is given its address anew.
 */
export class DemoEntProcess {
  readonly #processes: Processes;
  readonly #directory: string;
  #child: ChildProcessPort | null = null;
  #starting: Promise<DemoEnt> | null = null;

  constructor(processes: Processes, directory: string) {
    this.#processes = processes;
    this.#directory = directory;
  }

  /** Starts it, or gives the one that runs. @throws CartableError `account/demo-failed`, `store/*` as its server met it */
  start(): Promise<DemoEnt> {
    this.#starting ??= this.#launch().catch((error) => {
      this.#starting = null;
      throw error;
    });
    return this.#starting;
  }

  stop(): void {
    this.#child?.kill();
    this.#child = null;
    this.#starting = null;
  }

  #launch(): Promise<DemoEnt> {
    const child = this.#processes.fork('reference-ent', {
      args: ['--data', this.#directory, '--seed', 'demo'],
    });
    this.#child = child;
    return new Promise((resolve, reject) => {
      const fail = (code?: string) => {
        clearTimeout(timer);
        this.#starting = null;
        child.kill();
        reject(causeOf(code));
      };
      const timer = setTimeout(() => fail(), START_LIMIT_MS);
      child.onExit(() => fail());
      child.onMessage((message) => {
        const told = message as { type?: string; code?: string } & DemoEnt;
        if (told.type === 'failed') fail(told.code);
        if (told.type !== 'listening') return;
        clearTimeout(timer);
        resolve({ url: told.url, login: told.login, password: told.password });
      });
    });
  }
}

/** Its code is one of ours, the system's or SQLite's. */
function causeOf(code: string | undefined): CartableError {
  const ours = errorCode.safeParse(code);
  if (ours.success) return new CartableError(ours.data);
  const storage = toStorageError({ code });
  return storage instanceof CartableError ? storage : new CartableError('account/demo-failed', {}, 'later');
}
