/**
 * SSIM as its authors define it (Wang et al., 2004): Gaussian windows of 11 pixels, sigma 1.5.
 *
 * Written apart from the product's own measure, which it is here to check.
 */
export interface GreyImage {
  readonly samples: Float64Array;
  readonly width: number;
  readonly height: number;
}

const C1 = (0.01 * 255) ** 2;
const C2 = (0.03 * 255) ** 2;
const RADIUS = 5;
const KERNEL = normalise(
  Array.from({ length: 2 * RADIUS + 1 }, (_, index) => Math.exp(-((index - RADIUS) ** 2) / (2 * 1.5 ** 2))),
);

/** Mean SSIM, pixel for pixel. */
export function ssim(a: GreyImage, b: GreyImage): number {
  const product = (x: GreyImage, y: GreyImage): GreyImage => ({
    ...x,
    samples: x.samples.map((v, i) => v * (y.samples[i] as number)),
  });
  const [meanA, meanB] = [blur(a), blur(b)];
  const [squareA, squareB, cross] = [blur(product(a, a)), blur(product(b, b)), blur(product(a, b))];
  let total = 0;
  for (let i = 0; i < meanA.length; i += 1) {
    const [ma, mb] = [meanA[i] as number, meanB[i] as number];
    const variance = (squareA[i] as number) - ma * ma + (squareB[i] as number) - mb * mb;
    const covariance = (cross[i] as number) - ma * mb;
    total += ((2 * ma * mb + C1) * (2 * covariance + C2)) / ((ma * ma + mb * mb + C1) * (variance + C2));
  }
  return total / meanA.length;
}

/** SSIM at viewing distance, as its first author advises: reduced until the short edge is about 256 pixels. */
export function viewedSsim(a: GreyImage, b: GreyImage): number {
  const step = Math.max(1, Math.round(Math.min(a.width, a.height) / 256));
  return ssim(reduce(a, step), reduce(b, step));
}

export function reduce(image: GreyImage, step: number): GreyImage {
  const width = Math.floor(image.width / step);
  const height = Math.floor(image.height / step);
  const samples = new Float64Array(width * height);
  for (let y = 0; y < height * step; y += 1) {
    for (let x = 0; x < width * step; x += 1) {
      const at = Math.floor(y / step) * width + Math.floor(x / step);
      samples[at] = (samples[at] as number) + (image.samples[y * image.width + x] as number) / (step * step);
    }
  }
  return { samples, width, height };
}

/** Separable blur, windows that lie wholly inside. */
function blur({ samples, width, height }: GreyImage): Float64Array {
  const columns = width - 2 * RADIUS;
  const rows = height - 2 * RADIUS;
  const across = new Float64Array(columns * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < columns; x += 1) {
      let sum = 0;
      for (let k = 0; k < KERNEL.length; k += 1)
        sum += (KERNEL[k] as number) * (samples[y * width + x + k] as number);
      across[y * columns + x] = sum;
    }
  }
  const out = new Float64Array(columns * rows);
  for (let y = 0; y < rows; y += 1) {
    for (let x = 0; x < columns; x += 1) {
      let sum = 0;
      for (let k = 0; k < KERNEL.length; k += 1)
        sum += (KERNEL[k] as number) * (across[(y + k) * columns + x] as number);
      out[y * columns + x] = sum;
    }
  }
  return out;
}

function normalise(weights: readonly number[]): readonly number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** Reads a binary PGM, which pdftoppm writes. */
export function parsePgm(bytes: Buffer): GreyImage {
  const [, width, height] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.toString('latin1', 0, 64)) ?? [];
  const count = Number(width) * Number(height);
  return {
    samples: Float64Array.from(bytes.subarray(bytes.length - count)),
    width: Number(width),
    height: Number(height),
  };
}
