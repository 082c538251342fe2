/** Share of a page's side along which a thin pale line must run to be one that was printed on the paper. */
const LEAST_SHARE = 0.08;

/** What a missing pixel costs a run: a line survives a gap of a few, a row of letters does not. */
const GAP_COST = 12;

/** What a step aside costs: a sheet that lies askew asks for one in fifty pixels, a slanting stroke for many. */
const SHIFT_COST = 12;

/** Rulings are paler than this share of the page's darkest inks. */
const PALE_SHARE = 0.55;

export interface Ink {
  readonly darkness: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** The darkness at which ink begins. */
  readonly threshold: number;
}

/**
 * Finds the lines and squares that are printed on school paper: pale, and long in one direction.
 *
 * Returns 1 for each pixel that belongs to one. Writing that crosses them is darker, and is left out.
 */
export function findRulings(ink: Ink): Uint8Array {
  const { darkness, width, height, threshold } = ink;
  const palest = paleLimit(ink);
  const rulings = new Uint8Array(darkness.length);
  const isLine = (pixel: number) => (darkness[pixel] as number) >= threshold;
  const mark = (direction: Direction) => {
    const least = Math.round(direction.along * LEAST_SHARE);
    const lengths = runsAcross(isLine, direction, least);
    for (let pixel = 0; pixel < rulings.length; pixel += 1)
      if ((lengths[pixel] as number) >= least && isLine(pixel) && (darkness[pixel] as number) < palest)
        rulings[pixel] = 1;
  };
  mark({ along: width, across: height, step: 1, stride: width });
  mark({ along: height, across: width, step: width, stride: 1 });
  return rulings;
}

/** The darkness below which ink is pale beside the darkest that the page has. */
function paleLimit({ darkness, threshold }: Ink): number {
  const histogram = new Uint32Array(256);
  let total = 0;
  for (const level of darkness) {
    if (level < threshold) continue;
    histogram[level] = (histogram[level] as number) + 1;
    total += 1;
  }
  let seen = 0;
  for (let level = 255; level > threshold; level -= 1) {
    seen += histogram[level] as number;
    if (seen >= total * 0.03) return level * PALE_SHARE;
  }
  return threshold;
}

interface Direction {
  readonly along: number;
  readonly across: number;
  /** From a pixel to the next along the line, and to its neighbour across. */
  readonly step: number;
  readonly stride: number;
}

/**
 * For each pixel, how long the run is that it lies on, counted up to `enough` on either side.
 *
 * Not further, so that a stroke that leaves a line does not inherit its length.
 */
function runsAcross(
  isLine: (pixel: number) => boolean,
  { along, across, step, stride }: Direction,
  enough: number,
): Uint16Array {
  const lengths = new Uint16Array(along * across);
  for (const isForward of [true, false]) {
    let before = new Uint16Array(across + 2);
    for (let index = 0; index < along; index += 1) {
      const a = isForward ? index : along - 1 - index;
      const here = new Uint16Array(across + 2);
      for (let c = 0; c < across; c += 1) {
        const aside = Math.max(before[c] as number, before[c + 2] as number) - SHIFT_COST;
        const longest = Math.max(0, aside, before[c + 1] as number);
        const pixel = a * step + c * stride;
        here[c + 1] = isLine(pixel) ? Math.min(enough, longest + 1) : Math.max(0, longest - GAP_COST);
        lengths[pixel] = (lengths[pixel] as number) + (here[c + 1] as number);
      }
      before = here;
    }
  }
  return lengths;
}
