import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { replaceFile } from '../platform/whole-files.ts';
import { toStorageError } from '../store/sqlite-errors.ts';

const lockFile = z.object({
  form: z.literal(1),
  /** Of the passphrase, by scrypt: base64. */
  salt: z.string(),
  verifier: z.string(),
  logN: z.number().int().min(14).max(20),
  idleMinutes: z.number().int().min(1).max(240).nullable(),
  locksOnSleep: z.boolean(),
  /** Wrong passphrases since the last right one, and when the last of them was typed (epoch ms). */
  failures: z.number().int().nonnegative(),
  failedAt: z.number().nullable(),
});
export type LockFile = z.infer<typeof lockFile>;

const pathOf = (dataDirectory: string) => join(dataDirectory, 'lock.json');

/** What is known of the lock; null: there is none. Undefined: it cannot be read, and then it stays closed. */
export function readLockFile(dataDirectory: string): LockFile | null | undefined {
  try {
    return lockFile.parse(JSON.parse(readFileSync(pathOf(dataDirectory), 'utf8')));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : undefined;
  }
}

/** Null: there is no lock any more. @throws CartableError `store/disk-full`, `store/read-only` */
export function writeLockFile(dataDirectory: string, lock: LockFile | null): void {
  try {
    if (lock === null) rmSync(pathOf(dataDirectory), { force: true });
    else replaceFile(pathOf(dataDirectory), JSON.stringify(lock));
  } catch (error) {
    throw toStorageError(error, dataDirectory);
  }
}
