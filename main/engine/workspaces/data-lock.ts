import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { CartableError } from '../platform/cartable-error.ts';
import { toStorageError } from '../store/sqlite-errors.ts';

/**
 * Makes this process the only one that works on a data directory.
 *
 * A lock of SQLite's, held by the system: it cannot be left behind by a kill, as a file with a number in it can.
 * @returns the function that gives it back
 * @throws CartableError `store/in-use`, `store/read-only`, `store/disk-full`
 */
export function lockDataDirectory(directory: string): () => void {
  let db: Database.Database | undefined;
  try {
    mkdirSync(directory, { recursive: true });
    db = new Database(join(directory, 'lock.sqlite'), { timeout: 0 });
    db.exec('BEGIN EXCLUSIVE');
    const held = db;
    return () => held.close();
  } catch (error) {
    db?.close();
    const known = toStorageError(error);
    if (known instanceof CartableError && known.code === 'store/busy')
      throw new CartableError('store/in-use');
    throw known;
  }
}
