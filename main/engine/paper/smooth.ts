import type { Rendering } from '../optimise/pdf/rendering/pdfium.ts';

/**
 * A page in grey, each pixel the mean of the square around it, as the four bytes a pixel that the reader of codes takes.
 *
 * A scanner's grain makes it search a page for many seconds and find nothing; smoothed over a third of a module, nothing is
 * lost of a code.
 * @param radius of the square, in pixels
 */
export function smoothed({ data, width, height }: Rendering, radius: number): Uint8ClampedArray {
  const grey = new Uint8Array(width * height);
  // Blue, green, red: green is nearest to how light a page looks.
  for (let pixel = 0; pixel < grey.length; pixel += 1) grey[pixel] = data[pixel * 4 + 1] as number;
  const rows = meanAlong(grey, { count: height, length: width, step: 1, stride: width }, radius);
  const means = meanAlong(rows, { count: width, length: height, step: width, stride: 1 }, radius);
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let pixel = 0; pixel < means.length; pixel += 1)
    pixels.fill(means[pixel] as number, pixel * 4, pixel * 4 + 3);
  return pixels;
}

interface Lines {
  readonly count: number;
  readonly length: number;
  /** From one place of a line to its next, and from one line to the next. */
  readonly step: number;
  readonly stride: number;
}

/** A running mean; at a line's ends, of what there is. */
function meanAlong(values: Uint8Array, { count, length, step, stride }: Lines, radius: number): Uint8Array {
  const means = new Uint8Array(values.length);
  for (let line = 0; line < count; line += 1) {
    const at = line * stride;
    let [sum, held] = [0, 0];
    for (let place = -radius; place < length; place += 1) {
      const coming = place + radius;
      const leaving = place - radius - 1;
      if (coming < length) [sum, held] = [sum + (values[at + coming * step] as number), held + 1];
      if (leaving >= 0) [sum, held] = [sum - (values[at + leaving * step] as number), held - 1];
      if (place >= 0) means[at + place * step] = sum / held;
    }
  }
  return means;
}
