import type { FileSlices } from '../file-slices.ts';
import { PdfIrregularity } from './irregularity.ts';
import { Lexer } from './lexer.ts';

/** Read ahead of a token. */
const AHEAD_BYTES = 16_384;
/** What a reader may look at beyond a token. */
const MARGIN_BYTES = 16;

/** A PDF's bytes; with slices, they are only there where they were asked for. */
export interface PdfFile {
  readonly bytes: Buffer;
  readonly slices?: FileSlices;
}

/** A lexer for the file, whether all of it is in memory or not. */
export function lexerAt({ bytes, slices }: PdfFile, offset: number): Lexer {
  return slices === undefined ? new Lexer(bytes, offset) : new SlicedLexer(slices, offset);
}

/** Has the file read as far as the next token goes. A token that goes further than that is irregular. */
class SlicedLexer extends Lexer {
  readonly #slices: FileSlices;

  constructor(slices: FileSlices, at: number) {
    super(slices.bytes, at);
    this.#slices = slices;
  }

  override next() {
    const to = Math.min(this.at + AHEAD_BYTES, this.bytes.length);
    this.#slices.fill(this.at, to);
    const kind = super.next();
    if (to < this.bytes.length && this.at + MARGIN_BYTES > to)
      throw new PdfIrregularity(`long token at ${this.start}`);
    return kind;
  }
}
