import { crc32, inflateRawSync } from 'node:zlib';
import { type Allowance, DocumentRefusal } from '../recipe.ts';
import type { ZipArchive } from './read-zip.ts';
import { DEFLATED, STORED, type ZipEntry } from './zip-entry.ts';

/** What is larger stays packed as it is: nothing that a recipe treats comes near it. */
export const MAX_MEMBER_BYTES = 128 * 1024 * 1024;

/** Archives within archives: deeper than this nobody puts documents. */
const MAX_DEPTH = 4;

/** Below it an archive may hold what it likes: a page of white packs a thousandfold, and unpacks in no time. */
const FREE_BYTES = 256 * 1024 * 1024;

/** Beyond it, unpacked bytes for each packed one. Sheets of figures reach thirty. */
const MAX_RATIO = 100;

/** However well it packs. Films and photographs that are stored in it count too. */
const MAX_TOTAL_BYTES = 2 * 1024 * 1024 * 1024;

/** Refuses, before anything is unpacked, a document of this size that announces too much. */
export function openAllowance(sizeBytes: number): Allowance {
  let bytesLeft = Math.min(MAX_TOTAL_BYTES, Math.max(FREE_BYTES, sizeBytes * MAX_RATIO));
  const take = (bytes: number) => {
    bytesLeft -= bytes;
    if (bytesLeft < 0) throw new DocumentRefusal('too-large');
  };
  const atDepth = (depth: number): Allowance => ({
    take,
    inside() {
      if (depth === MAX_DEPTH) throw new DocumentRefusal('too-large');
      return atDepth(depth + 1);
    },
  });
  return atDepth(1);
}

/** What all members come to, as announced. */
export function unpackedBytes({ entries }: ZipArchive): number {
  return entries.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

/** Whether a member can be unpacked: of a usual method, and not huge. */
export function isUnpackable({ method, sizeBytes }: ZipEntry): boolean {
  return (method === STORED || method === DEFLATED) && sizeBytes <= MAX_MEMBER_BYTES;
}

/**
 * A member's bytes: exactly as many as announced, and no more is ever unpacked.
 *
 * Throws `DocumentRefusal` `damaged` if they are not what the archive says of them.
 */
export function unpack(entry: ZipEntry): Buffer {
  const bytes = entry.method === STORED ? entry.packed : inflate(entry);
  if (bytes.length !== entry.sizeBytes || crc32(bytes) !== entry.crc) throw new DocumentRefusal('damaged');
  return bytes;
}

function inflate({ packed, sizeBytes }: ZipEntry): Buffer {
  try {
    // One byte at least: zero would be refused as a limit, and an empty member is rightly two bytes long.
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, sizeBytes) });
  } catch (error) {
    throw new DocumentRefusal('damaged', error);
  }
}
