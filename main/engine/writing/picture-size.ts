import { readJpegHeader } from '../print/jpeg-header.ts';

/** Of a picture whose head says nothing that is understood. */
const USUAL = { width: 480, height: 360 };

/** How large a PNG, a GIF or a JPEG is, in pixels, by its first bytes. */
export function pixelsOf(bytes: Buffer): { width: number; height: number } {
  const isPng = bytes.length >= 24 && bytes.readUInt32BE(0) === 0x89504e47;
  if (isPng) return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  const isGif = bytes.length >= 10 && bytes.subarray(0, 3).toString('latin1') === 'GIF';
  if (isGif) return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
  const jpeg = readJpegHeader(bytes);
  return jpeg === null ? USUAL : { width: jpeg.widthPixels, height: jpeg.heightPixels };
}
