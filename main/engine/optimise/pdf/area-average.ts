import type { Pixels } from '../picture/pixels.ts';

/**
 * Brings pixels down to a smaller size, each the mean of the area that it stands for.
 *
 * That is what a viewer does with an image that has more pixels than it is shown with: so both then show the same.
 */
export function averageTo(pixels: Pixels, width: number, height: number): Pixels {
  if (pixels.width <= width || pixels.height <= height) return pixels;
  const { channels } = pixels;
  const data = new Uint8Array(width * height * channels);
  const columns = spans(pixels.width, width);
  const rows = spans(pixels.height, height);
  const sums = new Float32Array(pixels.width * channels);
  const rowBytes = width * channels;
  for (let y = 0; y < height; y += 1) {
    sumRows(pixels, rows, { y, sums });
    const row = data.subarray(y * rowBytes, (y + 1) * rowBytes);
    averageRow(row, columns, { sums, channels, rowWeight: rows.weights[y] as number });
  }
  return { data, width, height, channels };
}

/**
 * From where to where each pixel reaches, in pixels of the larger image; the first and the last may count in part.
 *
 * Arrays of numbers: objects would be visited a million times for each page.
 */
interface Spans {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly firstShares: Float64Array;
  readonly lastShares: Float64Array;
  readonly weights: Float64Array;
}

function spans(before: number, after: number): Spans {
  const step = before / after;
  const found = {
    from: new Int32Array(after),
    to: new Int32Array(after),
    firstShares: new Float64Array(after),
    lastShares: new Float64Array(after),
    weights: new Float64Array(after),
  };
  for (let index = 0; index < after; index += 1) {
    const start = index * step;
    const end = Math.min(before, start + step);
    const from = Math.floor(start + 1e-6);
    const to = Math.min(before, Math.ceil(end - 1e-6));
    found.from[index] = from;
    found.to[index] = to;
    found.firstShares[index] = 1 - (start - from);
    found.lastShares[index] = 1 - (to - end);
    found.weights[index] = end - start;
  }
  return found;
}

/** Adds up the rows of the larger image that make row `y`, each by its share. */
function sumRows(
  { data, width, channels }: Pixels,
  rows: Spans,
  { y, sums }: { y: number; sums: Float32Array },
): void {
  const [from, to] = [rows.from[y] as number, rows.to[y] as number];
  const rowBytes = width * channels;
  sums.fill(0);
  for (let at = from; at < to; at += 1) {
    const share =
      (at === from ? (rows.firstShares[y] as number) : 1) *
      (at === to - 1 ? (rows.lastShares[y] as number) : 1);
    const line = data.subarray(at * rowBytes, (at + 1) * rowBytes);
    if (share === 1)
      for (let x = 0; x < rowBytes; x += 1) sums[x] = (sums[x] as number) + (line[x] as number);
    else for (let x = 0; x < rowBytes; x += 1) sums[x] = (sums[x] as number) + share * (line[x] as number);
  }
}

interface RowOfSums {
  readonly sums: Float32Array;
  readonly channels: number;
  readonly rowWeight: number;
}

function averageRow(row: Uint8Array, columns: Spans, { sums, channels, rowWeight }: RowOfSums): void {
  const { from, to, firstShares, lastShares, weights } = columns;
  let out = 0;
  for (let column = 0; column < from.length; column += 1) {
    const isOne = (to[column] as number) - (from[column] as number) === 1;
    const scale = 1 / ((weights[column] as number) * rowWeight);
    const lastShare = lastShares[column] as number;
    const firstShare = (firstShares[column] as number) * (isOne ? lastShare : 1);
    const start = (from[column] as number) * channels;
    const last = ((to[column] as number) - 1) * channels;
    for (let c = 0; c < channels; c += 1) {
      let sum = firstShare * (sums[start + c] as number);
      for (let x = start + channels + c; x < last; x += channels) sum += sums[x] as number;
      if (!isOne) sum += lastShare * (sums[last + c] as number);
      // Rounded: no sum is negative.
      row[out] = sum * scale + 0.5;
      out += 1;
    }
  }
}
