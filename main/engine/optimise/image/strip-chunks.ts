/** Chunks of a PNG that change what is seen; every other ancillary chunk (text, dates, EXIF) leaves. */
const PNG_SEEN = new Set([
  'tRNS',
  'gAMA',
  'cHRM',
  'sRGB',
  'iCCP',
  'sBIT',
  'bKGD',
  'pHYs',
  'cICP',
  'acTL',
  'fcTL',
  'fdAT',
]);

const PNG_SIGNATURE_BYTES = 8;

/** A PNG without its metadata, its pixels untouched; undefined if it is not laid out as a PNG should be. */
export function stripPng(bytes: Buffer): readonly Uint8Array[] | undefined {
  const parts: Uint8Array[] = [bytes.subarray(0, PNG_SIGNATURE_BYTES)];
  let at = PNG_SIGNATURE_BYTES;
  while (at + 12 <= bytes.length) {
    const end = at + 12 + bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const isCritical = /^[A-Z]/.test(type);
    if (isCritical || PNG_SEEN.has(type)) parts.push(bytes.subarray(at, end));
    if (type === 'IEND') return end <= bytes.length ? parts : undefined;
    at = end;
  }
  return undefined;
}

/** True for an animated PNG, of which decoders only show the first image. */
export function isAnimatedPng(bytes: Buffer): boolean {
  const firstData = bytes.indexOf('IDAT', PNG_SIGNATURE_BYTES, 'latin1');
  return bytes.subarray(0, Math.max(0, firstData)).includes('acTL', 0, 'latin1');
}

/** Bits of a WebP's extended header that announce metadata. */
const WEBP_HAS_EXIF = 0x08;
const WEBP_HAS_XMP = 0x04;

/** A WebP without its metadata, its pixels untouched; undefined if it is not laid out as a WebP should be. */
export function stripWebp(bytes: Buffer): readonly Uint8Array[] | undefined {
  const parts: Uint8Array[] = [];
  let at = 12;
  const end = 8 + bytes.readUInt32LE(4);
  if (end > bytes.length) return undefined;
  while (at + 8 <= end) {
    const type = bytes.toString('latin1', at, at + 4);
    const sizeBytes = bytes.readUInt32LE(at + 4);
    const next = at + 8 + sizeBytes + (sizeBytes % 2);
    if (next > end + 1) return undefined;
    if (type === 'VP8X') {
      const header = Buffer.from(bytes.subarray(at, next));
      header[8] = (header[8] as number) & ~(WEBP_HAS_EXIF | WEBP_HAS_XMP);
      parts.push(header);
    } else if (type !== 'EXIF' && type !== 'XMP ') {
      parts.push(bytes.subarray(at, next));
    }
    at = next;
  }
  const head = Buffer.from(bytes.subarray(0, 12));
  head.writeUInt32LE(4 + parts.reduce((sum, part) => sum + part.length, 0), 4);
  return [head, ...parts];
}
