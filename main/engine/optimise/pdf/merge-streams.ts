import { createHash } from 'node:crypto';
import { PDFArray, PDFDict, type PDFObject, PDFRawStream, PDFRef } from 'pdf-lib';
import type { PdfDocument } from './load.ts';
import { nameOf } from './names.ts';

/** Merging images makes the forms that show them identical, and then the forms that show those. */
const MAX_ROUNDS = 8;

/**
 * Lets identical streams (a logo on every page, a font embedded twice) be one.
 *
 * Streams only: what a page, a field or a tag is depends on which one it is, even if another looks the same.
 */
export function mergeIdenticalStreams({ context }: PdfDocument): void {
  const digests = new Map<PDFRawStream, string>();
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const replacements = findDuplicates(context.enumerateIndirectObjects(), digests);
    if (replacements.size === 0) return;
    for (const ref of replacements.keys()) context.delete(ref);
    for (const [, object] of context.enumerateIndirectObjects()) redirect(object, replacements);
  }
}

function findDuplicates(
  objects: readonly [PDFRef, PDFObject][],
  digests: Map<PDFRawStream, string>,
): Map<PDFRef, PDFRef> {
  const firsts = new Map<string, PDFRef>();
  const replacements = new Map<PDFRef, PDFRef>();
  for (const [ref, object] of objects) {
    if (!(object instanceof PDFRawStream)) continue;
    const key = `${digestOf(object, digests)} ${spellingOf(object.dict)}`;
    const first = firsts.get(key);
    if (first === undefined) firsts.set(key, ref);
    else replacements.set(ref, first);
  }
  return replacements;
}

function digestOf(stream: PDFRawStream, digests: Map<PDFRawStream, string>): string {
  const known = digests.get(stream);
  if (known !== undefined) return known;
  const digest = createHash('sha256').update(stream.contents).digest('base64');
  digests.set(stream, digest);
  return digest;
}

/** A dictionary in one spelling, whatever the order of its keys. */
function spellingOf(dict: PDFDict): string {
  return dict
    .entries()
    .filter(([key]) => key !== nameOf('Length'))
    .map(([key, value]) => `${key.asString()} ${value.toString()}`)
    .sort()
    .join('\n');
}

function redirect(object: PDFObject, replacements: ReadonlyMap<PDFRef, PDFRef>): void {
  const waiting: PDFObject[] = [object];
  for (let current = waiting.pop(); current !== undefined; current = waiting.pop()) {
    if (current instanceof PDFRawStream) waiting.push(current.dict);
    else if (current instanceof PDFDict) {
      for (const [key, value] of current.entries()) {
        const target = value instanceof PDFRef ? replacements.get(value) : undefined;
        if (target !== undefined) current.set(key, target);
        else waiting.push(value);
      }
    } else if (current instanceof PDFArray) {
      current.asArray().forEach((value, index) => {
        const target = value instanceof PDFRef ? replacements.get(value) : undefined;
        if (target !== undefined) (current as PDFArray).set(index, target);
        else waiting.push(value);
      });
    }
  }
}
