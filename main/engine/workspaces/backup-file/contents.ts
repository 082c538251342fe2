import * as z from 'zod';

/*
 * What is in a backup file: a tar archive in this order, encrypted as an age file. `age -d FILE | tar x` opens it where there is
 * no Cartable any more.
 */

export const MANIFEST = 'cartable.json';
export const DATABASE = 'cartable.sqlite';

/** What the file says of itself, first. */
export const manifest = z.object({
  format: z.literal('cartable-backup 1'),
  appVersion: z.string(),
  /** Epoch ms. */
  writtenAt: z.number(),
  /** Of the database and the documents, bytes. */
  totalBytes: z.number().int().nonnegative(),
});
export type Manifest = z.infer<typeof manifest>;

/** It is a few lines. */
export const MANIFEST_BYTES = 64 * 1024;

/** Where a document is in the archive, and in a workspace. */
export function documentName(sha256: string): string {
  return `vault/${sha256.slice(0, 2)}/${sha256.slice(2)}`;
}

/** The document that an entry is; null for anything else. */
export function documentIn(name: string): string | null {
  const [, folder, rest] = /^vault\/([0-9a-f]{2})\/([0-9a-f]{62})$/.exec(name) ?? [];
  return folder === undefined || rest === undefined ? null : `${folder}${rest}`;
}
