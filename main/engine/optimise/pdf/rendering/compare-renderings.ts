import { BLOCK_SAMPLES, compareWindows, emptyWindows } from '../../picture/windows.ts';
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
  return { ...compareStructure(a, b), tint: largestTint(a, b) };
}

function compareStructure(a: Rendering, b: Rendering): Pick<PageLikeness, 'whole' | 'worstPart'> {
  const parts = new Map<number, { sum: number; windows: number }>();
  let [sum, windows] = [0, 0];
  const { reference, other } = sumUp(a, b);
  compareWindows(reference, other, (similarity, row, column) => {
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

/** Sums up the luminance of both, in one walk: most of a page that was only written anew is the same in both. */
function sumUp(a: Rendering, b: Rendering) {
  const reference = emptyWindows(a);
  const windows = emptyWindows(b);
  const { columns, rows } = reference;
  const products = new Float64Array(columns * rows);
  for (let block = 0; block < products.length; block += 1) {
    const start = (Math.floor(block / columns) * a.width + (block % columns)) * BLOCK_SAMPLES;
    let [sumA, sumB, squareA, squareB, product] = [0, 0, 0, 0, 0];
    for (let row = start; row < start + BLOCK_SAMPLES * a.width; row += a.width) {
      for (let at = row * 4; at < (row + BLOCK_SAMPLES) * 4; at += 4) {
        const p = luminanceAt(a.data, at);
        const q = isSamePixel(a.data, b.data, at) ? p : luminanceAt(b.data, at);
        sumA += p;
        sumB += q;
        squareA += p * p;
        squareB += q * q;
        product += p * q;
      }
    }
    reference.sums[block] = sumA;
    reference.squares[block] = squareA;
    windows.sums[block] = sumB;
    windows.squares[block] = squareB;
    products[block] = product;
  }
  return { reference, other: { windows, products } };
}

/** Bytes are blue, green, red. */
function luminanceAt(data: Uint8Array, at: number): number {
  return 0.114 * (data[at] as number) + 0.587 * (data[at + 1] as number) + 0.299 * (data[at + 2] as number);
}

function isSamePixel(a: Uint8Array, b: Uint8Array, at: number): boolean {
  return a[at] === b[at] && a[at + 1] === b[at + 1] && a[at + 2] === b[at + 2];
}

/** Luminance does not tell a red figure from a green one: mean colours of small areas do. */
function largestTint(a: Rendering, b: Rendering): number {
  const columns = Math.floor(a.width / TINT_PIXELS);
  const rows = Math.floor(a.height / TINT_PIXELS);
  const sums = new Int32Array(columns * rows * 3);
  for (let y = 0; y < rows * TINT_PIXELS; y += 1) {
    const row = Math.floor(y / TINT_PIXELS) * columns;
    for (let x = 0; x < columns * TINT_PIXELS; x += 1) {
      const at = (y * a.width + x) * 4;
      if (isSamePixel(a.data, b.data, at)) continue;
      const area = (row + Math.floor(x / TINT_PIXELS)) * 3;
      for (let c = 0; c < 3; c += 1)
        sums[area + c] = (sums[area + c] as number) + (a.data[at + c] as number) - (b.data[at + c] as number);
    }
  }
  return sums.reduce((most, sum) => Math.max(most, Math.abs(sum)), 0) / TINT_PIXELS ** 2;
}
