import fc from 'fast-check';
import { PDFDocument } from 'pdf-lib';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { meanColour } from './optimise-pdfs.ts';
import { photoJpeg } from './optimise-pictures.ts';
import { openWorkshop } from './optimise-workshop.ts';

const workshop = await openWorkshop();

/** Another one on each run; a failure prints it, and SEED repeats that run. */
const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
const RUNS = 12;

const preset = fc.constantFrom('screen' as const, 'print' as const, 'original' as const);
const photo = fc.record({
  width: fc.integer({ min: 16, max: 700 }),
  height: fc.integer({ min: 16, max: 700 }),
  seed: fc.nat(1000),
  orientation: fc.integer({ min: 1, max: 8 }),
});
const encoding = fc.constantFrom('jpeg' as const, 'png' as const, 'webp' as const, 'tiff' as const);

it('a picture is never larger, is the same each time, and stands upright', async () => {
  await fc.assert(
    fc.asyncProperty(photo, encoding, preset, async (facts, format, use) => {
      const jpeg = await photoJpeg(facts);
      const bytes = format === 'jpeg' ? jpeg : await sharp(jpeg).autoOrient().toFormat(format).toBuffer();
      const first = await workshop.optimise(`photo.${format}`, bytes, use);
      const second = await workshop.optimise(`photo.${format}`, bytes, use);
      expect(second.result.outcome).toBe(first.result.outcome);
      if (first.output === undefined) return;
      expect(first.output.length).toBeLessThan(bytes.length);
      expect(Buffer.compare(first.output, second.output!)).toBe(0);
      const upright = await sharp(first.output).autoOrient().png().toBuffer();
      const { width, height } = await sharp(upright).metadata();
      expect([width, height]).toEqual([facts.width, facts.height]);
      const corner = {
        left: 0,
        top: 0,
        width: Math.max(1, Math.floor(width / 8)),
        height: Math.max(1, Math.floor(height / 8)),
      };
      const [red, green] = await meanColour(upright, corner);
      expect(red! - green!).toBeGreaterThan(90);
    }),
    { seed, numRuns: RUNS },
  );
});

const page = fc.record({
  size: fc.tuple(fc.integer({ min: 100, max: 1400 }), fc.integer({ min: 100, max: 1400 })),
  rotation: fc.constantFrom(0, 90, 180, 270),
  crop: fc.boolean(),
  images: fc.array(
    fc.record({
      x: fc.integer({ min: -50, max: 300 }),
      width: fc.integer({ min: 5, max: 600 }),
      turn: fc.integer({ min: 0, max: 359 }),
    }),
    { maxLength: 3 },
  ),
});

async function pdfOf(
  pages: readonly (typeof page extends fc.Arbitrary<infer T> ? T : never)[],
  objectStreams: boolean,
): Promise<Buffer> {
  const document = await PDFDocument.create({ updateMetadata: false });
  const image = await document.embedJpg(await photoJpeg({ width: 400, height: 300 }));
  for (const { size, rotation, crop, images } of pages) {
    const added = document.addPage(size);
    added.setRotation({ type: 'degrees', angle: rotation } as never);
    if (crop) added.setCropBox(10, 10, size[0] - 20, size[1] - 20);
    added.drawText(`page ${size.join(' ')}`, { x: 12, y: 40 });
    for (const { x, width, turn } of images)
      added.drawImage(image, {
        x,
        y: 30,
        width,
        height: width * 0.75,
        rotate: { type: 'degrees', angle: turn } as never,
      });
  }
  return Buffer.from(await document.save({ useObjectStreams: objectStreams }));
}

it('a PDF is never larger, is the same each time, and has its pages, boxes and turns', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(page, { minLength: 1, maxLength: 6 }),
      fc.boolean(),
      preset,
      async (pages, objectStreams, use) => {
        const bytes = await pdfOf(pages, objectStreams);
        const first = await workshop.optimise('document.pdf', bytes, use);
        const second = await workshop.optimise('document.pdf', bytes, use);
        expect(first.result.outcome).not.toBe('refused');
        expect(second.result.outcome).toBe(first.result.outcome);
        if (first.output === undefined) return;
        expect(first.output.length).toBeLessThan(bytes.length);
        expect(Buffer.compare(first.output, second.output!)).toBe(0);
        const boxes = async (pdf: Buffer) =>
          (await PDFDocument.load(pdf))
            .getPages()
            .map((one) => [one.getMediaBox(), one.getCropBox(), one.getRotation().angle]);
        expect(await boxes(first.output)).toEqual(await boxes(bytes));
      },
    ),
    { seed, numRuns: RUNS },
  );
});
