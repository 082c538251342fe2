import { open } from 'node:fs/promises';
import { compiledPdfium } from '../pdf/rendering/look-at-pages.ts';
import { startPdfium } from '../pdf/rendering/pdfium.ts';
import { MOST_TEXT } from '../protocol.ts';
import { sniff } from '../sniff.ts';
import { textOfPackage } from './package-text.ts';

/** A text is small; what is larger holds pictures or films, and its words are not worth its memory. */
const MOST_BYTES = 256 * 1024 * 1024;

/** Enough of a ZIP's end to know what it is. */
const EDGE_BYTES = 262_144;

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
    const bytes = await file.readFile();
    const [head, tail] = [bytes.subarray(0, EDGE_BYTES), bytes.subarray(-EDGE_BYTES)];
    const text = await textOf(sniff({ head, tail, sizeBytes }), bytes);
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

function textOf(kind: ReturnType<typeof sniff>, bytes: Buffer): Promise<string> | string {
  switch (kind) {
    case 'pdf':
      return textOfPdf(bytes);
    case 'docx':
    case 'pptx':
    case 'xlsx':
    case 'odt':
    case 'odp':
    case 'ods':
      return textOfPackage(bytes);
    case 'text':
      return decoded(bytes.subarray(0, 4 * MOST_TEXT));
    default:
      return '';
  }
}

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
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
