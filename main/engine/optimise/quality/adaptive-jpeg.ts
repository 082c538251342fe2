import sharp from 'sharp';
import { likenessTo } from './likeness.ts';
import { mosaic } from './mosaic.ts';
import { type Pixels, rawOf } from './pixels.ts';

/** Below it ringing shows around handwriting, whatever the measure says. */
const LOWEST_QUALITY = 30;

/** Above it a JPEG grows fast and nothing can be seen of it. */
const HIGHEST_QUALITY = 92;

/** Each probe halves the doubt at least; after four the quality is known within a point or two. */
const MAX_PROBES = 4;

export interface JpegRendition {
  readonly bytes: Uint8Array;
  readonly quality: number;
  readonly likeness: number;
}

/**
 * Encodes with the lowest quality that still looks like the original.
 *
 * `pixels` are grey or RGB; `floor` is a likeness, 0 to 1. Returns undefined if no sensible quality reaches it.
 * The search runs on a mosaic of the image, and the whole is measured before it is accepted.
 */
export async function encodeAdaptiveJpeg(pixels: Pixels, floor: number): Promise<JpegRendition | undefined> {
  const sample = mosaic(pixels);
  const measure = likenessTo(pixels);
  let quality = await findQuality(sample, floor);
  while (quality !== undefined) {
    const bytes = await encodeJpeg(pixels, quality);
    const reached = measure(await decodeLike(bytes, pixels));
    if (reached >= floor) return { bytes, quality, likeness: reached };
    // The mosaic flattered the image: climb, faster the further away.
    const next = quality + Math.max(3, Math.round((floor - reached) * 800));
    quality = quality >= HIGHEST_QUALITY ? undefined : Math.min(HIGHEST_QUALITY, next);
  }
  return undefined;
}

/** The lowest quality whose likeness is above the floor, as far as a few probes can tell. */
async function findQuality(sample: Pixels, floor: number): Promise<number | undefined> {
  const measure = likenessTo(sample);
  const probe = async (quality: number) => measure(await decodeLike(await encodeJpeg(sample, quality), sample));
  let low = { quality: LOWEST_QUALITY, likeness: await probe(LOWEST_QUALITY) };
  if (low.likeness >= floor) return LOWEST_QUALITY;
  let high = { quality: 65, likeness: await probe(65) };
  if (high.likeness < floor) {
    low = high;
    high = { quality: HIGHEST_QUALITY, likeness: await probe(HIGHEST_QUALITY) };
    if (high.likeness < floor) return undefined;
  }
  for (let probes = 2; probes < MAX_PROBES && high.quality - low.quality > 2; probes += 1) {
    const quality = interpolate(low, high, floor);
    const reached = { quality, likeness: await probe(quality) };
    if (reached.likeness >= floor) high = reached;
    else low = reached;
  }
  return high.quality;
}

interface Probe {
  readonly quality: number;
  readonly likeness: number;
}

/** The loss, 1 - likeness, falls about exponentially as the quality rises. */
function interpolate(low: Probe, high: Probe, floor: number): number {
  const loss = (likeness: number) => Math.log(Math.max(1e-6, 1 - likeness));
  const share = (loss(low.likeness) - loss(floor)) / (loss(low.likeness) - loss(high.likeness));
  // Rounded up, on the safe side; strictly inside the bracket, so that each probe narrows it.
  const guess = Math.ceil(low.quality + share * (high.quality - low.quality));
  return Math.min(high.quality - 1, Math.max(low.quality + 1, guess));
}

/** Encodes as a progressive JPEG with MozJPEG's optimisations; no metadata, no profile. */
export async function encodeJpeg(pixels: Pixels, quality: number): Promise<Uint8Array> {
  const image = sharp(pixels.data, rawOf(pixels));
  // Without this sharp would write one grey channel as three.
  const toned = pixels.channels === 1 ? image.toColourspace('b-w') : image;
  return toned.jpeg({ quality, mozjpeg: true }).toBuffer();
}

async function decodeLike(bytes: Uint8Array, { width, height, channels }: Pixels): Promise<Pixels> {
  const image = sharp(bytes);
  const data = await (channels === 1 ? image.toColourspace('b-w') : image).raw().toBuffer();
  return { data, width, height, channels };
}
