import type { Pixels } from '../picture/pixels.ts';
import { DocumentRefusal } from '../recipe.ts';
import { type BitmapHeader, readBitmapHeader } from './bitmap-header.ts';
import { unpackRuns } from './bitmap-runs.ts';

/**
 * Decodes a Windows or OS/2 bitmap, which sharp does not read.
 *
 * Returns undefined for the rare ones that wrap another format. Throws `DocumentRefusal` for one that is cut short or
 * too large.
 */
export function decodeBitmap(bytes: Buffer): Pixels | undefined {
  const header = readBitmapHeader(bytes);
  if (header === undefined) return undefined;
  const { width, height, bits, isRunLength } = header;
  if (isRunLength) {
    const indices = unpackRuns(bytes.subarray(header.dataAt), { width, height, bits: bits as 4 | 8 });
    return coloursOf(header, (x, y) => indices[y * width + x] as number);
  }
  const rowBytes = Math.ceil((width * bits) / 32) * 4;
  // The last row may lack the bytes that only align it.
  const needed = rowBytes * (height - 1) + Math.ceil((width * bits) / 8);
  const data = bytes.subarray(header.dataAt);
  if (data.length < needed) throw new DocumentRefusal('damaged');
  const rowOf = (y: number) => (header.isTopDown ? y : height - 1 - y) * rowBytes;
  if (bits <= 8) return coloursOf(header, (x, y) => indexAt(data, rowOf(y), x, bits));
  return bits === 24 ? plainColours(header, data, rowOf) : maskedColours(header, data, rowOf);
}

function indexAt(data: Buffer, rowAt: number, x: number, bits: number): number {
  const perByte = 8 / bits;
  const byte = data[rowAt + Math.floor(x / perByte)] as number;
  return (byte >> (8 - bits * ((x % perByte) + 1))) & (2 ** bits - 1);
}

function coloursOf(
  { width, height, palette }: BitmapHeader,
  indexOf: (x: number, y: number) => number,
): Pixels {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      // An index beyond the palette is black, as in every viewer.
      const entry = indexOf(x, y) * 3;
      for (let c = 0; c < 3; c += 1) data[(y * width + x) * 3 + c] = palette[entry + c] ?? 0;
    }
  }
  return { data, width, height, channels: 3 };
}

function plainColours({ width, height }: BitmapHeader, source: Buffer, rowOf: (y: number) => number): Pixels {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    const from = rowOf(y);
    for (let x = 0; x < width; x += 1) {
      const to = (y * width + x) * 3;
      data[to] = source[from + x * 3 + 2] as number;
      data[to + 1] = source[from + x * 3 + 1] as number;
      data[to + 2] = source[from + x * 3] as number;
    }
  }
  return { data, width, height, channels: 3 };
}

/** Sixteen or 32 bits, of which masks say where red, green, blue and opacity lie. */
function maskedColours(header: BitmapHeader, source: Buffer, rowOf: (y: number) => number): Pixels {
  const { width, height, bits, masks } = header;
  const fields = masks.map(fieldOf);
  const samples = masks[3] === 0 ? 3 : 4;
  const data = new Uint8Array(width * height * samples);
  let isSeen = samples === 3;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = rowOf(y) + x * (bits / 8);
      const value = bits === 16 ? source.readUInt16LE(at) : source.readUInt32LE(at);
      const to = (y * width + x) * samples;
      for (let c = 0; c < samples; c += 1) data[to + c] = (fields[c] as Field)(value);
      if (samples === 4 && data[to + 3] !== 0) isSeen = true;
    }
  }
  if (isSeen) return { data, width, height, channels: samples };
  // Programs that know no opacity leave it at nought everywhere, and mean that all is to be seen.
  for (let at = 3; at < data.length; at += 4) data[at] = 255;
  return { data, width, height, channels: 4 };
}

type Field = (value: number) => number;

function fieldOf(mask: number): Field {
  if (mask === 0) return () => 0;
  const shift = 31 - Math.clz32(mask & -mask);
  const largest = mask >>> shift;
  return (value) => Math.round((((value & mask) >>> shift) * 255) / largest);
}
