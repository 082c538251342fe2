import type { FileHandle } from 'node:fs/promises';
import type { DocumentKind } from './kinds.ts';
import { sniff } from './sniff.ts';

const HEAD_BYTES = 65_536;

/** A ZIP's directory may be followed by a comment of 64 kB, and takes some room itself. */
const TAIL_BYTES = 262_144;

/** What an open file is, judged by its two ends alone. Rejects as the file system does. */
export async function sniffFile(file: FileHandle, sizeBytes: number): Promise<DocumentKind> {
  const head = await readSlice(file, 0, Math.min(HEAD_BYTES, sizeBytes));
  const tailBytes = Math.min(TAIL_BYTES, sizeBytes);
  return sniff({ head, tail: await readSlice(file, sizeBytes - tailBytes, tailBytes), sizeBytes });
}

async function readSlice(file: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const { bytesRead, buffer } = await file.read({ buffer: Buffer.alloc(length), position });
  return buffer.subarray(0, bytesRead);
}
