import type { WrittenText } from '../../../preload/contract/index.ts';
import { readDocx } from './docx.ts';
import { readOdt } from './odt.ts';
import { readOdsSheets, readXlsxSheets } from './sheets.ts';
import { readPptx } from './slides.ts';

/** Of the packed file: a text with its pictures, of which only the text is unpacked. */
export const WRITTEN_FILE_BYTES = 64 * 1024 * 1024;

/** Reads a text, sheets or slides (DOCX, XLSX, PPTX, ODT, ODS, ODP), whichever it is; null when it is none, is damaged, or claims too much. */
export function readWrittenText(bytes: Uint8Array): WrittenText | null {
  for (const read of [readDocx, readXlsxSheets, readPptx, readOdsSheets, readOdt]) {
    try {
      return read(bytes);
    } catch {
      // What cannot be read is said in one word, whatever was wrong with it.
    }
  }
  return null;
}
