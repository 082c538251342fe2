import type { Pixels } from '../picture/pixels.ts';

/** Tag numbers of TIFF 6.0, in the ascending order that it asks for. */
const TAG = {
  width: 256,
  height: 257,
  bitsPerSample: 258,
  compression: 259,
  photometric: 262,
  stripOffset: 273,
  samplesPerPixel: 277,
  rowsPerStrip: 278,
  stripBytes: 279,
  extraSamples: 338,
  profile: 34675,
} as const;

const SHORT = 3;
const LONG = 4;
const UNDEFINED = 7;

/**
 * Pixels in the plainest file there is, so that a decoder of our own can hand them to sharp with their colour profile:
 * for raw samples sharp takes none.
 */
export function rawTiff({ data, width, height, channels }: Pixels, profile?: Uint8Array): Buffer {
  const isColour = channels > 2;
  const isTransparent = channels % 2 === 0;
  const entries: readonly (readonly [tag: number, type: number, count: number, value: number])[] = [
    [TAG.width, LONG, 1, width],
    [TAG.height, LONG, 1, height],
    // One value stands for all samples: readers take the first, and eight bits are what there is.
    [TAG.bitsPerSample, SHORT, 1, 8],
    [TAG.compression, SHORT, 1, 1],
    [TAG.photometric, SHORT, 1, isColour ? 2 : 1],
    [TAG.stripOffset, LONG, 1, 0],
    [TAG.samplesPerPixel, SHORT, 1, channels],
    [TAG.rowsPerStrip, LONG, 1, height],
    [TAG.stripBytes, LONG, 1, data.length],
    ...(isTransparent ? [[TAG.extraSamples, SHORT, 1, 2] as const] : []),
    ...(profile === undefined ? [] : [[TAG.profile, UNDEFINED, profile.length, 0] as const]),
  ];
  const directoryBytes = 2 + entries.length * 12 + 4;
  const profileAt = 8 + directoryBytes;
  const dataAt = profileAt + (profile?.length ?? 0);
  const file = Buffer.alloc(dataAt + data.length);
  file.write('II*\0', 0, 'latin1');
  file.writeUInt32LE(8, 4);
  file.writeUInt16LE(entries.length, 8);
  entries.forEach(([tag, type, count, value], index) => {
    const at = 10 + index * 12;
    file.writeUInt16LE(tag, at);
    file.writeUInt16LE(type, at + 2);
    file.writeUInt32LE(count, at + 4);
    if (tag === TAG.profile) file.writeUInt32LE(profileAt, at + 8);
    else if (tag === TAG.stripOffset) file.writeUInt32LE(dataAt, at + 8);
    else if (type === SHORT) file.writeUInt16LE(value, at + 8);
    else file.writeUInt32LE(value, at + 8);
  });
  if (profile !== undefined) file.set(profile, profileAt);
  file.set(data, dataAt);
  return file;
}
