import type { Pixels } from './pixels.ts';

/** Photographs have grain: hardly a pixel equals its neighbour. Screenshots and drawings are made of equal runs. */
const FLAT_SHARE = 0.4;

/** Whether an image is made of flat colours, as screenshots, diagrams and line drawings are. */
export function isFlat({ data, width, height, channels }: Pixels): boolean {
  let equal = 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 1; x < width; x += 1) {
      const at = (y * width + x) * channels;
      let isEqual = true;
      for (let c = 0; c < channels && isEqual; c += 1) isEqual = data[at + c] === data[at + c - channels];
      if (isEqual) equal += 1;
    }
  }
  return equal > FLAT_SHARE * height * (width - 1);
}

/** Largest difference between channels that still is grey: JPEG's own rounding makes 1 or 2. */
const GREY_TOLERANCE = 2;

/** Whether an RGB image holds no colour. */
export function isGrey({ data, channels }: Pixels): boolean {
  if (channels < 3) return true;
  for (let at = 0; at < data.length; at += channels) {
    const [r, g, b] = [data[at] as number, data[at + 1] as number, data[at + 2] as number];
    if (
      Math.abs(r - g) > GREY_TOLERANCE ||
      Math.abs(g - b) > GREY_TOLERANCE ||
      Math.abs(r - b) > GREY_TOLERANCE
    )
      return false;
  }
  return true;
}

/** One channel of an RGB image without colour. */
export function toGrey(pixels: Pixels): Pixels {
  if (pixels.channels < 3) return pixels;
  const data = new Uint8Array(pixels.width * pixels.height);
  for (let pixel = 0; pixel < data.length; pixel += 1)
    data[pixel] = pixels.data[pixel * pixels.channels + 1] as number;
  return { data, width: pixels.width, height: pixels.height, channels: 1 };
}
