/** Windows and OS/2 bitmaps of a small drawing, in every way of storing one. */

export interface BitmapOptions {
  readonly bits: 1 | 4 | 8 | 16 | 24 | 32;
  readonly isTopDown?: boolean;
  /** OS/2's short header. */
  readonly isCore?: boolean;
  readonly isRunLength?: boolean;
  readonly masks?: readonly [number, number, number];
}

const WIDTH = 203;
const HEIGHT = 97;
/** Paper, a bar on top, a corner below on the right: red, green, blue. */
const COLOURS = [
  [255, 255, 255],
  [200, 50, 43],
  [31, 58, 200],
] as const;

function colourAt(x: number, y: number): 0 | 1 | 2 {
  if (y < 12) return 1;
  return x > 170 && y > 75 ? 2 : 0;
}

/** A bitmap of 203 x 97 pixels: white paper, a red bar on top, a blue corner below on the right. */
export function bitmap(options: BitmapOptions): Buffer {
  const { bits, isTopDown = false, isCore = false, isRunLength = false, masks } = options;
  const data = isRunLength ? runs() : rows(bits, isTopDown, masks);
  const palette = bits > 8 ? Buffer.alloc(0) : paletteOf(bits as 1 | 4 | 8);
  const header = Buffer.alloc(isCore ? 12 : 40);
  header.writeUInt32LE(header.length, 0);
  if (isCore) {
    header.writeUInt16LE(WIDTH, 4);
    header.writeUInt16LE(HEIGHT, 6);
    header.writeUInt16LE(1, 8);
    header.writeUInt16LE(bits, 10);
  } else {
    header.writeInt32LE(WIDTH, 4);
    header.writeInt32LE(isTopDown ? -HEIGHT : HEIGHT, 8);
    header.writeUInt16LE(1, 12);
    header.writeUInt16LE(bits, 14);
    header.writeUInt32LE(masks ? 3 : isRunLength ? 1 : 0, 16);
  }
  const fields = Buffer.alloc(masks ? 12 : 0);
  masks?.forEach((mask, index) => {
    fields.writeUInt32LE(mask, index * 4);
  });
  const dataAt = 14 + header.length + fields.length + palette.length;
  const file = Buffer.alloc(14);
  file.write('BM', 0, 'latin1');
  file.writeUInt32LE(dataAt + data.length, 2);
  file.writeUInt32LE(dataAt, 10);
  return Buffer.concat([file, header, fields, palette, data]);
}

function paletteOf(bits: 1 | 4 | 8): Buffer {
  const palette = Buffer.alloc(4 * 2 ** bits);
  for (let entry = 0; entry < Math.min(3, 2 ** bits); entry += 1) {
    // With one bit, what is not paper is black.
    const [red, green, blue] = bits === 1 && entry > 0 ? [0, 0, 0] : COLOURS[entry as 0 | 1 | 2];
    palette.set([blue, green, red, 0], entry * 4);
  }
  return palette;
}

function rows(bits: number, isTopDown: boolean, masks: BitmapOptions['masks']): Buffer {
  const rowBytes = Math.ceil((WIDTH * bits) / 32) * 4;
  const data = Buffer.alloc(rowBytes * HEIGHT);
  for (let y = 0; y < HEIGHT; y += 1) {
    const at = (isTopDown ? y : HEIGHT - 1 - y) * rowBytes;
    for (let x = 0; x < WIDTH; x += 1) writePixel(data, at, x, { bits, masks, colour: colourAt(x, y) });
  }
  return data;
}

interface Pixel {
  readonly bits: number;
  readonly masks: BitmapOptions['masks'];
  readonly colour: 0 | 1 | 2;
}

function writePixel(data: Buffer, rowAt: number, x: number, { bits, masks, colour }: Pixel): void {
  const [red, green, blue] = COLOURS[colour];
  if (bits === 16) {
    const [greenBits, greenShift, redShift] = masks ? [6, 5, 11] : [5, 5, 10];
    const field = (level: number, width: number) => Math.round((level / 255) * (2 ** width - 1));
    const value = (field(red, 5) << redShift) | (field(green, greenBits) << greenShift) | field(blue, 5);
    data.writeUInt16LE(value, rowAt + x * 2);
  } else if (bits > 8) {
    data.set([blue, green, red], rowAt + x * (bits / 8));
  } else {
    const perByte = 8 / bits;
    const index = bits === 1 ? Math.min(1, colour) : colour;
    const at = rowAt + Math.floor(x / perByte);
    data[at] = (data[at] as number) | (index << (8 - bits * ((x % perByte) + 1)));
  }
}

/** Runs where pixels repeat, literals where they do not, and each line closed. */
function runs(): Buffer {
  const code: number[] = [];
  for (let y = HEIGHT - 1; y >= 0; y -= 1) {
    let x = 0;
    while (x < WIDTH) {
      let end = x;
      while (end < WIDTH && end - x < 255 && colourAt(end, y) === colourAt(x, y)) end += 1;
      if (x === 0 && end > 5) {
        code.push(0, 3, colourAt(0, y), colourAt(1, y), colourAt(2, y), 0);
        x = 3;
      }
      code.push(end - x, colourAt(x, y));
      x = end;
    }
    code.push(0, 0);
  }
  return Buffer.from([...code, 0, 1]);
}
