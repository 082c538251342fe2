import type { Pixels } from '../picture/pixels.ts';
import { darknessOf } from './ink.ts';
import { eachGroup, measureStrokes, neighbourhoodPeaks, type Strokes } from './strokes.ts';

/**
 * What a stroke must keep of its contrast, within two pixels of its place. Printed lines, shown paler, just do; a pencil's
 * stroke that was taken for part of one does not.
 */
const KEPT_CONTRAST = 0.36;
const REACH = 2;

/** Chroma, 0 to 255, from which a stroke has a colour that is to be told: a red pen, not the tint of blue-black ink. */
const CLEAR_CHROMA = 70;

/** Half of the cosine's range: red may come out as orange, not as green, nor as grey. */
const LEAST_HUE_COSINE = 0.6;

/** Pixels of a group that can be missed by an eye: a third of a millimetre of a stroke. */
const TRIFLE_PIXELS = 10;

/** What may be lost, of all pixels of strokes and in one piece: a millimetre and a half of a fine pen. */
const MAX_LOST_SHARE = 0.001;
const MAX_LOST_PIXELS = 24;

export interface StrokeLoss {
  /** Of the pixels of all strokes. */
  readonly share: number;
  /** Pixels of the largest piece. */
  readonly largest: number;
}

/** Whether what was written on a page is still there, in its colours. */
export function keepsStrokes(loss: StrokeLoss): boolean {
  return loss.share <= MAX_LOST_SHARE && loss.largest <= MAX_LOST_PIXELS;
}

export interface WrittenPage {
  readonly page: Pixels;
  /** Measured in its darkness. */
  readonly strokes: Strokes;
  /** 1 for each pixel of a stroke. */
  readonly mask: Uint8Array;
}

/** What `after`, of the same size and channels as the page, lacks of its strokes. */
export function lossOfStrokes({ page: before, strokes, mask }: WrittenPage, after: Pixels): StrokeLoss {
  const { width, height } = before;
  const shown = neighbourhoodPeaks(measureStrokes(darknessOf(after), after), REACH);
  let total = 0;
  const lost = mask.map((is, pixel) => {
    if (is === 0) return 0;
    total += 1;
    const isShown = (shown[pixel] as number) >= KEPT_CONTRAST * (strokes.contrast[pixel] as number);
    return isShown && hasSameHue(before, after, pixel) ? 0 : 1;
  });
  let [sum, largest] = [0, 0];
  eachGroup(lost, { width, height }, (pixels) => {
    if (pixels.length <= TRIFLE_PIXELS) return;
    sum += pixels.length;
    largest = Math.max(largest, pixels.length);
  });
  return { share: total === 0 ? 0 : sum / total, largest };
}

/** Colours are compared where both have ink: what became paper is lost by its contrast. */
function hasSameHue(before: Pixels, after: Pixels, pixel: number): boolean {
  if (before.channels !== 3) return true;
  const a = hueAt(before, pixel);
  if (a.chroma < CLEAR_CHROMA) return true;
  const b = hueAt(after, pixel);
  if (b.isPaper) return true;
  const product = a.vector[0] * b.vector[0] + a.vector[1] * b.vector[1] + a.vector[2] * b.vector[2];
  const lengths = Math.hypot(...a.vector) * Math.hypot(...b.vector);
  return lengths > 0 && product >= LEAST_HUE_COSINE * lengths;
}

function hueAt({ data }: Pixels, pixel: number) {
  const [red, green, blue] = [
    data[pixel * 3] as number,
    data[pixel * 3 + 1] as number,
    data[pixel * 3 + 2] as number,
  ];
  const mean = (red + green + blue) / 3;
  const least = Math.min(red, green, blue);
  const chroma = Math.max(red, green, blue) - least;
  return { chroma, isPaper: least === 255, vector: [red - mean, green - mean, blue - mean] as const };
}
