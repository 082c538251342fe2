import { chmodSync, closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { CartableError } from './cartable-error.ts';

/** Everyone on the computer but its owner. Windows keeps others out by the user's profile. */
const OTHERS = 0o077;

/**
 * Makes a folder that only its owner can enter, and those above it that are missing; closes one that is there to others.
 *
 * One step at a time: Node's own `recursive` never ends where the system takes no folders (/proc).
 * @throws CartableError `store/not-a-folder`, `store/read-only`; otherwise the system's errors
 */
export function makeOwnFolder(path: string): void {
  makeFolder(path);
  closeToOthers(path);
}

/** As `makeOwnFolder`, but one that is there already is somebody's choice, and stays as it is. */
export function makeFolder(path: string): void {
  const status = statSync(path, { throwIfNoEntry: false });
  if (status?.isDirectory() === true) return;
  if (status !== undefined) throw new CartableError('store/not-a-folder', { path });
  if (dirname(path) !== path) makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode: 0o777 & ~OTHERS });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // The folder above is there: nothing can be made in it.
    if (code === 'ENOENT') throw new CartableError('store/read-only', { path }, 'after-user', error);
    // Made meanwhile by somebody else.
    if (code !== 'EEXIST') throw error;
  }
}

/** Makes a file that only its owner can read, empty; closes one that is there to others, and leaves its bytes. */
export function makeOwnFile(path: string): void {
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o666 & ~OTHERS));
  closeToOthers(path);
}

/** Nothing is said when it cannot be: the file is another's, or its disk knows no rights. */
export function closeToOthers(path: string): void {
  if (process.platform === 'win32') return;
  try {
    const { mode } = statSync(path);
    if ((mode & OTHERS) !== 0) chmodSync(path, mode & 0o7777 & ~OTHERS);
  } catch {
    // See above.
  }
}
