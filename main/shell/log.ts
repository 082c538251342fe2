import { appendFileSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** 1 MB: weeks of an app that works, the whole story of one that does not. Twice that is kept. */
const MAX_BYTES = 1_000_000;

/** What happened to the shell itself, one JSON object a line: codes and numbers, never names, grades or titles. */
export class ShellLog {
  readonly #path: string;

  constructor(directory: string) {
    this.#path = join(directory, 'shell.ndjson');
    makeRoom(directory, 'shell.ndjson');
  }

  /**
   * Writes down what nobody has caught, and goes on.
   *
   * The shell holds no work of the teacher's, and Electron's own answer is a dialog full of file names, in English,
   * that keeps everything from running until it is closed.
   */
  catchBugs(): void {
    const note = (error: unknown) =>
      this.write('bug', { stack: error instanceof Error ? (error.stack ?? error.name) : typeof error });
    process.on('uncaughtException', note);
    process.on('unhandledRejection', note);
  }

  /** A log that cannot be written is no reason to fail. */
  write(event: string, facts: Readonly<Record<string, string | number | boolean | null>> = {}): void {
    try {
      const line = JSON.stringify({ at: new Date().toISOString(), event, ...facts });
      appendFileSync(this.#path, `${line}\n`, { mode: 0o600 });
    } catch {
      // A full disk.
    }
  }
}

/** Opens the file of the engine's complaints, for it to write into by itself; null if the disk refuses. */
export function openEngineLog(directory: string): number | null {
  try {
    makeRoom(directory, 'engine.log');
    return openSync(join(directory, 'engine.log'), 'a', 0o600);
  } catch {
    return null;
  }
}

/** Puts a log that has grown aside, over the one that was put aside before. */
function makeRoom(directory: string, name: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    if (statSync(join(directory, name)).size > MAX_BYTES)
      renameSync(join(directory, name), join(directory, `old-${name}`));
  } catch {
    // Not there yet.
  }
}
