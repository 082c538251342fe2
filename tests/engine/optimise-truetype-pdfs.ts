/** PDFs made for tests with a whole TrueType font in each, of which they show a few letters. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PDFDocument, PDFName, type PDFPage, type PDFRef } from 'pdf-lib';

export const FONT = await readFile(
  createRequire(import.meta.url).resolve('pdfjs-dist/standard_fonts/LiberationSans-Regular.ttf'),
);

/** Glyphs by their numbers in that font: é is made of an e and an accent. */
export const [A, B, E, Z, E_ACUTE] = [36, 37, 72, 93, 169];
export const hex = (...glyphs: readonly number[]) =>
  `<${glyphs.map((glyph) => glyph.toString(16).padStart(4, '0')).join('')}>`;

export type Extras = (page: PDFPage, font: PDFRef) => void;

export interface Made {
  readonly content?: string;
  readonly extras?: Extras;
  readonly encoding?: string;
}

function embed(page: PDFPage, entries: object): PDFRef {
  const { context } = page.doc;
  const file = context.register(context.flateStream(FONT, { Length1: FONT.length }));
  const FontDescriptor = context.register(
    context.obj({
      Type: 'FontDescriptor',
      FontName: 'LiberationSans',
      Flags: 4,
      FontBBox: [-544, -303, 1302, 980],
      ItalicAngle: 0,
      Ascent: 905,
      Descent: -212,
      CapHeight: 729,
      StemV: 80,
      FontFile2: file,
    }),
  );
  return context.register(
    context.obj({ Type: 'Font', BaseFont: 'LiberationSans', FontDescriptor, ...entries }),
  );
}

async function save(page: PDFPage, font: PDFRef, { content = '', extras }: Made): Promise<Buffer> {
  const { context } = page.doc;
  page.node.set(PDFName.of('Resources'), context.obj({ Font: { F1: font } }));
  page.node.set(PDFName.of('Contents'), context.register(context.stream(content)));
  extras?.(page, font);
  return Buffer.from(await page.doc.save({ useObjectStreams: false }));
}

export async function compositePdf(made: Made = {}): Promise<Buffer> {
  const page = (await PDFDocument.create()).addPage([400, 400]);
  const { context } = page.doc;
  const CIDSystemInfo = context.obj({ Registry: 'Adobe', Ordering: 'Identity', Supplement: 0 });
  const descendant = embed(page, { Subtype: 'CIDFontType2', CIDSystemInfo, DW: 600 });
  const font = context.register(
    context.obj({
      Type: 'Font',
      Subtype: 'Type0',
      BaseFont: 'LiberationSans',
      Encoding: made.encoding ?? 'Identity-H',
      DescendantFonts: [descendant],
    }),
  );
  return save(page, font, { content: `BT /F1 90 Tf 20 250 Td ${hex(A, E_ACUTE)} Tj ET`, ...made });
}

export async function simplePdf(): Promise<Buffer> {
  const page = (await PDFDocument.create()).addPage([400, 400]);
  const font = embed(page, {
    Subtype: 'TrueType',
    Encoding: 'WinAnsiEncoding',
    FirstChar: 65,
    LastChar: 66,
    Widths: [667, 667],
  });
  return save(page, font, { content: 'BT /F1 90 Tf 20 250 Td (AB\\351) Tj ET' });
}

/** Streams that show a letter which the page itself does not. */
export function drawingOf(page: PDFPage, font: PDFRef, entries: Record<string, unknown>, glyph = Z): PDFRef {
  const { context } = page.doc;
  const content = `BT /F9 90 Tf 10 10 Td ${hex(glyph)} Tj ET`;
  const dict = { BBox: [0, 0, 100, 100], Resources: { Font: { F9: font } }, ...entries };
  return context.register(context.stream(content, dict as never));
}
