/** What must be known of a JPEG to draw it without decoding it. */
export interface JpegHeader {
  readonly widthPixels: number;
  readonly heightPixels: number;
  readonly componentCount: 1 | 3 | 4;
  /** Exif's, 1 to 8. */
  readonly orientation: number;
  readonly isAdobe: boolean;
}

const ORIENTATION_TAG = 0x0112;
const SOF_EXCEPT: readonly number[] = [0xc4, 0xc8, 0xcc];

/** Reads a JPEG's header; null when it is none, or of a kind that PDF does not know (12 bits, lossless). */
export function readJpegHeader(bytes: Uint8Array): JpegHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 4 || view.getUint16(0) !== 0xffd8) return null;
  let orientation = 1;
  let isAdobe = false;
  for (let at = 2; at + 4 <= bytes.byteLength; ) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] as number;
    // Fill bytes before a marker.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = view.getUint16(at + 2);
    const end = at + 2 + length;
    if (length < 2 || end > bytes.byteLength || marker === 0xda || marker === 0xd9) return null;
    if (marker === 0xe1) orientation = orientationOf(bytes.subarray(at + 4, end)) ?? orientation;
    if (marker === 0xee && startsWith(bytes, at + 4, 'Adobe')) isAdobe = true;
    if (marker >= 0xc0 && marker <= 0xcf && !SOF_EXCEPT.includes(marker)) {
      // Baseline, extended and progressive; the others no reader of PDF decodes.
      if (marker > 0xc2 || length < 8 || bytes[at + 4] !== 8) return null;
      const componentCount = bytes[at + 9];
      if (componentCount !== 1 && componentCount !== 3 && componentCount !== 4) return null;
      const [heightPixels, widthPixels] = [view.getUint16(at + 5), view.getUint16(at + 7)];
      if (heightPixels === 0 || widthPixels === 0) return null;
      return { widthPixels, heightPixels, componentCount, orientation, isAdobe };
    }
    at = end;
  }
  return null;
}

/** The orientation in an Exif segment; null when it has none that makes sense. */
function orientationOf(segment: Uint8Array): number | null {
  if (!startsWith(segment, 0, 'Exif\0\0') || segment.byteLength < 14) return null;
  const tiff = segment.subarray(6);
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const isLittle = view.getUint16(0) === 0x4949;
  const directory = view.getUint32(4, isLittle);
  if (directory + 2 > tiff.byteLength) return null;
  const count = view.getUint16(directory, isLittle);
  for (let entry = 0; entry < count; entry += 1) {
    const at = directory + 2 + entry * 12;
    if (at + 12 > tiff.byteLength) return null;
    if (view.getUint16(at, isLittle) !== ORIENTATION_TAG) continue;
    const value = view.getUint16(at + 8, isLittle);
    return value >= 1 && value <= 8 ? value : null;
  }
  return null;
}

function startsWith(bytes: Uint8Array, at: number, word: string): boolean {
  return Buffer.from(bytes.subarray(at, at + word.length)).toString('latin1') === word;
}
