import sharp from 'sharp';
import { encodeAdaptiveJpeg, type QuantisationTables } from './adaptive-jpeg.ts';
import { encodeFlatPng } from './flat-png.ts';
import { isFlat } from './flatness.ts';
import { viewingStep } from './likeness.ts';
import { type Pixels, rawOf } from './pixels.ts';

/** Ringing shows on flat colours long before it does on a photograph. */
const DRAWING_LIKENESS = 0.995;
const DRAWING_QUALITY = 65;

/** A PNG of fewer bits than this shows large areas of one colour. */
const SPARSE_BITS_PER_PIXEL = 0.5;

/** How far a drawing may exceed the size that its use asks for: its own pixels pack better than fewer, blurred ones. */
export const DRAWING_OVERSIZE = 2;

export interface EncodedPicture {
  readonly format: 'jpeg' | 'png';
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly likeness: number;
}

export interface PictureTarget {
  /** Size to come down to; the picture's own, or a smaller one of the same shape. */
  readonly width: number;
  readonly height: number;
  readonly likenessFloor: number;
  /** See `JpegTarget`. */
  readonly step?: number | undefined;
  /** See `QuantisationTables`; by default, those of pages. */
  readonly tables?: QuantisationTables;
  /** The pixels came out of a JPEG, or of another lossy format: its smooth areas may look flat, but a PNG of its artefacts is never smaller. */
  readonly wasJpeg: boolean;
}

/** Encoding a picture anew always costs a little quality: only worth it for at least a tenth of the bytes. */
const WORTHWHILE_SHARE = 0.9;

/** A JPEG encoded again at its own size: for less than a quarter, each round would take away a little more. */
const WORTHWHILE_AGAIN_SHARE = 0.75;

/** Whether a new encoding is worth what it costs: `again` if the old one was a JPEG of the same size in pixels. */
export function isWorthwhile(bytesAfter: number, bytesBefore: number, again: boolean): boolean {
  return bytesAfter < bytesBefore * (again ? WORTHWHILE_AGAIN_SHARE : WORTHWHILE_SHARE);
}

/** The smallest form that shows the same picture: a JPEG, or a PNG where it is drawn or transparent. */
export async function encodePicture(
  pixels: Pixels,
  target: PictureTarget,
): Promise<EncodedPicture | undefined> {
  const isTransparent = pixels.channels % 2 === 0;
  const isDrawing = !target.wasJpeg && isFlat(pixels);
  const candidates: EncodedPicture[] = [];
  if (isDrawing && pixels.width <= target.width * DRAWING_OVERSIZE) {
    candidates.push({
      format: 'png',
      width: pixels.width,
      height: pixels.height,
      ...(await encodeFlatPng(pixels)),
    });
  }
  // No JPEG of a drawing can compete, and looking for its quality takes time.
  if (candidates.some(({ bytes }) => bytes.length * 8 < SPARSE_BITS_PER_PIXEL * pixels.width * pixels.height))
    return candidates[0];
  const reduced = await resizePixels(pixels, target.width, target.height);
  const { width, height } = reduced;
  if (isTransparent || (isDrawing && candidates.length === 0)) {
    // No few colours show a photograph, and to look for them takes ten seconds for each megapixel.
    const png = await encodeFlatPng(reduced, { mayUsePalette: isDrawing });
    candidates.push({ format: 'png', width, height, ...png });
  }
  if (!isTransparent) {
    const floor = isDrawing ? Math.max(DRAWING_LIKENESS, target.likenessFloor) : target.likenessFloor;
    const lowestQuality = isDrawing ? DRAWING_QUALITY : 0;
    const step = target.step ?? viewingStep(reduced);
    const jpeg = await encodeAdaptiveJpeg(reduced, {
      floor,
      lowestQuality,
      step,
      tables: target.tables ?? 'page',
    });
    if (jpeg !== undefined)
      candidates.push({ format: 'jpeg', width, height, bytes: jpeg.bytes, likeness: jpeg.likeness });
  }
  return candidates.sort((a, b) => a.bytes.length - b.bytes.length)[0];
}

/** Scales pixels down; the same object when they already have the size. */
export async function resizePixels(pixels: Pixels, width: number, height: number): Promise<Pixels> {
  if (pixels.width === width && pixels.height === height) return pixels;
  const data = await sharp(pixels.data, rawOf(pixels))
    .resize({ width, height, fit: 'fill' })
    // Otherwise sharp would return one grey channel as three.
    .toColourspace(pixels.channels < 3 ? 'b-w' : 'srgb')
    .raw()
    .toBuffer();
  return { data, width, height, channels: pixels.channels };
}

/** The size that fits a long edge, in whole pixels; the given size if it already does. */
export function fitLongEdge(
  width: number,
  height: number,
  longEdge: number,
): { width: number; height: number } {
  const scale = Math.min(1, longEdge / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
