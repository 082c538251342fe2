import { join } from 'node:path';
import { lockFolder } from '../platform/folder-lock.ts';
import { makeFolder, makeOwnFile } from '../platform/own-files.ts';
import { toStorageError } from '../store/sqlite-errors.ts';

/**
 * Makes this process the only one that works on a data directory.
 *
 * @returns the function that gives it back
 * @throws CartableError `store/in-use`, `store/read-only`, `store/disk-full`, `store/not-a-folder`
 */
export function lockDataDirectory(directory: string): () => void {
  try {
    makeFolder(directory);
    makeOwnFile(join(directory, 'lock.sqlite'));
    return lockFolder(directory, 0);
  } catch (error) {
    throw toStorageError(error, directory);
  }
}
