import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type EntryName, entryUrl } from './entries.ts';

/** How a child ended: an exit code, or the signal that killed it. */
export interface ChildExit {
  readonly code: number | null;
  readonly signal: string | null;
}

export interface ForkOptions {
  readonly args?: readonly string[];
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Flags for the runtime, for example `--max-old-space-size=512`. */
  readonly execArgv?: readonly string[];
  /** A child's stdout is always discarded (ours may be a JSON report); its complaints are too, unless asked for. */
  readonly stderr?: 'ignore' | 'inherit';
}

/**
 * Our end of a child process.
 *
 * Free of Node's types: on Windows and macOS the shell implements it with Electron's utility processes. Messages are
 * structured clones, so typed arrays pass as they are.
 */
export interface ChildProcessPort {
  readonly pid: number | undefined;
  /** Settles when the process exists; rejects if it could not be started. The program's own readiness is a message. */
  readonly ready: Promise<void>;
  /** Silently dropped once the child is gone: `onExit` tells. */
  postMessage(message: unknown): void;
  /** Returns the function that removes the listener. */
  onMessage(listener: (message: unknown) => void): () => void;
  /** Called once, also when the child is already gone. Returns the function that removes the listener. */
  onExit(listener: (exit: ChildExit) => void): () => void;
  /** Ends the child at once, whatever it is doing. */
  kill(): void;
}

/** The one way to start a process: the engine forks nothing behind its back. */
export interface Processes {
  fork(name: EntryName, options?: ForkOptions): ChildProcessPort;
}

/**
 * Children of plain Node: the product on Linux, the command line and the tests.
 *
 * `locate` says where an entry lies, so that a caller can run another program in an entry's place.
 */
export function nodeProcesses(locate: (name: EntryName) => URL = entryUrl): Processes {
  return {
    fork(name, options = {}) {
      const child = fork(fileURLToPath(locate(name)), options.args ?? [], {
        execPath: process.execPath,
        // Never our own flags: an inspector port or a test runner's loader is not the child's business.
        execArgv: [...(options.execArgv ?? [])],
        env: { ...process.env, ...options.env },
        serialization: 'advanced',
        stdio: ['ignore', 'ignore', options.stderr ?? 'ignore', 'ipc'],
      });
      return portOf(child);
    },
  };
}

function portOf(child: ChildProcess): ChildProcessPort {
  const exit = exitOf(child);
  const ready = new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  // Who does not await `ready` learns of a failed start from `onExit`; it must not become an unhandled rejection.
  ready.catch(() => undefined);
  return {
    get pid() {
      return child.pid;
    },
    ready,
    postMessage(message) {
      if (child.connected) child.send(message as object, () => undefined);
    },
    onMessage(listener) {
      child.on('message', listener);
      return () => child.off('message', listener);
    },
    onExit(listener) {
      let isListening = true;
      void exit.then((how) => {
        if (isListening) listener(how);
      });
      return () => {
        isListening = false;
      };
    },
    kill() {
      child.kill('SIGKILL');
    },
  };
}

function exitOf(child: ChildProcess): Promise<ChildExit> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    // Also emitted when a message cannot be sent to a child that is dying: then `exit` follows, and wins.
    child.on('error', () => {
      if (child.pid === undefined) resolve({ code: null, signal: null });
    });
  });
}
