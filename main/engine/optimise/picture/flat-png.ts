import { likenessTo } from './likeness.ts';
import type { Pixels } from './pixels.ts';
import { decodeLike, imageOf } from './sharp-pixels.ts';

/** Palettes tried in turn. Sixteen colours carry black text with its smooth edges; 256 carry a chart. */
const PALETTE_COLOURS = [16, 64, 256] as const;

/** In flat colours even a slight change of shade shows, so more is asked of a palette than of a photograph. */
const PALETTE_LIKENESS = 0.995;

/**
 * How hard colours are looked for, of 10. A screen of 4K that shows a photograph among flat colours takes twenty seconds at
 * the usual effort, longer than a document may go without a sign of progress on a slow computer.
 */
const EFFORT = { usual: 7, large: 3 } as const;
const LARGE_PIXELS = 2_500_000;

/** Root mean square error in levels of 255: over the image, and in its worst block, where a rare colour would be lost. */
const MAX_ERROR = 2;
const MAX_BLOCK_ERROR = 8;
const BLOCK_PIXELS = 8;

export interface PngRendition {
  readonly bytes: Uint8Array;
  /** 1 when no pixel changed. */
  readonly likeness: number;
}

/** The smallest PNG that shows the same image: with a palette where it may and where that cannot be seen, else lossless. */
export async function encodeFlatPng(pixels: Pixels, { mayUsePalette = true } = {}): Promise<PngRendition> {
  const effort = pixels.width * pixels.height > LARGE_PIXELS ? EFFORT.large : EFFORT.usual;
  for (const colours of mayUsePalette ? PALETTE_COLOURS : []) {
    const bytes = await imageOf(pixels)
      .png({ palette: true, colours, effort, dither: 0, quality: 100 })
      .toBuffer();
    const decoded = await decodeLike(bytes, pixels);
    if (!isFaithful(pixels, decoded)) continue;
    const reached = likenessTo(pixels)(decoded);
    if (reached >= PALETTE_LIKENESS) return { bytes, likeness: reached };
  }
  const bytes = await imageOf(pixels).png({ compressionLevel: 9 }).toBuffer();
  return { bytes, likeness: 1 };
}

function isFaithful(a: Pixels, b: Pixels): boolean {
  const columns = Math.ceil(a.width / BLOCK_PIXELS);
  const squares = new Float64Array(columns * Math.ceil(a.height / BLOCK_PIXELS));
  const rowSamples = a.width * a.channels;
  for (let at = 0; at < a.data.length; at += 1) {
    const difference = (a.data[at] as number) - (b.data[at] as number);
    if (difference === 0) continue;
    const y = Math.floor(at / rowSamples);
    const x = Math.floor((at - y * rowSamples) / a.channels);
    const block = (y >> 3) * columns + (x >> 3);
    squares[block] = (squares[block] as number) + difference * difference;
  }
  const blockSamples = BLOCK_PIXELS * BLOCK_PIXELS * a.channels;
  const total = squares.reduce((sum, square) => sum + square, 0);
  return (
    total <= MAX_ERROR ** 2 * a.data.length &&
    squares.every((square) => square <= MAX_BLOCK_ERROR ** 2 * blockSamples)
  );
}
