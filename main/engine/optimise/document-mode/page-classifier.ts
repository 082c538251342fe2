import type { Pixels } from '../picture/pixels.ts';

export interface EvenPage {
  /** In even light. */
  readonly page: Pixels;
  readonly darkness: Uint8Array;
  readonly threshold: number;
  /** How bright the paper was found to be, 0 to 255, the darkest and the brightest of its squares. */
  readonly paper: { readonly darkest: number; readonly brightest: number };
}

/** Least share of a page that is blank paper. Squared paper is inked on a quarter. */
const LEAST_PAPER = 0.55;

/** Squares of this many thousandths of the long edge hold a letter's stroke, but no letter. */
const SQUARE_SHARE = 0.008;

/** Most squares that may hold no paper at all: headings and frames do, photographs and shading hold many. */
const MOST_SOLID = 0.025;

/** Most squares that may be grey all over rather than crossed by lines: what pencil shading and photographs leave. */
const MOST_TONED = 0.012;

/** Darker "paper" is a photograph's shadow, or a blackboard. */
const LEAST_BRIGHTNESS = 60;
const LEAST_EVENNESS = 0.22;

/**
 * Whether a picture in even light is a written or printed page, and nothing that few colours would spoil.
 *
 * Photographs and shaded drawings hold places without paper in them, and tones that are neither paper nor ink.
 */
export function isWrittenPage({ page, darkness, threshold, paper }: EvenPage): boolean {
  if (paper.brightest < LEAST_BRIGHTNESS * 1.5 || paper.darkest < LEAST_BRIGHTNESS * 0.5) return false;
  if (paper.darkest / paper.brightest < LEAST_EVENNESS) return false;
  const blank = darkness.reduce((count, level) => count + (level < threshold ? 1 : 0), 0) / darkness.length;
  if (blank < LEAST_PAPER || blank > 0.9995) return false;
  const { solid, toned } = squaresOf({ page, darkness, threshold });
  return solid <= MOST_SOLID && toned <= MOST_TONED;
}

/** Shares of the squares that hold no paper, and of those that are of one middle tone. */
export function squaresOf({ page, darkness, threshold }: Pick<EvenPage, 'page' | 'darkness' | 'threshold'>): {
  readonly solid: number;
  readonly toned: number;
} {
  const { width, height } = page;
  const side = Math.max(4, Math.round(Math.max(width, height) * SQUARE_SHARE));
  let [solid, toned, squares] = [0, 0, 0];
  for (let top = 0; top + side <= height; top += side) {
    for (let left = 0; left + side <= width; left += side) {
      let [least, most] = [255, 0];
      for (let y = top; y < top + side; y += 1) {
        for (let x = left; x < left + side; x += 1) {
          const level = darkness[y * width + x] as number;
          if (level < least) least = level;
          if (level > most) most = level;
        }
      }
      squares += 1;
      if (least < threshold) continue;
      solid += 1;
      if (most < 200) toned += 1;
    }
  }
  return squares === 0 ? { solid: 1, toned: 1 } : { solid: solid / squares, toned: toned / squares };
}
