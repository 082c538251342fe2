import sharp, { type Metadata, type SharpOptions } from 'sharp';
import { DocumentRefusal } from '../recipe.ts';

/** A 12-megapixel phone is far below, a hostile 500-megapixel image far above: decoded, this is 300 MB. */
export const MAX_PIXELS = 100_000_000;

/**
 * How hostile files are opened: a size limit before decoding, and no patience for missing data.
 *
 * `error` lets the harmless oddities of phone cameras pass, which `warning` would refuse.
 */
export const DECODE_OPTIONS: SharpOptions = {
  limitInputPixels: MAX_PIXELS,
  failOn: 'error',
  sequentialRead: true,
};

/**
 * Reads an image's header, without decoding it.
 *
 * Throws `DocumentRefusal` for one that cannot be read or that is too large to be decoded.
 */
export async function readImageHeader(bytes: Buffer): Promise<Metadata> {
  let header: Metadata;
  try {
    header = await sharp(bytes, { ...DECODE_OPTIONS, limitInputPixels: false }).metadata();
  } catch (error) {
    throw new DocumentRefusal('damaged', error);
  }
  if (header.width * header.height > MAX_PIXELS) throw new DocumentRefusal('too-large');
  return header;
}
