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

/** What blocks of 4 x 4 samples add up to: four of them make a window. */
export interface Windows {
  readonly columns: number;
  readonly rows: number;
  readonly sums: Float64Array;
  /** Of the samples' squares. */
  readonly squares: Float64Array;
}

/** The samples of a block's edge. */
export const BLOCK_SAMPLES = 4;

/** Of an image of this size, with nothing summed up yet. */
export function emptyWindows({ width, height }: { width: number; height: number }): Windows {
  const columns = Math.floor(width / BLOCK_SAMPLES);
  const rows = Math.floor(height / BLOCK_SAMPLES);
  return {
    columns,
    rows,
    sums: new Float64Array(columns * rows),
    squares: new Float64Array(columns * rows),
  };
}

/** What candidates are compared with is summed up once. */
export function windowsOf(plane: Plane): Windows {
  const windows = emptyWindows(plane);
  const { columns, rows, sums, squares } = windows;
  const { samples, width } = plane;
  for (let block = 0; block < columns * rows; block += 1) {
    const start = (Math.floor(block / columns) * width + (block % columns)) * BLOCK_SAMPLES;
    let [sum, square] = [0, 0];
    for (let row = start; row < start + BLOCK_SAMPLES * width; row += width) {
      for (let at = row; at < row + BLOCK_SAMPLES; at += 1) {
        const p = samples[at] as number;
        sum += p;
        square += p * p;
      }
    }
    sums[block] = sum;
    squares[block] = square;
  }
  return windows;
}

/** Sums, over the blocks of planes of one size, of the products of samples in the same place. */
export function productsOf({ samples, width, height }: Plane, { samples: others }: Plane): Float64Array {
  const columns = Math.floor(width / BLOCK_SAMPLES);
  const products = new Float64Array(columns * Math.floor(height / BLOCK_SAMPLES));
  for (let block = 0; block < products.length; block += 1) {
    const start = (Math.floor(block / columns) * width + (block % columns)) * BLOCK_SAMPLES;
    let sum = 0;
    for (let row = start; row < start + BLOCK_SAMPLES * width; row += width) {
      for (let at = row; at < row + BLOCK_SAMPLES; at += 1)
        sum += (samples[at] as number) * (others[at] as number);
    }
    products[block] = sum;
  }
  return products;
}

/** Compares images of one size in windows of 8 samples every 4, and visits those that are not blank in both. */
export function compareWindows(
  a: Windows,
  { windows: b, products }: { readonly windows: Windows; readonly products: Float64Array },
  visit: (similarity: number, row: number, column: number) => void,
): void {
  const { columns, rows } = a;
  for (let row = 0; row + 1 < rows; row += 1) {
    for (let column = 0; column + 1 < columns; column += 1) {
      const at = row * columns + column;
      const meanA = windowMean(a.sums, at, columns);
      const meanB = windowMean(b.sums, at, columns);
      const varianceA = windowMean(a.squares, at, columns) - meanA * meanA;
      const varianceB = windowMean(b.squares, at, columns) - meanB * meanB;
      if (varianceA < BLANK_VARIANCE && varianceB < BLANK_VARIANCE && Math.abs(meanA - meanB) < 2) continue;
      const covariance = windowMean(products, at, columns) - meanA * meanB;
      const brightness = (2 * meanA * meanB + C1) / (meanA * meanA + meanB * meanB + C1);
      visit(brightness * ((2 * covariance + C2) / (varianceA + varianceB + C2)), row, column);
    }
  }
}

function windowMean(blocks: Float64Array, at: number, columns: number): number {
  return (
    ((blocks[at] as number) +
      (blocks[at + 1] as number) +
      (blocks[at + columns] as number) +
      (blocks[at + columns + 1] as number)) /
    64
  );
}
