import { PdfIrregularity } from './irregularity.ts';
import type { Lexer } from './lexer.ts';

/**
 * Reads a stream's bytes, just after its dictionary; undefined if the dictionary stands alone.
 *
 * A view, not a copy. `length` is what the dictionary declares; a stream that is not exactly that long is irregular.
 * Leaves the lexer after `endstream`.
 */
export function readStreamContents(lexer: Lexer, length: number): Uint8Array | undefined {
  const { bytes } = lexer;
  if (!lexer.takeKeyword('stream')) return undefined;
  let start = lexer.at;
  if (bytes[start] === 0x0d) start += 1;
  if (bytes[start] === 0x0a) start += 1;
  const end = start + length;
  if (start === lexer.at || length < 0 || end > bytes.length)
    throw new PdfIrregularity(`odd stream at ${lexer.at}`);
  lexer.at = end;
  if (!lexer.takeKeyword('endstream')) throw new PdfIrregularity(`stream of another length at ${start}`);
  return bytes.subarray(start, end);
}
