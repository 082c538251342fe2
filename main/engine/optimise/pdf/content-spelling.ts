import { PDFHexString, PDFString } from 'pdf-lib';
import type { Lexer } from './lexer.ts';

/** Shortest spelling of a number's text: `+0.50` is `.5`, `-0` is `0`. Its value stays exactly the same. */
export function shortNumber(text: string): string {
  let short = text.startsWith('+') ? text.slice(1) : text;
  if (short.includes('.')) short = short.replace(/\.?0*$/, '');
  short = short.replace(/^(-?)0+(?=[\d.])/, '$1');
  return short === '' || short === '-' || short === '-0' ? '0' : short;
}

/** A number rounded to so many decimals, spelled shortly. What is not zero does not become zero. */
export function roundedNumber(text: string, value: number, decimals: number): string {
  const point = text.indexOf('.');
  if (point < 0 || text.length - point - 1 <= decimals) return shortNumber(text);
  const rounded = shortNumber(value.toFixed(decimals));
  return rounded === '0' ? shortNumber(text) : rounded;
}

/** The string at the lexer, as bytes between parentheses, escaped only where it must be. */
export function shortString({ kind, text }: Lexer): string {
  if (kind === 'string' && !text.includes('\\') && !text.includes('\r')) return `(${text})`;
  const bytes =
    kind === 'hex' ? PDFHexString.of(text.replace(/[\s\0]+/g, '')).asBytes() : PDFString.of(text).asBytes();
  return literalOf(bytes);
}

/** Bytes as a literal string, which keeps every byte but line ends as it stands. */
export function literalOf(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('latin1');
  return `(${text.replace(/[\\()]/g, '\\$&').replace(/\r/g, '\\r')})`;
}

const CLOSING = new Set([...'()<>[]'].map((character) => character.charCodeAt(0)));
const OPENING = new Set([...'()<>[]/'].map((character) => character.charCodeAt(0)));

/** Words in a row, with a space only where two would run together. */
export function joinWords(words: readonly string[]): string {
  const pieces: string[] = [];
  let last = '(';
  for (const word of words) {
    if (word === '') continue;
    if (!CLOSING.has(last.charCodeAt(last.length - 1)) && !OPENING.has(word.charCodeAt(0))) pieces.push(' ');
    pieces.push(word);
    last = word;
  }
  return pieces.join('');
}
