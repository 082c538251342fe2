import { fillLuminance, type Pixels } from './pixels.ts';
import { compareWindows, type Plane, productsOf, type Windows, windowsOf } from './windows.ts';

/** Edges, in pixels, of an image seen whole on a screen at arm's length: where grain no longer counts and writing does. */
const VIEWED_SHORT_EDGE = 400;
const VIEWED_LONG_EDGE = 600;

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
  const windows = windowsOf(viewed);
  return (candidate) => structuralSimilarity({ viewed, windows }, reduce(candidate, step));
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
  const row = new Float64Array(pixels.width);
  for (let y = 0; y < height * step; y += 1) {
    fillLuminance(row, pixels, y);
    let at = Math.floor(y / step) * width;
    for (let from = 0; from < width * step; from += step, at += 1) {
      let sum = 0;
      for (let x = from; x < from + step; x += 1) sum += row[x] as number;
      samples[at] = (samples[at] as number) + sum * weight;
    }
  }
  return { samples, width, height };
}

interface Reference {
  readonly viewed: Plane;
  readonly windows: Windows;
}

function structuralSimilarity({ viewed, windows }: Reference, candidate: Plane): number {
  const { samples, width, height } = viewed;
  // Too small for one window: only identity can be vouched for.
  if (width < 8 || height < 8) {
    const isSame = (sample: number, index: number) =>
      Math.abs(sample - (candidate.samples[index] as number)) < 2;
    return samples.every(isSame) ? 1 : 0;
  }
  let [total, count] = [0, 0];
  const other = { windows: windowsOf(candidate), products: productsOf(viewed, candidate) };
  compareWindows(windows, other, (similarity) => {
    total += similarity;
    count += 1;
  });
  return count === 0 ? 1 : total / count;
}
