import type { Pixels } from '../picture/pixels.ts';

/** Squares along the long edge in which the colour of paper is told: small enough for a shadow, larger than letters. */
const SQUARES = 64;

/** Of the brightest pixels of a square, these are taken for paper: above are glints and noise, below writing begins. */
const PAPER_FROM = 0.6;
const PAPER_TO = 0.95;

/** Squares on each side across which paper is guessed where writing covers it. */
const BRIDGE = 2;

/** How bright paper is over an image, channel by channel: a coarse grid, read in between by interpolation. */
export interface PaperLight {
  readonly columns: number;
  readonly rows: number;
  readonly squarePixels: number;
  /** 0 to 255, `channels` for each square. */
  readonly levels: Float32Array;
  readonly channels: 1 | 3;
}

/** Estimates the light that falls on paper: its colour wherever nothing is written. Pixels are grey or RGB. */
export function measurePaperLight(pixels: Pixels): PaperLight {
  const squarePixels = Math.max(8, Math.ceil(Math.max(pixels.width, pixels.height) / SQUARES));
  const columns = Math.ceil(pixels.width / squarePixels);
  const rows = Math.ceil(pixels.height / squarePixels);
  const channels = pixels.channels as 1 | 3;
  const levels = new Float32Array(columns * rows * channels);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const square = {
        left: column * squarePixels,
        top: row * squarePixels,
        right: Math.min(pixels.width, (column + 1) * squarePixels),
        bottom: Math.min(pixels.height, (row + 1) * squarePixels),
      };
      for (let c = 0; c < channels; c += 1)
        levels[(row * columns + column) * channels + c] = paperLevel(pixels, square, c);
    }
  }
  const grid = { columns, rows, squarePixels, channels };
  const bridged = spread({ ...grid, levels: spread({ ...grid, levels }, Math.max) }, Math.min);
  return { ...grid, levels: smooth({ ...grid, levels: bridged }) };
}

interface Square {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function paperLevel(
  { data, width, channels }: Pixels,
  { left, top, right, bottom }: Square,
  c: number,
): number {
  const histogram = new Uint32Array(256);
  let count = 0;
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      const level = data[(y * width + x) * channels + c] as number;
      histogram[level] = (histogram[level] as number) + 1;
      count += 1;
    }
  }
  let [seen, sum, taken] = [0, 0, 0];
  for (let level = 0; level < 256; level += 1) {
    const here = histogram[level] as number;
    const from = Math.max(seen, count * PAPER_FROM);
    const to = Math.min(seen + here, count * PAPER_TO);
    if (to > from) {
      sum += level * (to - from);
      taken += to - from;
    }
    seen += here;
  }
  return taken === 0 ? 255 : Math.max(1, sum / taken);
}

/** The brightest, or the darkest, of the squares around: one after the other, they fill holes and leave slopes. */
function spread(
  { columns, rows, channels, levels }: PaperLight,
  choose: (a: number, b: number) => number,
): Float32Array {
  const out = new Float32Array(levels.length);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      for (let c = 0; c < channels; c += 1) {
        let chosen = levels[(row * columns + column) * channels + c] as number;
        for (let y = Math.max(0, row - BRIDGE); y <= Math.min(rows - 1, row + BRIDGE); y += 1) {
          for (let x = Math.max(0, column - BRIDGE); x <= Math.min(columns - 1, column + BRIDGE); x += 1)
            chosen = choose(chosen, levels[(y * columns + x) * channels + c] as number);
        }
        out[(row * columns + column) * channels + c] = chosen;
      }
    }
  }
  return out;
}

function smooth({ columns, rows, channels, levels }: PaperLight): Float32Array {
  const out = new Float32Array(levels.length);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      for (let c = 0; c < channels; c += 1) {
        let [sum, count] = [0, 0];
        for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y += 1) {
          for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x += 1) {
            sum += levels[(y * columns + x) * channels + c] as number;
            count += 1;
          }
        }
        out[(row * columns + column) * channels + c] = sum / count;
      }
    }
  }
  return out;
}

/** The image as it would be in even light: paper white everywhere, inks in their own colours. Same size and channels. */
export function evenLight(pixels: Pixels, light: PaperLight): Pixels {
  const { width, height, channels } = pixels;
  const { columns, squarePixels } = light;
  const data = new Uint8Array(pixels.data.length);
  for (let y = 0; y < height; y += 1) {
    const levels = levelsAlongRow(light, y);
    let at = y * width * channels;
    for (let x = 0; x < width; x += 1) {
      const u = Math.min(columns - 1, Math.max(0, (x + 0.5) / squarePixels - 0.5));
      const left = Math.floor(u);
      const right = Math.min(columns - 1, left + 1);
      const share = u - left;
      for (let c = 0; c < channels; c += 1) {
        const level =
          (levels[left * channels + c] as number) * (1 - share) +
          (levels[right * channels + c] as number) * share;
        data[at] = Math.min(255, ((pixels.data[at] as number) * 255) / level + 0.5);
        at += 1;
      }
    }
  }
  return { data, width, height, channels };
}

/** The light of each column of squares at the height of a row of pixels. */
function levelsAlongRow(
  { columns, rows, squarePixels, levels, channels }: PaperLight,
  y: number,
): Float32Array {
  const v = Math.min(rows - 1, Math.max(0, (y + 0.5) / squarePixels - 0.5));
  const above = Math.floor(v);
  const below = Math.min(rows - 1, above + 1);
  const share = v - above;
  const rowLength = columns * channels;
  return Float32Array.from(
    { length: rowLength },
    (_, index) =>
      (levels[above * rowLength + index] as number) * (1 - share) +
      (levels[below * rowLength + index] as number) * share,
  );
}
