/** Document mode on scanned pages inside PDFs: what is written stays, in its colours, or the page stays a picture. */
import { PDFArray, PDFHexString, PDFName, type PDFObject, type PDFRawStream, PDFString } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { darknessOf } from '../../main/engine/optimise/document-mode/ink.ts';
import { measureStrokes, strokeMask } from '../../main/engine/optimise/document-mode/strokes.ts';
import { keepsStrokes, lossOfStrokes } from '../../main/engine/optimise/document-mode/strokes-kept.ts';
import { pdfRecipeWith } from '../../main/engine/optimise/pdf/pdf-recipe.ts';
import { recompressImages } from '../../main/engine/optimise/pdf/recompress-images.ts';
import { rewriteContents } from '../../main/engine/optimise/pdf/rewrite-contents.ts';
import type { Pixels } from '../../main/engine/optimise/picture/pixels.ts';
import { decodeLike } from '../../main/engine/optimise/picture/sharp-pixels.ts';
import { FIDELITY } from '../../main/engine/optimise/preset.ts';
import { sizeOf } from '../../main/engine/optimise/recipe.ts';
import { imagesIn } from './optimise-pdfs.ts';
import { photoJpeg } from './optimise-pictures.ts';
import { openWorkshop } from './optimise-workshop.ts';
import { scannedPdf, writtenPage } from './optimise-written-pages.ts';

const workshop = await openWorkshop();

const INKS = {
  'a blue pen on squares, in a shadow': { ink: '#1f2f8f', stroke: 6, lines: 'squares', shadow: 0.4 },
  'a pale pencil': { ink: '#b4b2ae', stroke: 4, lines: 'none' },
  'a fine pen': { ink: '#333333', stroke: 2.5, lines: 'none' },
} as const;

async function imageOf(pdf: Buffer) {
  const [image] = await imagesIn(pdf);
  return {
    filter: image?.filter,
    sizeBytes: image?.contents.length ?? 0,
    palette: image === undefined ? [] : paletteOf(image.dict.lookup(PDFName.of('ColorSpace'))),
  };
}

/** Colours of an Indexed image's palette. */
function paletteOf(colourSpace: PDFObject | undefined): readonly (readonly number[])[] {
  const palette = colourSpace instanceof PDFArray ? colourSpace.lookup(3) : undefined;
  const bytes = palette instanceof PDFString || palette instanceof PDFHexString ? [...palette.asBytes()] : [];
  return Array.from({ length: bytes.length / 3 }, (_, index) => bytes.slice(index * 3, index * 3 + 3));
}

describe('a scanned page of writing in a PDF, as a copy', () => {
  it.each(Object.entries(INKS))('%s: few inks on white, red and green among them', async (_what, options) => {
    const scan = await scannedPdf([await writtenPage(options)]);
    const { result, output } = await workshop.optimise('copie.pdf', scan, 'copy');
    expect(result).toMatchObject({ outcome: 'optimised', pages: 1 });
    const { filter, sizeBytes, palette } = await imageOf(output!);
    expect(filter).toBe('/FlateDecode');
    expect(sizeBytes).toBeLessThanOrEqual(60_000);
    expect(palette[0]).toEqual([255, 255, 255]);
    expect(palette.some(([r, g, b]) => r! > g! + 60 && r! > b! + 60)).toBe(true);
    expect(palette.some(([r, g, b]) => g! > r! + 30 && g! > b! + 15)).toBe(true);
  });

  it('is the same each time', async () => {
    const scan = await scannedPdf([await writtenPage(INKS['a fine pen'])]);
    const [first, second] = [
      await workshop.optimise('copie.pdf', scan, 'copy'),
      await workshop.optimise('copie.pdf', scan, 'copy'),
    ];
    expect(Buffer.compare(first.output!, second.output!)).toBe(0);
  });

  it('stays a picture beside other things, and where it is a photograph', async () => {
    const page = await writtenPage(INKS['a fine pen']);
    const photo = await photoJpeg({ width: 1240, height: 1754 });
    for (const pdf of [await scannedPdf([page], 0.7), await scannedPdf([photo])]) {
      const { output } = await workshop.optimise('cours.pdf', pdf, 'copy');
      expect((await imageOf(output!)).filter).toBe('/DCTDecode');
    }
  });

  it('that comes out as another page is made again as a picture', async () => {
    const scan = await scannedPdf([await writtenPage(INKS['a fine pen'])]);
    const attempts: boolean[] = [];
    const recipe = pdfRecipeWith({
      rewriteContents,
      async recompressImages(options) {
        attempts.push(options.fidelity.mayCleanPages);
        const result = await recompressImages(options);
        // A clean page whose every place in the palette is paper.
        for (const ref of result.cleaned) {
          const { dict } = options.document.context.lookup(ref) as PDFRawStream;
          const colours = dict.lookup(PDFName.of('ColorSpace'), PDFArray);
          colours.set(3, PDFHexString.of('ff'.repeat(48)));
        }
        return result;
      },
    });
    const result = await recipe.optimise({
      kind: 'pdf',
      bytes: scan,
      fidelity: FIDELITY.copy,
      reportProgress: () => undefined,
    });
    expect(attempts).toEqual([true, false]);
    expect('rendition' in result && sizeOf(result.rendition) < scan.length).toBe(true);
    if ('rendition' in result)
      expect((await imageOf(Buffer.concat(result.rendition.parts))).filter).toBe('/DCTDecode');
  });
});

describe('the guard over strokes', () => {
  async function measured() {
    const jpeg = await writtenPage({ ink: '#9a9894', stroke: 5, lines: 'none' });
    const page = await decodeLike(jpeg, { width: 1240, height: 1754, channels: 3 });
    const strokes = measureStrokes(darknessOf(page), page);
    return { page, strokes, mask: strokeMask(strokes) };
  }

  const changed = (page: Pixels, change: (data: Uint8Array) => void): Pixels => {
    const data = Uint8Array.from(page.data);
    change(data);
    return { ...page, data };
  };

  it('finds nothing lost of a page itself, nor of one whose paper turned white', async () => {
    const written = await measured();
    expect(lossOfStrokes(written, written.page)).toEqual({ share: 0, largest: 0 });
    const whiter = changed(written.page, (data) => {
      data.forEach((level, at) => {
        if (level > 225) data[at] = 255;
      });
    });
    expect(keepsStrokes(lossOfStrokes(written, whiter))).toBe(true);
  });

  it('misses one word of pencil among twenty lines, and one that lost its red', async () => {
    const written = await measured();
    const inRegion = (
      data: Uint8Array,
      alter: (at: number) => void,
      [top, bottom]: readonly [number, number],
    ) => {
      for (let y = top; y < bottom; y += 1)
        for (let x = 240; x < 315; x += 1) alter((y * written.page.width + x) * 3);
      return data;
    };
    const erased = changed(written.page, (data) =>
      inRegion(data, (at) => data.fill(250, at, at + 3), [202, 248]),
    );
    expect(keepsStrokes(lossOfStrokes(written, erased))).toBe(false);
    const greyed = changed(written.page, (data) =>
      inRegion(data, (at) => data.fill(Math.min(...data.subarray(at, at + 3)), at, at + 3), [375, 422]),
    );
    expect(keepsStrokes(lossOfStrokes(written, greyed))).toBe(false);
  });
});
