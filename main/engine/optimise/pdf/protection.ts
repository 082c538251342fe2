import { PDFArray, PDFDict, type PDFObject, PDFRawStream } from 'pdf-lib';
import type { PdfDocument } from './load.ts';
import { nameOf } from './names.ts';

/**
 * Whether the document carries a digital signature, that any change of its bytes would break.
 *
 * An empty field that waits for a signature is none. Usage rights count: they are a signature too.
 */
export function isSigned({ context }: PdfDocument): boolean {
  return context.enumerateIndirectObjects().some(([, object]) => dictionariesIn(object).some(isSignature));
}

function isSignature(dict: PDFDict): boolean {
  return dict.has(nameOf('ByteRange')) && dict.has(nameOf('Contents'));
}

/** An object's own dictionaries, however deep, but not beyond references. */
export function dictionariesIn(object: PDFObject): PDFDict[] {
  const found: PDFDict[] = [];
  const waiting: PDFObject[] = [object];
  for (let current = waiting.pop(); current !== undefined; current = waiting.pop()) {
    if (current instanceof PDFRawStream) waiting.push(current.dict);
    else if (current instanceof PDFArray) waiting.push(...current.asArray());
    else if (current instanceof PDFDict) {
      found.push(current);
      waiting.push(...current.values());
    }
  }
  return found;
}
