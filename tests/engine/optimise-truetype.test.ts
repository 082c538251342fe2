/** TrueType fonts take tables and glyphs along that no page shows: they leave, and nothing that is shown changes by a pixel. */
import { PDFDict, PDFDocument, PDFName, type PDFPage, PDFRawStream } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { peel } from '../../main/engine/optimise/pdf/filters.ts';
import { slimTrueType } from '../../main/engine/optimise/pdf/fonts/truetype.ts';
import { PdfIrregularity } from '../../main/engine/optimise/pdf/irregularity.ts';
import { pdfRecipe } from '../../main/engine/optimise/pdf/pdf-recipe.ts';
import { FIDELITY } from '../../main/engine/optimise/preset.ts';
import {
  A,
  B,
  compositePdf,
  drawingOf,
  E,
  E_ACUTE,
  type Extras,
  FONT,
  hex,
  type Made,
  simplePdf,
  Z,
} from './optimise-truetype-pdfs.ts';
import { pdfium } from './render-pdf.ts';

async function optimise(bytes: Buffer): Promise<Buffer> {
  const fidelity = FIDELITY.screen;
  const result = await pdfRecipe.optimise({ kind: 'pdf', bytes, fidelity, reportProgress: () => undefined });
  if (!('rendition' in result)) throw new Error(JSON.stringify(result));
  return Buffer.concat(result.rendition.parts);
}

async function fontFileOf(pdf: Buffer): Promise<Buffer> {
  const { context } = await PDFDocument.load(pdf);
  for (const [, object] of context.enumerateIndirectObjects()) {
    const file = object instanceof PDFDict ? object.lookup(PDFName.of('FontFile2')) : undefined;
    if (!(file instanceof PDFRawStream)) continue;
    const bytes = Buffer.from(peel(file)?.bytes ?? []);
    expect(String(file.dict.get(PDFName.of('Length1')))).toBe(String(bytes.length));
    return bytes;
  }
  throw new Error('no font');
}

function tablesOf(font: Buffer): ReadonlyMap<string, Buffer> {
  return new Map(
    Array.from({ length: font.readUInt16BE(4) }, (_, index) => {
      const entry = 12 + index * 16;
      const [at, length] = [font.readUInt32BE(entry + 8), font.readUInt32BE(entry + 12)];
      return [font.toString('latin1', entry, entry + 4), font.subarray(at, at + length)];
    }),
  );
}

function outlineOf(font: Buffer, glyph: number): Buffer {
  const { loca, glyf } = Object.fromEntries(tablesOf(font)) as Record<string, Buffer>;
  const [from = 0, to = 0] = [0, 2].map((next) => (loca?.readUInt16BE(glyph * 2 + next) ?? 0) * 2);
  return glyf?.subarray(from, to) ?? Buffer.alloc(0);
}

const hasOutline = (font: Buffer, glyph: number) => outlineOf(font, glyph).length > 0;

async function shown(pdf: Buffer): Promise<Buffer> {
  const open = await pdfium();
  const page = open(pdf)?.render(0, 800, 150);
  if (page === undefined) throw new Error('not shown');
  return Buffer.from(page.data);
}

async function expectSamePixels(before: Buffer, after: Buffer): Promise<void> {
  const page = await shown(before);
  expect(page.some((byte) => byte < 64)).toBe(true);
  expect(Buffer.compare(await shown(after), page)).toBe(0);
}

const resourcesOf = ({ node }: PDFPage) => node.lookup(PDFName.of('Resources'), PDFDict);

describe('a composite font that holds more than is shown', () => {
  it('keeps the outlines that are shown, and their parts, to the byte, and no others', async () => {
    const original = await compositePdf();
    const rendition = await optimise(original);
    const font = await fontFileOf(rendition);
    expect(outlineOf(FONT, E_ACUTE).readInt16BE(0)).toBeLessThan(0);
    for (const glyph of [0, A, E, E_ACUTE]) expect(outlineOf(font, glyph)).toEqual(outlineOf(FONT, glyph));
    expect([B, Z].map((glyph) => hasOutline(font, glyph))).toEqual([false, false]);
    expect([...tablesOf(font).keys()].join()).toBe('cvt ,fpgm,glyf,head,hhea,hmtx,loca,maxp,prep');
    expect(rendition.length).toBeLessThan(0.15 * original.length);
    await expectSamePixels(original, rendition);
  });

  it.each<[string, Extras]>([
    [
      'a page that went back to it from another font',
      (page) => {
        const { context } = page.doc;
        const other = context.obj({ Type: 'Font', Subtype: 'Type1', BaseFont: 'Helvetica' });
        resourcesOf(page).lookup(PDFName.of('Font'), PDFDict).set(PDFName.of('F2'), other);
        const content = `/F1 90 Tf q BT /F2 9 Tf (x) Tj ET Q BT 20 250 Td [${hex(Z)} 20 ${hex(A)}] TJ ET`;
        page.node.set(PDFName.of('Contents'), context.register(context.stream(content)));
      },
    ],
    [
      'a form',
      (page, font) => {
        const form = drawingOf(page, font, { Type: 'XObject', Subtype: 'Form' });
        resourcesOf(page).set(PDFName.of('XObject'), page.doc.context.obj({ X1: form }));
        page.node.set(PDFName.of('Contents'), page.doc.context.register(page.doc.context.stream('/X1 Do')));
      },
    ],
    [
      'a tile',
      (page, font) => {
        const { context } = page.doc;
        const tile = drawingOf(page, font, {
          PatternType: 1,
          PaintType: 1,
          TilingType: 1,
          XStep: 100,
          YStep: 100,
        });
        resourcesOf(page).set(PDFName.of('Pattern'), context.obj({ P1: tile }));
        const content = '/Pattern cs /P1 scn 0 0 400 400 re f';
        page.node.set(PDFName.of('Contents'), context.register(context.stream(content)));
      },
    ],
    [
      'a note on the page',
      (page, font) => {
        const { context } = page.doc;
        const N = drawingOf(page, font, {});
        page.node.addAnnot(
          context.register(
            context.obj({ Type: 'Annot', Subtype: 'Stamp', Rect: [0, 0, 100, 100], F: 4, AP: { N } }),
          ),
        );
      },
    ],
    [
      'a glyph of another font',
      (page, font) => {
        const { context } = page.doc;
        const glyph = context.register(context.stream(`100 0 d0 BT /F9 90 Tf 10 10 Td ${hex(Z)} Tj ET`));
        const drawn = context.obj({
          Type: 'Font',
          Subtype: 'Type3',
          FontBBox: [0, 0, 100, 100],
          FontMatrix: [0.01, 0, 0, 0.01, 0, 0],
          CharProcs: { z: glyph },
          Encoding: { Differences: [122, 'z'] },
          FirstChar: 122,
          LastChar: 122,
          Widths: [100],
          Resources: { Font: { F9: font } },
        });
        resourcesOf(page).lookup(PDFName.of('Font'), PDFDict).set(PDFName.of('F3'), context.register(drawn));
        const content = 'BT /F3 200 Tf 20 100 Td (z) Tj ET';
        page.node.set(PDFName.of('Contents'), context.register(context.stream(content)));
      },
    ],
  ])('keeps what only %s shows', async (_what, extras) => {
    const original = await compositePdf({ extras });
    const rendition = await optimise(original);
    const font = await fontFileOf(rendition);
    expect([Z, B].map((glyph) => hasOutline(font, glyph))).toEqual([true, false]);
    await expectSamePixels(original, rendition);
  });

  it.each<[string, Made]>([
    [
      'has a form to be filled in',
      {
        extras: (page, font) => {
          const fields = { Fields: [], DR: { Font: { F1: font } } };
          page.doc.catalog.set(PDFName.of('AcroForm'), page.doc.context.obj(fields));
        },
      },
    ],
    [
      'has a note that can be typed into',
      {
        extras: (page) => {
          const { context } = page.doc;
          const note = context.obj({
            Type: 'Annot',
            Subtype: 'FreeText',
            Rect: [0, 0, 9, 9],
            DA: '/F1 9 Tf',
          });
          page.node.addAnnot(context.register(note));
        },
      },
    ],
    [
      'shows text in the font of whoever shows it',
      {
        content: `BT /F1 90 Tf ET /X1 Do`,
        extras: (page) => {
          const { context } = page.doc;
          const form = context.stream(`BT 20 250 Td ${hex(A, Z)} Tj ET`, {
            Type: 'XObject',
            Subtype: 'Form',
            BBox: [0, 0, 400, 400],
            Resources: {},
          });
          resourcesOf(page).set(PDFName.of('XObject'), context.obj({ X1: context.register(form) }));
        },
      },
    ],
    ['shows half a character', { content: `BT /F1 90 Tf 20 250 Td <${'0024'.repeat(3)}00> Tj ET` }],
  ])('stays whole in a document that %s', async (_what, made) => {
    const original = await compositePdf(made);
    const font = await fontFileOf(await optimise(original));
    for (const glyph of [A, B, Z]) expect(outlineOf(font, glyph)).toEqual(outlineOf(FONT, glyph));
    expect(tablesOf(font).has('GPOS')).toBe(false);
  });

  it('is not touched where it is written from top to bottom', async () => {
    expect(await fontFileOf(await optimise(await compositePdf({ encoding: 'Identity-V' })))).toEqual(FONT);
  });
});

describe('a simple font', () => {
  it('keeps its glyphs and what finds them, and loses what is for typesetting', async () => {
    const original = await simplePdf();
    const rendition = await optimise(original);
    const [font, before] = [await fontFileOf(rendition), tablesOf(FONT)];
    for (const tag of ['cmap', 'glyf', 'hmtx', 'loca', 'post'])
      expect(tablesOf(font).get(tag), tag).toEqual(before.get(tag));
    expect(['GPOS', 'kern', 'name', 'OS/2'].filter((tag) => tablesOf(font).has(tag))).toEqual([]);
    await expectSamePixels(original, rendition);
  });
});

describe('a TrueType font', () => {
  const use = { isComposite: true, shown: new Set([A]) };

  it('adds up to what a font must add up to', () => {
    const font = slimTrueType(FONT, use);
    let sum = 0;
    for (let at = 0; at < font.length; at += 4) sum = (sum + font.readUInt32BE(at)) >>> 0;
    expect(sum).toBe(0xb1b0afba);
  });

  it.each<[string, (font: Buffer) => Buffer]>([
    ['is cut short', (font) => font.subarray(0, 60_000)],
    ['has outlines of another kind', (font) => rename(font, 'kern', 'CFF ')],
    ['lacks a table', (font) => rename(font, 'hmtx', 'xxxx')],
    ['has a table twice', (font) => rename(font, 'kern', 'glyf')],
    ['has places beyond its outlines', (font) => change(font, 'loca', (A + 1) * 2)],
    ['has more glyphs than places', (font) => change(font, 'maxp', 4)],
    ['is none', () => Buffer.from('OTTO and then some more bytes')],
  ])('that %s is not written anew', (_what, spoil) => {
    const shown = new Set([A, 60_000]);
    expect(() => slimTrueType(spoil(Buffer.from(FONT)), { ...use, shown })).toThrow(PdfIrregularity);
  });

  it('whose glyphs are made of each other comes to an end', () => {
    const font = Buffer.from(FONT);
    // The first part of é becomes é itself.
    outlineOf(font, E_ACUTE).writeUInt16BE(E_ACUTE, 12);
    expect(() => slimTrueType(font, { ...use, shown: new Set([E_ACUTE]) })).not.toThrow();
  });
});

function rename(font: Buffer, from: string, to: string): Buffer {
  font.write(to, font.indexOf(from, 0, 'latin1'), 'latin1');
  return font;
}

function change(font: Buffer, tag: string, at: number): Buffer {
  tablesOf(font).get(tag)?.writeUInt16BE(0xffff, at);
  return font;
}
