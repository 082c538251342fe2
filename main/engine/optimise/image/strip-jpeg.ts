/** Markers of a JPEG, second byte. */
const START_OF_IMAGE = 0xd8;
const END_OF_IMAGE = 0xd9;
const START_OF_SCAN = 0xda;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
const APP15 = 0xef;
const COMMENT = 0xfe;

/**
 * A JPEG without its metadata, its pixels untouched.
 *
 * What leaves: EXIF (place, device, date), XMP, IPTC, comments, thumbnails, and what phones append after the picture
 * (a second picture, a film). What stays: the colour profile and the markers that say how to read colours; with
 * `orientation` (EXIF's 1 to 8) other than 1, an EXIF block that holds nothing else. Returns undefined if the file
 * is not laid out as a JPEG should be.
 */
export function stripJpeg(bytes: Buffer, orientation: number): readonly Uint8Array[] | undefined {
  const parts: Uint8Array[] = [bytes.subarray(0, 2)];
  if (orientation > 1) parts.push(orientationSegment(orientation));
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] as number;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === START_OF_IMAGE || marker === END_OF_IMAGE) return undefined;
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (marker === START_OF_SCAN) {
      const scansEnd = endOfScans(bytes, end);
      if (scansEnd === undefined) return undefined;
      parts.push(bytes.subarray(at, scansEnd));
      return parts;
    }
    const segment = bytes.subarray(at, end);
    if (isNeeded(marker, segment)) parts.push(segment);
    at = end;
  }
  return undefined;
}

function isNeeded(marker: number, segment: Buffer): boolean {
  if (marker === COMMENT) return false;
  if (marker < APP0 || marker > APP15) return true;
  const signature = segment.toString('latin1', 4, 16);
  if (marker === APP0) return signature.startsWith('JFIF');
  if (marker === APP2) return signature.startsWith('ICC_PROFILE');
  return marker === APP14 && signature.startsWith('Adobe');
}

/** Just after the end-of-image marker: compressed data holds no marker but restarts, and tables between scans have lengths. */
function endOfScans(bytes: Buffer, from: number): number | undefined {
  let at = from;
  for (;;) {
    at = bytes.indexOf(0xff, at);
    if (at < 0 || at + 1 >= bytes.length) return undefined;
    const marker = bytes[at + 1] as number;
    if (marker === END_OF_IMAGE) return at + 2;
    const isData = marker === 0x00 || marker === 0xff || (marker >= 0xd0 && marker <= 0xd7);
    if (isData) at += marker === 0xff ? 1 : 2;
    else if (at + 4 <= bytes.length) at += 2 + bytes.readUInt16BE(at + 2);
    else return undefined;
  }
}

/** An EXIF block of one entry, so that a picture that we do not re-encode stays upright. */
function orientationSegment(orientation: number): Uint8Array {
  const segment = Buffer.alloc(36);
  segment.writeUInt16BE(0xff00 | APP1, 0);
  segment.writeUInt16BE(segment.length - 2, 2);
  segment.write('Exif\0\0MM\0*', 4, 'latin1');
  segment.writeUInt32BE(8, 14);
  segment.writeUInt16BE(1, 18);
  // Tag 0x0112, type SHORT, one value, left-justified in its four bytes.
  segment.writeUInt16BE(0x0112, 20);
  segment.writeUInt16BE(3, 22);
  segment.writeUInt32BE(1, 24);
  segment.writeUInt16BE(orientation, 28);
  return segment;
}
