import { PDFDict, PDFNumber, PDFRawStream, PDFRef } from 'pdf-lib';
import { usualDeflate } from '../../deflate/tight-deflate.ts';
import { peel } from '../filters.ts';
import { isNamed } from '../image-facts.ts';
import { PdfIrregularity } from '../irregularity.ts';
import type { PdfDocument } from '../load.ts';
import { nameOf } from '../names.ts';
import type { PdfPage } from '../pages.ts';
import { dictionariesIn } from '../protection.ts';
import { digestOf } from '../rewrite-contents.ts';
import { type FontChange, MAX_FONT_BYTES } from './compact-fonts.ts';
import { descendantOf, type ShownStrings, shownStrings } from './shown-strings.ts';
import { type FontUse, slimTrueType } from './truetype.ts';

/**
 * Takes out of TrueType fonts what is not used of them (truetype.ts): Office programs embed all tables of a typeface,
 * others every glyph.
 *
 * Returns what was written anew, by the references of the fonts' files. A font that is not as usual stays as it is.
 */
export function slimFonts(document: PdfDocument, pages: readonly PdfPage[]): ReadonlyMap<PDFRef, FontChange> {
  const slimmed = new Map<PDFRef, FontChange>();
  const users = usersOfFiles(document);
  const composite = compositeFonts(document);
  const shown = composite.size === 0 ? undefined : shownStrings(document, pages, new Set(composite.keys()));
  for (const [ref, fonts] of users) {
    const stream = document.context.lookup(ref);
    const change =
      stream instanceof PDFRawStream ? slim(stream, fontUse(fonts, composite, shown)) : undefined;
    if (change !== undefined) slimmed.set(ref, change);
  }
  return slimmed;
}

function slim(stream: PDFRawStream, use: FontUse | undefined): FontChange | undefined {
  const peeled = use === undefined ? undefined : peel(stream, MAX_FONT_BYTES);
  if (use === undefined || peeled === undefined || peeled.remaining.length > 0) return undefined;
  const { bytes } = peeled;
  try {
    const font = slimTrueType(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), use);
    if (usualDeflate(font).length >= stream.contents.length) return undefined;
    stream.updateContents(font);
    for (const key of ['Filter', 'DecodeParms', 'DP']) stream.dict.delete(nameOf(key));
    stream.dict.set(nameOf('Length1'), PDFNumber.of(font.length));
    return { before: digestOf(bytes), after: digestOf(font) };
  } catch (error) {
    if (error instanceof PdfIrregularity) return undefined;
    throw error;
  }
}

/** The dictionaries of the fonts that have each file; of composite fonts, their descendants. */
function usersOfFiles({ context }: PdfDocument): ReadonlyMap<PDFRef, readonly PDFDict[]> {
  const users = new Map<PDFRef, PDFDict[]>();
  for (const [, object] of context.enumerateIndirectObjects()) {
    for (const dict of dictionariesIn(object)) {
      const descriptor = dict.lookup(nameOf('FontDescriptor'));
      const file = descriptor instanceof PDFDict ? descriptor.get(nameOf('FontFile2')) : undefined;
      if (file instanceof PDFRef) users.set(file, [...(users.get(file) ?? []), dict]);
    }
  }
  return users;
}

/** Composite fonts with their descendants. */
function compositeFonts({ context }: PdfDocument): ReadonlyMap<PDFDict, PDFDict> {
  const fonts = new Map<PDFDict, PDFDict>();
  for (const [, object] of context.enumerateIndirectObjects()) {
    for (const dict of dictionariesIn(object)) {
      const descendant = descendantOf(dict);
      if (descendant !== undefined) fonts.set(dict, descendant);
    }
  }
  return fonts;
}

/** How a file is used by all its fonts; undefined where one uses it in another way than those that are known here. */
function fontUse(
  fonts: readonly PDFDict[],
  composite: ReadonlyMap<PDFDict, PDFDict>,
  shown: ShownStrings | undefined,
): FontUse | undefined {
  const isA = (dict: PDFDict, subtype: string) => isNamed(dict.lookup(nameOf('Subtype')), subtype);
  if (fonts.every((font) => isA(font, 'TrueType'))) return { isComposite: false, shown: undefined };
  const owners = [...composite].filter(([, descendant]) => fonts.includes(descendant));
  // Other encodings may choose glyphs by the font's own tables.
  const isUsual =
    fonts.every((font) => isA(font, 'CIDFontType2')) &&
    owners.every(([owner]) => isNamed(owner.lookup(nameOf('Encoding')), 'Identity-H'));
  return isUsual ? { isComposite: true, shown: glyphsOf(owners, shown) } : undefined;
}

/** The glyphs that composite fonts show; undefined if that is not known. */
function glyphsOf(
  owners: readonly (readonly [PDFDict, PDFDict])[],
  shown: ShownStrings | undefined,
): ReadonlySet<number> | undefined {
  const glyphs = new Set<number>();
  for (const [font, descendant] of owners) {
    const glyphOf = glyphMapOf(descendant);
    const strings = shown?.get(font);
    if (strings === undefined || glyphOf === undefined) return undefined;
    for (const text of strings) {
      if (text.length % 2 === 1) return undefined;
      for (let at = 0; at < text.length; at += 2)
        glyphs.add(glyphOf(((text[at] as number) << 8) | (text[at + 1] as number)));
    }
  }
  return glyphs;
}

/** Which glyph a character of a composite font is; undefined if that cannot be told. */
function glyphMapOf(descendant: PDFDict): ((character: number) => number) | undefined {
  const map = descendant.lookup(nameOf('CIDToGIDMap'));
  if (map === undefined || isNamed(map, 'Identity')) return (character) => character;
  const peeled = map instanceof PDFRawStream ? peel(map) : undefined;
  if (peeled === undefined || peeled.remaining.length > 0) return undefined;
  const { bytes } = peeled;
  return (character) => ((bytes[character * 2] ?? 0) << 8) | (bytes[character * 2 + 1] ?? 0);
}
