import type { Strokes } from './strokes.ts';

/** Share of a page's side along which a thin pale line must run, on either side, to be one that was printed on the paper. */
const LEAST_SHARE = 0.12;

/** What a missing pixel costs a run: a line survives a gap of a few, a row of letters does not. */
const GAP_COST = 8;

/** What a step aside costs: a sheet that lies askew asks for one in fifty pixels, a slanting stroke for many. */
const SHIFT_COST = 32;

/** What a run may lack: a step and a short gap, but not two steps, by which a letter that stands on a line would join it. */
const SLACK = 55;

/** Rulings stand out by less than this share of the page's darkest inks. */
const PALE_SHARE = 0.55;

/** Pixels of a line that stand out by more than this times its middle ones are crossed by something that was written. */
const CROSSED = 1.5;

/** Pixels on each side over which the middle of a line is averaged, and the longest gap that it is drawn across. */
const EVENING = 24;
const LONGEST_GAP = 64;

/** Lines are drawn as thick as they are printed: a fifth to a third of a millimetre. */
const DRAWN_PIXELS = 2;

export interface Rulings {
  /** 1 for each pixel that a printed line darkens, where nothing is written. */
  readonly printed: Uint8Array;
  /** 1 for each pixel of the same lines, drawn evenly: what a sensor's noise made of their edges takes most of a page's bytes. */
  readonly drawn: Uint8Array;
}

/** Finds the lines and squares that are printed on school paper: pale, and long in one direction. */
export function findRulings(strokes: Strokes): Rulings {
  const { contrast, width, height, threshold } = strokes;
  const palest = paleLimit(strokes);
  const rulings = { printed: new Uint8Array(contrast.length), drawn: new Uint8Array(contrast.length) };
  const isStroke = (pixel: number) => (contrast[pixel] as number) >= threshold;
  const mark = (direction: Direction) => {
    const least = Math.round(direction.along * LEAST_SHARE);
    const lengths = runsAcross(isStroke, direction, least);
    const isLine = (pixel: number) =>
      (lengths[pixel] as number) >= least - SLACK && isStroke(pixel) && (contrast[pixel] as number) < palest;
    for (const line of followLines(isLine, direction)) {
      if (line.places.length < least) continue;
      drawLine(line, { contrast, direction, isLine, rulings });
    }
  };
  mark({ along: width, across: height, step: 1, stride: width });
  mark({ along: height, across: width, step: width, stride: 1 });
  return rulings;
}

/** The contrast below which a stroke is pale beside the strongest that the page has. */
function paleLimit({ contrast, threshold }: Strokes): number {
  const histogram = new Uint32Array(256);
  let total = 0;
  for (const level of contrast) {
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
 * For each pixel, how long the run is that it lies on, on the side on which it is shorter, counted up to `enough`.
 *
 * Not further, so that a stroke that leaves a line does not inherit its length. Lines are taken to go on beyond the page.
 */
function runsAcross(
  isStroke: (pixel: number) => boolean,
  { along, across, step, stride }: Direction,
  enough: number,
): Uint16Array {
  const lengths = new Uint16Array(along * across).fill(enough);
  for (const isForward of [true, false]) {
    let before = new Uint16Array(across + 2).fill(enough);
    for (let index = 0; index < along; index += 1) {
      const a = isForward ? index : along - 1 - index;
      const here = new Uint16Array(across + 2);
      for (let c = 0; c < across; c += 1) {
        const aside = Math.max(before[c] as number, before[c + 2] as number) - SHIFT_COST;
        const longest = Math.max(0, aside, before[c + 1] as number);
        const pixel = a * step + c * stride;
        here[c + 1] = isStroke(pixel) ? Math.min(enough, longest + 1) : Math.max(0, longest - GAP_COST);
        lengths[pixel] = Math.min(lengths[pixel] as number, here[c + 1] as number);
      }
      before = here;
    }
  }
  return lengths;
}

/** Where a line lies at one place along it: from and to, both within, across. */
interface Place {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

interface Line {
  readonly places: Place[];
}

/** Puts the pixels of lines together, each from where it begins to where it ends. */
function followLines(
  isLine: (pixel: number) => boolean,
  { along, across, step, stride }: Direction,
): readonly Line[] {
  const lines: Line[] = [];
  // Which line was last seen here, a place aside of it included.
  const owners: (Line | undefined)[] = Array.from({ length: across });
  for (let at = 0; at < along; at += 1) {
    for (let from = 0; from < across; from += 1) {
      if (!isLine(at * step + from * stride)) continue;
      let to = from;
      while (to + 1 < across && isLine(at * step + (to + 1) * stride)) to += 1;
      const near = owners.slice(Math.max(0, from - 1), to + 2);
      let line = near.find((one) => one !== undefined && goesOn(one, { at, from, to }));
      if (line === undefined) {
        line = { places: [] };
        lines.push(line);
      }
      line.places.push({ at, from, to });
      owners.fill(line, from, to + 1);
      from = to;
    }
  }
  return lines;
}

/** Whether the line's last place lies before this one and beside it. */
function goesOn({ places }: Line, { at, from, to }: Place): boolean {
  const last = places.at(-1) as Place;
  return last.at < at && at - last.at <= LONGEST_GAP && from <= last.to + 1 && to >= last.from - 1;
}

interface Drawing {
  readonly contrast: Uint8Array;
  readonly direction: Direction;
  readonly isLine: (pixel: number) => boolean;
  readonly rulings: Rulings;
}

/**
 * Draws a line through its middle, evened along it, and marks what it printed: no wider than it usually is, since letters
 * stand on it, and no darker, since strokes cross it.
 */
function drawLine(
  { places }: Line,
  { contrast, direction: { across, step, stride }, isLine, rulings: { printed, drawn } }: Drawing,
): void {
  const band = median(places.map(({ from, to }) => to - from + 1)) / 2 + 0.5;
  const most = CROSSED * median(places.map((place) => strongest(place, contrast, { step, stride })));
  const middles = evened(places.map(({ from, to }) => (from + to + 1) / 2));
  places.forEach(({ at, from, to }, index) => {
    const middle = middles[index] as number;
    for (let c = from; c <= to; c += 1) {
      const pixel = at * step + c * stride;
      const isWithin = Math.abs(c + 0.5 - middle) <= band;
      if (isWithin && isLine(pixel) && (contrast[pixel] as number) <= most) printed[pixel] = 1;
    }
    const first = Math.min(across - DRAWN_PIXELS, Math.max(0, Math.round(middle - DRAWN_PIXELS / 2)));
    const until = index + 1 < places.length ? (places[index + 1] as Place).at : at + 1;
    for (let a = at; a < until; a += 1)
      for (let c = first; c < first + DRAWN_PIXELS; c += 1) drawn[a * step + c * stride] = 1;
  });
}

function strongest(
  { at, from, to }: Place,
  contrast: Uint8Array,
  { step, stride }: Pick<Direction, 'step' | 'stride'>,
): number {
  let most = 0;
  for (let c = from; c <= to; c += 1) most = Math.max(most, contrast[at * step + c * stride] as number);
  return most;
}

/** Each the mean of those around it. */
function evened(middles: readonly number[]): readonly number[] {
  const sums = [0];
  for (const middle of middles) sums.push((sums.at(-1) as number) + middle);
  return middles.map((_, index) => {
    const reach = Math.min(EVENING, index, middles.length - 1 - index);
    const sum = (sums[index + reach + 1] as number) - (sums[index - reach] as number);
    return sum / (2 * reach + 1);
  });
}

function median(values: readonly number[]): number {
  return Float64Array.from(values).sort()[Math.floor(values.length / 2)] as number;
}
