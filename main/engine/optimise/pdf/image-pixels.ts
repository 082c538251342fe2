import sharp from 'sharp';
import type { Pixels } from '../picture/pixels.ts';
import { peel } from './filters.ts';
import type { ImageFacts } from './image-facts.ts';
import { undoPredictor } from './predictor.ts';

/** A3 at 300 dpi, or what a telephone takes. */
const MAX_WHOLE_PIXELS = 20_000_000;

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Decodes an image of a page, at `width` x `height` or a little more.
 *
 * Its numbers are not converted: the colour space that they are in stays. Returns undefined for an image that cannot be
 * decoded cleanly, which is then left as it is.
 */
export async function decodeImage(facts: ImageFacts, size: Size): Promise<Pixels | undefined> {
  return facts.isJpeg ? decodeJpeg(facts, size) : decodeSamples(facts);
}

async function decodeJpeg(
  { stream, width, height, colours }: ImageFacts,
  size: Size,
): Promise<Pixels | undefined> {
  const bytes = peel(stream)?.bytes;
  if (bytes === undefined) return undefined;
  try {
    // Viewers heed the document's colour space and neither the profile nor the orientation inside the JPEG.
    const image = sharp(bytes, { limitInputPixels: width * height, failOn: 'error', ignoreIcc: true });
    const header = await image.metadata();
    if (
      header.format !== 'jpeg' ||
      header.width !== width ||
      header.height !== height ||
      header.channels !== colours
    )
      return undefined;
    const decoded = sizeToDecode({ width, height }, size);
    const data = await image
      .resize({ ...decoded, fit: 'fill' })
      .toColourspace(colours === 1 ? 'b-w' : 'srgb')
      .raw()
      .toBuffer();
    return { data, ...decoded, channels: colours };
  } catch {
    return undefined;
  }
}

/** All pixels of a page; of a poster, enough for each pixel that is wanted to be the mean of several. */
function sizeToDecode(own: Size, wanted: Size): Size {
  if (own.width * own.height <= MAX_WHOLE_PIXELS) return own;
  const share = Math.min(1, Math.max((wanted.width * 2) / own.width, (wanted.height * 2) / own.height));
  return { width: Math.round(own.width * share), height: Math.round(own.height * share) };
}

function decodeSamples(facts: ImageFacts): Pixels | undefined {
  const { stream, width, height, bitsPerComponent, colours, palette } = facts;
  const components = palette === undefined ? colours : 1;
  const rowBytes = Math.ceil((width * components * bitsPerComponent) / 8);
  // A predictor adds a byte a row, and packers a little at the end; what unpacks to more is not this image.
  const peeled = peel(stream, rowBytes * height + height + 4096);
  const samples =
    peeled === undefined ? undefined : undoPredictor(peeled.bytes, peeled.remaining[0]?.parameters);
  if (samples === undefined || samples.length < rowBytes * height) return undefined;
  if (bitsPerComponent === 8 && palette === undefined)
    return { data: samples.subarray(0, rowBytes * height), width, height, channels: colours };
  const data = new Uint8Array(width * height * colours);
  for (let y = 0; y < height; y += 1) {
    const row = samples.subarray(y * rowBytes, (y + 1) * rowBytes);
    const out = data.subarray(y * width * colours, (y + 1) * width * colours);
    if (palette === undefined) spread(row, out, bitsPerComponent);
    else if (!lookUp(row, out, { bitsPerComponent, colours, palette })) return undefined;
  }
  return { data, width, height, channels: colours };
}

/** Samples of any depth to eight bits. */
function spread(row: Uint8Array, out: Uint8Array, bits: number): void {
  const scale = bits === 16 ? 1 : 255 / (2 ** bits - 1);
  for (let index = 0; index < out.length; index += 1)
    out[index] = Math.round(sampleAt(row, index, bits) * scale);
}

/** Sixteen bits are read as their first eight, which is all that a screen shows. */
function sampleAt(row: Uint8Array, index: number, bits: number): number {
  if (bits === 8) return row[index] as number;
  if (bits === 16) return row[index * 2] as number;
  const perByte = 8 / bits;
  const byte = row[Math.floor(index / perByte)] as number;
  const shift = 8 - bits * ((index % perByte) + 1);
  return (byte >> shift) & (2 ** bits - 1);
}

interface Palette {
  readonly bitsPerComponent: number;
  readonly colours: number;
  readonly palette: Uint8Array;
}

/** False if a pixel has a colour that the palette does not hold. */
function lookUp(row: Uint8Array, out: Uint8Array, { bitsPerComponent, colours, palette }: Palette): boolean {
  const pixels = out.length / colours;
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    const entry = sampleAt(row, pixel, bitsPerComponent) * colours;
    if (entry + colours > palette.length) return false;
    for (let c = 0; c < colours; c += 1) out[pixel * colours + c] = palette[entry + c] as number;
  }
  return true;
}
