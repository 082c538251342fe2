import { open } from 'node:fs/promises';
import type { DocumentKind } from '../kinds.ts';
import { compiledPdfium } from '../pdf/rendering/look-at-pages.ts';
import { startPdfium } from '../pdf/rendering/pdfium.ts';
import { MOST_TEXT } from '../protocol.ts';
import { sniffFile } from '../sniff-file.ts';
import { textOfPackage } from './package-text.ts';

/** What is larger holds pictures, and its words are not worth its memory. */
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * The words of a document, to be searched: of a PDF, of an Office file (docx, pptx, xlsx, odt, odp, ods) or of a plain text.
 *
 * Empty for anything else, and for what cannot be read: to find a document is never worth an error. Spaces stand for every
 * break; at most `MOST_TEXT` characters.
 */
export async function readText(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { size: sizeBytes } = await file.stat();
    if (sizeBytes === 0 || sizeBytes > MOST_BYTES) return '';
    // A film or a picture is not read to its end to find no words in it.
    const readWords = READERS[await sniffFile(file, sizeBytes)];
    if (readWords === undefined) return '';
    const text = await readWords(await file.readFile({ encoding: null }));
    return text
      .replaceAll(/[\s\p{Cc}]+/gu, ' ')
      .trim()
      .slice(0, MOST_TEXT);
  } catch {
    return '';
  } finally {
    await file.close();
  }
}

const READERS: Readonly<Partial<Record<DocumentKind, (bytes: Buffer) => Promise<string> | string>>> = {
  pdf: textOfPdf,
  docx: textOfPackage,
  pptx: textOfPackage,
  xlsx: textOfPackage,
  odt: textOfPackage,
  odp: textOfPackage,
  ods: textOfPackage,
  text: (bytes) => decoded(bytes.subarray(0, 4 * MOST_TEXT)),
};

/** In a PDFium of its own, which goes when its pages have been read: what it took for a hostile one is not kept. */
async function textOfPdf(bytes: Buffer): Promise<string> {
  const pdfium = await startPdfium(await compiledPdfium());
  const document = pdfium.open(bytes);
  if (document === undefined) return '';
  let text = '';
  for (let page = 0; page < document.pages && text.length < MOST_TEXT; page += 1)
    text += `${document.text(page)} `;
  document.close();
  return text;
}

/** UTF-8 if it can be, otherwise what Windows writes in France. */
function decoded(bytes: Buffer): string {
  try {
    // As a stream: a text that was cut may end within a letter.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
