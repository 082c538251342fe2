import { PDFArray, type PDFContext, PDFDict, PDFNumber } from 'pdf-lib';
import { numberIn, peel } from './filters.ts';
import { PdfIrregularity } from './irregularity.ts';
import type { Lexer } from './lexer.ts';
import { nameOf } from './names.ts';
import { parseObject } from './parse-object.ts';
import { undoPredictor } from './predictor.ts';
import { lexerAt, type PdfFile } from './sliced-lexer.ts';
import { readStream } from './stream-contents.ts';

/** Where an object lies: at an offset, or packed in an object stream. */
export type Place =
  | { readonly in: 'file'; readonly offset: number; readonly generation: number }
  | { readonly in: 'object-stream'; readonly container: number; readonly index: number }
  | { readonly in: 'nowhere' };

export interface CrossReferences {
  readonly places: ReadonlyMap<number, Place>;
  /** Of the newest revision. */
  readonly trailer: PDFDict;
}

/** `startxref` stands in the last kilobyte; some mailers append a little more. */
const TAIL_BYTES = 2048;

const MAX_REVISIONS = 1000;
const MAX_TABLE_BYTES = 64 * 1024 * 1024;

/**
 * Reads the table of objects, all its revisions, as the file declares it.
 *
 * Never guesses: throws `PdfIrregularity` when the file does not hold together.
 */
export function readCrossReferences(file: PdfFile, context: PDFContext): CrossReferences {
  const places = new Map<number, Place>();
  const seen = new Set<number>();
  let newest: PDFDict | undefined;
  let offset: number | undefined = startOffset(file);
  while (offset !== undefined) {
    if (seen.has(offset) || seen.size >= MAX_REVISIONS)
      throw new PdfIrregularity('revisions run in a circle');
    seen.add(offset);
    const section = readSection(file, offset, context);
    for (const [number, place] of section.places) if (!places.has(number)) places.set(number, place);
    newest ??= section.trailer;
    const previous = section.trailer.get(nameOf('Prev'));
    offset = previous instanceof PDFNumber ? previous.asNumber() : undefined;
  }
  if (newest === undefined) throw new PdfIrregularity('no trailer');
  return { places, trailer: newest };
}

function startOffset(file: PdfFile): number {
  const { bytes, slices } = file;
  slices?.fill(Math.max(0, bytes.length - TAIL_BYTES), bytes.length);
  const at = bytes.lastIndexOf('startxref', undefined, 'latin1');
  if (at < 0 || at < bytes.length - TAIL_BYTES) throw new PdfIrregularity('no startxref');
  const lexer = lexerAt(file, at + 'startxref'.length);
  if (lexer.next() !== 'number' || lexer.number >= bytes.length)
    throw new PdfIrregularity('startxref points nowhere');
  return lexer.number;
}

interface Section {
  readonly places: Map<number, Place>;
  readonly trailer: PDFDict;
}

function readSection(file: PdfFile, offset: number, context: PDFContext): Section {
  const lexer = lexerAt(file, offset);
  if (!lexer.takeKeyword('xref')) return readStreamSection(file, lexer, context);
  const places = readTable(lexer);
  const trailer = parseObject(lexer, context);
  if (!(trailer instanceof PDFDict)) throw new PdfIrregularity('trailer is not a dictionary');
  const hybrid = trailer.get(nameOf('XRefStm'));
  if (!(hybrid instanceof PDFNumber)) return { places, trailer };
  // A hybrid file hides its packed objects from old readers as free entries: the stream's word comes first.
  const hidden = readStreamSection(file, lexerAt(file, hybrid.asNumber()), context).places;
  return { places: new Map([...places, ...hidden]), trailer };
}

/** Subsections of `first count` and then `offset generation n|f`, up to the word `trailer`, which is consumed. */
function readTable(lexer: Lexer): Map<number, Place> {
  const places = new Map<number, Place>();
  while (!lexer.takeKeyword('trailer')) {
    const first = expectInteger(lexer);
    const count = expectInteger(lexer);
    for (let index = 0; index < count; index += 1) {
      const offset = expectInteger(lexer);
      const generation = expectInteger(lexer);
      if (lexer.next() !== 'keyword' || !/^[nf]$/.test(lexer.text))
        throw new PdfIrregularity('odd entry in the table of objects');
      places.set(first + index, lexer.text === 'n' ? { in: 'file', offset, generation } : { in: 'nowhere' });
    }
  }
  return places;
}

function expectInteger(lexer: Lexer): number {
  if (lexer.next() !== 'number' || !Number.isInteger(lexer.number) || lexer.number < 0)
    throw new PdfIrregularity('odd table of objects');
  return lexer.number;
}

function readStreamSection(file: PdfFile, lexer: Lexer, context: PDFContext): Section {
  expectInteger(lexer);
  expectInteger(lexer);
  if (!lexer.takeKeyword('obj')) throw new PdfIrregularity('no table of objects');
  const dict = parseObject(lexer, context);
  if (!(dict instanceof PDFDict) || dict.get(nameOf('Type')) !== nameOf('XRef'))
    throw new PdfIrregularity('no table of objects');
  const stream = readStream(file, lexer, dict, numberIn(dict, 'Length', -1));
  if (stream === undefined) throw new PdfIrregularity('no table of objects');
  const peeled = peel(stream, MAX_TABLE_BYTES);
  const [left] = peeled?.remaining ?? [];
  const rows = peeled === undefined ? undefined : undoPredictor(peeled.bytes, left?.parameters);
  if (rows === undefined) throw new PdfIrregularity('table of objects cannot be unpacked');
  return { places: readRows(dict, rows), trailer: dict };
}

function readRows(dict: PDFDict, rows: Uint8Array): Map<number, Place> {
  const widths = numbersIn(dict, 'W');
  const [typeBytes = 0, secondBytes = 0, thirdBytes = 0] = widths;
  const rowBytes = typeBytes + secondBytes + thirdBytes;
  if (widths.length < 3 || rowBytes === 0 || widths.some((width) => width < 0 || width > 8))
    throw new PdfIrregularity('odd table of objects');
  const index = dict.has(nameOf('Index')) ? numbersIn(dict, 'Index') : [0, numberIn(dict, 'Size', 0)];
  const places = new Map<number, Place>();
  let at = 0;
  for (let pair = 0; pair + 1 < index.length; pair += 2) {
    const [first = 0, count = 0] = index.slice(pair, pair + 2);
    for (let row = 0; row < count && at + rowBytes <= rows.length; row += 1, at += rowBytes) {
      const type = typeBytes === 0 ? 1 : field(rows, at, typeBytes);
      const second = field(rows, at + typeBytes, secondBytes);
      const third = field(rows, at + typeBytes + secondBytes, thirdBytes);
      places.set(first + row, placeOf(type, second, third));
    }
  }
  return places;
}

function placeOf(type: number, second: number, third: number): Place {
  if (type === 1) return { in: 'file', offset: second, generation: third };
  return type === 2 ? { in: 'object-stream', container: second, index: third } : { in: 'nowhere' };
}

function field(rows: Uint8Array, at: number, bytes: number): number {
  let value = 0;
  for (let index = 0; index < bytes; index += 1) value = value * 256 + (rows[at + index] as number);
  return value;
}

function numbersIn(dict: PDFDict, key: string): number[] {
  const array = dict.lookup(nameOf(key));
  if (!(array instanceof PDFArray)) throw new PdfIrregularity(`no ${key}`);
  return array.asArray().map((value) => (value instanceof PDFNumber ? value.asNumber() : -1));
}
