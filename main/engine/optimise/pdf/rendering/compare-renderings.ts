import { compareWindows, type Plane } from '../../picture/likeness.ts';
import type { Rendering } from './pdfium.ts';

/** Windows, each way, in a part of the page that is judged on its own: about a centimetre and a half at 60 dpi. */
const PART_WINDOWS = 8;

/** Fewer windows with something in them say nothing of a part. */
const LEAST_WINDOWS = 6;

/** Pixels, each way, over which colours are averaged. */
const TINT_PIXELS = 16;

/** How alike two renderings of a page look. */
export interface PageLikeness {
  /** Structural similarity of luminance, 0 to 1, over all that is not blank in both. */
  readonly whole: number;
  /** The same of the part of the page that changed most. */
  readonly worstPart: number;
  /** The largest difference of a small area's mean colour, 0 to 255. */
  readonly tint: number;
}

const SAME: PageLikeness = { whole: 1, worstPart: 1, tint: 0 };
const DIFFERENT: PageLikeness = { whole: 0, worstPart: 0, tint: 255 };

/** Compares two renderings; those of different sizes have nothing in common. */
export function compareRenderings(a: Rendering, b: Rendering): PageLikeness {
  if (a.width !== b.width || a.height !== b.height) return DIFFERENT;
  if (Buffer.compare(a.data, b.data) === 0) return SAME;
  return { ...compareStructure(luminanceOf(a), luminanceOf(b)), tint: largestTint(a, b) };
}

function compareStructure(a: Plane, b: Plane): Pick<PageLikeness, 'whole' | 'worstPart'> {
  const parts = new Map<number, { sum: number; windows: number }>();
  let [sum, windows] = [0, 0];
  compareWindows(a, b, (similarity, row, column) => {
    const key = Math.floor(row / PART_WINDOWS) * 4096 + Math.floor(column / PART_WINDOWS);
    const part = parts.get(key) ?? { sum: 0, windows: 0 };
    part.sum += similarity;
    part.windows += 1;
    parts.set(key, part);
    sum += similarity;
    windows += 1;
  });
  const means = [...parts.values()]
    .filter((part) => part.windows >= LEAST_WINDOWS)
    .map((part) => part.sum / part.windows);
  return { whole: windows === 0 ? 1 : sum / windows, worstPart: Math.min(1, ...means) };
}

function luminanceOf({ data, width, height }: Rendering): Plane {
  const samples = new Float32Array(width * height);
  for (let pixel = 0; pixel < samples.length; pixel += 1) {
    const at = pixel * 4;
    samples[pixel] =
      0.114 * (data[at] as number) + 0.587 * (data[at + 1] as number) + 0.299 * (data[at + 2] as number);
  }
  return { samples, width, height };
}

/** Luminance does not tell a red figure from a green one: mean colours of small areas do. */
function largestTint(a: Rendering, b: Rendering): number {
  const columns = Math.floor(a.width / TINT_PIXELS);
  const rows = Math.floor(a.height / TINT_PIXELS);
  const sums = new Int32Array(columns * rows * 3);
  for (let y = 0; y < rows * TINT_PIXELS; y += 1) {
    const row = Math.floor(y / TINT_PIXELS) * columns;
    for (let x = 0; x < columns * TINT_PIXELS; x += 1) {
      const area = (row + Math.floor(x / TINT_PIXELS)) * 3;
      const at = (y * a.width + x) * 4;
      for (let c = 0; c < 3; c += 1)
        sums[area + c] = (sums[area + c] as number) + (a.data[at + c] as number) - (b.data[at + c] as number);
    }
  }
  return sums.reduce((most, sum) => Math.max(most, Math.abs(sum)), 0) / TINT_PIXELS ** 2;
}
