import { join, resolve } from 'node:path';

/** The project's root folder: every path in build/ starts here. */
export const PROJECT_ROOT = resolve(import.meta.dirname, '..');

/** A path inside the project. */
export function inProject(...parts: string[]): string {
  return join(PROJECT_ROOT, ...parts);
}
