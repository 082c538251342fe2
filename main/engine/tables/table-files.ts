import { extname } from 'node:path';
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
 * @throws CartableError `exchange/not-a-table`, `exchange/too-large`
 */
export function readTable(bytes: Buffer): Table {
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

/** The bytes of a table's file, as its path's ending says: `.xlsx`, `.ods`, else CSV. */
export function tableBytes(path: string, table: Table, reader?: CsvReader): Uint8Array {
  const ending = extname(path).toLowerCase();
  if (ending === '.xlsx') return writeXlsx(table);
  return ending === '.ods' ? writeOds(table) : writeCsv(table, reader);
}
