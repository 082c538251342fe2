import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a colleague saves a sequence as; the only files that the system opens with Cartable (electron-builder.yml). */
const ENDING = '.cartable-sequence';
/** Longer than any path that a file manager hands over. */
const LONGEST = 4096;
/** Double clicks that wait for a locked window; beyond, somebody plays. */
const MOST_WAITING = 20;
/** `C:\` is no scheme. */
const SCHEME = /^[a-z][a-z0-9+.-]+:/i;

/** The sequence among a program's arguments, as a whole path; systems and Chromium put their own beside it. */
export function sequenceFileIn(argv: readonly string[], directory: string): string | null {
  for (const argument of argv) {
    const path = pathOf(argument, directory);
    if (path !== null) return path;
  }
  return null;
}

function pathOf(argument: string, directory: string): string | null {
  if (argument.length > LONGEST || argument.startsWith('-')) return null;
  const written = SCHEME.test(argument) ? pathOfAddress(argument) : argument;
  if (written === null || written.includes('\0') || !written.toLowerCase().endsWith(ENDING)) return null;
  return resolve(directory, written);
}

/** Linux's file managers give addresses (`file:///home/…`). */
function pathOfAddress(address: string): string | null {
  try {
    return fileURLToPath(address);
  } catch {
    return null;
  }
}

/** Files that the teacher has opened from the system, until the page takes them: a locked one does not ask for any. */
export class OpenedFiles {
  readonly #waiting: string[] = [];

  add(path: string): void {
    if (this.#waiting.length < MOST_WAITING) this.#waiting.push(path);
  }

  take(): string | null {
    return this.#waiting.shift() ?? null;
  }
}
