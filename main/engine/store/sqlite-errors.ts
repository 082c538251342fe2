import { CartableError } from '../platform/cartable-error.ts';

/** SQLite's result codes that a teacher can be told of; all others are bugs. */
function mapSqliteCode(code: string): CartableError['code'] | null {
  if (code.startsWith('SQLITE_FULL')) return 'store/disk-full';
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN')) return 'store/read-only';
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return 'store/busy';
  if (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB')) return 'store/corrupt';
  // A write that the disk refused: SQLite reports a full disk under some file systems as IOERR.
  if (code.startsWith('SQLITE_IOERR')) return 'store/disk-full';
  return null;
}

/** Node's codes for the same troubles, from the vault's files. */
const FILE_CODES: Readonly<Record<string, CartableError['code']>> = {
  ENOSPC: 'store/disk-full',
  EDQUOT: 'store/disk-full',
  EROFS: 'store/read-only',
  EACCES: 'store/read-only',
  EPERM: 'store/read-only',
  ENOTDIR: 'store/not-a-folder',
};

/**
 * Turns a storage failure into its typed error; gives anything else back as it is.
 *
 * Nothing was written when this is thrown: the transaction around it has been rolled back. `path` is what was worked on,
 * where the error itself does not tell.
 */
export function toStorageError(error: unknown, path?: string): unknown {
  if (error instanceof CartableError) return error;
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string') return error;
  const mapped = mapSqliteCode(code) ?? FILE_CODES[code];
  const where = (error as { path?: unknown }).path ?? path;
  const params = typeof where === 'string' ? { path: where } : {};
  return mapped === undefined ? error : new CartableError(mapped, params, 'after-user', error);
}
