import type { DocumentKind } from '../kinds.ts';
import { decodeBitmap } from './bitmap.ts';
import { decodeHeic } from './heic.ts';
import { rawTiff } from './raw-tiff.ts';

/**
 * The bytes of a picture in a format that sharp reads: its own, for most.
 *
 * Returns undefined for what only another program can decode. Throws `DocumentRefusal`.
 */
export async function legibleBytes(kind: DocumentKind, bytes: Buffer): Promise<Buffer | undefined> {
  if (kind === 'heic') return decodeHeic(bytes);
  if (kind !== 'bmp') return bytes;
  const pixels = decodeBitmap(bytes);
  return pixels && rawTiff(pixels);
}
