import {
  PDFArray,
  PDFDict,
  PDFHexString,
  PDFNumber,
  type PDFObject,
  PDFRawStream,
  PDFRef,
  PDFString,
} from 'pdf-lib';
import { tightDeflate } from '../deflate/tight-deflate.ts';
import { type PdfDocument, referencesIn } from './load.ts';
import { nameOf } from './names.ts';
import { predictRows } from './predict-rows.ts';

/**
 * More in one stream pack better, until what they have in common is farther away than DEFLATE sees (32 kB); and a viewer
 * must unpack them all for one.
 */
const OBJECTS_PER_STREAM = 1000;

/** Packed objects and cross-reference streams came with PDF 1.5. */
const PACKED_VERSION = '1.5';

export interface WriteOptions {
  /** False for PDF/A-1, which must not have them. */
  readonly objectStreams: boolean;
}

/**
 * Writes a document anew: the objects that are in use, renumbered, packed.
 *
 * Deterministic: the same objects give the same bytes. The pieces, in order, are the file.
 */
export function writePdf(document: PdfDocument, { objectStreams }: WriteOptions): readonly Uint8Array[] {
  const inUse = objectsInUse(document);
  const isStream = (ref: PDFRef) => document.context.lookup(ref) instanceof PDFRawStream;
  const packed = objectStreams
    ? byLikeness(
        document,
        inUse.filter((ref) => !isStream(ref)),
      )
    : [];
  const unpacked = objectStreams ? inUse.filter(isStream) : inUse;
  // In the order of the file: then the table of objects packs to nearly nothing.
  const numbers = new Map([...packed, ...unpacked].map((ref, index) => [ref, index + 1]));
  const writer = new PdfWriter(document, numbers);
  writer.header(objectStreams && document.version < PACKED_VERSION ? PACKED_VERSION : document.version);
  for (const ref of unpacked) writer.object(ref, document.context.lookup(ref) as PDFObject);
  for (let at = 0; at < packed.length; at += OBJECTS_PER_STREAM)
    writer.objectStream(packed.slice(at, at + OBJECTS_PER_STREAM));
  if (objectStreams) writer.referenceStream();
  else writer.referenceTable();
  return writer.parts;
}

/** Objects of one make side by side, otherwise in order: what resembles its neighbours packs well. */
function byLikeness({ context }: PdfDocument, refs: readonly PDFRef[]): readonly PDFRef[] {
  const makes = new Map(refs.map((ref) => [ref, makeOf(context.lookup(ref))]));
  const make = (ref: PDFRef) => makes.get(ref) as string;
  return [...refs].sort((a, b) => (make(a) < make(b) ? -1 : make(a) > make(b) ? 1 : 0));
}

function makeOf(object: PDFObject | undefined): string {
  if (!(object instanceof PDFDict)) return object instanceof PDFArray ? 'array' : 'atom';
  const keys = object.keys().map((key) => key.asString());
  return `${['Type', 'Subtype', 'S'].map((key) => String(object.get(nameOf(key)) ?? '')).join()} ${keys.sort().join()}`;
}

/** Every object that can be reached from the trailer, nearest first. */
function objectsInUse({ context, root, info, id }: PdfDocument): readonly PDFRef[] {
  const order: PDFRef[] = [];
  const seen = new Set<PDFRef>();
  let wave = [root, info, id].filter((object) => object !== undefined).flatMap(referencesIn);
  while (wave.length > 0) {
    const next: PDFRef[] = [];
    for (const ref of wave) {
      const object = context.lookup(ref);
      if (seen.has(ref) || object === undefined) continue;
      seen.add(ref);
      order.push(ref);
      next.push(...referencesIn(object));
    }
    wave = next;
  }
  return order;
}

type Written = { readonly offset: number } | { readonly container: number; readonly index: number };

/** Bytes of a row of the table of objects: its kind, where it is, which one it is there. */
type Widths = readonly [number, number, number];

class PdfWriter {
  readonly parts: Uint8Array[] = [];
  readonly #document: PdfDocument;
  readonly #numbers: ReadonlyMap<PDFRef, number>;
  readonly #written = new Map<number, Written>();
  #length = 0;
  /** The farthest place of an object within its stream. */
  #lastIndex = 0;
  #nextNumber: number;

  constructor(document: PdfDocument, numbers: ReadonlyMap<PDFRef, number>) {
    this.#document = document;
    this.#numbers = numbers;
    this.#nextNumber = numbers.size + 1;
  }

  header(version: string): void {
    // Four bytes above 127 tell transfer programs that this is no text.
    this.#add(`%PDF-${version}\n%\xb5\xb5\xb5\xb5\n`);
  }

  object(ref: PDFRef, object: PDFObject): void {
    this.#indirect(this.#numberOf(ref), object instanceof PDFRawStream ? object : this.#serialise(object));
  }

  objectStream(refs: readonly PDFRef[]): void {
    const { context } = this.#document;
    const container = this.#nextNumber++;
    let index = '';
    let bodies = '';
    refs.forEach((ref, position) => {
      index += `${this.#numberOf(ref)} ${bodies.length} `;
      bodies += `${this.#serialise(context.lookup(ref) as PDFObject)} `;
      this.#written.set(this.#numberOf(ref), { container, index: position });
    });
    this.#lastIndex = Math.max(this.#lastIndex, refs.length - 1);
    const dict = context.obj({ Type: 'ObjStm', N: refs.length, First: index.length, Filter: 'FlateDecode' });
    this.#indirect(container, PDFRawStream.of(dict, tightDeflate(Buffer.from(index + bodies, 'latin1'))));
  }

  referenceStream(): void {
    const { context } = this.#document;
    const own = this.#nextNumber++;
    const startsAt = this.#length;
    this.#written.set(own, { offset: startsAt });
    const widths = [1, bytesFor(startsAt), bytesFor(this.#lastIndex)] as const;
    const columns = widths[0] + widths[1] + widths[2];
    const rows = Buffer.alloc(this.#nextNumber * columns);
    for (let number = 1; number < this.#nextNumber; number += 1) this.#fillRow(rows, number, widths);
    const dict = this.#trailer();
    dict.set(nameOf('Type'), nameOf('XRef'));
    dict.set(nameOf('W'), context.obj([...widths]));
    dict.set(nameOf('Filter'), nameOf('FlateDecode'));
    dict.set(nameOf('DecodeParms'), context.obj({ Predictor: 12, Columns: columns }));
    this.#indirect(own, PDFRawStream.of(dict, tightDeflate(predictRows(rows, columns))));
    this.#add(`startxref\n${startsAt}\n%%EOF\n`);
  }

  referenceTable(): void {
    const startsAt = this.#length;
    this.#add(`xref\n0 ${this.#nextNumber}\n0000000000 65535 f \n`);
    for (let number = 1; number < this.#nextNumber; number += 1) {
      const { offset } = this.#written.get(number) as { offset: number };
      this.#add(`${String(offset).padStart(10, '0')} 00000 n \n`);
    }
    this.#add(`trailer\n${this.#serialise(this.#trailer())}\nstartxref\n${startsAt}\n%%EOF\n`);
  }

  #fillRow(rows: Buffer, number: number, [kindBytes, placeBytes, indexBytes]: Widths): void {
    const place = this.#written.get(number) as Written;
    const isPacked = 'container' in place;
    const at = number * (kindBytes + placeBytes + indexBytes);
    rows[at] = isPacked ? 2 : 1;
    rows.writeUIntBE(isPacked ? place.container : place.offset, at + kindBytes, placeBytes);
    rows.writeUIntBE(isPacked ? place.index : 0, at + kindBytes + placeBytes, indexBytes);
  }

  #trailer(): PDFDict {
    const { context, root, info, id } = this.#document;
    const dict = PDFDict.withContext(context);
    dict.set(nameOf('Size'), PDFNumber.of(this.#nextNumber));
    dict.set(nameOf('Root'), root);
    if (info !== undefined) dict.set(nameOf('Info'), info);
    if (id !== undefined) dict.set(nameOf('ID'), id);
    return dict;
  }

  #indirect(number: number, body: string | PDFRawStream): void {
    if (!this.#written.has(number)) this.#written.set(number, { offset: this.#length });
    this.#add(`${number} 0 obj\n`);
    if (typeof body === 'string') {
      this.#add(`${body}\nendobj\n`);
      return;
    }
    body.dict.set(nameOf('Length'), PDFNumber.of(body.contents.length));
    this.#add(`${this.#serialise(body.dict)}stream\n`);
    this.#addBytes(body.contents);
    this.#add('\nendstream\nendobj\n');
  }

  #numberOf(ref: PDFRef): number {
    return this.#numbers.get(ref) ?? 0;
  }

  /** The shortest spelling: delimiters separate by themselves. */
  #serialise(object: PDFObject): string {
    if (object instanceof PDFRef) return this.#numbers.has(object) ? `${this.#numberOf(object)} 0 R` : 'null';
    if (object instanceof PDFArray)
      return `[${join(object.asArray().map((value) => this.#serialise(value)))}]`;
    if (object instanceof PDFDict)
      return `<<${join(object.entries().flatMap(([key, value]) => [key.asString(), this.#serialise(value)]))}>>`;
    if (object instanceof PDFString) return `(${object.asString()})`;
    if (object instanceof PDFHexString) return spellString(object);
    return object instanceof PDFNumber ? spellNumber(object.toString()) : object.toString();
  }

  #add(text: string): void {
    this.#addBytes(Buffer.from(text, 'latin1'));
  }

  #addBytes(bytes: Uint8Array): void {
    this.parts.push(bytes);
    this.#length += bytes.length;
  }
}

function bytesFor(largest: number): number {
  return largest < 0x100 ? 1 : largest < 0x10000 ? 2 : largest < 0x1000000 ? 3 : 4;
}

/** A string of hexadecimal digits takes two for each byte: as it stands, a byte takes one, with what must be escaped. */
function spellString(hex: PDFHexString): string {
  const literal = Buffer.from(hex.asBytes())
    .toString('latin1')
    .replace(/[\\()]/g, '\\$&')
    .replace(/\r/g, '\\r');
  return literal.length < hex.asString().length ? `(${literal})` : `<${hex.asString()}>`;
}

/** `0.5` as `.5`, `-0.5` as `-.5`. */
export function spellNumber(number: string): string {
  return number.replace(/^(-?)0\./, '$1.');
}

/** Puts a space only where two words would run together. */
function join(words: readonly string[]): string {
  let joined = '';
  for (const word of words) {
    const needsSpace = joined !== '' && !/[([<>)\]]$/.test(joined.slice(-1)) && !/^[([<>)\]/]/.test(word);
    joined += needsSpace ? ` ${word}` : word;
  }
  return joined;
}
