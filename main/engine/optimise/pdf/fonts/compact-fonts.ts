import { PDFDict, PDFRawStream, PDFRef } from 'pdf-lib';
import { usualDeflate } from '../../deflate/tight-deflate.ts';
import { peel } from '../filters.ts';
import { PdfIrregularity } from '../irregularity.ts';
import type { PdfDocument } from '../load.ts';
import { nameOf } from '../names.ts';
import { digestOf, type RewrittenContent } from '../rewrite-contents.ts';
import { writeCff } from './cff.ts';
import { followGlyphs } from './type1-glyph.ts';
import { readType1 } from './type1-program.ts';

/** What the dictionary of an embedded font says of its own making, and what changes with it (ISO 32000-1, table 127). */
export const FONT_FILE_KEYS: ReadonlySet<string> = new Set(['/Length1', '/Length2', '/Length3', '/Subtype']);

/** A font of European scripts takes 150 kB, one of Chinese ten megabytes. */
export const MAX_FONT_BYTES = 16 * 1024 * 1024;

/** What a font's file held and holds, and which form it took, if it took another. */
export interface FontChange extends RewrittenContent {
  readonly subtype?: 'Type1C';
}

/**
 * Brings Type 1 fonts, encrypted and with the same procedures in each, into the compact form that came with PDF 1.2: the
 * same outlines, hints, names and codes in a third of the bytes. What LaTeX writes is made of them.
 *
 * Returns what was written anew, by the references of the fonts' files. A font that is not as usual stays as it is.
 */
export function compactFonts({ context }: PdfDocument): ReadonlyMap<PDFRef, FontChange> {
  const compacted = new Map<PDFRef, FontChange>();
  for (const [, descriptor] of context.enumerateIndirectObjects()) {
    if (!(descriptor instanceof PDFDict)) continue;
    const ref = descriptor.get(nameOf('FontFile'));
    if (!(ref instanceof PDFRef) || descriptor.has(nameOf('FontFile3'))) continue;
    const stream = context.lookup(ref);
    if (!(stream instanceof PDFRawStream)) continue;
    if (!compacted.has(ref)) {
      const change = compact(stream);
      if (change === undefined) continue;
      compacted.set(ref, change);
    }
    descriptor.delete(nameOf('FontFile'));
    descriptor.set(nameOf('FontFile3'), ref);
  }
  return compacted;
}

function compact(stream: PDFRawStream): FontChange | undefined {
  const peeled = peel(stream, MAX_FONT_BYTES);
  if (peeled === undefined || peeled.remaining.length > 0) return undefined;
  const font = compactFont(peeled.bytes);
  if (font === undefined || usualDeflate(font).length >= stream.contents.length) return undefined;
  stream.updateContents(font);
  for (const key of ['Filter', 'DecodeParms', 'DP', 'Length1', 'Length2', 'Length3'])
    stream.dict.delete(nameOf(key));
  stream.dict.set(nameOf('Subtype'), nameOf('Type1C'));
  return { before: digestOf(peeled.bytes), after: digestOf(font), subtype: 'Type1C' };
}

/** A Type 1 font in the Compact Font Format; undefined for one that is not written as usual. */
export function compactFont(type1: Uint8Array): Buffer | undefined {
  try {
    const program = readType1(type1);
    return writeCff(program, followGlyphs(program));
  } catch (error) {
    if (error instanceof PdfIrregularity) return undefined;
    throw error;
  }
}
