import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { z } from 'zod';

/** A small file of the shell's: read with defaults for what is missing or wrong, written whole or not at all. */
export function readJson<T>(path: string, schema: z.ZodType<T>, fallback: T): T {
  try {
    return schema.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data ?? fallback;
  } catch {
    return fallback;
  }
}

export function writeJson(path: string, value: unknown): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.part`, JSON.stringify(value), { mode: 0o600 });
  renameSync(`${path}.part`, path);
}
