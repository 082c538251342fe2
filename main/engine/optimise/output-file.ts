import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { CartableError } from '../platform/cartable-error.ts';
import { type FileDigest, flushFolder, hashFile } from '../platform/whole-files.ts';

/** Where a rendition goes: to a path, which it replaces; or into a folder, where it takes a name that is free. */
export type Destination = { readonly outputPath: string } | { readonly outputDir: string };

/** A path in the destination's folder, so that the last step is a rename on one file system. */
export function temporaryPathFor(destination: Destination): string {
  const folder =
    'outputDir' in destination ? destination.outputDir : dirname(resolve(destination.outputPath));
  return join(folder, `.cartable-${randomUUID()}.part`);
}

/**
 * Moves a finished rendition to its place, if it is what was made to the byte; returns where that is.
 *
 * In a folder it is called after the input, with the extension of what it now is, and a number if that name is taken.
 * @throws CartableError `store/disk-full`, `vault/blob-corrupt`; nothing was placed then
 */
export async function placeOutput(
  temporaryPath: string,
  destination: Destination,
  made: FileDigest & { readonly base: string; readonly extension: string },
): Promise<string> {
  // An empty file that holds the name in the folder, until the rename.
  let claimed: string | undefined;
  try {
    const found = await hashFile(temporaryPath);
    if (found.sha256 !== made.sha256 || found.sizeBytes !== made.sizeBytes)
      throw new CartableError('vault/blob-corrupt', {}, 'later');
    if ('outputDir' in destination) claimed = await claimName(destination.outputDir, made);
    const path = claimed ?? (destination as { outputPath: string }).outputPath;
    await rename(temporaryPath, path);
    await flushFolder(dirname(path));
    return path;
  } catch (error) {
    if (claimed !== undefined) await discardOutput(claimed);
    throw asDiskFailure(error);
  }
}

/** Removes what an unfinished rendition left; nothing is there in most cases. */
export async function discardOutput(temporaryPath: string): Promise<void> {
  await rm(temporaryPath, { force: true }).catch(() => undefined);
}

/** A document's name without its folder and extension. */
export function baseNameOf(fileName: string): string {
  return basename(fileName, extname(fileName));
}

async function claimName(
  folder: string,
  { base, extension }: { base: string; extension: string },
): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const number = attempt === 1 ? '' : ` (${attempt})`;
    const path = join(folder, `${base}${number}${extension === '' ? '' : `.${extension}`}`);
    try {
      // Created empty to hold the name, against another document that is looking for the same one.
      await (await open(path, 'wx')).close();
      return path;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function asDiskFailure(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EDQUOT'
    ? new CartableError('store/disk-full', {}, 'after-user', error)
    : error;
}
