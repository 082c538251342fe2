import { strToU8, zipSync } from 'fflate';
import { escapeXml, XML_HEAD } from './escape-xml.ts';
import { Grid } from './grid.ts';
import { notATable, unpackParts } from './package-parts.ts';
import type { Cell, Table } from './table.ts';
import { walkXml } from './walk-xml.ts';

export const CONTENT = 'content.xml';
const MEDIA_TYPE = 'application/vnd.oasis.opendocument.spreadsheet';
const NAMES = 'urn:oasis:names:tc:opendocument:xmlns';

/**
 * Reads the first sheet of an ODS file (OpenDocument 1.3, part 3, 9.1): values alone, a formula by its last result.
 *
 * @throws CartableError `exchange/not-a-table`, `exchange/too-large`
 */
export function readOds(bytes: Uint8Array): Table {
  const content = unpackParts(bytes, (name) => name === CONTENT).get(CONTENT);
  if (content === undefined) throw notATable();
  const grid = new Grid();
  const reader = new SheetReader((_name, place) => (place === 1 ? grid : null));
  walkXml(content, reader);
  return grid.table();
}

/** Follows each `table:table` that it is given a grid for. Repeated rows and cells are spelled out, empty ones only counted. */
export class SheetReader {
  readonly #gridFor: (name: string, place: number) => Grid | null;
  #grid: Grid | null = null;
  #sheets = 0;
  #row = 0;
  #rowRepeats = 1;
  #cells: { readonly column: number; readonly cell: Cell }[] = [];
  #column = 0;
  #cellRepeats = 1;
  #value: number | null = null;
  #paragraphs: string[] = [];
  #isParagraph = false;

  /** `gridFor` is told the name of each sheet and its place, from 1. */
  constructor(gridFor: (name: string, place: number) => Grid | null) {
    this.#gridFor = gridFor;
  }

  open = ({ name, attributes }: { name: string; attributes: Readonly<Record<string, string>> }): void => {
    if (name === 'table') this.#begin(attributes.name ?? '');
    if (this.#grid === null) return;
    if (name === 'table-row') {
      this.#rowRepeats = repeats(attributes['number-rows-repeated']);
      this.#cells = [];
      this.#column = 0;
    } else if (name === 'table-cell' || name === 'covered-table-cell') {
      this.#cellRepeats = repeats(attributes['number-columns-repeated']);
      const isNumber = ['float', 'percentage', 'currency'].includes(attributes['value-type'] ?? '');
      const value = Number(attributes.value);
      this.#value = isNumber && Number.isFinite(value) ? value : null;
      this.#paragraphs = [];
    } else if (name === 'p') {
      this.#paragraphs.push('');
      this.#isParagraph = true;
    } else if (name === 's' && this.#isParagraph) this.text(' '.repeat(repeats(attributes.c)));
  };

  text = (text: string): void => {
    if (this.#isParagraph && this.#paragraphs.length > 0)
      this.#paragraphs[this.#paragraphs.length - 1] += text;
  };

  close = (name: string): void => {
    if (this.#grid === null) return;
    if (name === 'p') this.#isParagraph = false;
    else if (name === 'table-cell' || name === 'covered-table-cell') this.#endCell();
    else if (name === 'table-row') this.#endRow();
  };

  #begin(name: string): void {
    this.#sheets += 1;
    this.#row = 0;
    this.#grid = this.#gridFor(name, this.#sheets);
  }

  #endCell(): void {
    const cell = this.#value ?? this.#paragraphs.join('\n');
    // A sheet ends with a cell repeated to its last column: what says nothing is not spelled out.
    if (cell !== '') {
      const count = upTo(this.#cellRepeats, (this.#grid?.mostColumns ?? 0) - this.#column);
      for (let index = 0; index < count; index += 1) this.#cells.push({ column: this.#column + index, cell });
    }
    this.#column += this.#cellRepeats;
  }

  #endRow(): void {
    const count =
      this.#cells.length === 0 ? 0 : upTo(this.#rowRepeats, (this.#grid?.mostRows ?? 0) - this.#row);
    for (let index = 0; index < count; index += 1)
      for (const { column, cell } of this.#cells) this.#grid?.put(this.#row + index, column, cell);
    this.#row += this.#rowRepeats;
  }
}

/** How often something is spelled out where there is room for some: once more than that, to be refused. */
function upTo(count: number, room: number): number {
  return Math.min(count, Math.max(room, 0) + 1);
}

function repeats(text: string | undefined): number {
  const count = Number(text ?? '1');
  return Number.isInteger(count) && count > 0 ? count : 1;
}

/** Writes one sheet, the media type first and unpacked, as the format asks (part 2, 3.3). */
export function writeOds(table: Table): Uint8Array {
  const rows = table.map((row) => `<table:table-row>${row.map(cellXml).join('')}</table:table-row>`);
  const content = `${XML_HEAD}<office:document-content xmlns:office="${NAMES}:office:1.0" xmlns:table="${NAMES}:table:1.0" xmlns:text="${NAMES}:text:1.0" office:version="1.3"><office:body><office:spreadsheet><table:table table:name="Notes">${rows.join('')}</table:table></office:spreadsheet></office:body></office:document-content>`;
  const manifest = `${XML_HEAD}<manifest:manifest xmlns:manifest="${NAMES}:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="${MEDIA_TYPE}"/><manifest:file-entry manifest:full-path="${CONTENT}" manifest:media-type="text/xml"/></manifest:manifest>`;
  return zipSync({
    mimetype: [strToU8(MEDIA_TYPE), { level: 0 }],
    [CONTENT]: strToU8(content),
    'META-INF/manifest.xml': strToU8(manifest),
  });
}

function cellXml(cell: Cell): string {
  if (cell === null) return '<table:table-cell/>';
  if (typeof cell === 'number')
    return `<table:table-cell office:value-type="float" office:value="${cell}"><text:p>${String(cell).replace('.', ',')}</text:p></table:table-cell>`;
  const paragraphs = cell.split('\n').map((line) => `<text:p>${escapeXml(line)}</text:p>`);
  return `<table:table-cell office:value-type="string">${paragraphs.join('')}</table:table-cell>`;
}
