import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { stripPng, stripWebp } from './strip-chunks.ts';
import { stripJpeg } from './strip-jpeg.ts';

const plain = sharp(Buffer.from(Array.from({ length: 60 * 40 * 3 }, (_, at) => (at * 7) % 256)), {
  raw: { width: 60, height: 40, channels: 3 },
});
const tagged = () =>
  plain.clone().withExif({ IFD0: { Make: 'Telephone' }, IFD3: { GPSLatitude: '45/1 0/1 0/1' } });
const pixelsOf = (bytes: Uint8Array) => sharp(bytes).raw().toBuffer();

const stripJpegWhole = (bytes: Buffer) => stripJpeg(bytes, 1);

describe.each([
  ['jpeg', () => tagged().jpeg().toBuffer(), stripJpegWhole],
  ['jpeg, progressive', () => tagged().jpeg({ progressive: true }).toBuffer(), stripJpegWhole],
  ['png', () => tagged().png().toBuffer(), stripPng],
  ['webp', () => tagged().webp({ lossless: true }).toBuffer(), stripWebp],
] as const)('%s', (_format, make, strip) => {
  it('loses what it says of place and device, and not a pixel', async () => {
    const bytes = await make();
    expect(bytes.includes('Telephone')).toBe(true);
    const stripped = Buffer.concat(strip(bytes) ?? []);
    expect(stripped.includes('Telephone')).toBe(false);
    expect((await sharp(stripped).metadata()).exif).toBeUndefined();
    expect(Buffer.compare(await pixelsOf(stripped), await pixelsOf(bytes))).toBe(0);
  });

  it('is left alone when it is cut short', async () => {
    const bytes = await make();
    expect(strip(bytes.subarray(0, bytes.length / 2))).toBeUndefined();
  });

  it('keeps its colour profile', async () => {
    const bytes = await sharp(await make())
      .withIccProfile('p3')
      .toBuffer();
    const { icc } = await sharp(Buffer.concat(strip(bytes) ?? [])).metadata();
    expect(icc?.length).toBeGreaterThan(100);
  });
});

it('drops what a phone appends behind a JPEG: another picture, a film', async () => {
  const bytes = await tagged().jpeg().toBuffer();
  const withFilm = Buffer.concat([bytes, Buffer.from('ftypmp42 a film'), bytes]);
  expect(Buffer.concat(stripJpeg(withFilm, 1) ?? [])).toEqual(Buffer.concat(stripJpeg(bytes, 1) ?? []));
});

it.each([1, 2, 3, 4, 5, 6, 7, 8])('keeps a JPEG the way up that it was (%i)', async (orientation) => {
  const bytes = await tagged().jpeg().withMetadata({ orientation }).toBuffer();
  const stripped = Buffer.concat(stripJpeg(bytes, orientation) ?? []);
  expect((await sharp(stripped).metadata()).orientation ?? 1).toBe(orientation);
});
