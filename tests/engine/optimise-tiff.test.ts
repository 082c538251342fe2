/** TIFFs of several pages, as scanners and fax servers write them: no page is ever lost. */
import { PDFDocument, PDFName } from 'pdf-lib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { imagesIn } from './optimise-pdfs.ts';
import { faxTiff, scanTiff } from './optimise-tiffs.ts';
import { openWorkshop } from './optimise-workshop.ts';
import { pdfium, shownColour } from './render-pdf.ts';

const workshop = await openWorkshop();

describe('a TIFF of several pages', () => {
  it('becomes a PDF of as many, in their order and at their size', async () => {
    const scan = await scanTiff('none');
    expect((await sharp(scan).metadata()).pages).toBe(3);
    const { result, output } = await workshop.optimise('scan.tif', scan);
    expect(result).toMatchObject({
      outcome: 'optimised',
      mediaType: 'application/pdf',
      extension: 'pdf',
      pages: 3,
    });
    const document = await PDFDocument.load(output!);
    for (const page of document.getPages()) {
      expect(page.getWidth()).toBeCloseTo((620 / 75) * 72, 0);
      expect(page.getHeight()).toBeCloseTo((877 / 75) * 72, 0);
    }
    expect(output!.length).toBeLessThan(scan.length / 10);
    const again = await workshop.optimise('scan.tif', scan);
    expect(Buffer.compare(again.output!, output!)).toBe(0);
  });

  it('shows each page’s own colours', async () => {
    const { output } = await workshop.optimise('scan.tif', await scanTiff('none'));
    const document = (await pdfium())(output!)!;
    const strongest = [0, 1, 2].map((index) => {
      const colour = shownColour(document, index);
      return colour.indexOf(Math.max(...colour));
    });
    expect(strongest).toEqual([0, 1, 2]);
  });

  it('of black and white keeps every pixel', async () => {
    const { result, output } = await workshop.optimise(
      'fax.tiff',
      faxTiff({ width: 620, height: 877, pages: 3 }),
    );
    expect(result).toMatchObject({ mediaType: 'application/pdf', pages: 3 });
    const images = await imagesIn(output!);
    // Three pages that are the same share one image.
    expect(
      images.map(({ width, height, dict }) => [
        width,
        height,
        String(dict.get(PDFName.of('BitsPerComponent'))),
      ]),
    ).toEqual([[620, 877, '1']]);
  });

  it('that breaks off is refused, and one that is for printing as it is stays', async () => {
    const scan = await scanTiff('lzw');
    expect((await workshop.optimise('scan.tif', scan.subarray(0, scan.length / 2))).result.outcome).toBe(
      'refused',
    );
    expect((await workshop.optimise('scan.tif', scan, 'original')).result).toMatchObject({ outcome: 'kept' });
  });
});
