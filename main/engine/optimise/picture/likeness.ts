import { luminanceAt, type Pixels } from './pixels.ts';

/** Edges, in pixels, of an image seen whole on a screen at arm's length: where grain no longer counts and writing does. */
const VIEWED_SHORT_EDGE = 400;
const VIEWED_LONG_EDGE = 600;

/** Stabilisers of the SSIM formula, (0.01 x 255)^2 and (0.03 x 255)^2 (Wang et al., 2004). */
const C1 = 6.5025;
const C2 = 58.5225;

/** Below this variance a window is blank paper, and says nothing of how legible the rest is. */
const BLANK_VARIANCE = 1;

/** One number a pixel, rows from the top. */
export interface Plane {
  readonly samples: Float32Array;
  readonly width: number;
  readonly height: number;
}

/**
 * A measure of how alike candidates look to `reference`: structural similarity of luminance, 1 for the same.
 *
 * Both are first reduced to the size at which a whole page or photo is viewed (Wang's own advice: SSIM depends on the
 * viewing distance), then compared in windows of 8 pixels every 4. Blank windows are left out, so that a page that is
 * nine tenths paper is judged on its tenth of writing. Candidates must have the reference's size. `step` is given for
 * a sample, which is viewed as reduced as the image that it was cut from.
 */
export function likenessTo(reference: Pixels, step = viewingStep(reference)): (candidate: Pixels) => number {
  const viewed = reduce(reference, step);
  return (candidate) => structuralSimilarity(viewed, reduce(candidate, step));
}

/** What a resolution, in dots per inch of paper, is reduced by when an A4 page is seen whole: to 48 dpi. */
export function viewingStepOnPage(dpi: number): number {
  return Math.max(1, Math.round(dpi / 48));
}

/** How many pixels of an image, each way, make one that is seen when it fills the view. */
export function viewingStep({ width, height }: Pixels): number {
  const share = Math.max(
    Math.min(width, height) / VIEWED_SHORT_EDGE,
    Math.max(width, height) / VIEWED_LONG_EDGE,
  );
  return Math.max(1, Math.round(share));
}

/** Luminance, each sample the mean of `step` x `step` pixels. */
function reduce(pixels: Pixels, step: number): Plane {
  const width = Math.max(1, Math.floor(pixels.width / step));
  const height = Math.max(1, Math.floor(pixels.height / step));
  const samples = new Float32Array(width * height);
  const weight = 1 / (step * step);
  for (let y = 0; y < height * step; y += 1) {
    const rowAt = Math.floor(y / step) * width;
    for (let x = 0; x < width; x += 1) {
      let sum = 0;
      const from = y * pixels.width + x * step;
      for (let dx = 0; dx < step; dx += 1) sum += luminanceAt(pixels, from + dx);
      samples[rowAt + x] = (samples[rowAt + x] as number) + sum * weight;
    }
  }
  return { samples, width, height };
}

/** Sums over blocks of 4 x 4: a, b, a², b², ab. Four of them make a window. */
type BlockSums = readonly [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];

function structuralSimilarity(a: Plane, b: Plane): number {
  // Too small for one window: only identity can be vouched for.
  if (a.width < 8 || a.height < 8)
    return a.samples.every((sample, index) => Math.abs(sample - (b.samples[index] as number)) < 2) ? 1 : 0;
  let total = 0;
  let windows = 0;
  compareWindows(a, b, (similarity) => {
    total += similarity;
    windows += 1;
  });
  return windows === 0 ? 1 : total / windows;
}

/** Compares planes of one size in windows of 8 pixels every 4, and visits those that are not blank in both. */
export function compareWindows(
  a: Plane,
  b: Plane,
  visit: (similarity: number, row: number, column: number) => void,
): void {
  const columns = Math.floor(a.width / 4);
  const rows = Math.floor(a.height / 4);
  const sums = blockSums(a, b, columns, rows);
  for (let row = 0; row + 1 < rows; row += 1) {
    for (let column = 0; column + 1 < columns; column += 1) {
      const similarity = windowSimilarity(sums, row * columns + column, columns);
      if (similarity !== undefined) visit(similarity, row, column);
    }
  }
}

function blockSums(a: Plane, b: Plane, columns: number, rows: number): BlockSums {
  const sums: BlockSums = [0, 0, 0, 0, 0].map(() => new Float64Array(columns * rows)) as unknown as BlockSums;
  const [sumA, sumB, sumAA, sumBB, sumAB] = sums;
  for (let y = 0; y < rows * 4; y += 1) {
    for (let column = 0; column < columns; column += 1) {
      const block = (y >> 2) * columns + column;
      for (let x = column * 4; x < column * 4 + 4; x += 1) {
        const p = a.samples[y * a.width + x] as number;
        const q = b.samples[y * b.width + x] as number;
        sumA[block] = (sumA[block] as number) + p;
        sumB[block] = (sumB[block] as number) + q;
        sumAA[block] = (sumAA[block] as number) + p * p;
        sumBB[block] = (sumBB[block] as number) + q * q;
        sumAB[block] = (sumAB[block] as number) + p * q;
      }
    }
  }
  return sums;
}

function windowSimilarity(sums: BlockSums, at: number, columns: number): number | undefined {
  const mean = (of: Float64Array) =>
    ((of[at] as number) +
      (of[at + 1] as number) +
      (of[at + columns] as number) +
      (of[at + columns + 1] as number)) /
    64;
  const meanA = mean(sums[0]);
  const meanB = mean(sums[1]);
  const varianceA = mean(sums[2]) - meanA * meanA;
  const varianceB = mean(sums[3]) - meanB * meanB;
  if (varianceA < BLANK_VARIANCE && varianceB < BLANK_VARIANCE && Math.abs(meanA - meanB) < 2)
    return undefined;
  const covariance = mean(sums[4]) - meanA * meanB;
  const brightness = (2 * meanA * meanB + C1) / (meanA * meanA + meanB * meanB + C1);
  return brightness * ((2 * covariance + C2) / (varianceA + varianceB + C2));
}
