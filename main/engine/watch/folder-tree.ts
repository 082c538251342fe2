import type { Stats } from 'node:fs';
import { lstat, open, opendir } from 'node:fs/promises';
import { basename, isAbsolute, join, relative } from 'node:path';
import type { SeenFile } from './repository.ts';
import { isClosedFolder, isPassedOver } from './rules.ts';
import { isDocumentName } from './taken-kinds.ts';

/** A scanner's folder for each day, a downloaded folder and what is in it; not a whole disk. */
export const DEPTH = 3;

/** What a tree tells while it is read. */
export interface TreeReader {
  readonly signal: AbortSignal;
  onFile(file: SeenFile): Promise<void>;
  /** A folder below the root that may not be read. */
  onClosed(name: string): void;
}

/**
 * Reads a folder and what is below it, one entry at a time: memory does not grow with it. Links are not followed.
 *
 * Throws Node's error when `from` itself cannot be read.
 */
export async function readTree(root: string, reader: TreeReader, from = root): Promise<void> {
  for await (const entry of await opendir(from)) {
    reader.signal.throwIfAborted();
    const path = join(from, entry.name);
    if (isOutside(root, path)) continue;
    const stats = await lstat(path).catch(() => null);
    if (stats === null) continue;
    if (stats.isDirectory()) {
      await readTree(root, reader, path).catch((error) => {
        if (reader.signal.aborted) throw error;
        if (isDenied(error)) reader.onClosed(entry.name);
      });
    } else {
      const file = seenFile(root, path, stats);
      if (file !== null) await reader.onFile(file);
    }
  }
}

/** Whether a path is a folder or below it: both absolute, without links. */
export function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (!way.startsWith('..') && !isAbsolute(way));
}

/** Whether a path is too deep below the root, or has a name that is passed over. */
export function isOutside(root: string, path: string): boolean {
  const parts = relative(root, path).split(/[\\/]/);
  return (
    parts[0] === '..' ||
    parts.length > DEPTH + 1 ||
    parts.some((part) => isPassedOver(part) || isClosedFolder(part))
  );
}

/** What is remembered of a file; null for what is no document, or still empty. */
export function seenFile(root: string, path: string, stats: Stats): SeenFile | null {
  if (!stats.isFile() || stats.size === 0 || !isDocumentName(basename(path))) return null;
  return { path: relative(root, path), bytes: stats.size, modifiedAt: Math.floor(stats.mtimeMs) };
}

/** One file as it is now; null when it is gone, or is none to be taken. */
export async function lookAt(root: string, path: string): Promise<SeenFile | null> {
  const stats = await lstat(path).catch(() => null);
  return stats === null ? null : seenFile(root, path, stats);
}

/**
 * Whether a file may be read: by opening it, since rights alone do not tell (lists of rights on Windows, locks). `busy`: for
 * now another program holds it.
 */
export async function tryToOpen(path: string): Promise<'readable' | 'denied' | 'busy'> {
  try {
    await (await open(path, 'r')).close();
    return 'readable';
  } catch (error) {
    return isDenied(error) ? 'denied' : 'busy';
  }
}

/** True when the system forbids it, false when the thing is gone or the line is down. */
export function isDenied(error: unknown): boolean {
  return ['EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '');
}
