import { describe, expect, it } from 'vitest';
import type { Pixels } from '../picture/pixels.ts';
import { averageTo } from './area-average.ts';
import { isGreyButForNoise, luminanceOf } from './greyness.ts';
import { encodePageJpeg } from './page-jpeg.ts';

/** Grey paper with noise of its own in each channel, as a scanner makes it. */
function noisyPaper(strayOf: (x: number, y: number) => number = () => 0): Pixels {
  const [width, height] = [64, 64];
  const data = new Uint8Array(width * height * 3);
  for (let at = 0; at < width * height; at += 1) {
    const noise = (channel: number) => ((at * 31 + channel * 17 + (at >> 3) * 7) % 13) - 6;
    const stray = strayOf(at % width, Math.floor(at / width));
    for (let c = 0; c < 3; c += 1) data[at * 3 + c] = 200 + noise(c) + (c === 0 ? stray : 0);
  }
  return { data, width, height, channels: 3 };
}

describe('a page without colour', () => {
  it('is told through the noise of its scanner', () => {
    expect(isGreyButForNoise(noisyPaper())).toBe(true);
    expect(luminanceOf(noisyPaper()).channels).toBe(1);
  });

  it('is not one with the smallest mark in red', () => {
    expect(isGreyButForNoise(noisyPaper((x, y) => (x >= 8 && x < 12 && y >= 8 && y < 12 ? 50 : 0)))).toBe(
      false,
    );
  });

  it('is not one on tinted paper', () => {
    expect(isGreyButForNoise(noisyPaper(() => 6))).toBe(false);
  });
});

describe('pixels that are averaged', () => {
  it('each stand for their area, whole or in part', () => {
    const row = (...samples: number[]): Pixels => ({
      data: Uint8Array.from([...samples, ...samples, ...samples]),
      width: samples.length,
      height: 3,
      channels: 1,
    });
    expect([...averageTo(row(0, 100, 200, 40), 2, 1).data]).toEqual([50, 120]);
    expect([...averageTo(row(0, 90, 240), 2, 2).data]).toEqual([30, 190, 30, 190]);
  });

  it('stay when there are no more than wanted', () => {
    const pixels = noisyPaper();
    expect(averageTo(pixels, 64, 64)).toBe(pixels);
  });
});

/** A smooth ground under the grain of a photograph that was taken in the dark. */
function grainyPhoto(): Pixels {
  const [width, height] = [480, 360];
  const data = new Uint8Array(width * height * 3);
  let seed = 1;
  for (let at = 0; at < data.length; at += 1) {
    seed = (seed * 48_271) % 2_147_483_647;
    const ground = 127 + 60 * Math.sin(at / 3 / width / 40);
    data[at] = ground + (seed % 41) - 20;
  }
  return { data, width, height, channels: 3 };
}

describe('an image of a page', () => {
  it('looks the same on the whole page, however little of its grain the usual JPEG keeps', async () => {
    for (const step of [1, 2]) {
      const { likeness } = await encodePageJpeg(grainyPhoto(), { use: 'screen', step });
      expect(likeness).toBeGreaterThanOrEqual(0.96);
    }
  });
});
