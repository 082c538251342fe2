import { mkdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { DomainContext } from '../context.ts';
import { hasCode } from '../platform/cartable-error.ts';
import { hashFile } from '../platform/whole-files.ts';
import { writeVerifiedCopy } from '../store/migrate.ts';
import { copyBlob, toTargetError } from '../vault/copy-blob.ts';

/** A finished back-up. */
export interface BackUp {
  readonly path: string;
  readonly sizeBytes: number;
  /** Documents that could not be copied because they are missing or damaged here: the check-up tells more. */
  readonly leftOutCount: number;
}

/**
 * Writes a copy of the workspace into a new folder below `directory`, laid out as the workspace itself.
 *
 * The database first, checked; then each document that it names, read back. A document that is damaged here is left
 * out rather than the whole back-up refused. Whatever stops it, no half-made back-up stays behind.
 * @throws CartableError `store/disk-full`, `store/corrupt`, `library/folder-unwritable`
 */
export async function backUpWorkspace(context: DomainContext, directory: string): Promise<BackUp> {
  const path = await makeFolder(directory, context.clock.now());
  try {
    const database = join(path, basename(context.store.path));
    await context.undisturbed(() => writeVerifiedCopy(context.store.db, database));
    const { sizeBytes } = await hashFile(database);
    const documents = await copyDocuments(context, path);
    return { path, sizeBytes: sizeBytes + documents.sizeBytes, leftOutCount: documents.leftOutCount };
  } catch (error) {
    await rm(path, { recursive: true, force: true });
    throw toTargetError(error);
  }
}

async function copyDocuments(
  { store, vault }: DomainContext,
  path: string,
): Promise<{ sizeBytes: number; leftOutCount: number }> {
  const blobs = store.db.prepare('SELECT sha256 FROM blob WHERE is_local = 1').pluck().all() as string[];
  let sizeBytes = 0;
  let leftOutCount = 0;
  for (const sha256 of blobs) {
    const target = join(path, basename(vault.directory), sha256.slice(0, 2), sha256.slice(2));
    await mkdir(dirname(target), { recursive: true });
    try {
      sizeBytes += await copyBlob(vault, sha256, target);
    } catch (error) {
      if (!hasCode(error, 'vault/blob-missing') && !hasCode(error, 'vault/blob-corrupt')) throw error;
      leftOutCount += 1;
    }
  }
  return { sizeBytes, leftOutCount };
}

/** A folder that was not there: a back-up never writes over another. */
async function makeFolder(directory: string, now: number): Promise<string> {
  const name = `Cartable-sauvegarde-${stampOf(now)}`;
  for (let attempt = 1; ; attempt += 1) {
    const path = join(directory, attempt === 1 ? name : `${name}-${attempt}`);
    try {
      await mkdir(path, { mode: 0o700 });
      return path;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw toTargetError(error);
    }
  }
}

const minute = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Paris',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** "2026-11-24-1830", by the school's clock. */
function stampOf(now: number): string {
  return minute.format(now).replace(' ', '-').replace(':', '');
}
