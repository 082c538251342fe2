import { PDFArray, PDFDict, type PDFName, type PDFObject, PDFRawStream, type PDFRef } from 'pdf-lib';
import type { PdfDocument } from './load.ts';
import { nameOf } from './names.ts';

/** What every viewer looks up through a reference, in the dictionaries of forms, shadings, patterns and images. */
const SHAREABLE = ['Resources', 'Function', 'ColorSpace', 'Group', 'BBox', 'Matrix', 'Decode'];

/** Spelled lengths from which an object of its own is shorter: it is packed, but takes a number and a place in the table. */
const WORTHWHILE_ALONE = 40;
const WORTHWHILE_SHARED = 16;

interface Use {
  readonly dict: PDFDict;
  readonly key: PDFName;
  readonly value: PDFObject;
}

/**
 * Moves long values out of streams' dictionaries into objects of their own, one for all that are equal.
 *
 * A stream's dictionary cannot be packed; objects can. Only for documents that may have object streams.
 */
export function shareValues({ context }: PdfDocument): void {
  const uses = new Map<string, [Use, ...Use[]]>();
  for (const [, object] of context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFRawStream)) continue;
    for (const name of SHAREABLE) {
      const key = nameOf(name);
      const value = object.dict.get(key);
      if (!(value instanceof PDFDict) && !(value instanceof PDFArray)) continue;
      const spelling = value.toString().replace(/\s+/g, ' ');
      const use = { dict: object.dict, key, value };
      const same = uses.get(spelling);
      if (same === undefined) uses.set(spelling, [use]);
      else same.push(use);
    }
  }
  for (const [spelling, same] of uses) {
    if (spelling.length < (same.length > 1 ? WORTHWHILE_SHARED : WORTHWHILE_ALONE)) continue;
    const ref: PDFRef = context.register(same[0].value);
    for (const { dict, key } of same) dict.set(key, ref);
  }
}
