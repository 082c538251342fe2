import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { likenessTo } from './likeness.ts';
import type { Pixels } from './pixels.ts';

function picture(width: number, height: number, shade: (x: number, y: number) => number): Pixels {
  const data = Uint8Array.from({ length: width * height }, (_, at) =>
    shade(at % width, Math.floor(at / width)),
  );
  return { data, width, height, channels: 1 };
}

const waves = (x: number, y: number) => 128 + 60 * Math.sin(x / 9) * Math.cos(y / 7);
const stripes = (x: number, y: number) => (y % 40 < 3 && x % 50 < 40 ? 40 : 245);

describe('likeness', () => {
  it('is 1 for the same image, whatever its size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 90 }), (width, height) => {
        const image = picture(width, height, waves);
        expect(likenessTo(image)(image)).toBeCloseTo(1, 6);
      }),
    );
  });

  it('falls as an image is disturbed, and the more the lower', () => {
    const image = picture(300, 300, waves);
    const measure = likenessTo(image, 1);
    const disturbed = (by: number) =>
      measure(picture(300, 300, (x, y) => waves(x, y) + (((x * 7 + y * 13) % 11) - 5) * by));
    const scores = [0, 1, 2, 4, 8].map(disturbed);
    expect([...scores].sort((a, b) => b - a)).toEqual(scores);
    expect(scores[4]).toBeLessThan(0.8);
  });

  it('judges a page by its writing, not by its blank paper', () => {
    const written = (x: number, y: number) => (y < 60 ? stripes(x, y) : 245);
    const faded = (x: number, y: number) => (y < 60 ? 245 - (245 - stripes(x, y)) * 0.2 : 245);
    const page = picture(400, 600, written);
    expect(likenessTo(page, 1)(picture(400, 600, faded))).toBeLessThan(0.8);
  });

  it('forgives grain that is not seen from where a photograph is looked at', () => {
    const image = picture(1600, 1600, waves);
    const grainy = picture(1600, 1600, (x, y) => waves(x, y) + (((x * 31 + y * 17) % 7) - 3) * 2);
    expect(likenessTo(image)(grainy)).toBeGreaterThan(0.99);
    expect(likenessTo(image, 1)(grainy)).toBeLessThan(0.95);
  });

  it('of an image too small for one window is all or nothing', () => {
    const dot = picture(3, 3, () => 100);
    expect(likenessTo(dot)(picture(3, 3, () => 101))).toBe(1);
    expect(likenessTo(dot)(picture(3, 3, () => 140))).toBe(0);
  });
});
