import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { toStorageError } from '../store/sqlite-errors.ts';

const activeFile = z.object({
  workspace: z
    .string()
    .regex(/^[0-9a-z-]+$/)
    .nullable(),
});

/** Which account's folder is open, in a small file of its own. */
export function readActiveWorkspace(dataDirectory: string): string | null {
  try {
    return activeFile.parse(JSON.parse(readFileSync(join(dataDirectory, 'active.json'), 'utf8'))).workspace;
  } catch {
    // Missing at the first start; unreadable, the teacher connects again and finds everything as it was.
    return null;
  }
}

/** Remembers it: written beside, then renamed, so that a kill leaves the one or the other. */
export function writeActiveWorkspace(dataDirectory: string, workspace: string | null): void {
  try {
    mkdirSync(dataDirectory, { recursive: true });
    const path = join(dataDirectory, 'active.json');
    writeFileSync(`${path}.part`, JSON.stringify({ workspace }), { mode: 0o600 });
    renameSync(`${path}.part`, path);
  } catch (error) {
    throw toStorageError(error);
  }
}
