import { PDFArray, PDFDict, PDFHexString, type PDFObject, PDFRawStream, PDFString } from 'pdf-lib';
import { skipInlineImage } from '../content-walk.ts';
import { peel } from '../filters.ts';
import { isNamed } from '../image-facts.ts';
import { PdfIrregularity } from '../irregularity.ts';
import { Lexer } from '../lexer.ts';
import type { PdfDocument } from '../load.ts';
import { nameOf } from '../names.ts';
import { contentOf, type PdfPage } from '../pages.ts';
import { dictionariesIn } from '../protection.ts';

/** Followed token by token: of more, the fonts stay whole. */
const MAX_BYTES = 64 * 1024 * 1024;

const SHOWING = new Set(['Tj', 'TJ', "'", '"']);
const VALUES = new Set(['true', 'false', 'null']);

/** What is shown with a font, as the bytes of all its strings; by the font's dictionary. */
export type ShownStrings = ReadonlyMap<PDFDict, readonly Uint8Array[]>;

interface Content {
  readonly bytes: Buffer;
  readonly resources: PDFObject | undefined;
}

/**
 * Every string that a document shows with `fonts`, wherever it may: on pages, in forms, patterns, annotations, glyphs.
 *
 * Undefined where that cannot be known for certain: a reader types into it, or some content is not followed to its end.
 */
export function shownStrings(
  document: PdfDocument,
  pages: readonly PdfPage[],
  fonts: ReadonlySet<PDFDict>,
): ShownStrings | undefined {
  if (isTypedInto(document)) return undefined;
  const shown = new Map([...fonts].map((font): [PDFDict, Uint8Array[]] => [font, []]));
  try {
    let left = MAX_BYTES;
    for (const content of contentsOf(document, pages)) {
      left -= content.bytes.length;
      if (left < 0) return undefined;
      followText(content, (font, strings) => {
        shown.get(font)?.push(...strings);
      });
    }
    return shown;
  } catch (error) {
    if (error instanceof PdfIrregularity) return undefined;
    throw error;
  }
}

/** Whether a form, or a note with its own typeface, may be filled with words that are not there yet. */
function isTypedInto({ catalog, context }: PdfDocument): boolean {
  if (catalog.has(nameOf('AcroForm'))) return true;
  return context
    .enumerateIndirectObjects()
    .some(([, object]) => dictionariesIn(object).some((dict) => dict.has(nameOf('DA'))));
}

function* contentsOf({ context }: PdfDocument, pages: readonly PdfPage[]): Generator<Content> {
  for (const page of pages) {
    const bytes = contentOf(page);
    if (bytes === undefined) throw new PdfIrregularity('a page that cannot be unpacked');
    yield { bytes, resources: page.resources };
  }
  for (const [, object] of context.enumerateIndirectObjects()) {
    if (object instanceof PDFRawStream && isDrawing(object.dict))
      yield { bytes: unpacked(object), resources: object.dict.lookup(nameOf('Resources')) };
    for (const dict of dictionariesIn(object)) {
      const glyphs = dict.lookup(nameOf('CharProcs'));
      if (!(glyphs instanceof PDFDict)) continue;
      for (const name of glyphs.keys()) {
        const glyph = glyphs.lookup(name);
        if (glyph instanceof PDFRawStream)
          yield { bytes: unpacked(glyph), resources: dict.lookup(nameOf('Resources')) };
      }
    }
  }
}

/** A form, the look of an annotation (which may not say that it is one), a tile. */
function isDrawing(dict: PDFDict): boolean {
  const isShading = dict.has(nameOf('ShadingType'));
  return (
    !isShading &&
    (isNamed(dict.lookup(nameOf('Subtype')), 'Form') ||
      ['BBox', 'Resources'].some((key) => dict.has(nameOf(key))))
  );
}

function unpacked(stream: PDFRawStream): Buffer {
  const peeled = peel(stream, MAX_BYTES);
  if (peeled === undefined || peeled.remaining.length > 0)
    throw new PdfIrregularity('content that cannot be unpacked');
  return Buffer.from(peeled.bytes.buffer, peeled.bytes.byteOffset, peeled.bytes.length);
}

/** Visits all that content shows. Throws `PdfIrregularity` where it shows text with a font that it does not name itself. */
function followText(
  { bytes, resources }: Content,
  visit: (font: PDFDict, strings: readonly Uint8Array[]) => void,
): void {
  const lexer = new Lexer(bytes);
  const saved: (PDFDict | undefined)[] = [];
  let font: PDFDict | undefined;
  let strings: Uint8Array[] = [];
  let name = '';
  while (lexer.next() !== 'end') {
    if (lexer.kind === 'name') name = lexer.text;
    else if (lexer.kind === 'string') strings.push(PDFString.of(lexer.text).asBytes());
    else if (lexer.kind === 'hex')
      strings.push(PDFHexString.of(lexer.text.replace(/[\s\0]+/g, '')).asBytes());
    if (lexer.kind !== 'keyword' || VALUES.has(lexer.text)) continue;
    if (lexer.text === 'q') saved.push(font);
    else if (lexer.text === 'Q') font = saved.pop();
    else if (lexer.text === 'Tf') font = resourceOf(resources, 'Font', name);
    else if (lexer.text === 'gs' && resourceOf(resources, 'ExtGState', name)?.has(nameOf('Font')) === true)
      throw new PdfIrregularity('a font that is set aside');
    else if (lexer.text === 'BI') skipInlineImage(lexer);
    else if (SHOWING.has(lexer.text)) {
      if (font === undefined) throw new PdfIrregularity('text in a font that is not known');
      visit(font, strings);
    }
    strings = [];
  }
}

function resourceOf(resources: PDFObject | undefined, kind: string, name: string): PDFDict | undefined {
  const all = resources instanceof PDFDict ? resources.lookup(nameOf(kind)) : undefined;
  const found = all instanceof PDFDict ? all.lookup(nameOf(name)) : undefined;
  return found instanceof PDFDict ? found : undefined;
}

/** The only descendant of a composite font. */
export function descendantOf(font: PDFDict): PDFDict | undefined {
  const descendants = font.lookup(nameOf('DescendantFonts'));
  const first = descendants instanceof PDFArray ? descendants.lookup(0) : undefined;
  return first instanceof PDFDict ? first : undefined;
}
