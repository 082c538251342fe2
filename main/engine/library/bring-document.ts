import { rm, writeFile } from 'node:fs/promises';
import type { DomainContext, ImportedDocument } from '../context.ts';
import { toStorageError } from '../store/sqlite-errors.ts';

/**
 * Takes bytes of somebody else's file in as a document of the library, optimised like any other.
 *
 * @throws as `context.importMade`
 */
export async function bringDocument(
  context: DomainContext,
  { name, bytes }: { name: string; bytes: Uint8Array },
  signal: AbortSignal | undefined,
): Promise<ImportedDocument> {
  const path = context.vault.incomingPath();
  try {
    await writeFile(path, bytes, { flag: 'wx', mode: 0o600 }).catch((error) => {
      throw toStorageError(error);
    });
    // A name is only ever shown: slashes in it would lead nowhere, and are no part of one.
    return await context.importMade({ path, name: name.replaceAll(/[/\\\p{Cc}]/gu, '-') }, signal);
  } finally {
    await rm(path, { force: true });
  }
}
