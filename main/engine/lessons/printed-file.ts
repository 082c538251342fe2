import { copyFile, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DomainContext } from '../context.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { replaceChosenFile } from '../policies/chosen-files.ts';

/**
 * Puts what the page has printed, and the shell has laid into the vault's `incoming`, where the teacher wants it: whole or not
 * at all. The ticket is good for once.
 *
 * @throws CartableError `input/invalid` (no such ticket, or no PDF), `policy/folder-not-allowed`, `store/disk-full`,
 *   `library/folder-unwritable`
 */
export async function keepPrinted(
  context: DomainContext,
  { handover, path }: { handover: string; path: string },
): Promise<Record<string, never>> {
  const printed = join(context.vault.directory, 'incoming', handover);
  try {
    if (!(await isPdf(printed))) throw new CartableError('input/invalid', {}, 'never');
    await replaceChosenFile(context, path, (draft) => copyFile(printed, draft));
    return {};
  } finally {
    await rm(printed, { force: true });
  }
}

async function isPdf(path: string): Promise<boolean> {
  const file = await open(path).catch(() => null);
  try {
    const head = await file?.read(Buffer.alloc(5), 0, 5, 0);
    return head?.buffer.toString('latin1') === '%PDF-';
  } finally {
    await file?.close();
  }
}
