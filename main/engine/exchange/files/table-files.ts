import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { CartableError } from '../../platform/cartable-error.ts';
import { writeNewFile } from '../../platform/whole-files.ts';
import { toTargetError } from '../../vault/copy-blob.ts';
import { type CsvReader, readCsv, writeCsv } from './csv.ts';
import { readOds, writeOds } from './ods.ts';
import { notATable, tooLarge } from './package-parts.ts';
import { TABLE_LIMITS, type Table } from './table.ts';
import { readXlsx, writeXlsx } from './xlsx.ts';

/** `PK`: a package. */
const ZIP = [0x50, 0x4b];
const OPEN_DOCUMENT = 'mimetypeapplication/vnd.oasis.opendocument';
/** Old Excel, and whatever is encrypted by a password: an OLE compound file. */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0];

/**
 * Reads a table, by what the file holds and not by its name.
 *
 * @throws CartableError `library/file-missing`, `library/file-unreadable`, `exchange/not-a-table`, `exchange/too-large`
 */
export async function readTable(path: string): Promise<Table> {
  const bytes = await readBounded(path);
  const table = tableIn(bytes);
  if (table.length > TABLE_LIMITS.rows || table.some((row) => row.length > TABLE_LIMITS.columns))
    throw tooLarge();
  if (table.length === 0) throw notATable();
  return table;
}

function tableIn(bytes: Buffer): Table {
  if (ZIP.every((byte, at) => bytes[at] === byte)) {
    const isOpenDocument = bytes.subarray(30, 30 + OPEN_DOCUMENT.length).toString('latin1') === OPEN_DOCUMENT;
    return isOpenDocument ? readOds(bytes) : readXlsx(bytes);
  }
  const isText = !COMPOUND.every((byte, at) => bytes[at] === byte) && !isBinary(bytes);
  if (!isText) throw notATable();
  return readCsv(bytes);
}

/** A table of text holds no zero byte, unless it is UTF-16 and says so. */
function isBinary(bytes: Buffer): boolean {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return !isUtf16 && bytes.includes(0);
}

async function readBounded(path: string): Promise<Buffer> {
  try {
    const { size } = await stat(path);
    if (size > TABLE_LIMITS.fileBytes) throw tooLarge();
    return await readFile(path);
  } catch (error) {
    if (error instanceof CartableError) throw error;
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new CartableError(isMissing ? 'library/file-missing' : 'library/file-unreadable', {}, 'after-user');
  }
}

/**
 * Writes a table as its path's ending says (`.xlsx`, `.ods`, else CSV), whole or not at all.
 *
 * @throws CartableError `store/disk-full`, `library/folder-unwritable`
 */
export async function writeTable(path: string, table: Table, reader?: CsvReader): Promise<void> {
  const draft = `${path}.${randomUUID().slice(0, 8)}.part`;
  try {
    await writeNewFile(draft, [bytesOf(path, table, reader)]);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw toTargetError(error);
  }
}

function bytesOf(path: string, table: Table, reader?: CsvReader): Uint8Array {
  const ending = extname(path).toLowerCase();
  if (ending === '.xlsx') return writeXlsx(table);
  return ending === '.ods' ? writeOds(table) : writeCsv(table, reader);
}
