/** A decoded image: eight bits a sample, rows from the top, samples interleaved. */
export interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** 1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha. */
  readonly channels: 1 | 2 | 3 | 4;
}

/** Rec. 601 luminance, which is what JPEG itself keeps best. */
export function luminanceAt({ data, channels }: Pixels, pixel: number): number {
  const at = pixel * channels;
  if (channels < 3) return data[at] as number;
  return 0.299 * (data[at] as number) + 0.587 * (data[at + 1] as number) + 0.114 * (data[at + 2] as number);
}

/** The luminance of a row of pixels. */
export function fillLuminance(row: Float64Array, { data, width, channels }: Pixels, y: number): void {
  let at = y * width * channels;
  for (let x = 0; x < width; x += 1, at += channels) {
    row[x] =
      channels < 3
        ? (data[at] as number)
        : 0.299 * (data[at] as number) + 0.587 * (data[at + 1] as number) + 0.114 * (data[at + 2] as number);
  }
}

/** What sharp wants to know of raw pixels. */
export function rawOf({ width, height, channels }: Pixels): {
  raw: { width: number; height: number; channels: 1 | 2 | 3 | 4 };
} {
  return { raw: { width, height, channels } };
}
