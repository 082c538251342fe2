import { fitLongEdge, resizePixels } from '../picture/encode-picture.ts';
import { isFlat, isGrey, toGrey } from '../picture/flatness.ts';
import { likenessTo } from '../picture/likeness.ts';
import type { Pixels } from '../picture/pixels.ts';
import { encodeIndexedPng } from './indexed-png.ts';
import { darknessOf, inkThreshold, removeSpecks } from './ink.ts';
import { type InkedPage, inkPage } from './ink-palette.ts';
import { isWrittenPage } from './page-classifier.ts';
import type { PageCorners } from './page-edges.ts';
import { findPage } from './page-finder.ts';
import { evenLight, measurePaperLight, type PaperLight } from './paper-light.ts';
import { findRulings } from './rulings.ts';
import { measureStrokes, strokeMask } from './strokes.ts';
import { keepsStrokes, lossOfStrokes, type WrittenPage } from './strokes-kept.ts';

/** What a page may take once it is clean; a denser one gets fewer shades, then fewer pixels. */
const PAGE_BYTES = 60_000;

/** From the finest form to the plainest that is still easy to read. */
const FORMS = [
  { colours: 16, shades: 3 },
  { colours: 8, shades: 2 },
] as const;
const SCALES = [1, 0.85, 0.72] as const;

/** The long edge of an A4 page, for which that is meant. */
const A4_PIXELS = 2000;

/** Few colours must show the page in even light as it is; shading and photographs fall below. */
const LEAST_LIKENESS = 0.93;

/** With where lines are printed on its paper. */
interface RuledPage extends WrittenPage {
  readonly printed: Uint8Array;
}

import { straighten } from './straighten.ts';

export interface CleanPage extends InkedPage {
  /** The page as a PNG with a palette. */
  readonly png: Uint8Array;
  /** Likeness to the page in even light, 0 to 1 (see picture/likeness.ts). */
  readonly likeness: number;
}

export interface CleanOptions {
  /** Most pixels of the long edge. */
  readonly longEdgePixels: number;
  /**
   * The page must fill the same rectangle as the picture did, since something else is placed by it: it is not cut out
   * and straightened; what lies around it turns white.
   */
  readonly keepsFrame?: boolean;
  /** Called after each step: on an old computer all of them together take longer than a sign of life may. */
  readonly onStep?: () => void;
}

/**
 * Document mode: a photographed or scanned page with its light evened, its paper white, and its inks in few colours.
 *
 * Grey or RGB pixels, upright, a little larger than the long edge for the best result. Returns undefined for anything
 * that is not clearly a page of writing or print: a photograph, a shaded drawing, a screenshot.
 */
export async function cleanPage(pixels: Pixels, options: CleanOptions): Promise<CleanPage | undefined> {
  if (pixels.channels % 2 === 0 || isFlat(pixels)) return undefined;
  const source = isGrey(pixels) ? toGrey(pixels) : pixels;
  const corners = findPage(source);
  const straight = framed(source, corners, options);
  const light = measurePaperLight(straight);
  const even = evenLight(straight, light);
  options.onStep?.();
  const page = corners !== undefined && options.keepsFrame === true ? whiten(even, corners) : even;
  const darkness = darknessOf(page);
  const threshold = inkThreshold(darkness);
  if (!isWrittenPage({ page, darkness, threshold, paper: extremesOf(light) })) return undefined;
  return smallestForm(page, options);
}

function framed(pixels: Pixels, corners: PageCorners | undefined, options: CleanOptions): Pixels {
  if (corners === undefined || options.keepsFrame === true) return pixels;
  return straighten(pixels, corners, options.longEdgePixels);
}

async function smallestForm(
  page: Pixels,
  { longEdgePixels, onStep }: CleanOptions,
): Promise<CleanPage | undefined> {
  const budget = PAGE_BYTES * Math.max(1, longEdgePixels / A4_PIXELS) ** 2;
  const large: { readonly sizeBytes: number; readonly check: () => CleanPage | undefined }[] = [];
  for (const scale of SCALES) {
    const size = fitLongEdge(page.width, page.height, longEdgePixels * scale);
    const { written, inkOn } = inkFinder(await resizePixels(page, size.width, size.height));
    onStep?.();
    for (const form of FORMS) {
      const inked = inkOn(form);
      const png = encodeIndexedPng(inked);
      onStep?.();
      const check = () => checked(written, { ...inked, png });
      const clean = png.length <= budget ? check() : undefined;
      if (clean !== undefined) return clean;
      if (png.length > budget) large.push({ sizeBytes: png.length, check });
    }
  }
  for (const { check } of large.sort((a, b) => a.sizeBytes - b.sizeBytes)) {
    const clean = check();
    if (clean !== undefined) return clean;
  }
  return undefined;
}

/** The page with what it is like, if that is near enough, and all that was written is still there. */
function checked(written: RuledPage, made: InkedPage & { readonly png: Uint8Array }): CleanPage | undefined {
  const shown = colourise(made, written.page.channels as 1 | 3);
  const likeness = likenessTo(withLinesOf(shown, written, made))(shown);
  if (likeness < LEAST_LIKENESS || !keepsStrokes(lossOfStrokes(written, shown))) return undefined;
  return { ...made, likeness };
}

/** The page with its printed lines as they are shown: drawn anew, and paler, they say nothing of how like the rest is. */
function withLinesOf(shown: Pixels, { page, printed }: RuledPage, { rulings }: InkedPage): Pixels {
  const data = Uint8Array.from(page.data);
  const { channels } = page;
  for (let pixel = 0; pixel < printed.length; pixel += 1) {
    if (printed[pixel] === 0 && rulings[pixel] === 0) continue;
    for (let at = pixel * channels; at < (pixel + 1) * channels; at += 1) data[at] = shown.data[at] as number;
  }
  return { ...page, data };
}

/** Finds where strokes, ink and rulings are, once; then gives them colours, in any number. */
function inkFinder(page: Pixels): {
  readonly written: RuledPage;
  readonly inkOn: (form: { colours: number; shades: number }) => InkedPage;
} {
  const { width, height } = page;
  const darkness = darknessOf(page);
  const threshold = inkThreshold(darkness);
  const strokes = measureStrokes(darkness, page);
  const { printed, drawn } = findRulings(strokes);
  const mask = strokeMask(strokes);
  removeSpecks(darkness, { width, height, threshold });
  const rulings = new Uint8Array(darkness.length);
  for (let pixel = 0; pixel < darkness.length; pixel += 1) {
    const own = darkness[pixel] as number;
    if (printed[pixel] === 1) darkness[pixel] = 0;
    // Pencils and fine pens may be paler than other things that are no ink.
    else if (mask[pixel] === 1) darkness[pixel] = Math.max(threshold, own);
    if (drawn[pixel] === 1 && (darkness[pixel] as number) < threshold)
      [darkness[pixel], rulings[pixel]] = [threshold, 1];
  }
  return {
    written: { page, strokes, mask, printed },
    inkOn: (form) => inkPage(page, { darkness, threshold, rulings, ...form }),
  };
}

function colourise({ indices, palette, width, height }: InkedPage, channels: 1 | 3): Pixels {
  const data = new Uint8Array(width * height * channels);
  for (let pixel = 0; pixel < indices.length; pixel += 1) {
    for (let c = 0; c < channels; c += 1)
      data[pixel * channels + c] = palette[(indices[pixel] as number) * 3 + c] as number;
  }
  return { data, width, height, channels };
}

function extremesOf({ levels, channels }: PaperLight): { darkest: number; brightest: number } {
  let [darkest, brightest] = [255, 0];
  for (let at = 0; at < levels.length; at += channels) {
    let level = 0;
    for (let c = 0; c < channels; c += 1) level = Math.max(level, levels[at + c] as number);
    darkest = Math.min(darkest, level);
    brightest = Math.max(brightest, level);
  }
  return { darkest, brightest };
}

/** White wherever the page is not. */
function whiten(pixels: Pixels, corners: PageCorners): Pixels {
  const { width, height, channels } = pixels;
  const data = Uint8Array.from(pixels.data);
  const rim = 0.004 * Math.max(width, height);
  for (let y = 0; y < height; y += 1) {
    let [first, last] = [0, width];
    corners.forEach((from, index) => {
      const to = corners[(index + 1) % 4] as (typeof corners)[number];
      const [dx, dy] = [to.x - from.x, to.y - from.y];
      // Clockwise corners: what is inside lies to the right of every side.
      const space = dx * (y - from.y) - rim * Math.hypot(dx, dy);
      if (dy > 0) last = Math.min(last, from.x + space / dy);
      else if (dy < 0) first = Math.max(first, from.x + space / dy);
      else if (space <= 0) last = 0;
    });
    const left = Math.min(width, Math.max(0, Math.ceil(first)));
    const right = Math.max(left, Math.min(width, Math.ceil(last)));
    data.fill(255, y * width * channels, (y * width + left) * channels);
    data.fill(255, (y * width + right) * channels, (y + 1) * width * channels);
  }
  return { ...pixels, data };
}
