import { DocumentRefusal } from '../optimise/recipe.ts';
import { readZip } from '../optimise/zip/read-zip.ts';
import { isUnpackable, openAllowance, unpack } from '../optimise/zip/unpack.ts';
import { isEncrypted, type ZipEntry, ZipIrregularity } from '../optimise/zip/zip-entry.ts';
import { isLocked, notAText, tooLong } from './refusals.ts';
import { WRITING_LIMITS } from './rich-text.ts';

/** The files of a DOCX, an ODT or a cartridge, unpacked when they are asked for; nothing is ever written where they say. */
export interface PackageFiles {
  readonly names: readonly string[];
  /** Null without such a file. @throws CartableError `writing/not-a-text`, `writing/too-long`, `writing/locked` */
  bytesOf(name: string): Buffer | null;
  /** The same as text, of at most `WRITING_LIMITS.partBytes`. */
  textOf(name: string): string | null;
}

/** A compound file (OLE2): how Office locks a DOCX by a password, and how its older formats begin. */
const COMPOUND = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/**
 * Opens the ZIP of a text. What it announces to unpack is bounded as for every document.
 *
 * @throws CartableError `writing/not-a-text`, `writing/too-long`, `writing/locked`
 */
export function openPackage(bytes: Buffer): PackageFiles {
  if (bytes.subarray(0, COMPOUND.length).equals(COMPOUND)) throw isLocked();
  const entries = guarded(() => {
    const read = readZip(bytes).entries;
    const allowance = openAllowance(bytes.length);
    for (const { sizeBytes } of read) allowance.take(sizeBytes);
    return new Map(read.map((entry) => [entry.nameBytes.toString('utf8'), entry]));
  });
  // Each part once is what was announced; a text that names one part again and again would have it unpacked as often.
  const unpacking = openAllowance(bytes.length);
  const bytesOf = (name: string) => {
    const entry = entries.get(name);
    if (entry === undefined) return null;
    return guarded(() => {
      unpacking.take(entry.sizeBytes);
      return unpackEntry(entry);
    });
  };
  return {
    names: [...entries.keys()],
    bytesOf,
    textOf(name) {
      if ((entries.get(name)?.sizeBytes ?? 0) > WRITING_LIMITS.partBytes) throw tooLong();
      return bytesOf(name)?.toString('utf8') ?? null;
    },
  };
}

function unpackEntry(entry: ZipEntry): Buffer {
  if (isEncrypted(entry)) throw isLocked();
  if (!isUnpackable(entry)) throw notAText();
  return unpack(entry);
}

function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof DocumentRefusal && error.reason === 'too-large') throw tooLong();
    if (error instanceof DocumentRefusal || error instanceof ZipIrregularity || error instanceof RangeError)
      throw notAText(error);
    throw error;
  }
}
