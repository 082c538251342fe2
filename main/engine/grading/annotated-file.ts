import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { TAIL_MAX_BYTES } from '../../../preload/contract/annotations.ts';
import { CartableError } from '../platform/cartable-error.ts';
import type { StoredBlob, Vault } from '../vault/vault.ts';

/** A larger image is not read into memory. */
const IMAGE_MAX_BYTES = 64 * 1024 * 1024;

/** The bytes that the page handed over under a ticket, which is good for once. @throws CartableError `input/invalid` */
export async function takeHandover(vault: Vault, handover: string): Promise<Buffer> {
  const path = join(vault.directory, 'incoming', handover);
  try {
    const { size } = await stat(path);
    if (size > TAIL_MAX_BYTES) throw new CartableError('input/invalid', {}, 'never');
    return await readFile(path);
  } catch (error) {
    throw error instanceof CartableError ? error : new CartableError('input/invalid', {}, 'never', error);
  } finally {
    await rm(path, { force: true });
  }
}

/**
 * Puts a PDF and what an incremental update adds to it into the vault, as one file.
 *
 * The PDF's bytes are hashed while they are copied: the new file begins with exactly those of its name, or there is none.
 * @throws CartableError `annotations/not-an-update`, `vault/blob-missing`, `vault/blob-corrupt`, `store/disk-full`
 */
export async function composeFile(vault: Vault, baseSha256: string, tail: Buffer): Promise<StoredBlob> {
  const baseBytes = vault.sizeOf(baseSha256);
  if (!isUpdateOf(tail, baseBytes)) throw new CartableError('annotations/not-an-update', {}, 'never');
  const writer = vault.startBlob();
  try {
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(vault.pathOf(baseSha256), { highWaterMark: 1 << 20 })) {
      hash.update(chunk as Buffer);
      await writer.write(chunk as Buffer);
    }
    if (hash.digest('hex') !== baseSha256) throw new CartableError('vault/blob-corrupt');
    await writer.write(tail);
  } catch (error) {
    await writer.abandon();
    throw error;
  }
  return writer.commit();
}

/**
 * Whether these bytes can follow a file of that length as an update of it: its table of objects lies in them and leads
 * back to one in the file.
 */
export function isUpdateOf(tail: Buffer, baseBytes: number): boolean {
  const end = tail.subarray(Math.max(0, tail.length - 64)).toString('latin1');
  const offset = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(end)?.[1];
  if (offset === undefined) return false;
  const at = Number(offset) - baseBytes;
  if (at < 0 || at >= tail.length) return false;
  const table = tail.subarray(at).toString('latin1');
  const earlier = /\/Prev (\d+)/.exec(table)?.[1];
  return /^(?:xref\s|\d+ \d+ obj)/.test(table) && earlier !== undefined && Number(earlier) < baseBytes;
}

/** An image of the vault; null for anything else, or one too large. */
export async function readImage(vault: Vault, sha256: string): Promise<Buffer | null> {
  if (vault.sizeOf(sha256) > IMAGE_MAX_BYTES) return null;
  const bytes = await readFile(vault.pathOf(sha256));
  const isImage =
    bytes.subarray(0, 3).toString('hex') === 'ffd8ff' || bytes.toString('latin1', 1, 4) === 'PNG';
  return isImage ? bytes : null;
}

/** Whether a document of the vault is a PDF: readers accept some bytes before its mark. */
export async function isPdf(vault: Vault, sha256: string): Promise<boolean> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(vault.pathOf(sha256), { start: 0, end: 1023 }))
    chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).includes('%PDF-');
}
