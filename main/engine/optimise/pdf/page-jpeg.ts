import { likenessTo } from '../picture/likeness.ts';
import { mosaic } from '../picture/mosaic.ts';
import type { Pixels } from '../picture/pixels.ts';
import { decodeLike, imageOf } from '../picture/sharp-pixels.ts';

/** The table of the JPEG standard, which office programs and Ghostscript use. */
const STANDARD_TABLE = 0;

/**
 * One that shares out the loss evenly: paper, writing and grain are made of fine detail, which the standard one, made for
 * portraits, spoils first. On clear photographs the standard one wins.
 */
const FLAT_TABLE = 1;
const FLAT_GAIN = 0.93;

/** The qualities of Ghostscript's "ebook" and "printer" in the terms of that table: what readers of PDFs are used to. */
const USUAL_QUALITY = { screen: 62, print: 80 } as const;

/**
 * What an image may lose, pixel by pixel, of what the usual JPEG loses: it starts from pixels that fit the screen's better
 * (`targetSize` in recompress-images.ts), and much of what is lost on paper and grain was noise.
 */
const LOSS_SHARE = 1.45;

/** Below the first, blocks show in smooth areas whatever the measure says. */
const LOWEST_QUALITY = 22;
const HIGHEST_QUALITY = 85;
const FIRST_GUESS = 40;
const FIRST_STEP = 14;
const MAX_PROBES = 5;

/**
 * As seen on a whole page: less, as of heavy grain on a smooth ground, is seen when the page is looked at, and refused
 * (pdf-recipe.ts), and with it all that was gained on the document.
 */
const LEAST_LIKENESS = 0.96;
const QUALITY_STEP = 8;
const LAST_QUALITY = 95;

export interface PageJpeg {
  readonly bytes: Uint8Array;
  /** To the pixels that were encoded, as seen on a whole page. */
  readonly likeness: number;
}

/**
 * Encodes an image of a page, grey or RGB, with the fewest bytes that look as good as the usual JPEG of it.
 *
 * Measured pixel by pixel, because a page is read from near; on a mosaic of the image, which costs less. `step` is what the
 * resolution is reduced by when the whole page is viewed, for the likeness that is told.
 */
export async function encodePageJpeg(
  pixels: Pixels,
  { use, step }: { use: keyof typeof USUAL_QUALITY; step: number },
): Promise<PageJpeg> {
  const sample = mosaic(pixels);
  const measure = likenessTo(sample, 1);
  const probe = async (settings: Settings): Promise<Probe> => {
    const jpeg = await encode(sample, { ...settings, optimiseScans: false });
    return { settings, sizeBytes: jpeg.length, likeness: measure(await decodeLike(jpeg, sample)) };
  };
  const usual = await probe({ quality: USUAL_QUALITY[use], quantisationTable: STANDARD_TABLE });
  const floor = 1 - (1 - usual.likeness) * LOSS_SHARE;
  const search = (quantisationTable: number) =>
    lowestQuality(floor, (quality) => probe({ quality, quantisationTable, trellisQuantisation: true }));
  const flat = await search(FLAT_TABLE);
  // Where the flat table gains nothing, the standard one does better than usual with less effort.
  const isFlatBest = flat.sizeBytes < FLAT_GAIN * usual.sizeBytes;
  const smallest = isFlatBest ? flat : await search(STANDARD_TABLE);
  return encodeWhole(pixels, { settings: smallest.settings, step });
}

/** Encodes all of an image; with more than was found for its mosaic where the page would look different as a whole. */
async function encodeWhole(
  pixels: Pixels,
  { settings, step }: { settings: Settings; step: number },
): Promise<PageJpeg> {
  const measure = likenessTo(pixels, step);
  for (let quality = settings.quality; ; quality = Math.min(LAST_QUALITY, quality + QUALITY_STEP)) {
    const bytes = await encode(pixels, { ...settings, quality, optimiseScans: true });
    const likeness = measure(await decodeLike(bytes, pixels));
    if (likeness >= LEAST_LIKENESS || quality === LAST_QUALITY) return { bytes, likeness };
  }
}

interface Settings {
  readonly quality: number;
  readonly quantisationTable: number;
  readonly trellisQuantisation?: boolean;
}

interface Probe {
  readonly settings: Settings;
  readonly sizeBytes: number;
  readonly likeness: number;
}

/** The lowest quality that was seen to reach the floor: the loss falls about exponentially as the quality rises. */
async function lowestQuality(floor: number, probe: (quality: number) => Promise<Probe>): Promise<Probe> {
  const lossOf = ({ likeness }: Pick<Probe, 'likeness'>) => Math.log(Math.max(1e-6, 1 - likeness));
  const wanted = lossOf({ likeness: floor });
  let [below, above] = [LOWEST_QUALITY - 1, HIGHEST_QUALITY];
  let [lossBelow, lossAbove] = [Number.NaN, Number.NaN];
  let best: Probe | undefined;
  let quality = FIRST_GUESS;
  for (let probes = 0; probes < MAX_PROBES && above - below > 1; probes += 1) {
    const reached = await probe(quality);
    const isEnough = reached.likeness >= floor;
    if (isEnough) [above, lossAbove, best] = [quality, lossOf(reached), reached];
    else [below, lossBelow] = [quality, lossOf(reached)];
    const share = (lossBelow - wanted) / (lossBelow - lossAbove);
    // Until both ends are known, a step that usually crosses the floor.
    const guess = Number.isNaN(share)
      ? quality + (isEnough ? -FIRST_STEP : FIRST_STEP)
      : below + share * (above - below);
    quality = Math.min(above - 1, Math.max(below + 1, Math.ceil(guess)));
  }
  return best ?? probe(HIGHEST_QUALITY);
}

/** The best order of a JPEG's scans takes as long to find as all the rest, and shows the same pixels: no probe needs it. */
function encode(
  pixels: Pixels,
  settings: Settings & { readonly optimiseScans: boolean },
): Promise<Uint8Array> {
  return imageOf(pixels)
    .jpeg({ ...settings, progressive: true })
    .toBuffer();
}
