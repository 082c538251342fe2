import { readFileSync } from 'node:fs';
import type * as z from 'zod';
import { replaceFile } from '../engine/platform/whole-files.ts';

/** Reads a small file of the shell's. `fallback` for one that is missing, or that is not what it should be. */
export function readJson<T>(path: string, schema: z.ZodType<T>, fallback: T): T {
  try {
    return schema.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data ?? fallback;
  } catch {
    return fallback;
  }
}

/** Writes a small file whole or not at all, for this user only. Throws if the disk refuses. */
export function writeJson(path: string, value: unknown): void {
  replaceFile(path, JSON.stringify(value));
}
