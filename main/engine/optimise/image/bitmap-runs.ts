export interface RunLayout {
  readonly width: number;
  readonly height: number;
  readonly bits: 4 | 8;
}

const END_OF_LINE = 0;
const END_OF_BITMAP = 1;
const MOVE = 2;

/**
 * Unpacks a bitmap's run-length code into places in the palette, a byte each, rows from the top.
 *
 * What the code skips, and what lies behind its end, stays nought. Runs beyond the right edge are dropped.
 */
export function unpackRuns(code: Uint8Array, { width, height, bits }: RunLayout): Uint8Array {
  const indices = new Uint8Array(width * height);
  let [x, row, at] = [0, 0, 0];
  const put = (index: number) => {
    if (x < width && row < height) indices[(height - 1 - row) * width + x] = index;
    x += 1;
  };
  while (at + 1 < code.length && row < height) {
    const [count, value] = [code[at] as number, code[at + 1] as number];
    at += 2;
    if (count > 0) {
      for (let index = 0; index < count; index += 1) put(bits === 8 ? value : nibble(value, index));
    } else if (value === END_OF_BITMAP) {
      break;
    } else if (value === END_OF_LINE) {
      [x, row] = [0, row + 1];
    } else if (value === MOVE) {
      x += code[at] ?? 0;
      row += code[at + 1] ?? 0;
      at += 2;
    } else {
      for (let index = 0; index < value; index += 1) {
        const byte = code[at + (bits === 8 ? index : index >> 1)] ?? 0;
        put(bits === 8 ? byte : nibble(byte, index));
      }
      // Literal pixels are padded to whole words.
      at += 2 * Math.ceil((value * bits) / 16);
    }
  }
  return indices;
}

/** Two pixels a byte, the first in its upper half. */
function nibble(byte: number, index: number): number {
  return index % 2 === 0 ? byte >> 4 : byte & 0x0f;
}
