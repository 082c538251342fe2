import { describe, expect, it } from 'vitest';
import type { Pixels } from '../picture/pixels.ts';
import { averageTo } from './area-average.ts';

const grey = (width: number, data: readonly number[]): Pixels => ({
  data: Uint8Array.from(data),
  width,
  height: data.length / width,
  channels: 1,
});

describe('pixels that are averaged down', () => {
  it('are each the mean of the pixels in their area', () => {
    const pixels = grey(4, [0, 10, 100, 100, 20, 30, 100, 104, 9, 9, 255, 255, 9, 9, 255, 255]);
    expect([...averageTo(pixels, 2, 2).data]).toEqual([15, 101, 9, 255]);
  });

  it('share the pixels that lie in two areas', () => {
    // Each of two takes one and a half of three, each way.
    const pixels = grey(3, [0, 90, 180, 0, 90, 180, 0, 90, 180]);
    expect([...averageTo(pixels, 2, 2).data]).toEqual([30, 150, 30, 150]);
    const rows = grey(3, [0, 0, 0, 90, 90, 90, 180, 180, 180]);
    expect([...averageTo(rows, 2, 2).data]).toEqual([30, 30, 150, 150]);
  });

  it('keep their channels apart', () => {
    const data = Uint8Array.from([0, 50, 200, 100, 150, 220, 0, 50, 200, 100, 150, 220]);
    const { data: mean } = averageTo({ data, width: 2, height: 2, channels: 3 }, 1, 1);
    expect([...mean]).toEqual([50, 100, 210]);
  });

  it('are within the area where it is smaller than a pixel and a half', () => {
    const width = 1000;
    const row = Array.from({ length: width }, (_, x) => x % 256);
    const pixels = grey(width, [...row, ...row]);
    const { data } = averageTo(pixels, 999, 1);
    expect(data.length).toBe(999);
    for (const [x, value] of data.entries()) {
      const [a, b] = [row[x] as number, row[x + 1] as number];
      expect(value).toBeGreaterThanOrEqual(Math.min(a, b));
      expect(value).toBeLessThanOrEqual(Math.max(a, b));
    }
  });
});
