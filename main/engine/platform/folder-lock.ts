import { join } from 'node:path';
import Database from 'better-sqlite3';
import { CartableError } from './cartable-error.ts';

/**
 * Makes this process the only one that works on a folder, which must be there.
 *
 * A lock of SQLite's, held by the system: it cannot be left behind by a kill, as a file with a number in it can. One that is
 * held is waited for, without anything else being done, for `waitMs`: whoever is leaving needs a moment.
 * @returns the function that gives it back
 * @throws CartableError `store/in-use`; otherwise SQLite's errors
 */
export function lockFolder(directory: string, waitMs: number): () => void {
  const db = new Database(join(directory, 'lock.sqlite'), { timeout: waitMs });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (!String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY')) throw error;
    throw new CartableError('store/in-use', {}, 'after-user', error);
  }
  return () => void db.close();
}
