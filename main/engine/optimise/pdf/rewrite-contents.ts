import { createHash } from 'node:crypto';
import { PDFArray, type PDFDict, PDFRawStream, PDFRef } from 'pdf-lib';
import { peel } from './filters.ts';
import type { PdfDocument } from './load.ts';
import { nameOf } from './names.ts';
import type { PdfPage } from './pages.ts';
import { setFilters } from './repack-streams.ts';
import { rewriteContent } from './rewrite-content.ts';

/** A page of text has 50 kB, a map some megabytes. What is larger stays as it is: its words would not fit in memory. */
const MAX_CONTENT_BYTES = 16 * 1024 * 1024;
const MAX_TOTAL_BYTES = 192 * 1024 * 1024;

/** What a stream held, and what was written in its place, as digests. */
export interface RewrittenContent {
  readonly before: string;
  readonly after: string;
}

export interface ContentRewriting {
  readonly document: PdfDocument;
  readonly pages: readonly PdfPage[];
  /** What the coordinates of paths are rounded to, in points; 0: every number keeps its value. */
  readonly grainPoints: number;
}

/** Writes what pages, forms and patterns draw with fewer bytes; returns what was written anew, to be compared later. */
export function rewriteContents({
  document,
  pages,
  grainPoints,
}: ContentRewriting): ReadonlyMap<PDFRef, RewrittenContent> {
  const rewritten = new Map<PDFRef, RewrittenContent>();
  const units = pageUnits(document, pages);
  let left = MAX_TOTAL_BYTES;
  for (const [ref, stream] of document.context.enumerateIndirectObjects()) {
    if (!(stream instanceof PDFRawStream) || !(units.has(ref) || isDrawing(stream.dict))) continue;
    const peeled = peel(stream, Math.min(left, MAX_CONTENT_BYTES));
    if (peeled === undefined || peeled.remaining.length > 0) continue;
    left -= peeled.bytes.length;
    const content = Buffer.from(peeled.bytes.buffer, peeled.bytes.byteOffset, peeled.bytes.length);
    const shorter = rewriteContent(content, { unit: units.get(ref), grainPoints });
    if (shorter === undefined || shorter.length >= content.length) continue;
    rewritten.set(ref, { before: digestOf(content), after: digestOf(shorter) });
    stream.updateContents(shorter);
    setFilters(stream.dict, []);
  }
  return rewritten;
}

/** Whether two contents are the two sides of what was rewritten. */
export function isRewritten(
  { before, after }: RewrittenContent,
  original: Uint8Array,
  rendition: Uint8Array,
): boolean {
  return digestOf(original) === before && digestOf(rendition) === after;
}

/** How the bytes of something that was rewritten are told again. */
export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64');
}

/** Streams that are the whole content of pages, and of nothing else, with the points that a unit of theirs takes. */
function pageUnits(
  { context }: PdfDocument,
  pages: readonly PdfPage[],
): ReadonlyMap<PDFRef, number | undefined> {
  const units = new Map<PDFRef, number | undefined>();
  for (const { dict, unit } of pages) {
    const contents = dict.get(nameOf('Contents'));
    if (!(contents instanceof PDFRef) || !(context.lookup(contents) instanceof PDFRawStream)) continue;
    units.set(contents, units.has(contents) && units.get(contents) !== unit ? undefined : unit);
  }
  for (const ref of piecesOfPages(pages)) units.delete(ref);
  return units;
}

/** Streams that are only a part of what a page draws: where one ends, the next goes on. */
function piecesOfPages(pages: readonly PdfPage[]): readonly PDFRef[] {
  return pages.flatMap(({ dict }) => {
    const contents = dict.lookup(nameOf('Contents'));
    return contents instanceof PDFArray
      ? contents.asArray().filter((piece): piece is PDFRef => piece instanceof PDFRef)
      : [];
  });
}

function isDrawing(dict: PDFDict): boolean {
  return dict.get(nameOf('Subtype')) === nameOf('Form') || String(dict.get(nameOf('PatternType'))) === '1';
}
