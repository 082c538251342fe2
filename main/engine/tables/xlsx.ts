import { strToU8, zipSync } from 'fflate';
import { escapeXml, XML_HEAD } from './escape-xml.ts';
import { Grid } from './grid.ts';
import { notATable, unpackParts } from './package-parts.ts';
import type { Cell, Table } from './table.ts';
import { walkXml, type XmlElement } from './walk-xml.ts';

export const WORKBOOK = 'xl/workbook.xml';
export const RELATIONS = 'xl/_rels/workbook.xml.rels';
export const TEXTS = 'xl/sharedStrings.xml';

/**
 * Reads the first sheet of an XLSX file (ECMA-376, part 1, 18.3): values alone; a formula counts by its last result.
 *
 * @throws CartableError `exchange/not-a-table`, `exchange/too-large`
 */
export function readXlsx(bytes: Uint8Array): Table {
  const book = unpackParts(bytes, (name) => name === WORKBOOK || name === RELATIONS || name === TEXTS);
  const sheet = sheetsOf(book.get(WORKBOOK), book.get(RELATIONS))[0]?.path;
  if (sheet === undefined) throw notATable();
  const xml = unpackParts(bytes, (name) => name === sheet).get(sheet);
  if (xml === undefined) throw notATable();
  return readSheet(xml, { texts: readTexts(book.get(TEXTS)), grid: new Grid(), dateOf: () => null });
}

/** The sheets in their order, and where each lies. */
export function sheetsOf(
  workbook: string | undefined,
  relations: string | undefined,
): { readonly name: string; readonly path: string }[] {
  if (workbook === undefined) throw notATable();
  const sheets: { name: string; relation: string }[] = [];
  walkXml(workbook, {
    open: ({ name, attributes }) => {
      if (name === 'sheet') sheets.push({ name: attributes.name ?? '', relation: attributes.id ?? '' });
    },
  });
  const paths = targetsOf(relations, 'xl');
  return sheets.flatMap(({ name, relation }) => {
    const path = paths.get(relation);
    return path === undefined ? [] : [{ name, path }];
  });
}

/** The parts that the relations of one in `folder` name, by their ids. */
export function targetsOf(relations: string | undefined, folder: string): ReadonlyMap<string, string> {
  const targets = new Map<string, string>();
  if (relations === undefined) return targets;
  walkXml(relations, {
    open: ({ name, attributes: { Id: id, Target: target } }) => {
      if (name !== 'Relationship' || id === undefined || target === undefined || targets.has(id)) return;
      targets.set(id, target.startsWith('/') ? target.slice(1) : `${folder}/${target}`);
    },
  });
  return targets;
}

/** The texts that cells name by number, without the phonetic readings beside them. */
export function readTexts(xml: string | undefined): readonly string[] {
  if (xml === undefined) return [];
  const texts: string[] = [];
  let inPhonetic = 0;
  let isText = false;
  walkXml(xml, {
    open: ({ name }) => {
      if (name === 'si') texts.push('');
      if (name === 'rPh') inPhonetic += 1;
      isText = name === 't';
    },
    text: (text) => {
      if (isText && inPhonetic === 0 && texts.length > 0) texts[texts.length - 1] += text;
    },
    close: (name) => {
      if (name === 'rPh') inPhonetic -= 1;
      isText = false;
    },
  });
  return texts;
}

interface SheetReading {
  readonly texts: readonly string[];
  readonly grid: Grid;
  /** A number as the date that its style makes of it; null: it is no date. */
  dateOf(style: string | undefined, value: number): string | null;
}

export function readSheet(xml: string, { texts, grid, dateOf }: SheetReading): Table {
  let row = -1;
  let column = -1;
  let type = 'n';
  let style: string | undefined;
  let value = '';
  let isValue = false;
  walkXml(xml, {
    open: ({ name, attributes }: XmlElement) => {
      if (name === 'row') {
        row = attributes.r === undefined ? row + 1 : Number(attributes.r) - 1;
        column = -1;
      } else if (name === 'c') {
        column = attributes.r === undefined ? column + 1 : columnOf(attributes.r);
        type = attributes.t ?? 'n';
        style = attributes.s;
        value = '';
      }
      isValue = name === 'v' || name === 't';
    },
    text: (text) => {
      if (isValue) value += text;
    },
    close: (name) => {
      isValue = false;
      if (name !== 'c') return;
      const cell = cellOf(type, value, texts);
      grid.put(row, column, typeof cell === 'number' ? (dateOf(style, cell) ?? cell) : cell);
    },
  });
  return grid.table();
}

/** How a text writes a character that XML has no place for (ST_Xstring, 22.9.2.19), and so this form itself. */
const ESCAPE = /_x([0-9A-Fa-f]{4})_/g;

function unescaped(text: string): string {
  return text.replaceAll(ESCAPE, (_whole, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** Types of ST_CellType, 18.18.11. */
function cellOf(type: string, value: string, texts: readonly string[]): Cell {
  if (value === '') return null;
  if (type === 's') return unescaped(texts[Number(value)] ?? '');
  if (type === 'n') return Number.isFinite(Number(value)) ? Number(value) : null;
  return type === 'e' ? null : unescaped(value);
}

/** `AB12` is in column 27. */
function columnOf(reference: string): number {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0] ?? '';
  const number = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  if (number === 0) throw notATable();
  return number - 1;
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Every part of the smallest workbook but its sheet. */
const PARTS = {
  '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SHEET_TYPE}.worksheet+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  [WORKBOOK]: `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Notes" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  [RELATIONS]: `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
};

/**
 * Writes one sheet; texts stay texts, whatever they begin with.
 *
 * Ours, since the library that was tried loses a cell that says "constructor", and takes a tenth of a second a file.
 */
export function writeXlsx(table: Table): Uint8Array {
  const rows = table.map((row) => `<row>${row.map(cellXml).join('')}</row>`);
  const sheet = `<worksheet xmlns="${MAIN}"><sheetData>${rows.join('')}</sheetData></worksheet>`;
  const parts = Object.entries({ ...PARTS, 'xl/worksheets/sheet1.xml': sheet });
  return zipSync(Object.fromEntries(parts.map(([name, xml]) => [name, strToU8(`${XML_HEAD}${xml}`)])));
}

function cellXml(cell: Cell): string {
  if (cell === null) return '<c/>';
  if (typeof cell === 'number') return `<c><v>${cell}</v></c>`;
  const text = escapeXml(cell.replaceAll(ESCAPE, '_x005F$&'));
  return `<c t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}
