import sharp, { type Sharp } from 'sharp';
import { type Pixels, rawOf } from './pixels.ts';

/** Pixels as an image of sharp's, ready to be encoded. */
export function imageOf(pixels: Pixels): Sharp {
  return toned(sharp(pixels.data, rawOf(pixels)), pixels);
}

/** Decodes an encoding of `pixels` to the same channels, so that both can be compared sample by sample. */
export async function decodeLike(
  bytes: Uint8Array,
  { width, height, channels }: Pick<Pixels, 'width' | 'height' | 'channels'>,
): Promise<Pixels> {
  const image = toned(sharp(bytes), { channels });
  const shaped = channels % 2 === 0 ? image.ensureAlpha() : image.removeAlpha();
  return { data: await shaped.raw().toBuffer(), width, height, channels };
}

/** Keeps grey in one channel, of which sharp would make three. */
function toned(image: Sharp, { channels }: Pick<Pixels, 'channels'>): Sharp {
  return channels < 3 ? image.toColourspace('b-w') : image;
}
