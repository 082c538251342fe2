import { likenessTo, viewingStep } from './likeness.ts';
import { mosaic } from './mosaic.ts';
import type { Pixels } from './pixels.ts';
import { decodeLike, imageOf } from './sharp-pixels.ts';

/**
 * Qualities tried upwards until one suffices. Below the first, ringing shows around handwriting whatever the measure
 * says; above the last a JPEG grows fast and nothing can be seen of it.
 */
const LADDERS = { page: [30, 50, 65, 80, 92], viewed: [22, 36, 50, 68, 92] } as const;
const HIGHEST_QUALITY = 92;

/** Probes between two rungs: the quality is then known within a few points, which are a few per cent of the bytes. */
const MAX_REFINEMENTS = 3;

/**
 * Which of MozJPEG's quantisation tables shares out the loss among coarse and fine.
 *
 * - `page`: its usual ones (3), for pages that are looked at from near.
 * - `viewed`: the ones tuned to what eyes see of a photograph (4, PSNR-HVS-M): a tenth fewer bytes at the same likeness.
 */
export type QuantisationTables = 'page' | 'viewed';

const TABLES: Readonly<Record<QuantisationTables, number>> = { page: 3, viewed: 4 };

export interface JpegRendition {
  readonly bytes: Uint8Array;
  readonly quality: number;
  readonly likeness: number;
}

export interface JpegTarget {
  /** A likeness, 0 to 1. */
  readonly floor: number;
  /** For images in which the measure forgives too much. */
  readonly lowestQuality?: number;
  /** How many of its pixels, each way, make one that is seen; by default, the image fills the view. */
  readonly step?: number;
  readonly tables?: QuantisationTables;
}

/**
 * Encodes with the lowest quality that still looks like the original.
 *
 * `pixels` are grey or RGB. Returns undefined if no sensible quality reaches the floor.
 * The search runs on a mosaic of the image, and the whole is measured before it is accepted.
 */
export async function encodeAdaptiveJpeg(
  pixels: Pixels,
  { floor, lowestQuality = 0, step = viewingStep(pixels), tables = 'page' }: JpegTarget,
): Promise<JpegRendition | undefined> {
  const sample = mosaic(pixels);
  const measure = likenessTo(pixels, step);
  let quality = await findQuality(sample, likenessTo(sample, step), {
    floor,
    lowestQuality,
    tables,
  });
  while (quality !== undefined) {
    const bytes = await encodeJpeg(pixels, quality, tables);
    const reached = measure(await decodeLike(bytes, pixels));
    if (reached >= floor) return { bytes, quality, likeness: reached };
    // The mosaic flattered the image: climb, faster the further away.
    const next = quality + Math.max(3, Math.round((floor - reached) * 800));
    quality = quality >= HIGHEST_QUALITY ? undefined : Math.min(HIGHEST_QUALITY, next);
  }
  return undefined;
}

type Measure = (candidate: Pixels) => number;

interface Probe {
  readonly quality: number;
  readonly likeness: number;
}

/** The lowest quality whose likeness is above the floor, as far as a few probes can tell. */
async function findQuality(
  sample: Pixels,
  measure: Measure,
  { floor, lowestQuality, tables }: Required<Pick<JpegTarget, 'floor' | 'lowestQuality' | 'tables'>>,
): Promise<number | undefined> {
  const probe = async (quality: number): Promise<Probe> => ({
    quality,
    likeness: measure(await decodeLike(await encodeProbe(sample, quality, tables), sample)),
  });
  let low: Probe | undefined;
  for (const rung of LADDERS[tables]) {
    if (rung < lowestQuality) continue;
    const reached = await probe(rung);
    if (reached.likeness >= floor) return low === undefined ? rung : refine(low, reached, { probe, floor });
    low = reached;
  }
  return undefined;
}

interface Search {
  readonly probe: (quality: number) => Promise<Probe>;
  readonly floor: number;
}

/** Narrows the bracket [low, high[ around the floor; returns a quality that was seen to reach it. */
async function refine(low: Probe, high: Probe, { probe, floor }: Search): Promise<number> {
  let [below, above] = [low, high];
  for (let probes = 0; probes < MAX_REFINEMENTS && above.quality - below.quality > 2; probes += 1) {
    const reached = await probe(interpolate(below, above, { floor, margin: 1 + probes * 2 }));
    if (reached.likeness >= floor) above = reached;
    else below = reached;
  }
  return above.quality;
}

/**
 * Where the floor lies between two probes: the loss, 1 - likeness, falls about exponentially as the quality rises.
 *
 * The margin grows with each try, because a guess that falls just short narrows nothing.
 */
function interpolate(
  below: Probe,
  above: Probe,
  { floor, margin }: { floor: number; margin: number },
): number {
  const loss = (likeness: number) => Math.log(Math.max(1e-6, 1 - likeness));
  const share = (loss(below.likeness) - loss(floor)) / (loss(below.likeness) - loss(above.likeness));
  const guess = Math.round(below.quality + share * (above.quality - below.quality)) + margin;
  return Math.min(above.quality - 1, Math.max(below.quality + 1, guess));
}

/** Encodes as a progressive JPEG with MozJPEG's optimisations; no metadata, no profile. */
function encodeJpeg(pixels: Pixels, quality: number, tables: QuantisationTables): Promise<Uint8Array> {
  return imageOf(pixels).jpeg(settingsOf(quality, tables)).toBuffer();
}

/** The same pixels: the best order of scans, which takes as long to find as all the rest, only makes fewer bytes of them. */
function encodeProbe(pixels: Pixels, quality: number, tables: QuantisationTables): Promise<Uint8Array> {
  return imageOf(pixels)
    .jpeg({ ...settingsOf(quality, tables), optimiseScans: false })
    .toBuffer();
}

function settingsOf(quality: number, tables: QuantisationTables) {
  return { quality, mozjpeg: true, quantisationTable: TABLES[tables] };
}
