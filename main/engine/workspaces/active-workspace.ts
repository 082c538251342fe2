import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { replaceFile } from '../platform/whole-files.ts';
import { toStorageError } from '../store/sqlite-errors.ts';

const activeFile = z.object({
  workspace: z
    .string()
    .regex(/^[0-9a-z-]+$/)
    .nullable(),
});

/**
 * Which account's folder is open, in a small file of its own; null when none is.
 *
 * Undefined when that cannot be told: the file is unreadable, or gone although there are accounts.
 */
export function readActiveWorkspace(dataDirectory: string): string | null | undefined {
  try {
    return activeFile.parse(JSON.parse(readFileSync(join(dataDirectory, 'active.json'), 'utf8'))).workspace;
  } catch (error) {
    const isGone = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return isGone && !hasAccounts(dataDirectory) ? null : undefined;
  }
}

/** A sign-in that failed may leave the folder of them all, empty. */
function hasAccounts(dataDirectory: string): boolean {
  const directory = join(dataDirectory, 'accounts');
  return existsSync(directory) && readdirSync(directory).length > 0;
}

/** Remembers it. @throws CartableError `store/disk-full`, `store/read-only` */
export function writeActiveWorkspace(dataDirectory: string, workspace: string | null): void {
  try {
    replaceFile(join(dataDirectory, 'active.json'), JSON.stringify({ workspace }));
  } catch (error) {
    throw toStorageError(error, dataDirectory);
  }
}
