import type { Pixels } from '../picture/pixels.ts';

/** Few colours, and which of them each pixel has: number 0 is paper. */
export interface InkedPage {
  readonly width: number;
  readonly height: number;
  /** A place in the palette for each pixel, rows from the top. */
  readonly indices: Uint8Array;
  /** Red, green and blue of each colour; white comes first. */
  readonly palette: Uint8Array;
  /** 1 where a line is printed on the paper. */
  readonly rulings: Uint8Array;
}

export interface InkOptions {
  readonly darkness: Uint8Array;
  readonly threshold: number;
  /** Paper included; a power of two makes the most of its bits. */
  readonly colours: number;
  /** 1 where a line is printed on the paper: all of them get one colour, paler than their own. */
  readonly rulings: Uint8Array;
  /** Steps of darkness that are told apart for each hue: two make an edge, three a smooth one. */
  readonly shades: number;
}

/** How much of their darkness printed lines keep: enough to be followed, too little to be taken for writing. */
const RULING_SHARE = 0.55;

const HUES = 12;
const NEUTRAL = HUES;
const MAX_SHADES = 4;
/** The bin of printed lines, behind all others. */
const RULING = (HUES + 1) * MAX_SHADES;

/** Below this, of 255, no hue can be told: paper's tint and the camera's error are as large. */
const LEAST_CHROMA = 36;

/** A colour that fewer pixels have is a camera's error: a comma already has more. */
const LEAST_PIXELS = 24;

/** Two colours that are nearer than this, of 441, are one ink. */
const ONE_INK_DISTANCE = 28;

interface Ink {
  count: number;
  readonly sum: [number, number, number];
  readonly bins: number[];
}

/**
 * Finds the inks of a page in even light, and gives each pixel one of them or paper.
 *
 * Hues are kept apart before anything is merged, so that one red mark on a blue page stays red.
 */
export function inkPage(
  page: Pixels,
  { darkness, threshold, colours, rulings, shades }: InkOptions,
): InkedPage {
  const { width, height } = page;
  const binOf = binning({ threshold, shades });
  const bins = new Uint16Array(width * height);
  const inks = new Map<number, Ink>();
  const ruling: Ink = { count: 0, sum: [0, 0, 0], bins: [RULING] };
  for (let pixel = 0; pixel < bins.length; pixel += 1) {
    if ((darkness[pixel] as number) < threshold) continue;
    const [red, green, blue] = colourAt(page, pixel);
    if (rulings[pixel] === 1) {
      bins[pixel] = RULING + 1;
      addTo(ruling, red, green, blue);
      continue;
    }
    const bin = binOf(red, green, blue, darkness[pixel] as number);
    bins[pixel] = bin + 1;
    let ink = inks.get(bin);
    if (ink === undefined) {
      ink = { count: 0, sum: [0, 0, 0], bins: [bin] };
      inks.set(bin, ink);
    }
    addTo(ink, red, green, blue);
  }
  const isRuled = ruling.count > 0;
  const chosen = mergeInks([...inks.values()], colours - (isRuled ? 2 : 1));
  const placeOf = new Uint8Array(RULING + 2);
  placeOf[RULING + 1] = chosen.length + 1;
  chosen.forEach((ink, index) => {
    for (const bin of ink.bins) placeOf[bin + 1] = index + 1;
  });
  const indices = new Uint8Array(bins.length);
  for (let pixel = 0; pixel < bins.length; pixel += 1)
    indices[pixel] = placeOf[bins[pixel] as number] as number;
  return { width, height, indices, rulings, palette: paletteOf(chosen, isRuled ? ruling : undefined) };
}

function colourAt({ data, channels }: Pixels, pixel: number): readonly [number, number, number] {
  const at = pixel * channels;
  const red = data[at] as number;
  return channels === 1 ? [red, red, red] : [red, data[at + 1] as number, data[at + 2] as number];
}

/** Numbers colours by hue and darkness. */
function binning({ threshold, shades }: Pick<InkOptions, 'threshold' | 'shades'>) {
  const step = (255 - threshold) / shades;
  return (red: number, green: number, blue: number, darkness: number): number => {
    const shade = Math.min(shades - 1, Math.floor((darkness - threshold) / step));
    return hueOf(red, green, blue) * shades + shade;
  };
}

function hueOf(red: number, green: number, blue: number): number {
  const most = Math.max(red, green, blue);
  const chroma = most - Math.min(red, green, blue);
  if (chroma < LEAST_CHROMA) return NEUTRAL;
  const sixth =
    most === red
      ? ((green - blue) / chroma + 6) % 6
      : most === green
        ? (blue - red) / chroma + 2
        : (red - green) / chroma + 4;
  // Half a step aside, so that pure red, green and blue lie in the middle of theirs.
  return Math.floor((sixth * HUES) / 6 + 0.5) % HUES;
}

/** Merges the nearest two until few enough are left and no two are alike; rare errors join whatever is nearest. */
function mergeInks(inks: readonly Ink[], most: number): readonly Ink[] {
  const left = [...inks].sort((a, b) => (a.bins[0] as number) - (b.bins[0] as number));
  for (;;) {
    let best: { a: number; b: number; cost: number; distance: number } | undefined;
    for (let a = 0; a < left.length; a += 1) {
      for (let b = a + 1; b < left.length; b += 1) {
        const [one, other] = [left[a] as Ink, left[b] as Ink];
        const distance = distanceOf(one, other);
        const rare = Math.min(one.count, other.count);
        // What is rare counts little, but a colour of its own keeps a weight however rare it is.
        const cost = distance * (rare < LEAST_PIXELS ? 0.01 : Math.log2(rare));
        if (best === undefined || cost < best.cost) best = { a, b, cost, distance };
      }
    }
    if (best === undefined) return left;
    const isRare = Math.min((left[best.a] as Ink).count, (left[best.b] as Ink).count) < LEAST_PIXELS;
    if (left.length <= most && !isRare && best.distance >= ONE_INK_DISTANCE) return left;
    const [kept, gone] = [left[best.a] as Ink, left[best.b] as Ink];
    kept.count += gone.count;
    for (let c = 0; c < 3; c += 1) kept.sum[c] = (kept.sum[c] as number) + (gone.sum[c] as number);
    kept.bins.push(...gone.bins);
    left.splice(best.b, 1);
  }
}

function meanOf({ sum, count }: Ink): readonly [number, number, number] {
  return [sum[0] / count, sum[1] / count, sum[2] / count];
}

function distanceOf(a: Ink, b: Ink): number {
  const [one, other] = [meanOf(a), meanOf(b)];
  return Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);
}

function paletteOf(inks: readonly Ink[], ruling: Ink | undefined): Uint8Array {
  const colours = inks.flatMap((ink) => meanOf(ink).map(Math.round));
  const printed =
    ruling === undefined ? [] : meanOf(ruling).map((level) => Math.round(255 - (255 - level) * RULING_SHARE));
  return Uint8Array.from([255, 255, 255, ...colours, ...printed]);
}

function addTo(ink: Ink, red: number, green: number, blue: number): void {
  ink.count += 1;
  ink.sum[0] += red;
  ink.sum[1] += green;
  ink.sum[2] += blue;
}
