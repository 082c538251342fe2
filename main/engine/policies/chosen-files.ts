import { readFile, rename, rm, stat } from 'node:fs/promises';
import type { DomainContext } from '../context.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { toTargetError } from '../vault/copy-blob.ts';
import { requireAllowedFolder } from './obey.ts';

/*
 * Files outside of Cartable that the teacher chooses, for whoever takes or gives one: in the school's folders alone.
 */

/**
 * Reads a small file that the teacher chose; null when it is larger than `mostBytes`, and then not read.
 *
 * @throws CartableError `policy/folder-not-allowed`, `library/file-missing`, `library/file-unreadable`
 */
export async function readChosenFile(
  { policies }: Pick<DomainContext, 'policies'>,
  path: string,
  mostBytes: number,
): Promise<Buffer | null> {
  requireAllowedFolder(policies, path);
  try {
    return (await stat(path)).size > mostBytes ? null : await readFile(path);
  } catch (error) {
    const isMissing = (error as { code?: unknown }).code === 'ENOENT';
    const code = isMissing ? 'library/file-missing' : 'library/file-unreadable';
    throw new CartableError(code, {}, 'after-user', error);
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
