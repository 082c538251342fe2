import { luminanceAt, type Pixels } from '../picture/pixels.ts';

/** A block of this many pixels each way is smaller than the dot of an i in any ink. */
const BLOCK_PIXELS = 4;

/** Levels of 255 by which a block's mean may stray from grey: a scanner's noise does, a pale pencil does more. */
const MAX_STRAY = 8;

/** Of the whole image: paper with a tint keeps it. */
const MAX_MEAN_STRAY = 2;

/** Whether an RGB image holds no colour, but for the noise of the sensor that took it. */
export function isGreyButForNoise({ data, width, height, channels }: Pixels): boolean {
  if (channels < 3) return true;
  let total = 0;
  let blocks = 0;
  for (let top = 0; top < height; top += BLOCK_PIXELS) {
    for (let left = 0; left < width; left += BLOCK_PIXELS) {
      const sums = [0, 0, 0];
      const [bottom, right] = [Math.min(height, top + BLOCK_PIXELS), Math.min(width, left + BLOCK_PIXELS)];
      for (let y = top; y < bottom; y += 1) {
        for (let at = (y * width + left) * channels; at < (y * width + right) * channels; at += channels) {
          for (let c = 0; c < 3; c += 1) sums[c] = (sums[c] as number) + (data[at + c] as number);
        }
      }
      const stray = (Math.max(...sums) - Math.min(...sums)) / ((bottom - top) * (right - left));
      if (stray > MAX_STRAY) return false;
      total += stray;
      blocks += 1;
    }
  }
  return total <= MAX_MEAN_STRAY * blocks;
}

/** One channel of luminance. */
export function luminanceOf(pixels: Pixels): Pixels {
  if (pixels.channels < 3) return pixels;
  const data = new Uint8Array(pixels.width * pixels.height);
  for (let pixel = 0; pixel < data.length; pixel += 1) data[pixel] = Math.round(luminanceAt(pixels, pixel));
  return { data, width: pixels.width, height: pixels.height, channels: 1 };
}
