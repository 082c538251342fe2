import { DocumentRefusal } from '../recipe.ts';
import { MAX_PIXELS } from './image-header.ts';

export interface BitmapHeader {
  readonly width: number;
  readonly height: number;
  /** Of a pixel: 1, 2, 4 and 8 are places in the palette. */
  readonly bits: 1 | 2 | 4 | 8 | 16 | 24 | 32;
  readonly isTopDown: boolean;
  readonly isRunLength: boolean;
  /** Red, green and blue of each entry. */
  readonly palette: Uint8Array;
  /** Where red, green, blue and opacity lie in 16 and 32 bits. */
  readonly masks: readonly [number, number, number, number];
  readonly dataAt: number;
}

const FILE_HEADER_BYTES = 14;

/** OS/2's first header: 16-bit sizes, palettes of three bytes. */
const CORE_HEADER_BYTES = 12;

const UNCOMPRESSED = 0;
const RUNS_OF_8 = 1;
const RUNS_OF_4 = 2;
const BIT_FIELDS = 3;
const ALPHA_BIT_FIELDS = 6;

/** Reads a bitmap's header; undefined for one that wraps a JPEG or a PNG. Throws `DocumentRefusal`. */
export function readBitmapHeader(bytes: Buffer): BitmapHeader | undefined {
  const headerBytes = bytes.length >= FILE_HEADER_BYTES + 4 ? bytes.readUInt32LE(FILE_HEADER_BYTES) : 0;
  if (bytes.length < FILE_HEADER_BYTES + Math.max(headerBytes, CORE_HEADER_BYTES))
    throw new DocumentRefusal('damaged');
  const isCore = headerBytes === CORE_HEADER_BYTES;
  const signedHeight = isCore ? bytes.readUInt16LE(20) : bytes.readInt32LE(22);
  const width = isCore ? bytes.readUInt16LE(18) : bytes.readInt32LE(18);
  const height = Math.abs(signedHeight);
  const bits = bytes.readUInt16LE(isCore ? 24 : 28);
  const compression = isCore ? UNCOMPRESSED : bytes.readUInt32LE(30);
  if (width <= 0 || height === 0 || ![1, 2, 4, 8, 16, 24, 32].includes(bits))
    throw new DocumentRefusal('damaged');
  if (width * height > MAX_PIXELS) throw new DocumentRefusal('too-large');
  if (!isReadable(compression, bits)) return undefined;
  return {
    width,
    height,
    bits: bits as BitmapHeader['bits'],
    isTopDown: signedHeight < 0,
    isRunLength: compression === RUNS_OF_8 || compression === RUNS_OF_4,
    palette: readPalette(bytes, { headerBytes, bits, compression }),
    masks: readMasks(bytes, { headerBytes, bits, compression }),
    dataAt: bytes.readUInt32LE(10),
  };
}

function isReadable(compression: number, bits: number): boolean {
  if (compression === UNCOMPRESSED) return true;
  if (compression === RUNS_OF_8) return bits === 8;
  if (compression === RUNS_OF_4) return bits === 4;
  return (compression === BIT_FIELDS || compression === ALPHA_BIT_FIELDS) && (bits === 16 || bits === 32);
}

interface Layout {
  readonly headerBytes: number;
  readonly bits: number;
  readonly compression: number;
}

function readPalette(bytes: Buffer, { headerBytes, bits }: Layout): Uint8Array {
  if (bits > 8) return new Uint8Array(0);
  const entryBytes = headerBytes === CORE_HEADER_BYTES ? 3 : 4;
  const announced = headerBytes >= 40 ? bytes.readUInt32LE(46) : 0;
  const at = FILE_HEADER_BYTES + headerBytes;
  const available = Math.floor((Math.min(bytes.readUInt32LE(10), bytes.length) - at) / entryBytes);
  const entries = Math.max(0, Math.min(announced === 0 ? 2 ** bits : announced, 2 ** bits, available));
  const palette = new Uint8Array(entries * 3);
  for (let entry = 0; entry < entries; entry += 1) {
    for (let c = 0; c < 3; c += 1) palette[entry * 3 + c] = bytes[at + entry * entryBytes + 2 - c] as number;
  }
  return palette;
}

function readMasks(bytes: Buffer, { headerBytes, bits, compression }: Layout): BitmapHeader['masks'] {
  if (compression === BIT_FIELDS || compression === ALPHA_BIT_FIELDS) {
    // Behind the 40 bytes that every header shares, whether they count as its own or follow it.
    const at = FILE_HEADER_BYTES + 40;
    if (bytes.length < at + 16) throw new DocumentRefusal('damaged');
    const mask = (index: number) => bytes.readUInt32LE(at + index * 4);
    const hasOpacity = headerBytes >= 56 || compression === ALPHA_BIT_FIELDS;
    return [mask(0), mask(1), mask(2), hasOpacity ? mask(3) : 0];
  }
  return bits === 16 ? [0x7c00, 0x03e0, 0x001f, 0] : [0xff0000, 0x00ff00, 0x0000ff, 0];
}
