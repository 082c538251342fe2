/** Type 1 fonts, of which LaTeX's documents are made, take a third of the bytes in the compact form: nothing else may change. */
import { PDFDict, PDFDocument, PDFName, PDFRawStream } from 'pdf-lib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, it } from 'vitest';
import { compactFont } from '../../main/engine/optimise/pdf/fonts/compact-fonts.ts';
import { pdfRecipe } from '../../main/engine/optimise/pdf/pdf-recipe.ts';
import { FIDELITY, type Preset } from '../../main/engine/optimise/preset.ts';
import { type FontOptions, GLYPHS, type1Font } from './optimise-type1-font.ts';
import { pdfium } from './render-pdf.ts';

/** Large enough that each curve of a letter has many pixels. */
const LONG_EDGE_PIXELS = 1600;
const DPI = 300;

async function pdfWith(font: FontOptions = {}): Promise<Buffer> {
  const document = await PDFDocument.create();
  const { context } = document;
  const { bytes, lengths } = type1Font(font);
  const [Length1, Length2, Length3] = lengths;
  const file = context.register(context.flateStream(bytes, { Length1, Length2, Length3 }));
  const descriptor = context.register(
    context.obj({
      Type: 'FontDescriptor',
      FontName: 'Ecole',
      Flags: 4,
      FontBBox: [0, -100, 800, 800],
      ItalicAngle: 0,
      Ascent: 800,
      Descent: -100,
      CapHeight: 600,
      StemV: 80,
      FontFile: file,
    }),
  );
  const font1 = context.register(
    context.obj({
      Type: 'Font',
      Subtype: 'Type1',
      BaseFont: 'Ecole',
      FirstChar: 65,
      LastChar: 65,
      Widths: [700],
      FontDescriptor: descriptor,
    }),
  );
  const page = document.addPage([400, 400]);
  page.node.set(PDFName.of('Resources'), context.obj({ Font: { F1: font1 } }));
  const content = 'BT /F1 150 Tf 20 230 Td <4165> Tj 0 -180 Td <6CE945> Tj ET';
  page.node.set(PDFName.of('Contents'), context.register(context.stream(content)));
  return Buffer.from(await document.save({ useObjectStreams: false }));
}

async function optimise(bytes: Buffer, preset: Preset = 'screen'): Promise<Buffer> {
  const result = await pdfRecipe.optimise({
    kind: 'pdf',
    bytes,
    fidelity: FIDELITY[preset],
    reportProgress: () => undefined,
  });
  if (!('rendition' in result)) throw new Error(JSON.stringify(result));
  return Buffer.concat(result.rendition.parts);
}

async function fontFileOf(pdf: Buffer): Promise<readonly [string, PDFRawStream]> {
  const { context } = await PDFDocument.load(pdf);
  for (const [, object] of context.enumerateIndirectObjects()) {
    for (const key of ['FontFile', 'FontFile3']) {
      const file = object instanceof PDFDict ? object.lookup(PDFName.of(key)) : undefined;
      if (file instanceof PDFRawStream) return [key, file];
    }
  }
  throw new Error('no font');
}

async function textOf(pdf: Buffer): Promise<string> {
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0 });
  try {
    const { items } = await (await (await task.promise).getPage(1)).getTextContent();
    return items.map((item) => ('str' in item ? item.str : '')).join('|');
  } finally {
    await task.destroy();
  }
}

async function shown(pdf: Buffer): Promise<Buffer> {
  const open = await pdfium();
  const page = open(pdf)?.render(0, LONG_EDGE_PIXELS, DPI);
  if (page === undefined) throw new Error('not shown');
  return Buffer.from(page.data);
}

describe('a Type 1 font', () => {
  it('takes a fraction of the bytes, and shows and says the same', async () => {
    const original = await pdfWith();
    const rendition = await optimise(original);
    const [[, before], [key, after]] = [await fontFileOf(original), await fontFileOf(rendition)];
    expect(key).toBe('FontFile3');
    expect(String(after.dict.get(PDFName.of('Subtype')))).toBe('/Type1C');
    expect(after.contents.length).toBeLessThan(0.5 * before.contents.length);
    expect(await textOf(rendition)).toBe(await textOf(original));
    expect(await textOf(original)).toContain('Ae');
    const page = await shown(original);
    expect(page.some((byte) => byte < 64)).toBe(true);
    expect(Buffer.compare(await shown(rendition), page)).toBe(0);
  });

  it.each(Object.keys(GLYPHS).filter((name) => name !== '.notdef'))(
    'draws the letter %s at the same pixels, and not another',
    async (name) => {
      const code = { A: 65, e: 101, l: 108, eacute: 233, acute: 194 }[name] ?? 0;
      const one = async (file: 'FontFile' | 'FontFile3') => {
        const document = await PDFDocument.load(
          file === 'FontFile' ? await pdfWith() : await optimise(await pdfWith()),
        );
        const content = `BT /F1 300 Tf 20 60 Td <${code.toString(16)}> Tj ET`;
        document
          .getPage(0)
          .node.set(PDFName.of('Contents'), document.context.register(document.context.stream(content)));
        return shown(Buffer.from(await document.save()));
      };
      const before = await one('FontFile');
      expect(before.some((byte) => byte < 64)).toBe(name !== 'acute');
      expect(Buffer.compare(await one('FontFile3'), before)).toBe(0);
    },
  );

  it.each<[string, FontOptions]>([
    ['of several masters', { head: ['/PaintType 0 def', '/PaintType 0 def/WeightVector [0.5 0.5] def'] }],
    ['of outlines only', { head: ['/PaintType 0', '/PaintType 2'] }],
    ['whose encoding is a program', { head: ['dup 65 /A put', 'dup 8#101 /A put'] }],
    [
      'whose paths stay open',
      { glyphs: { ...GLYPHS, A: '50 700 hsbw 9 hmoveto 50 hlineto 50 vlineto endchar' } },
    ],
    ['that draws before it begins', { glyphs: { ...GLYPHS, A: '50 700 hsbw 50 hlineto closepath endchar' } }],
    ['that leaves operands', { glyphs: { ...GLYPHS, A: '50 700 hsbw 1 2 3 rmoveto endchar' } }],
    ['that calls what is not there', { glyphs: { ...GLYPHS, A: '50 700 hsbw 77 callsubr endchar' } }],
    [
      'that calls itself',
      { glyphs: { ...GLYPHS, A: '50 700 hsbw 0 callsubr endchar' }, subroutines: ['0 callsubr return'] },
    ],
    ['without a missing glyph', { glyphs: { A: GLYPHS.A ?? '' } }],
    [
      'that unfolds without end',
      {
        glyphs: { ...GLYPHS, A: '50 700 hsbw 0 callsubr endchar' },
        subroutines: Array.from(
          { length: 9 },
          (_, index) => `${`${index + 1} callsubr `.repeat(30)}return`,
        ).concat('return'),
      },
    ],
  ])('%s stays as it is', async (_what, font) => {
    expect(compactFont(type1Font(font).bytes)).toBeUndefined();
  });

  it('that is cut short, or is none, stays as it is', () => {
    const { bytes, lengths } = type1Font();
    const end = lengths[0] + lengths[1] - 200;
    for (const length of [0, 40, lengths[0], lengths[0] + 100, end])
      expect(compactFont(bytes.subarray(0, length))).toBeUndefined();
    expect(compactFont(Buffer.from('%!PS eexec 0000'))).toBeUndefined();
  });
});
