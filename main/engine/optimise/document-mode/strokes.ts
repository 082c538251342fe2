import type { Pixels } from '../picture/pixels.ts';

/** Of the long edge: what is thicker, a millimetre and a half on A4, is no stroke of a pen. */
const THICKNESS_SHARE = 0.0025;

/** Levels of 255 below which a stroke on clean paper cannot be followed by an eye, and noise looks like one. */
const LEAST_CONTRAST = 9;

/** Paper's own unevenness, as the median of all contrasts, times this is no noise any more. */
const NOISE_MARGIN = 3;

/** Pixels of a group that is a dot or more: a third of a millimetre by one at 170 dpi. */
const LEAST_GROUP = 8;

/** Pixels within which the blur of a lens, or of the average, brings a stroke down to half its contrast. */
const FALL_OFF = 2;

/** Thin dark things of a page, by how much each of its pixels is darker than the paper beside it. */
export interface Strokes {
  readonly width: number;
  readonly height: number;
  /** 0 to 255 for each pixel: darkness above that of its surroundings, averaged over three pixels each way. */
  readonly contrast: Uint8Array;
  /** The contrast at which a stroke stands out from this paper's noise. */
  readonly threshold: number;
}

/**
 * Measures the thin dark things of a page (pen, pencil, print, printed lines), whatever the light that falls on it.
 *
 * `darkness` is that of the darkest channel, 0 to 255, rows from the top. A white top-hat: what is left of the darkness
 * when everything thicker than a stroke is taken away (Serra, 1982).
 */
export function measureStrokes(darkness: Uint8Array, { width, height }: Size): Strokes {
  const smooth = smoothen(darkness, width, height);
  const reach = Math.max(2, Math.round(Math.max(width, height) * THICKNESS_SHARE));
  const paper = extremes(extremes(smooth, { width, height, reach }, false), { width, height, reach }, true);
  const contrast = smooth;
  const histogram = new Uint32Array(256);
  for (let at = 0; at < contrast.length; at += 1) {
    const level = (smooth[at] as number) - (paper[at] as number);
    contrast[at] = level;
    histogram[level] = (histogram[level] as number) + 1;
  }
  return {
    width,
    height,
    contrast,
    threshold: Math.max(LEAST_CONTRAST, NOISE_MARGIN * medianOf(histogram, contrast.length)),
  };
}

type Size = Pick<Pixels, 'width' | 'height'>;

/** 1 for each pixel of a stroke: those that stand out, at least half as much as their neighbours, in groups of a dot or more. */
export function strokeMask({ width, height, contrast, threshold }: Strokes): Uint8Array {
  const peaks = neighbourhoodPeaks({ width, height, contrast }, FALL_OFF);
  const mask = contrast.map((level, at) => (level >= threshold && 2 * level > (peaks[at] as number) ? 1 : 0));
  eachGroup(mask, { width, height }, (pixels) => {
    if (pixels.length < LEAST_GROUP) for (const pixel of pixels) mask[pixel] = 0;
  });
  return mask;
}

/** The strongest contrast within `reach` pixels of each. */
export function neighbourhoodPeaks(
  { contrast, width, height }: Omit<Strokes, 'threshold'>,
  reach: number,
): Uint8Array {
  return extremes(contrast, { width, height, reach }, true);
}

/** Visits the groups of touching pixels, corners included, of a mask of ones. The list is only good during the visit. */
export function eachGroup(
  mask: Uint8Array,
  { width, height }: Size,
  visit: (pixels: Int32Array) => void,
): void {
  const waiting = Uint8Array.from(mask);
  const group = new Int32Array(mask.length);
  for (let start = 0; start < waiting.length; start += 1) {
    if (waiting[start] === 0) continue;
    waiting[start] = 0;
    group[0] = start;
    let count = 1;
    for (let next = 0; next < count; next += 1) {
      const pixel = group[next] as number;
      const x = pixel % width;
      const y = (pixel - x) / width;
      for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row += 1) {
        const last = row * width + Math.min(width - 1, x + 1);
        for (let near = row * width + Math.max(0, x - 1); near <= last; near += 1) {
          if (waiting[near] === 0) continue;
          waiting[near] = 0;
          group[count] = near;
          count += 1;
        }
      }
    }
    visit(group.subarray(0, count));
  }
}

/** The mean of three pixels each way, so that a sensor's noise is a third of what it was. */
function smoothen(samples: Uint8Array, width: number, height: number): Uint8Array {
  const rows = new Uint16Array(samples.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0, at = y * width; x < width; x += 1, at += 1) {
      const own = samples[at] as number;
      rows[at] =
        own +
        (x > 0 ? (samples[at - 1] as number) : own) +
        (x < width - 1 ? (samples[at + 1] as number) : own);
    }
  }
  const out = new Uint8Array(samples.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0, at = y * width; x < width; x += 1, at += 1) {
      const own = rows[at] as number;
      const sum =
        own +
        (y > 0 ? (rows[at - width] as number) : own) +
        (y < height - 1 ? (rows[at + width] as number) : own);
      out[at] = sum / 9;
    }
  }
  return out;
}

interface Neighbourhood extends Size {
  /** Pixels on each side. */
  readonly reach: number;
}

/** The darkest, or the lightest, of a square around each pixel; one direction after the other, as far as the rim. */
function extremes(samples: Uint8Array, { width, height, reach }: Neighbourhood, isMost: boolean): Uint8Array {
  const rows = Uint8Array.from(samples);
  for (let y = 0; y < height; y += 1) {
    for (let shift = -reach; shift <= reach; shift += 1) {
      const from = y * width + Math.max(0, -shift);
      spread(samples, rows, { from, to: y * width + width - Math.max(0, shift), shift, isMost });
    }
  }
  const out = Uint8Array.from(rows);
  for (let shift = -reach; shift <= reach; shift += 1) {
    const from = Math.max(0, -shift) * width;
    spread(rows, out, { from, to: (height - Math.max(0, shift)) * width, shift: shift * width, isMost });
  }
  return out;
}

interface Shift {
  readonly from: number;
  readonly to: number;
  readonly shift: number;
  readonly isMost: boolean;
}

/** Lets each of some samples become the one that lies `shift` further, where that is more, or less. */
function spread(samples: Uint8Array, out: Uint8Array, { from, to, shift, isMost }: Shift): void {
  if (isMost) {
    for (let at = from; at < to; at += 1) {
      const other = samples[at + shift] as number;
      if (other > (out[at] as number)) out[at] = other;
    }
  } else {
    for (let at = from; at < to; at += 1) {
      const other = samples[at + shift] as number;
      if (other < (out[at] as number)) out[at] = other;
    }
  }
}

function medianOf(histogram: Uint32Array, count: number): number {
  let seen = 0;
  for (let level = 0; level < histogram.length; level += 1) {
    seen += histogram[level] as number;
    if (seen * 2 >= count) return level;
  }
  return 255;
}
