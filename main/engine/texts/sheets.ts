import type { WrittenText } from '../../../preload/contract/index.ts';
import { CutGrid } from '../tables/grid.ts';
import { CONTENT, SheetReader } from '../tables/ods.ts';
import { notATable, unpackParts } from '../tables/package-parts.ts';
import { type Table, textOf } from '../tables/table.ts';
import { walkXml } from '../tables/walk-xml.ts';
import { RELATIONS, readSheet, readTexts, sheetsOf, TEXTS, WORKBOOK } from '../tables/xlsx.ts';
import { readDates } from './sheet-dates.ts';
import { TEXT_LIMITS, TextBuilder } from './text-builder.ts';

/** What is looked at of a file of sheets: a register of a whole school is another program's. */
const MOST_SHEETS = 50;
const MOST_CELLS = 50_000;

const STYLES = 'xl/styles.xml';
const { unpackedBytes, unpackedTogether } = TEXT_LIMITS;

/**
 * Reads what the sheets of an XLSX file say, each below its name, a formula by its last result; of large ones the beginning.
 *
 * @throws CartableError `exchange/not-a-table` when it is none, `exchange/too-large`
 */
export function readXlsxSheets(bytes: Uint8Array): WrittenText {
  const isOfBook = (name: string) => [WORKBOOK, RELATIONS, TEXTS, STYLES].includes(name);
  const book = unpackParts(bytes, isOfBook, unpackedBytes, unpackedTogether);
  const sheets = sheetsOf(book.get(WORKBOOK), book.get(RELATIONS)).slice(0, MOST_SHEETS);
  const paths = new Set(sheets.map(({ path }) => path));
  const parts = unpackParts(bytes, (name) => paths.has(name), unpackedBytes, unpackedTogether);
  const texts = readTexts(book.get(TEXTS));
  const budget = { left: MOST_CELLS };
  const dateOf = readDates(book.get(STYLES));
  const builder = new TextBuilder();
  for (const { name, path } of sheets) {
    const xml = parts.get(path);
    if (xml === undefined || builder.isFull) continue;
    const grid = new CutGrid(budget);
    write(builder, name, { table: readSheet(xml, { texts, grid, dateOf }), isCut: grid.isCut });
  }
  if (sheets.length === 0) throw notATable();
  return builder.text();
}

/** The same of an ODS file. @throws as `readXlsxSheets` */
export function readOdsSheets(bytes: Uint8Array): WrittenText {
  const content = unpackParts(bytes, (name) => name === CONTENT, unpackedBytes).get(CONTENT);
  if (content === undefined || !/<(?:\w+:)?spreadsheet\b/.test(content)) throw notATable();
  const budget = { left: MOST_CELLS };
  const sheets: { name: string; grid: CutGrid }[] = [];
  const reader = new SheetReader((name, place) => {
    if (place > MOST_SHEETS) return null;
    const grid = new CutGrid(budget);
    sheets.push({ name, grid });
    return grid;
  });
  walkXml(content, reader);
  const builder = new TextBuilder();
  for (const { name, grid } of sheets) write(builder, name, { table: grid.table(), isCut: grid.isCut });
  return builder.text();
}

function write(builder: TextBuilder, name: string, { table, isCut }: { table: Table; isCut: boolean }): void {
  if (isCut) builder.cut();
  if (table.length === 0) return;
  paragraph(builder, name, 1);
  // A grid of whole rows: what stands below one another stays so.
  const columns = Math.max(...table.map(({ length }) => length));
  builder.openTable();
  for (const [index, row] of table.entries()) {
    if (builder.isFull || index * columns > MOST_CELLS) {
      builder.cut();
      break;
    }
    builder.openRow();
    for (let column = 0; column < columns; column += 1) {
      builder.openCell();
      const text = textOf(row[column]);
      if (text !== '') paragraph(builder, text, 0);
    }
  }
  builder.closeTable();
}

function paragraph(builder: TextBuilder, text: string, level: number): void {
  builder.openParagraph({ level, list: null });
  builder.add(text, new Set());
  builder.closeParagraph();
}
