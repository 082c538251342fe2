import { open, rename, rm, stat } from 'node:fs/promises';
import type { DomainContext } from '../context.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { toTargetError } from '../vault/copy-blob.ts';
import { requireAllowedFolder } from './obey.ts';

/*
 * Files outside of Cartable that the teacher chooses, for whoever takes or gives one: in the school's folders alone.
 */

/** Who follows a long reading. */
export interface Reading {
  readonly signal?: AbortSignal | undefined;
  /** Told now and then of the share that is read, from 0 to 1. */
  onShare?(share: number): void;
}

/** 4 MiB: told and called off often enough on a slow drive, and a file of a usual size in one. */
const READ_BYTES = 4 << 20;

/**
 * Reads a file that the teacher chose; null when it is larger than `mostBytes`, and then not read.
 *
 * @throws CartableError `policy/folder-not-allowed`, `library/file-missing`, `library/file-unreadable`; or the signal's reason
 */
export async function readChosenFile(
  { policies }: Pick<DomainContext, 'policies'>,
  path: string,
  mostBytes: number,
  reading: Reading = {},
): Promise<Buffer | null> {
  requireAllowedFolder(policies, path);
  try {
    return (await stat(path)).size > mostBytes ? null : await readFollowed(path, mostBytes, reading);
  } catch (error) {
    if (reading.signal?.aborted === true) throw reading.signal.reason;
    const isMissing = (error as { code?: unknown }).code === 'ENOENT';
    const code = isMissing ? 'library/file-missing' : 'library/file-unreadable';
    throw new CartableError(code, {}, 'after-user', error);
  }
}

/** One that grows meanwhile is read as it was when it was opened. */
async function readFollowed(path: string, mostBytes: number, reading: Reading): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const stats = await file.stat();
    // Pipes and devices have no size, and folders no bytes: Node's own reading says what is wrong with them.
    if (!stats.isFile()) return await file.readFile();
    const bytes = Buffer.allocUnsafeSlow(Math.min(stats.size, mostBytes));
    let done = 0;
    while (done < bytes.length) {
      reading.signal?.throwIfAborted();
      const { bytesRead } = await file.read(bytes, done, Math.min(READ_BYTES, bytes.length - done), done);
      if (bytesRead === 0) break;
      done += bytesRead;
      reading.onShare?.(done / bytes.length);
    }
    return bytes.subarray(0, done);
  } finally {
    await file.close();
  }
}

/**
 * Puts what `write` makes at a path that the teacher chose: whole or not at all.
 *
 * @param write makes a new file at the path that it is given
 * @throws CartableError `policy/folder-not-allowed`, `store/disk-full`, `library/folder-unwritable`, or what `write` throws
 */
export async function replaceChosenFile(
  { policies, random }: Pick<DomainContext, 'policies' | 'random'>,
  path: string,
  write: (draft: string) => Promise<unknown>,
): Promise<void> {
  requireAllowedFolder(policies, path);
  // Beside the target, so that the last step is a rename; what was there before stays until then.
  const draft = `${path}.${random.id()}.part`;
  try {
    await write(draft);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw toTargetError(error);
  }
}
