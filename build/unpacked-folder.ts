import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Beside the files that it lists. */
const RECORD = 'unpacked-files.json';

/** Writes down the size of every file of a freshly unpacked folder. */
export function recordSizes(folder: string): void {
  const sizes: Record<string, number> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    sizes[relative(folder, path)] = statSync(path).size;
  }
  writeFileSync(join(folder, RECORD), `${JSON.stringify(sizes, null, 1)}\n`);
}

/**
 * Whether a folder still holds every recorded file at its recorded size.
 *
 * Cheap enough for every start (a few dozen `stat` calls, nothing is read), and it sees what really happens to a cache:
 * a disk that was full, a clean-up that took half of it.
 */
export function isAsRecorded(folder: string): boolean {
  try {
    const sizes = JSON.parse(readFileSync(join(folder, RECORD), 'utf8')) as Record<string, number>;
    return Object.entries(sizes).every(
      ([path, sizeBytes]) => statSync(join(folder, path)).size === sizeBytes,
    );
  } catch {
    return false;
  }
}
