import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type * as z from 'zod';

/** Reads a small file of the shell's. `fallback` for one that is missing, or that is not what it should be. */
export function readJson<T>(path: string, schema: z.ZodType<T>, fallback: T): T {
  try {
    return schema.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data ?? fallback;
  } catch {
    return fallback;
  }
}

/**
 * Writes a small file whole or not at all, for this user only.
 *
 * Beside, flushed, then renamed: a kill or a power cut leaves the old one or the new one. Throws if the disk refuses.
 */
export function writeJson(path: string, value: unknown): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = openSync(`${path}.part`, 'w', 0o600);
  try {
    writeFileSync(file, JSON.stringify(value));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(`${path}.part`, path);
}
