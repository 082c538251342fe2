import {
  PDFArray,
  PDFBool,
  type PDFContext,
  PDFDict,
  PDFHexString,
  type PDFName,
  PDFNull,
  PDFNumber,
  type PDFObject,
  PDFRef,
  PDFString,
} from 'pdf-lib';
import { PdfIrregularity } from './irregularity.ts';
import type { Lexer } from './lexer.ts';
import { nameOf } from './names.ts';

/** Real files nest a dozen levels; a file made to exhaust the stack nests thousands. */
const MAX_DEPTH = 200;

/**
 * Parses one object at the lexer's position: anything but a stream, of which it reads the dictionary.
 *
 * Leaves the lexer just after the object. Throws `PdfIrregularity` on anything that is not plain PDF syntax.
 */
export function parseObject(lexer: Lexer, context: PDFContext): PDFObject {
  lexer.next();
  return parseCurrent(lexer, context, 0);
}

function parseCurrent(lexer: Lexer, context: PDFContext, depth: number): PDFObject {
  if (depth > MAX_DEPTH) throw new PdfIrregularity('nested too deeply');
  switch (lexer.kind) {
    case 'number':
      return parseNumberOrReference(lexer);
    case 'name':
      return nameOf(lexer.text);
    case 'string':
      return PDFString.of(lexer.text);
    case 'hex':
      return PDFHexString.of(lexer.text.replace(/[\s\0]+/g, ''));
    case 'open-array':
      return parseArray(lexer, context, depth);
    case 'open-dict':
      return parseDict(lexer, context, depth);
    case 'keyword':
      return parseConstant(lexer);
    default:
      throw new PdfIrregularity(`unexpected ${lexer.kind} at ${lexer.start}`);
  }
}

function parseConstant({ text, start }: Lexer): PDFObject {
  if (text === 'true') return PDFBool.True;
  if (text === 'false') return PDFBool.False;
  if (text === 'null') return PDFNull;
  throw new PdfIrregularity(`unexpected ${text.slice(0, 20)} at ${start}`);
}

/** `12 0 R` is a reference, `12 0` two numbers. */
function parseNumberOrReference(lexer: Lexer): PDFObject {
  const first = lexer.number;
  const afterFirst = lexer.at;
  if (
    Number.isInteger(first) &&
    first >= 0 &&
    isDigit(lexer.bytes, afterSpace(lexer)) &&
    lexer.next() === 'number'
  ) {
    const second = lexer.number;
    if (Number.isInteger(second) && lexer.takeKeyword('R')) return PDFRef.of(first, second);
  }
  lexer.at = afterFirst;
  return PDFNumber.of(first);
}

function afterSpace(lexer: Lexer): number {
  lexer.skipSpace();
  return lexer.at;
}

function isDigit(bytes: Buffer, at: number): boolean {
  const byte = bytes[at] ?? 0;
  return byte >= 0x30 && byte <= 0x39;
}

function parseArray(lexer: Lexer, context: PDFContext, depth: number): PDFArray {
  const array = PDFArray.withContext(context);
  while (lexer.next() !== 'close-array') array.push(parseCurrent(lexer, context, depth + 1));
  return array;
}

function parseDict(lexer: Lexer, context: PDFContext, depth: number): PDFDict {
  const entries = new Map<PDFName, PDFObject>();
  while (lexer.next() !== 'close-dict') {
    if (lexer.kind !== 'name') throw new PdfIrregularity(`unexpected ${lexer.kind} at ${lexer.start}`);
    const key = nameOf(lexer.text);
    lexer.next();
    const value = parseCurrent(lexer, context, depth + 1);
    // A key that appears twice: viewers differ on which one counts.
    if (entries.has(key)) throw new PdfIrregularity(`twice the same key at ${lexer.start}`);
    entries.set(key, value);
  }
  return PDFDict.fromMapWithContext(entries, context);
}
