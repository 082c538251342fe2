import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { PDFContext } from 'pdf-lib';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { predictRows } from './predict-rows.ts';
import { undoPredictor } from './predictor.ts';

const context = PDFContext.create();

it('undoes every filter that a PNG encoder applies', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 40 }),
      fc.nat(),
      async (width, height, salt) => {
        const data = Buffer.from({ length: width * height * 3 }).map(
          (_, at) => Math.sin(at / 7 + salt) * 90 + ((at * salt) % 31) + 100,
        );
        const png = await sharp(data, { raw: { width, height, channels: 3 } })
          .png({ adaptiveFiltering: true })
          .toBuffer();
        const rows = inflateSync(idatOf(png));
        const parameters = context.obj({ Predictor: 15, Colors: 3, BitsPerComponent: 8, Columns: width });
        expect(Buffer.from(undoPredictor(rows, parameters) ?? [])).toEqual(data);
      },
    ),
    { numRuns: 40 },
  );
});

it('undoes what predictRows does', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 4, maxLength: 400 }), (bytes) => {
      const rows = bytes.subarray(0, bytes.length - (bytes.length % 4));
      const parameters = context.obj({ Predictor: 12, Columns: 4 });
      expect(Buffer.from(undoPredictor(predictRows(rows, 4), parameters) ?? [])).toEqual(Buffer.from(rows));
    }),
  );
});

it('leaves what it does not know alone', () => {
  expect(undoPredictor(Buffer.from([9, 1, 2]), context.obj({ Predictor: 15, Columns: 2 }))).toBeUndefined();
  expect(undoPredictor(Buffer.from([0, 1, 2]), context.obj({ Predictor: 3, Columns: 2 }))).toBeUndefined();
});

function idatOf(png: Buffer): Buffer {
  const pieces: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      pieces.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  return Buffer.concat(pieces);
}
