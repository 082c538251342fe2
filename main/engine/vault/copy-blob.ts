import { rm } from 'node:fs/promises';
import { CartableError } from '../platform/cartable-error.ts';
import { hashFile } from '../platform/whole-files.ts';
import { toStorageError } from '../store/sqlite-errors.ts';
import { copyFlushed } from './copy-flushed.ts';
import type { Vault } from './vault.ts';

/**
 * Copies a blob out of the vault, flushed, and reads the copy back: it has the blob's bytes, or it is not there.
 *
 * Copied rather than linked, so that one bad sector does not cost both.
 * @returns the size in bytes
 * @throws CartableError `vault/blob-missing`, `vault/blob-corrupt`, `store/disk-full`, `library/folder-unwritable`
 */
export async function copyBlob(vault: Vault, sha256: string, target: string): Promise<number> {
  if (!vault.has(sha256)) throw new CartableError('vault/blob-missing');
  try {
    await copyFlushed(vault.pathOf(sha256), target);
    const copy = await hashFile(target);
    if (copy.sha256 !== sha256) throw new CartableError('vault/blob-corrupt');
    return copy.sizeBytes;
  } catch (error) {
    await rm(target, { force: true }).catch(() => undefined);
    throw toTargetError(error);
  }
}

const TARGET_CODES: readonly unknown[] = ['ENOENT', 'ENOTDIR', 'EISDIR', 'EACCES', 'EPERM', 'EROFS'];

/** The failure of writing where the teacher asked: a folder that is gone, protected, or no folder. */
export function toTargetError(error: unknown): unknown {
  return TARGET_CODES.includes((error as { code?: unknown } | null)?.code)
    ? new CartableError('library/folder-unwritable', {}, 'after-user', error)
    : toStorageError(error);
}
