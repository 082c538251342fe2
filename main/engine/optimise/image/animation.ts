import sharp from 'sharp';
import type { RecipeSource, Rendition } from '../recipe.ts';
import { DECODE_OPTIONS, MAX_PIXELS } from './image-header.ts';

const ANIMATED = { ...DECODE_OPTIONS, animated: true, sequentialRead: false } as const;

/** Packing frames anew must be worth it: for less than a twentieth, the file stays as it is. */
const WORTHWHILE_SHARE = 0.95;

/**
 * The same animation in fewer bytes: what does not change from one frame to the next is not stored again.
 *
 * Every frame, delay and the number of rounds are compared with the original's; undefined when anything differs or
 * nothing is gained.
 */
export async function repackGif({ bytes }: RecipeSource): Promise<Rendition | undefined> {
  const before = await sharp(bytes, { ...ANIMATED, limitInputPixels: false }).metadata();
  if (before.width * before.height > MAX_PIXELS) return undefined;
  const repacked = await sharp(bytes, ANIMATED)
    .gif({ effort: 10, interFrameMaxError: 0, interPaletteMaxError: 0, reuse: true, dither: 0 })
    .toBuffer();
  if (repacked.length > bytes.length * WORTHWHILE_SHARE) return undefined;
  const after = await sharp(repacked, ANIMATED).metadata();
  const isSamePace =
    before.pages === after.pages &&
    (before.loop ?? 0) === (after.loop ?? 0) &&
    JSON.stringify(before.delay) === JSON.stringify(after.delay);
  if (!isSamePace) return undefined;
  const [shown, repeated] = [await framesOf(bytes), await framesOf(repacked)];
  if (Buffer.compare(shown, repeated) !== 0) return undefined;
  return { kind: 'gif', parts: [repacked], width: before.width, height: before.pageHeight ?? before.height };
}

/** All frames below each other; where nothing is seen, the colour below does not count. */
async function framesOf(bytes: Buffer): Promise<Buffer> {
  const data = await sharp(bytes, ANIMATED).ensureAlpha().raw().toBuffer();
  for (let at = 3; at < data.length; at += 4) if (data[at] === 0) data.fill(0, at - 3, at);
  return data;
}
