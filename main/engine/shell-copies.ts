import type { EngineToShell, ShellToEngine } from './host-contract.ts';

/** A program that takes longer to begin was found, which is all that is asked. */
const ANSWER_LIMIT_MS = 10_000;

/** Files that the system's own programs open, which only the shell can ask for. */
export class ShellCopies {
  readonly #send: (message: EngineToShell) => void;
  readonly #waiting = new Map<number, (isOpened: boolean) => void>();
  #nextRequestId = 1;

  constructor(send: (message: EngineToShell) => void) {
    this.#send = send;
  }

  /** False: the system has no program for it. */
  readonly open = (path: string): Promise<boolean> => {
    const requestId = this.#nextRequestId++;
    return new Promise((resolve) => {
      const settle = (isOpened: boolean) => {
        clearTimeout(timer);
        this.#waiting.delete(requestId);
        resolve(isOpened);
      };
      const timer = setTimeout(() => settle(true), ANSWER_LIMIT_MS);
      this.#waiting.set(requestId, settle);
      this.#send({ type: 'copy-open', requestId, path });
    });
  };

  /** The shell's answer. */
  receive({ requestId, isOpened }: Extract<ShellToEngine, { type: 'copy-opened' }>): void {
    this.#waiting.get(requestId)?.(isOpened);
  }
}
