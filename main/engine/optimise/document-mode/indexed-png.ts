import { crc32, deflateSync } from 'node:zlib';
import type { InkedPage } from './ink-palette.ts';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const PALETTE_COLOURS = 3;

/** Bits that a place in the palette takes. */
export function bitsOf({ palette }: Pick<InkedPage, 'palette'>): 1 | 2 | 4 | 8 {
  const colours = palette.length / 3;
  return colours <= 2 ? 1 : colours <= 4 ? 2 : colours <= 16 ? 4 : 8;
}

/** Indices packed into bytes, each row from a byte of its own: what a PNG and a PDF's Indexed image hold alike. */
export function packIndices(page: InkedPage): Uint8Array {
  const bits = bitsOf(page);
  const rowBytes = Math.ceil((page.width * bits) / 8);
  const packed = new Uint8Array(rowBytes * page.height);
  for (let y = 0; y < page.height; y += 1) {
    for (let x = 0; x < page.width; x += 1) {
      const at = y * rowBytes + ((x * bits) >> 3);
      const shift = 8 - bits - ((x * bits) & 7);
      packed[at] = (packed[at] as number) | ((page.indices[y * page.width + x] as number) << shift);
    }
  }
  return packed;
}

/** A PNG with a palette, its rows unfiltered: filters guess at shades, and places in a palette are none. */
export function encodeIndexedPng(page: InkedPage): Buffer {
  const bits = bitsOf(page);
  const packed = packIndices(page);
  const rowBytes = packed.length / page.height;
  const rows = Buffer.alloc((rowBytes + 1) * page.height);
  for (let y = 0; y < page.height; y += 1)
    rows.set(packed.subarray(y * rowBytes, (y + 1) * rowBytes), y * (rowBytes + 1) + 1);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(page.width, 0);
  header.writeUInt32BE(page.height, 4);
  header.set([bits, PALETTE_COLOURS], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', page.palette),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, content: Uint8Array): Buffer {
  const frame = Buffer.alloc(12 + content.length);
  frame.writeUInt32BE(content.length, 0);
  frame.write(type, 4, 'latin1');
  frame.set(content, 8);
  frame.writeUInt32BE(crc32(frame.subarray(4, 8 + content.length)), 8 + content.length);
  return frame;
}
