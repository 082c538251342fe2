import { PDFArray, type PDFDict, type PDFName, PDFNull, type PDFObject, PDFRawStream } from 'pdf-lib';
import { tightDeflate, usualDeflate } from '../deflate/tight-deflate.ts';
import type { ArchivalPromise } from './archival.ts';
import { type Filter, PREDICTOR_ONLY, peel } from './filters.ts';
import type { PdfDocument } from './load.ts';
import { nameOf } from './names.ts';

/** A filter's name costs more than it saves on less. */
const MIN_BYTES = 64;

/** What is packed with all care takes a second for each two or three megabytes: of the longest documents, only so much. */
const MAX_TIGHT_BYTES = 16 * 1024 * 1024;

/** Packs every stream as tightly as we can, unless it already is. What it holds once unpacked stays the same. */
export function repackStreams({ context }: PdfDocument, promise: ArchivalPromise): void {
  let tightLeft = MAX_TIGHT_BYTES;
  const deflate = (bytes: Uint8Array) => {
    tightLeft -= bytes.length;
    return tightLeft < 0 ? usualDeflate(bytes) : tightDeflate(bytes);
  };
  for (const [, object] of context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFRawStream)) continue;
    // Archivists' tools look for metadata with the naked eye: PDF/A wants it unpacked.
    const isMetadata = object.dict.lookup(nameOf('Type')) === nameOf('Metadata');
    if (!(promise.isPromised && isMetadata)) repack(object, deflate);
  }
}

function repack(stream: PDFRawStream, deflate: (bytes: Uint8Array) => Uint8Array): void {
  const peeled = peel(stream);
  if (peeled === undefined) return;
  const [first, ...others] = peeled.remaining;
  const isPredicted = first?.name === PREDICTOR_ONLY;
  const rest = isPredicted ? others : peeled.remaining;
  const candidates: { contents: Uint8Array; filters: readonly Filter[] }[] = [];
  // An image's own compression leaves nothing for zlib: then only undo what stands around it.
  const isImageData = rest.length > 0;
  if (!isPredicted) candidates.push({ contents: peeled.bytes, filters: rest });
  if (!isImageData && peeled.bytes.length >= MIN_BYTES) {
    const flate = { name: '/FlateDecode', parameters: isPredicted ? first.parameters : undefined };
    candidates.push({ contents: deflate(peeled.bytes), filters: [flate] });
  }
  const smallest = candidates.sort((a, b) => costOf(a) - costOf(b))[0];
  if (smallest === undefined || smallest.contents.length >= stream.contents.length) return;
  stream.updateContents(smallest.contents);
  setFilters(stream.dict, smallest.filters);
}

function costOf({ contents, filters }: { contents: Uint8Array; filters: readonly Filter[] }): number {
  return contents.length + filters.length * 20;
}

/** Writes a stream's filters, first to be undone first. */
export function setFilters(dict: PDFDict, filters: readonly Filter[]): void {
  for (const key of ['Filter', 'DecodeParms', 'DP']) dict.delete(nameOf(key));
  if (filters.length === 0) return;
  const names = filters.map(({ name }) => nameOf(name.slice(1)));
  const parameters: PDFObject[] = filters.map((filter) => filter.parameters ?? PDFNull);
  const hasParameters = filters.some((filter) => filter.parameters !== undefined);
  const one = filters.length === 1;
  dict.set(nameOf('Filter'), one ? (names[0] as PDFName) : arrayOf(dict, names));
  if (hasParameters)
    dict.set(nameOf('DecodeParms'), one ? (parameters[0] as PDFObject) : arrayOf(dict, parameters));
}

function arrayOf(dict: PDFDict, values: readonly PDFObject[]): PDFArray {
  const array = PDFArray.withContext(dict.context);
  for (const value of values) array.push(value);
  return array;
}
