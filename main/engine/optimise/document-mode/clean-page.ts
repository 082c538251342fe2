import { fitLongEdge, resizePixels } from '../picture/encode-picture.ts';
import { isFlat, isGrey, toGrey } from '../picture/flatness.ts';
import { likenessTo } from '../picture/likeness.ts';
import type { Pixels } from '../picture/pixels.ts';
import { encodeIndexedPng } from './indexed-png.ts';
import { darknessOf, inkThreshold, removeSpecks } from './ink.ts';
import { type InkedPage, type InkingResult, inkPage } from './ink-palette.ts';
import { isWrittenPage } from './page-classifier.ts';
import type { PageCorners } from './page-edges.ts';
import { findPage } from './page-finder.ts';
import { evenLight, measurePaperLight, type PaperLight } from './paper-light.ts';
import { findRulings } from './rulings.ts';
import { straighten } from './straighten.ts';

/** What a page may take once it is clean; a denser one gets fewer shades, then fewer pixels. */
const PAGE_BYTES = 60_000;

/** From the finest form to the plainest that is still easy to read. */
const FORMS = [
  { colours: 16, shades: 3 },
  { colours: 8, shades: 2 },
] as const;
const SCALES = [1, 0.85, 0.72] as const;

/** Few colours must show the page in even light as it is; shading and photographs fall below. */
const LEAST_LIKENESS = 0.93;

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

async function smallestForm(page: Pixels, { longEdgePixels }: CleanOptions): Promise<CleanPage | undefined> {
  let smallest: CleanPage | undefined;
  for (const scale of SCALES) {
    const size = fitLongEdge(page.width, page.height, longEdgePixels * scale);
    const view = await resizePixels(page, size.width, size.height);
    const inkOn = inkFinder(view);
    for (const form of FORMS) {
      const { truePalette, ...inked } = inkOn(form);
      const likeness = likenessTo(view)(
        colourise({ ...inked, palette: truePalette }, view.channels as 1 | 3),
      );
      if (likeness < LEAST_LIKENESS) continue;
      const png = encodeIndexedPng(inked);
      if (smallest === undefined || png.length < smallest.png.length) smallest = { ...inked, png, likeness };
      if (smallest.png.length <= PAGE_BYTES) return smallest;
    }
  }
  return smallest;
}

/** Finds where ink and rulings are, once; then gives them colours, in any number. */
function inkFinder(page: Pixels): (form: { colours: number; shades: number }) => InkingResult {
  const { width, height } = page;
  const darkness = darknessOf(page);
  const threshold = inkThreshold(darkness);
  removeSpecks(darkness, { width, height, threshold });
  const rulings = findRulings({ darkness, width, height, threshold });
  return (form) => inkPage(page, { darkness, threshold, rulings, ...form });
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
  const data = Uint8Array.from(pixels.data);
  const sides = corners.map((from, index) => {
    const to = corners[(index + 1) % 4] as (typeof corners)[number];
    return { from, dx: to.x - from.x, dy: to.y - from.y };
  });
  const rim = 0.004 * Math.max(pixels.width, pixels.height);
  for (let y = 0; y < pixels.height; y += 1) {
    for (let x = 0; x < pixels.width; x += 1) {
      // Clockwise corners: what is inside lies to the right of every side.
      const isInside = sides.every(
        ({ from, dx, dy }) => dx * (y - from.y) - dy * (x - from.x) > rim * Math.hypot(dx, dy),
      );
      if (!isInside)
        data.fill(
          255,
          (y * pixels.width + x) * pixels.channels,
          (y * pixels.width + x + 1) * pixels.channels,
        );
    }
  }
  return { ...pixels, data };
}
