import type { Pixels } from '../picture/pixels.ts';

/** Darkness, 0 to 255, below which a speck may be noise, whatever the noise. */
const LEAST_DARKNESS = 26;
const MOST_DARKNESS = 64;

/** Paper's own noise times this is where ink begins. */
const NOISE_MARGIN = 4;

/** How dark each pixel is in its darkest channel, so that a yellow line counts as much as a grey one. */
export function darknessOf({ data, width, height, channels }: Pixels): Uint8Array {
  const darkness = new Uint8Array(width * height);
  for (let pixel = 0, at = 0; pixel < darkness.length; pixel += 1) {
    let least = 255;
    for (const end = at + channels; at < end; at += 1)
      if ((data[at] as number) < least) least = data[at] as number;
    darkness[pixel] = 255 - least;
  }
  return darkness;
}

/**
 * The darkness at which ink begins on this page, told from how much its paper varies.
 *
 * On a page most pixels are paper: half of them are lighter than the median, so the noise shows in the lower half.
 */
export function inkThreshold(darkness: Uint8Array): number {
  const histogram = new Uint32Array(256);
  for (const level of darkness) histogram[level] = (histogram[level] as number) + 1;
  const quantile = (share: number) => {
    let seen = 0;
    for (let level = 0; level < 256; level += 1) {
      seen += histogram[level] as number;
      if (seen >= share * darkness.length) return level;
    }
    return 255;
  };
  const spread = Math.max(2, quantile(0.45) - quantile(0.1));
  return Math.min(MOST_DARKNESS, Math.max(LEAST_DARKNESS, quantile(0.3) + NOISE_MARGIN * spread));
}

/** Removes specks: groups of ink that touch nothing, are tiny and not clearly dark. Changes `darkness` in place. */
export function removeSpecks(
  darkness: Uint8Array,
  { width, height, threshold }: { width: number; height: number; threshold: number },
): void {
  const isInk = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < width && y < height && (darkness[y * width + x] as number) >= threshold;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const own = darkness[y * width + x] as number;
      if (own < threshold || own >= threshold * 3) continue;
      let neighbours = 0;
      for (let dy = -1; dy <= 1; dy += 1)
        for (let dx = -1; dx <= 1; dx += 1)
          if ((dx !== 0 || dy !== 0) && isInk(x + dx, y + dy)) neighbours += 1;
      if (neighbours <= 1) darkness[y * width + x] = 0;
    }
  }
}
