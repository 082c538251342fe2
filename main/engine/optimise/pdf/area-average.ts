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
  for (let y = 0; y < height; y += 1) {
    sumRows(pixels, rows[y] as Span, sums);
    averageRow({ sums, columns, channels, rowWeight: (rows[y] as Span).weight }, data, y * width * channels);
  }
  return { data, width, height, channels };
}

/** From where to where a pixel reaches, in pixels of the larger image; the first and the last may count in part. */
interface Span {
  readonly from: number;
  readonly to: number;
  readonly firstShare: number;
  readonly lastShare: number;
  readonly weight: number;
}

function spans(before: number, after: number): readonly Span[] {
  const step = before / after;
  return Array.from({ length: after }, (_, index) => {
    const start = index * step;
    const end = Math.min(before, start + step);
    const from = Math.floor(start + 1e-6);
    const to = Math.min(before, Math.ceil(end - 1e-6));
    return { from, to, firstShare: 1 - (start - from), lastShare: 1 - (to - end), weight: end - start };
  });
}

function shareOf({ from, to, firstShare, lastShare }: Span, at: number): number {
  return (at === from ? firstShare : 1) * (at === to - 1 ? lastShare : 1);
}

function sumRows({ data, width, channels }: Pixels, row: Span, sums: Float32Array): void {
  sums.fill(0);
  for (let y = row.from; y < row.to; y += 1) {
    const share = shareOf(row, y);
    const from = y * width * channels;
    for (let x = 0; x < sums.length; x += 1)
      sums[x] = (sums[x] as number) + share * (data[from + x] as number);
  }
}

interface RowOfSums {
  readonly sums: Float32Array;
  readonly columns: readonly Span[];
  readonly channels: number;
  readonly rowWeight: number;
}

function averageRow({ sums, columns, channels, rowWeight }: RowOfSums, data: Uint8Array, at: number): void {
  let out = at;
  for (const { from, to, firstShare, lastShare, weight } of columns) {
    const scale = 1 / (weight * rowWeight);
    const last = (to - 1) * channels;
    for (let c = 0; c < channels; c += 1) {
      const first = from * channels + c;
      let sum = (to - from === 1 ? firstShare * lastShare : firstShare) * (sums[first] as number);
      for (let x = first + channels; x < last; x += channels) sum += sums[x] as number;
      if (to - from > 1) sum += lastShare * (sums[last + c] as number);
      data[out] = Math.round(sum * scale);
      out += 1;
    }
  }
}
