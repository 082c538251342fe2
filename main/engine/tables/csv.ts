import papa from 'papaparse';
import { type Cell, type Table, textOf } from './table.ts';

/** With it, Excel reads UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';
/** A spreadsheet that opens such a cell may take it for a formula. */
const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^-?\d+(?:[.,]\d+)?$/;

/**
 * Reads RFC 4180's CSV, whatever its delimiter: UTF-8, UTF-16 with its mark, else Windows-1252 as Excel writes it.
 *
 * Every cell is text: « 14,5 » is read later, by whoever knows that it is a grade.
 */
export function readCsv(bytes: Uint8Array): Table {
  const text = decode(bytes).replace(BYTE_ORDER_MARK, '');
  const { data } = papa.parse<string[]>(text, { skipEmptyLines: 'greedy', delimiter: delimiterOf(text) });
  return data.map((row) => row.map((text) => unguarded(text)));
}

const DELIMITERS = [';', '\t', '|'];
/** Looked at to find the delimiter. */
const FIRST_LINES = 10;

/**
 * The first delimiter that stands in each of the first lines, outside of quotes; else the comma.
 *
 * Last, because French grades hold commas themselves: a library's guess takes « Zoé;14,5 » for two cells at the comma.
 */
function delimiterOf(text: string): string {
  const lines = text
    .slice(0, 64 * 1024)
    .replaceAll(/"[^"]*"/g, '')
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, FIRST_LINES);
  return DELIMITERS.find((delimiter) => lines.every((line) => line.includes(delimiter))) ?? ',';
}

/** For a person's spreadsheet, or for a program that takes cells as they are. */
export type CsvReader = 'spreadsheet' | 'moodle';

/**
 * Writes CSV with RFC 4180's quotes and a byte order mark: for French spreadsheets with semicolons, decimal commas and no
 * cell that they would run; for Moodle with commas, and every text as it is.
 */
export function writeCsv(table: Table, reader: CsvReader = 'spreadsheet'): Uint8Array {
  const isForPeople = reader === 'spreadsheet';
  const rows = table.map((row) => row.map((cell) => (isForPeople ? guarded(cell) : textOf(cell))));
  const text = papa.unparse(rows, { delimiter: isForPeople ? ';' : ',', newline: '\r\n' });
  return Buffer.from(`${BYTE_ORDER_MARK}${text}\r\n`);
}

function decode(bytes: Uint8Array): string {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isUtf16) return new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : 'utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** OWASP, "CSV injection": an apostrophe keeps a text a text. */
function guarded(cell: Cell): string {
  const text = textOf(cell);
  return typeof cell === 'string' && FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}

function unguarded(text: string): string {
  return text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text;
}
