import {
  PDFArray,
  PDFContext,
  PDFDict,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRawStream,
  PDFRef,
} from 'pdf-lib';
import { DocumentRefusal } from '../recipe.ts';
import { MAX_UNPACKED_BYTES, numberIn, peel } from './filters.ts';
import { PdfIrregularity } from './irregularity.ts';
import { Lexer } from './lexer.ts';
import { nameOf } from './names.ts';
import { parseObject } from './parse-object.ts';
import { undoPredictor } from './predictor.ts';
import { lexerAt, type PdfFile } from './sliced-lexer.ts';
import { readStream } from './stream-contents.ts';
import { type CrossReferences, type Place, readCrossReferences } from './xref.ts';

/** A document's objects: those that can be reached from its trailer, and no others. */
export interface PdfDocument {
  readonly context: PDFContext;
  readonly catalog: PDFDict;
  readonly root: PDFRef;
  /** The document information dictionary. */
  readonly info: PDFObject | undefined;
  readonly id: PDFObject | undefined;
  /** As the header or the catalog says, whichever is newer: `1.4`, `1.7`, `2.0`. */
  readonly version: string;
}

export interface PdfOpening {
  readonly file: PdfFile;
  readonly context: PDFContext;
  readonly references: CrossReferences;
}

/** Where the header may stand. */
const HEAD_BYTES = 1024;

/** Opens a file as far as its table of objects. Throws `PdfIrregularity` if that does not hold together. */
export function openPdf({ bytes, slices }: PdfFile): PdfOpening {
  slices?.fill(0, HEAD_BYTES);
  const headerAt = bytes.subarray(0, HEAD_BYTES).indexOf('%PDF-', 0, 'latin1');
  if (headerAt < 0) throw new PdfIrregularity('no header');
  if (headerAt > 0 && slices !== undefined) throw new PdfIrregularity('slices are counted from the start');
  // Offsets count from the header, whatever stands before it.
  const file = slices === undefined ? { bytes: bytes.subarray(headerAt) } : { bytes, slices };
  const context = PDFContext.create();
  return { file, context, references: readCrossReferences(file, context) };
}

export function isEncrypted({ references }: PdfOpening): boolean {
  return references.trailer.has(nameOf('Encrypt'));
}

/**
 * Loads every object that the document uses.
 *
 * Objects come from where the table says, and nowhere else. Throws `PdfIrregularity` when one is not there.
 */
export function loadPdf(opening: PdfOpening): PdfDocument {
  const { context, references } = opening;
  const reader = new ObjectReader(opening);
  const { trailer } = references;
  const root = trailer.get(nameOf('Root'));
  if (!(root instanceof PDFRef)) throw new PdfIrregularity('no catalog');
  const info = trailer.get(nameOf('Info'));
  const id = trailer.get(nameOf('ID'));
  reader.loadAll([root, info, id].filter((object) => object !== undefined));
  const catalog = context.lookup(root);
  if (!(catalog instanceof PDFDict)) throw new PdfIrregularity('no catalog');
  return { context, catalog, root, info, id, version: versionOf(opening.file.bytes, catalog) };
}

function versionOf(bytes: Buffer, catalog: PDFDict): string {
  const header = /^%PDF-(\d\.\d)/.exec(bytes.toString('latin1', 0, 16))?.[1] ?? '1.4';
  const declared = catalog.lookup(nameOf('Version'));
  const own = declared instanceof PDFName ? declared.asString().slice(1) : header;
  return /^\d\.\d$/.test(own) && own > header ? own : header;
}

/** The references in an object, however deep, but not beyond other references. */
export function referencesIn(object: PDFObject): PDFRef[] {
  const found: PDFRef[] = [];
  const waiting: PDFObject[] = [object];
  for (let current = waiting.pop(); current !== undefined; current = waiting.pop()) {
    if (current instanceof PDFRef) found.push(current);
    else if (current instanceof PDFArray) waiting.push(...current.asArray());
    else if (current instanceof PDFDict) waiting.push(...current.values());
    else if (current instanceof PDFRawStream) waiting.push(current.dict);
  }
  return found;
}

interface ObjectStream {
  readonly bytes: Buffer;
  readonly numbers: readonly number[];
  readonly offsets: readonly number[];
}

/** A length may lie in an object stream, whose own length may be an object. */
const MAX_LENGTH_DEPTH = 3;

class ObjectReader {
  readonly #opening: PdfOpening;
  readonly #objectStreams = new Map<number, ObjectStream>();
  #unpackedBytes = 0;
  #lengthDepth = 0;

  constructor(opening: PdfOpening) {
    this.#opening = opening;
  }

  loadAll(roots: readonly PDFObject[]): void {
    const { context } = this.#opening;
    const waiting = roots.flatMap(referencesIn);
    const seen = new Set<PDFRef>();
    for (let ref = waiting.pop(); ref !== undefined; ref = waiting.pop()) {
      if (seen.has(ref)) continue;
      seen.add(ref);
      const object = context.lookup(ref) ?? this.#read(ref);
      // A reference to nothing is a reference to null, and stays one.
      if (object === undefined) continue;
      context.assign(ref, object);
      for (const next of referencesIn(object)) if (!seen.has(next)) waiting.push(next);
    }
  }

  #read(ref: PDFRef): PDFObject | undefined {
    const place: Place = this.#opening.references.places.get(ref.objectNumber) ?? { in: 'nowhere' };
    if (place.in === 'nowhere') return undefined;
    if (place.in === 'file')
      return place.generation === ref.generationNumber ? this.#readAt(ref, place.offset) : undefined;
    return ref.generationNumber === 0 ? this.#readPacked(ref, place) : undefined;
  }

  #readAt(ref: PDFRef, offset: number): PDFObject {
    const { file, context } = this.#opening;
    const lexer = lexerAt(file, offset);
    const isThere =
      lexer.next() === 'number' &&
      lexer.number === ref.objectNumber &&
      lexer.next() === 'number' &&
      lexer.number === ref.generationNumber &&
      lexer.takeKeyword('obj');
    if (!isThere) throw new PdfIrregularity(`${ref.tag} is not at ${offset}`);
    const value = parseObject(lexer, context);
    const stream =
      value instanceof PDFDict ? readStream(file, lexer, value, this.#lengthOf(value)) : undefined;
    if (!lexer.takeKeyword('endobj')) throw new PdfIrregularity(`${ref.tag} does not end`);
    return stream ?? value;
  }

  /** A stream's length may itself be an object, which must then be read first. */
  #lengthOf(dict: PDFDict): number {
    const { context } = this.#opening;
    const length = dict.get(nameOf('Length'));
    if (length instanceof PDFRef && context.lookup(length) === undefined) {
      // Lengths whose stream has a length that is an object… lead back to themselves.
      if (this.#lengthDepth >= MAX_LENGTH_DEPTH) throw new PdfIrregularity('lengths run in a circle');
      this.#lengthDepth += 1;
      const value = this.#read(length);
      this.#lengthDepth -= 1;
      if (!(value instanceof PDFNumber)) throw new PdfIrregularity(`${length.tag} is not a length`);
      context.assign(length, value);
    }
    return numberIn(dict, 'Length', -1);
  }

  #readPacked(ref: PDFRef, place: Place & { in: 'object-stream' }): PDFObject {
    const stream = this.#objectStreams.get(place.container) ?? this.#unpack(place.container);
    this.#objectStreams.set(place.container, stream);
    const offset = stream.offsets[place.index];
    if (offset === undefined || stream.numbers[place.index] !== ref.objectNumber)
      throw new PdfIrregularity(`${ref.tag} is not packed there`);
    return parseObject(new Lexer(stream.bytes, offset), this.#opening.context);
  }

  #unpack(container: number): ObjectStream {
    const place = this.#opening.references.places.get(container);
    if (place?.in !== 'file') throw new PdfIrregularity(`no object stream ${container}`);
    const stream = this.#readAt(PDFRef.of(container, place.generation), place.offset);
    if (!(stream instanceof PDFRawStream)) throw new PdfIrregularity(`no object stream ${container}`);
    const left = MAX_UNPACKED_BYTES - this.#unpackedBytes;
    const peeled = peel(stream, left);
    const unpacked =
      peeled === undefined ? undefined : undoPredictor(peeled.bytes, peeled.remaining[0]?.parameters);
    if (unpacked === undefined) {
      // 1000:1 is what zlib can do at most: if the rest of the budget was that near, it is a bomb.
      if (stream.contents.length * 1100 > left) throw new DocumentRefusal('too-large');
      throw new PdfIrregularity(`object stream ${container} cannot be unpacked`);
    }
    this.#unpackedBytes += unpacked.length;
    return indexObjectStream(stream.dict, Buffer.from(unpacked.buffer, unpacked.byteOffset, unpacked.length));
  }
}

function indexObjectStream(dict: PDFDict, bytes: Buffer): ObjectStream {
  const first = numberIn(dict, 'First', -1);
  const count = numberIn(dict, 'N', -1);
  const lexer = new Lexer(bytes);
  const numbers: number[] = [];
  const offsets: number[] = [];
  for (let index = 0; index < count; index += 1) {
    if (lexer.next() !== 'number') throw new PdfIrregularity('odd object stream');
    numbers.push(lexer.number);
    if (lexer.next() !== 'number') throw new PdfIrregularity('odd object stream');
    offsets.push(first + lexer.number);
  }
  return { bytes, numbers, offsets };
}
