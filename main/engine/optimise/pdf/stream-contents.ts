import { type PDFDict, PDFRawStream } from 'pdf-lib';
import { PdfIrregularity } from './irregularity.ts';
import type { Lexer } from './lexer.ts';
import type { PdfFile } from './sliced-lexer.ts';

/** Larger ones stay in a file that is read by slices. */
const AT_HAND_BYTES = 65_536;

/**
 * Reads a stream, just after its dictionary; undefined if the dictionary stands alone.
 *
 * Its contents are a view of the file, not a copy. `length` is what the dictionary declares; a stream that is not exactly
 * that long is irregular. Leaves the lexer after `endstream`.
 */
export function readStream(
  file: PdfFile,
  lexer: Lexer,
  dict: PDFDict,
  length: number,
): PDFRawStream | undefined {
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
  if (file.slices !== undefined && length > AT_HAND_BYTES) return distantStream(file, dict, start, length);
  file.slices?.fill(start, end);
  return PDFRawStream.of(dict, bytes.subarray(start, end));
}

/** A stream whose contents are read from the file each time that they are asked for, until they are replaced. */
function distantStream({ slices }: PdfFile, dict: PDFDict, start: number, length: number): PDFRawStream {
  const stream = PDFRawStream.of(dict, new Uint8Array());
  return Object.defineProperty(stream, 'contents', {
    configurable: true,
    get: () => slices?.read(start, length),
    set: (value: Uint8Array) => Object.defineProperty(stream, 'contents', { value, writable: true }),
  });
}
