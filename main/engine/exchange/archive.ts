import type { DomainContext } from '../context.ts';
import { DocumentRefusal } from '../optimise/recipe.ts';
import { isUnsafe } from '../optimise/zip/member-names.ts';
import { readZip } from '../optimise/zip/read-zip.ts';
import { isUnpackable, openAllowance, unpack } from '../optimise/zip/unpack.ts';
import { isEncrypted, isSymbolicLink, type ZipEntry, ZipIrregularity } from '../optimise/zip/zip-entry.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { readChosenFile } from '../policies/chosen-files.ts';
import { tellingShare } from '../share-progress.ts';
import { decodeName, isOfTheSystem } from './archive-paths.ts';

/** A class's photographs come to a tenth of it. The archive is read whole, so that it is the same from the first to the last file. */
const MOST_BYTES = 512 * 1024 * 1024;

const UTF8_FLAG = 0x0800;

/** A file in a ZIP, not yet unpacked. */
export interface ArchiveFile {
  /** Its place in the archive: what it is named by until it is taken. */
  readonly index: number;
  /** As the archive says it, in Unicode. Nothing is ever written there. */
  readonly path: string;
  readonly sizeBytes: number;
  /** Why it cannot be taken; null: it can. */
  readonly obstacle: 'encrypted' | 'empty' | 'unreadable' | null;
  /** @throws CartableError `exchange/not-an-archive` */
  unpack(): Buffer;
}

/**
 * The files of a ZIP that the teacher chose; what systems add to it is passed over.
 *
 * Nothing is unpacked yet, and what it announces to unpack is bounded as for every document.
 * @throws CartableError `exchange/not-an-archive`, `exchange/archive-too-large`, `exchange/archive-unsafe` for one that would
 *   write elsewhere, and as `readChosenFile`; or the signal's reason
 */
export async function openArchive(
  context: DomainContext,
  path: string,
  signal?: AbortSignal,
): Promise<ArchiveFile[]> {
  const onShare = tellingShare(context, 'archive');
  const bytes = await readChosenFile(context, path, MOST_BYTES, { signal, onShare });
  if (bytes === null) throw tooLarge();
  try {
    const { entries } = readZip(bytes);
    const allowance = openAllowance(bytes.length);
    const files = entries.map((entry, index) => ({ entry, index, path: pathOf(entry) }));
    if (files.some(({ entry, path: name }) => isUnsafe(name) || isSymbolicLink(entry)))
      throw new CartableError('exchange/archive-unsafe', {}, 'never');
    return files
      .filter(({ path: name }) => !isOfTheSystem(name))
      .map(({ entry, index, path: name }) => {
        allowance.take(entry.sizeBytes);
        const { sizeBytes } = entry;
        return { index, path: name, sizeBytes, obstacle: obstacleOf(entry), unpack: () => unpackFile(entry) };
      });
  } catch (error) {
    throw toArchiveError(error);
  }
}

function pathOf({ nameBytes, flags, unicodePath }: ZipEntry): string {
  const name = decodeName(nameBytes, (flags & UTF8_FLAG) !== 0, unicodePath);
  // Windows programs set folders apart by the other slash. Accents are one letter each: names are shown.
  return name.replaceAll('\\', '/').normalize('NFC');
}

function obstacleOf(entry: ZipEntry): ArchiveFile['obstacle'] {
  if (isEncrypted(entry)) return 'encrypted';
  if (entry.sizeBytes === 0) return 'empty';
  return isUnpackable(entry) ? null : 'unreadable';
}

function unpackFile(entry: ZipEntry): Buffer {
  try {
    return unpack(entry);
  } catch (error) {
    throw toArchiveError(error);
  }
}

function toArchiveError(error: unknown): unknown {
  if (error instanceof DocumentRefusal && error.reason === 'too-large') return tooLarge();
  if (error instanceof DocumentRefusal || error instanceof ZipIrregularity || error instanceof RangeError)
    return new CartableError('exchange/not-an-archive', {}, 'after-user', error);
  return error;
}

function tooLarge(): CartableError {
  return new CartableError('exchange/archive-too-large', { maxBytes: MOST_BYTES }, 'after-user');
}
