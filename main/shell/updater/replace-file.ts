import {
  chmodSync,
  closeSync,
  copyFileSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';

/** The version before, until the next one has started. */
export const previousOf = (path: string) => `${path}.previous`;

/**
 * Puts `newer` in the place of the program at `path`, which is whole at every instant: the old one or the new one.
 *
 * The new file is first written beside the old one, in full and flushed; the old one is kept as `….previous`, under which
 * it can be started by hand. Synchronous, since it happens while the application quits. Throws the file system's error
 * (a full disk, a folder that cannot be written), with the old program in its place and nothing left beside it.
 */
export function replaceFile(path: string, newer: string): void {
  const draft = `${path}.next`;
  const previous = previousOf(path);
  try {
    copyFileSync(newer, draft);
    flush(draft);
    if (statSync(draft).size !== statSync(newer).size)
      throw new Error('The copy of the update is not whole.');
    chmodSync(draft, 0o755);
    rmSync(previous, { force: true });
    keepAs(path, previous);
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** A second name for the same file; a copy where the disk knows no such thing. */
function keepAs(path: string, other: string): void {
  try {
    linkSync(path, other);
  } catch {
    copyFileSync(path, other);
  }
}

function flush(path: string): void {
  const descriptor = openSync(path, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
