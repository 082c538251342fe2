import { PDFDict, PDFName, PDFRef } from 'pdf-lib';
import type { ArchivalPromise } from './archival.ts';
import type { PdfDocument } from './load.ts';
import { nameOf } from './names.ts';
import { dictionariesIn } from './protection.ts';

/**
 * Keys that hold what a document knows of its author and of its making: metadata (XMP), the private notes of editing
 * programs, and what LaTeX notes of a figure that was a PDF (its path, its author). Page thumbnails go too: viewers make
 * their own.
 */
export const SCRUBBED_KEYS = [
  'Metadata',
  'PieceInfo',
  'Thumb',
  'PTEX.FileName',
  'PTEX.InfoDict',
  'PTEX.PageNumber',
] as const;

/** What stays of the information dictionary: the title, which a screen reader announces, and what says how to trap colours. */
export const KEPT_INFO = ['Title', 'Trapped'] as const;

/**
 * Drops personal metadata: author, programs, dates, keywords, XMP, private application data.
 *
 * An archival document keeps its metadata, which is part of what it promises to be. Returns the document with its new
 * information dictionary: the old one is not touched, because a sloppy file may use it for something else as well.
 */
export function scrubMetadata(document: PdfDocument, promise: ArchivalPromise): PdfDocument {
  if (promise.isPromised) return document;
  const { context } = document;
  for (const [, object] of context.enumerateIndirectObjects()) {
    for (const dict of dictionariesIn(object)) {
      for (const key of SCRUBBED_KEYS) if (mayScrub(dict, key)) dict.delete(nameOf(key));
    }
  }
  const facts = infoOf(document);
  const kept = PDFDict.withContext(context);
  for (const key of KEPT_INFO) {
    const value = facts?.lookup(nameOf(key));
    if (value !== undefined) kept.set(nameOf(key), value);
  }
  return { ...document, info: kept.keys().length === 0 ? undefined : context.register(kept) };
}

/** The information dictionary, if there is one. */
export function infoOf({ context, info }: PdfDocument): PDFDict | undefined {
  const facts = info instanceof PDFRef ? context.lookup(info) : info;
  return facts instanceof PDFDict ? facts : undefined;
}

/** The same words may be somebody's names for other things: a font called Thumb, a field of a form. */
export function mayScrub(dict: PDFDict, key: (typeof SCRUBBED_KEYS)[number]): boolean {
  const value = dict.lookup(nameOf(key));
  if (key === 'Metadata') return typeNameOf(value) === '/Metadata';
  if (key === 'PieceInfo') return value instanceof PDFDict && isPageOrForm(dict);
  if (key === 'Thumb') return dict.lookup(nameOf('Type')) === nameOf('Page');
  return dict.lookup(nameOf('Subtype')) === nameOf('Form');
}

function isPageOrForm(dict: PDFDict): boolean {
  const type = dict.lookup(nameOf('Type'));
  return (
    type === nameOf('Page') || type === nameOf('Catalog') || dict.lookup(nameOf('Subtype')) === nameOf('Form')
  );
}

function typeNameOf(object: unknown): string | undefined {
  const dict = object instanceof PDFDict ? object : (object as { dict?: PDFDict } | undefined)?.dict;
  const type = dict?.lookup(nameOf('Type'));
  return type instanceof PDFName ? type.asString() : undefined;
}
