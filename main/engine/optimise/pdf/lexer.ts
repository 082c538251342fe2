import { PdfIrregularity } from './irregularity.ts';

export type TokenKind =
  | 'number'
  /** `text`: the name without its slash, escapes as they stand. */
  | 'name'
  /** `text`: what is between the parentheses, escapes as they stand. */
  | 'string'
  /** `text`: the hexadecimal digits. */
  | 'hex'
  | 'open-array'
  | 'close-array'
  | 'open-dict'
  | 'close-dict'
  /** `text`: an operator, or `true`, `obj`, `stream`… */
  | 'keyword'
  | 'end';

const WHITE_SPACE = 1;
const DELIMITER = 2;

/** What each byte is to the lexer (ISO 32000-1, 7.2.2). */
const CLASSES = new Uint8Array(256);
for (const code of [0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x20]) CLASSES[code] = WHITE_SPACE;
for (const character of '()<>[]{}/%') CLASSES[character.charCodeAt(0)] = DELIMITER;

/**
 * Splits PDF syntax, of a file or of a page's content, into tokens.
 *
 * One mutable object rather than one object a token: pages hold millions of them.
 */
export class Lexer {
  readonly bytes: Buffer;
  /** Where the next token is looked for. */
  at: number;
  kind: TokenKind = 'end';
  /** Of the current token, as its kind says. */
  text = '';
  number = 0;
  /** Where the current token starts. */
  start = 0;

  constructor(bytes: Buffer, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  /** Reads the next token into `kind`, `text` and `number`; returns its kind. */
  next(): TokenKind {
    this.skipSpace();
    this.start = this.at;
    this.kind = this.at >= this.bytes.length ? 'end' : this.#read(this.bytes[this.at] as number);
    return this.kind;
  }

  /** Whether the next token is this keyword, which is then consumed. */
  takeKeyword(keyword: string): boolean {
    const before = this.at;
    if (this.next() === 'keyword' && this.text === keyword) return true;
    this.at = before;
    return false;
  }

  skipSpace(): void {
    const { bytes } = this;
    while (this.at < bytes.length) {
      const byte = bytes[this.at] as number;
      if (byte === 0x25) this.#skipComment();
      else if (CLASSES[byte] === WHITE_SPACE) this.at += 1;
      else return;
    }
  }

  #skipComment(): void {
    const { bytes } = this;
    while (this.at < bytes.length && bytes[this.at] !== 0x0a && bytes[this.at] !== 0x0d) this.at += 1;
  }

  #read(byte: number): TokenKind {
    switch (byte) {
      case 0x2f: // /
        this.at += 1;
        this.text = this.#regular();
        return 'name';
      case 0x28: // (
        return this.#readString();
      case 0x3c: // <
        return this.bytes[this.at + 1] === 0x3c ? this.#take(2, 'open-dict') : this.#readHex();
      case 0x3e: // >
        if (this.bytes[this.at + 1] !== 0x3e) throw new PdfIrregularity(`stray > at ${this.at}`);
        return this.#take(2, 'close-dict');
      case 0x5b: // [
        return this.#take(1, 'open-array');
      case 0x5d: // ]
        return this.#take(1, 'close-array');
      case 0x7b: // { and } only mean something in calculator functions, which are not parsed
      case 0x7d:
        this.text = String.fromCharCode(byte);
        return this.#take(1, 'keyword');
      case 0x29: // )
        throw new PdfIrregularity(`stray ) at ${this.at}`);
      default:
        return isNumberStart(byte) ? this.#readNumber() : this.#readKeyword();
    }
  }

  #take(length: number, kind: TokenKind): TokenKind {
    this.at += length;
    return kind;
  }

  #regular(): string {
    const from = this.at;
    const { bytes } = this;
    while (this.at < bytes.length && CLASSES[bytes[this.at] as number] === 0) this.at += 1;
    return bytes.toString('latin1', from, this.at);
  }

  #readKeyword(): TokenKind {
    this.text = this.#regular();
    return 'keyword';
  }

  /** As far as it is a number: `59endobj` is one and a keyword, as every viewer reads it. */
  #readNumber(): TokenKind {
    const { bytes, start } = this;
    while (this.at < bytes.length && isNumberStart(bytes[this.at] as number)) this.at += 1;
    this.text = bytes.toString('latin1', start, this.at);
    const value = Number(this.text);
    // `--5`, `1.2.3` and the like: viewers differ on what they mean, so we do not say.
    if (Number.isNaN(value)) throw new PdfIrregularity(`odd number at ${start}`);
    this.number = value;
    return 'number';
  }

  #readString(): TokenKind {
    const { bytes } = this;
    const from = this.at + 1;
    let depth = 1;
    this.at = from;
    while (this.at < bytes.length) {
      const byte = bytes[this.at] as number;
      if (byte === 0x5c) this.at += 1;
      else if (byte === 0x28) depth += 1;
      else if (byte === 0x29) depth -= 1;
      this.at += 1;
      if (depth === 0) {
        this.text = bytes.toString('latin1', from, this.at - 1);
        return 'string';
      }
    }
    throw new PdfIrregularity(`unclosed string at ${from}`);
  }

  #readHex(): TokenKind {
    const end = this.bytes.indexOf(0x3e, this.at);
    if (end < 0) throw new PdfIrregularity(`unclosed hexadecimal string at ${this.at}`);
    this.text = this.bytes.toString('latin1', this.at + 1, end);
    if (!/^[0-9A-Fa-f\s\0]*$/.test(this.text))
      throw new PdfIrregularity(`odd hexadecimal string at ${this.at}`);
    this.at = end + 1;
    return 'hex';
  }
}

function isNumberStart(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || byte === 0x2b || byte === 0x2d || byte === 0x2e;
}
