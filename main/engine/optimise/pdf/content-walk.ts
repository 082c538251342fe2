import { PDFArray, PDFDict, PDFNumber, PDFRawStream, type PDFRef } from 'pdf-lib';
import { peel } from './filters.ts';
import { PdfIrregularity } from './irregularity.ts';
import { Lexer } from './lexer.ts';
import { nameOf } from './names.ts';
import type { PdfPage } from './pages.ts';

/** The six numbers of a coordinate transformation: x' = ax + cy + e, y' = bx + dy + f. */
export type Matrix = readonly [number, number, number, number, number, number];

const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** Forms within forms: real ones nest three or four deep. */
const MAX_FORM_DEPTH = 16;

/** A form may be shown on each page, and a hostile one ten times by each of ten others: then sizes stay unknown. */
const MAX_FORM_RUNS = 20_000;
const MAX_CONTENT_BYTES = 512 * 1024 * 1024;

type OnImage = (image: PDFRef, ctm: Matrix, page: PdfPage) => void;

interface Scope {
  readonly resources: PDFDict | undefined;
  readonly depth: number;
  readonly page: PdfPage;
}

/** Follows what pages draw, as far as needed to know where their images come to lie. */
export class ContentWalk {
  /** The forms that were followed. */
  readonly forms = new Set<PDFRawStream>();
  readonly #onImage: OnImage;
  readonly #drawsImages = new Map<PDFDict, boolean>();
  readonly #unpacked = new Map<PDFRawStream, Buffer>();
  #formRuns = 0;
  #contentBytes = 0;

  constructor(onImage: OnImage) {
    this.#onImage = onImage;
  }

  /** False if the content could not be followed to its end. */
  page(content: Buffer, page: PdfPage): boolean {
    const { resources } = page;
    // Nine pages in ten hold text alone, and need not be read.
    if (!this.#mayDrawImages(resources)) return true;
    try {
      this.#run(content, IDENTITY, { resources, depth: 0, page });
      return true;
    } catch (error) {
      if (error instanceof PdfIrregularity) return false;
      throw error;
    }
  }

  #mayDrawImages(resources: PDFDict | undefined): boolean {
    const xObjects = resources?.lookup(nameOf('XObject'));
    if (!(xObjects instanceof PDFDict)) return false;
    const known = this.#drawsImages.get(xObjects);
    if (known !== undefined) return known;
    // Set first, so that forms that hold each other come to an end.
    this.#drawsImages.set(xObjects, false);
    const draws = xObjects.keys().some((name) => {
      const stream = xObjects.lookup(name);
      if (!(stream instanceof PDFRawStream)) return false;
      if (isImage(stream)) return true;
      const own = stream.dict.lookup(nameOf('Resources'));
      // A form without resources of its own draws with those of its page: it cannot be told here.
      return own instanceof PDFDict ? this.#mayDrawImages(own) : true;
    });
    this.#drawsImages.set(xObjects, draws);
    return draws;
  }

  #run(content: Buffer, start: Matrix, scope: Scope): void {
    this.#contentBytes += content.length;
    if (this.#contentBytes > MAX_CONTENT_BYTES) throw new PdfIrregularity('too much content');
    const lexer = new Lexer(content);
    const saved: Matrix[] = [];
    const operands: number[] = [];
    let ctm = start;
    let name = '';
    while (lexer.next() !== 'end') {
      if (lexer.kind === 'number') {
        operands.push(lexer.number);
        continue;
      }
      if (lexer.kind === 'name') name = lexer.text;
      if (lexer.kind !== 'keyword') continue;
      if (lexer.text === 'cm') ctm = multiply(matrixOf(operands.slice(-6)), ctm);
      else if (lexer.text === 'q') saved.push(ctm);
      else if (lexer.text === 'Q') ctm = saved.pop() ?? ctm;
      else if (lexer.text === 'Do') this.#show(name, ctm, scope);
      else if (lexer.text === 'BI') skipInlineImage(lexer);
      operands.length = 0;
    }
  }

  #show(name: string, ctm: Matrix, scope: Scope): void {
    const xObjects = scope.resources?.lookup(nameOf('XObject'));
    if (!(xObjects instanceof PDFDict)) return;
    const key = nameOf(name);
    const stream = xObjects.lookup(key);
    if (!(stream instanceof PDFRawStream)) return;
    if (isImage(stream)) this.#onImage(xObjects.get(key) as PDFRef, ctm, scope.page);
    else if (stream.dict.lookup(nameOf('Subtype')) === nameOf('Form')) this.#showForm(stream, ctm, scope);
  }

  #showForm(form: PDFRawStream, ctm: Matrix, scope: Scope): void {
    this.#formRuns += 1;
    if (scope.depth >= MAX_FORM_DEPTH || this.#formRuns > MAX_FORM_RUNS)
      throw new PdfIrregularity('forms nested too deeply');
    this.forms.add(form);
    const own = form.dict.lookup(nameOf('Resources'));
    const resources = own instanceof PDFDict ? own : scope.resources;
    if (!this.#mayDrawImages(resources)) return;
    const matrix = form.dict.lookup(nameOf('Matrix'));
    const numbers =
      matrix instanceof PDFArray
        ? matrix.asArray().map((value) => (value instanceof PDFNumber ? value.asNumber() : Number.NaN))
        : IDENTITY;
    this.#run(this.#contentOf(form), multiply(matrixOf(numbers), ctm), {
      ...scope,
      resources,
      depth: scope.depth + 1,
    });
  }

  #contentOf(form: PDFRawStream): Buffer {
    const known = this.#unpacked.get(form);
    if (known !== undefined) return known;
    const peeled = peel(form);
    if (peeled === undefined || peeled.remaining.length > 0)
      throw new PdfIrregularity('a form that cannot be unpacked');
    const content = Buffer.from(peeled.bytes.buffer, peeled.bytes.byteOffset, peeled.bytes.length);
    this.#unpacked.set(form, content);
    return content;
  }
}

function isImage(stream: PDFRawStream): boolean {
  return stream.dict.lookup(nameOf('Subtype')) === nameOf('Image');
}

function matrixOf(numbers: readonly number[]): Matrix {
  if (numbers.length !== 6 || numbers.some((number) => !Number.isFinite(number)))
    throw new PdfIrregularity('odd transformation');
  return numbers as unknown as Matrix;
}

/** First `m`, then `n`. */
function multiply(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[1] * n[2],
    m[0] * n[1] + m[1] * n[3],
    m[2] * n[0] + m[3] * n[2],
    m[2] * n[1] + m[3] * n[3],
    m[4] * n[0] + m[5] * n[2] + n[4],
    m[4] * n[1] + m[5] * n[3] + n[5],
  ];
}

/** An image within the content ends at `EI` between white space; its bytes are no tokens. */
export function skipInlineImage(lexer: Lexer): void {
  while (lexer.next() !== 'end') {
    if (lexer.kind !== 'keyword' || lexer.text !== 'ID') continue;
    const { bytes } = lexer;
    for (
      let at = bytes.indexOf('EI', lexer.at + 1, 'latin1');
      at > 0;
      at = bytes.indexOf('EI', at + 1, 'latin1')
    ) {
      if (
        isSpace(bytes[at - 1]) &&
        (at + 2 >= bytes.length || isSpace(bytes[at + 2])) &&
        looksLikeContent(bytes, at + 2)
      ) {
        lexer.at = at + 2;
        return;
      }
    }
  }
  throw new PdfIrregularity('an inline image without end');
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09 || byte === 0x00;
}

/** `EI` can occur by chance among the image's bytes: what follows the real one is text. */
function looksLikeContent(bytes: Buffer, from: number): boolean {
  return bytes.subarray(from, from + 24).every((byte) => (byte >= 0x20 && byte < 0x7f) || isSpace(byte));
}
