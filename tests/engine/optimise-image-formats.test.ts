import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { type BitmapOptions, bitmap } from './optimise-bitmaps.ts';
import { meanColour } from './optimise-pdfs.ts';
import { photoPixels } from './optimise-pictures.ts';
import { openWorkshop } from './optimise-workshop.ts';

const workshop = await openWorkshop();
const fixture = (name: string) => readFile(join(import.meta.dirname, '../fixtures/documents', name));
const RED = { left: 8, top: 8, width: 40, height: 20 };

/** How red a place is: +1 for pure red, -1 for pure green. */
async function redness(bytes: Buffer, place: typeof RED): Promise<number> {
  const [red, green] = await meanColour(bytes, place);
  return (red! - green!) / 255;
}

describe('a HEIC, as phones write it', () => {
  it('becomes a JPEG of the picture that it shows first', async () => {
    const { result, output } = await workshop.optimise('IMG_1.HEIC', await fixture('two-pictures.heic'));
    expect(result).toMatchObject({
      outcome: 'optimised',
      mediaType: 'image/jpeg',
      extension: 'jpg',
      width: 320,
      height: 192,
    });
    expect(await redness(output!, RED)).toBeGreaterThan(0.5);
  });

  it.each([
    [1, { left: 8, top: 270, width: 20, height: 40 }],
    [2, { left: 270, top: 160, width: 40, height: 20 }],
    [3, { left: 160, top: 8, width: 20, height: 40 }],
  ])('stands upright when it asks for %i quarter turns', async (turns, red) => {
    const heic = await fixture('two-pictures.heic');
    // A property that nobody needs makes room for the rotation.
    const at = heic.indexOf('pixi');
    heic.write('irot', at, 'latin1');
    heic[at + 4] = turns;
    const { result, output } = await workshop.optimise('IMG_1.HEIC', heic);
    expect(result).toMatchObject(turns % 2 === 1 ? { width: 192, height: 320 } : { width: 320, height: 192 });
    expect(await redness(output!, red)).toBeGreaterThan(0.5);
  });

  it('keeps its colours, and becomes sRGB', async () => {
    const { output } = await workshop.optimise('IMG_2.HEIC', await fixture('wide-colours.heic'));
    const narrow = await workshop.optimise('IMG_1.HEIC', await fixture('two-pictures.heic'));
    expect((await sharp(output).metadata()).icc).toBeUndefined();
    const place = { left: 120, top: 120, width: 60, height: 40 };
    const [seen, meant] = [await meanColour(output!, place), await meanColour(narrow.output!, place)];
    for (let c = 0; c < 3; c += 1) expect(Math.abs(seen[c]! - meant[c]!)).toBeLessThanOrEqual(4);
  });

  it('is refused when it is cut short, or announces more than may be decoded', async () => {
    const heic = await fixture('two-pictures.heic');
    const cut = await workshop.optimise('IMG_1.HEIC', heic.subarray(0, heic.length / 2));
    expect(cut.result).toMatchObject({ outcome: 'refused', reason: 'damaged' });
    const at = heic.indexOf('ispe');
    heic.writeUInt32BE(25_000, at + 8);
    heic.writeUInt32BE(20_000, at + 12);
    const vast = await workshop.optimise('IMG_1.HEIC', heic);
    expect(vast.result).toMatchObject({ outcome: 'refused', reason: 'too-large' });
  });
});

describe('a bitmap', () => {
  it.each<BitmapOptions>([
    { bits: 24 },
    { bits: 24, isTopDown: true },
    { bits: 24, isCore: true },
    { bits: 32 },
    { bits: 16 },
    { bits: 16, masks: [0xf800, 0x07e0, 0x001f] },
    { bits: 8 },
    { bits: 8, isRunLength: true },
    { bits: 4 },
    { bits: 1 },
  ])('shows the same once packed: %o', async (options) => {
    const { result, output } = await workshop.optimise('dessin.bmp', bitmap(options));
    expect(result).toMatchObject({ outcome: 'optimised', width: 203, height: 97 });
    // White paper, a bar on top, and a corner below that tells left from right.
    const [top, paper, corner] = [
      { left: 50, top: 2, width: 60, height: 6 },
      { left: 20, top: 40, width: 60, height: 20 },
      { left: 180, top: 80, width: 15, height: 10 },
    ];
    const grey = options.bits === 1;
    expect((await meanColour(output!, paper)).every((level) => level > 245)).toBe(true);
    const [red, green] = await meanColour(output!, top);
    expect(grey ? red! < 10 : red! > 190 && green! < 60).toBe(true);
    const [, , blue] = await meanColour(output!, corner);
    expect(grey ? blue! < 10 : blue! > 190).toBe(true);
  });

  it('is refused when it is cut short, or announces more than may be decoded', async () => {
    const whole = bitmap({ bits: 24 });
    const cut = await workshop.optimise('dessin.bmp', whole.subarray(0, whole.length / 2));
    expect(cut.result).toMatchObject({ outcome: 'refused', reason: 'damaged' });
    whole.writeInt32LE(25_000, 18);
    whole.writeInt32LE(20_000, 22);
    const vast = await workshop.optimise('dessin.bmp', whole);
    expect(vast.result).toMatchObject({ outcome: 'refused', reason: 'too-large' });
  });
});

describe('a picture for printers or instruments', () => {
  const raw = { width: 900, height: 600, channels: 3 as const };
  const place = { left: 20, top: 20, width: 100, height: 60 };

  it('in four inks is shown in the colours that they print', async () => {
    const cmyk = await sharp(photoPixels(900, 600), { raw })
      .toColourspace('cmyk')
      .withIccProfile('cmyk')
      .jpeg({ quality: 95 })
      .toBuffer();
    const { result, output } = await workshop.optimise('affiche.jpg', cmyk);
    expect(result).toMatchObject({ outcome: 'optimised', mediaType: 'image/jpeg' });
    expect(await sharp(output).metadata()).toMatchObject({ space: 'srgb', channels: 3 });
    const seen = await meanColour(await sharp(cmyk).toColourspace('srgb').png().toBuffer(), place);
    const kept = await meanColour(output!, place);
    for (let c = 0; c < 3; c += 1) expect(Math.abs(seen[c]! - kept[c]!)).toBeLessThanOrEqual(5);
  });

  it.each(['png', 'tiff'] as const)('in sixteen bits (%s) keeps its brightness', async (format) => {
    const fine = await sharp(photoPixels(900, 600), { raw })
      .toColourspace('rgb16')
      .toFormat(format, { compression: 'lzw' })
      .toBuffer();
    expect((await sharp(fine).metadata()).depth).toBe('ushort');
    const { result, output } = await workshop.optimise(`mesure.${format}`, fine);
    expect(result.outcome).toBe('optimised');
    const kept = await meanColour(output!, place);
    const seen = await meanColour(await sharp(photoPixels(900, 600), { raw }).png().toBuffer(), place);
    for (let c = 0; c < 3; c += 1) expect(Math.abs(seen[c]! - kept[c]!)).toBeLessThanOrEqual(4);
  });
});

describe('an animation', () => {
  it('is repacked frame for frame, at the same pace', async () => {
    const frame = (left: number) =>
      sharp({ create: { width: 320, height: 200, channels: 3, background: '#fff' } })
        .composite([
          {
            input: { create: { width: 40, height: 40, channels: 3, background: '#c8322b' } },
            left,
            top: 80,
          },
        ])
        .png()
        .toBuffer();
    const frames = await Promise.all([0, 60, 120, 180, 240].map(frame));
    const gif = await sharp(frames, { join: { animated: true } })
      .gif({ effort: 1, loop: 3, delay: [100, 200, 100, 100, 500] })
      .toBuffer();
    // As careless programs write it: each frame with a palette of its own.
    const padded = Buffer.concat([
      gif.subarray(0, gif.length - 1),
      ...Array.from({ length: 40 }, () => Buffer.from(`${'\x21\xfe\x20'.padEnd(35, 'x')}\0`, 'latin1')),
      gif.subarray(-1),
    ]);
    const { result, output } = await workshop.optimise('mouvement.gif', padded);
    expect(result.outcome).toBe('optimised');
    const before = await sharp(padded, { animated: true }).metadata();
    const after = await sharp(output, { animated: true }).metadata();
    expect([after.pages, after.delay, after.loop]).toEqual([before.pages, before.delay, before.loop]);
  });
});
