import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { meanColour } from './optimise-pdfs.ts';
import { cutOutPng, photoJpeg, screenshotPng } from './optimise-pictures.ts';
import { openWorkshop } from './optimise-workshop.ts';

const workshop = await openWorkshop();

describe('a photograph', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'comes out upright, whatever way the phone was held (EXIF %i)',
    async (orientation) => {
      const { output, result } = await workshop.optimise(
        'photo.jpg',
        await photoJpeg({ width: 900, height: 600, orientation }),
      );
      expect(result).toMatchObject({ outcome: 'optimised', width: 900, height: 600 });
      const { orientation: left } = await sharp(output).metadata();
      expect(left ?? 1).toBe(1);
      const [red, , blue] = await meanColour(output!, { left: 20, top: 20, width: 100, height: 60 });
      const [otherRed, green] = await meanColour(output!, { left: 780, top: 20, width: 100, height: 60 });
      expect(red! > 180 && blue! < 80).toBe(true);
      expect(green! > 180 && otherRed! < 80).toBe(true);
    },
  );

  it('loses the place, the date and the device that it was taken with', async () => {
    const photo = await photoJpeg({ width: 900, height: 600, orientation: 6 });
    expect(photo.includes('Modele 12')).toBe(true);
    for (const preset of ['screen', 'print', 'original'] as const) {
      const { output } = await workshop.optimise('photo.jpg', photo, preset);
      const { exif, xmp, iptc } = await sharp(output).metadata();
      expect([xmp, iptc]).toEqual([undefined, undefined]);
      for (const word of ['Modele', 'Telephone', '2020:03:23', 'xmpmeta'])
        expect(output!.includes(word)).toBe(false);
      // What may be left is the orientation alone: one entry, 26 bytes with its frame.
      expect(exif === undefined || exif.length <= 32).toBe(true);
    }
  });

  it('stays upright and untouched in its pixels when nothing visible may change', async () => {
    const photo = await photoJpeg({ width: 900, height: 600, orientation: 8 });
    const { output, result } = await workshop.optimise('photo.jpg', photo, 'original');
    expect(result).toMatchObject({ outcome: 'optimised', width: 900, height: 600 });
    const upright = (bytes: Buffer) => sharp(bytes).autoOrient().raw().toBuffer();
    expect(Buffer.compare(await upright(output!), await upright(photo))).toBe(0);
  });

  it('comes down to the long edge of its use, and no further', async () => {
    const large = await photoJpeg({ width: 4200, height: 900 });
    expect((await workshop.optimise('large.jpg', large)).result).toMatchObject({ width: 2000, height: 429 });
    expect((await workshop.optimise('large.jpg', large, 'print')).result).toMatchObject({
      width: 3508,
      height: 752,
    });
  });

  it('looks like itself, and is a fraction of what it was', async () => {
    const photo = await photoJpeg({ width: 2400, height: 1800 });
    const { result } = await workshop.optimise('photo.jpg', photo);
    if (result.outcome !== 'optimised') throw new Error(result.reason);
    expect(result.ssim).toBeGreaterThanOrEqual(0.985);
    expect(result.bytesAfter).toBeLessThan(photo.length * 0.1);
  });

  it('keeps its colours when it was taken in a wider space than sRGB', async () => {
    const pixels = await sharp(await photoJpeg({ width: 1200, height: 800 }))
      .png()
      .toBuffer();
    const wide = await sharp(pixels).withIccProfile('p3').jpeg({ quality: 95 }).toBuffer();
    const { output } = await workshop.optimise('photo.jpg', wide);
    expect((await sharp(output).metadata()).icc).toBeUndefined();
    const region = { left: 20, top: 20, width: 80, height: 50 };
    const seen = await meanColour(await sharp(wide).toColourspace('srgb').png().toBuffer(), region);
    const kept = await meanColour(output!, region);
    for (let c = 0; c < 3; c += 1) expect(Math.abs(seen[c]! - kept[c]!)).toBeLessThanOrEqual(4);
  });

  it('stored as PNG becomes a JPEG, with the extension of one', async () => {
    const png = await sharp(await photoJpeg({ width: 900, height: 600 }))
      .png()
      .toBuffer();
    const { result } = await workshop.optimise('photo.png', png);
    expect(result).toMatchObject({ outcome: 'optimised', mediaType: 'image/jpeg', extension: 'jpg' });
    expect(result.outputPath).toMatch(/photo\.jpg$/);
  });

  it('is treated as what it is, whatever its name says', async () => {
    const { result } = await workshop.optimise('devoir.pdf', await photoJpeg({ width: 900, height: 600 }));
    expect(result).toMatchObject({ outcome: 'optimised', mediaType: 'image/jpeg', extension: 'jpg' });
  });
});

describe('a drawing', () => {
  it('stays a PNG, sharp to the pixel and smaller', async () => {
    const screenshot = await screenshotPng(1280, 800);
    const { result, output } = await workshop.optimise('capture.png', screenshot);
    expect(result).toMatchObject({ outcome: 'optimised', mediaType: 'image/png', width: 1280, height: 800 });
    expect(output!.length).toBeLessThan(screenshot.length / 2);
  });

  it('keeps a small mark in a colour that appears nowhere else', async () => {
    const { output } = await workshop.optimise('capture.png', await screenshotPng(1280, 800));
    const [red, green, blue] = await meanColour(output!, { left: 22, top: 62, width: 5, height: 5 });
    expect([red! > 190, green! < 60, blue! < 55]).toEqual([true, true, true]);
  });

  it('keeps what shows through', async () => {
    const { output, result } = await workshop.optimise('logo.png', await cutOutPng(500));
    expect(result).toMatchObject({ outcome: 'optimised', mediaType: 'image/png' });
    const alpha = await sharp(output).ensureAlpha().extractChannel(3).raw().toBuffer();
    expect([alpha[0], alpha[250 * 500 + 250]]).toEqual([0, 255]);
  });
});

describe('what we would spoil', () => {
  it('is an animation: it keeps all its images', async () => {
    const frames = await Promise.all([1, 2, 3].map((seed) => photoJpeg({ width: 160, height: 120, seed })));
    const gif = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    expect((await workshop.optimise('mouvement.gif', gif)).result).toMatchObject({
      outcome: 'kept',
      reason: 'no-recipe',
    });
    const webp = await sharp(frames, { join: { animated: true } })
      .webp()
      .toBuffer();
    expect((await workshop.optimise('mouvement.webp', webp)).result).toMatchObject({
      outcome: 'kept',
      reason: 'no-recipe',
    });
  });

  it('is a picture that is small already', async () => {
    const { output } = await workshop.optimise('photo.jpg', await photoJpeg({ width: 900, height: 600 }));
    expect((await workshop.optimise('photo.jpg', output!)).result).toMatchObject({
      outcome: 'kept',
      reason: 'not-smaller',
    });
  });
});
