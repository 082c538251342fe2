import type { Pixels } from './pixels.ts';

/** A multiple of 16, so that JPEG's blocks fall on the same pixels as in the whole image. */
const TILE_PIXELS = 192;

/** 5 x 5 tiles are 0.9 megapixel: a probe costs a third of an encoding of the usual 2000 x 1500. */
const TILES_A_SIDE = 5;

/**
 * A smaller image that compresses like a large one: tiles taken evenly over it.
 *
 * Returns the image itself when that is hardly larger. The choice of tiles is fixed, so that the same input always
 * leads to the same settings.
 */
export function mosaic(pixels: Pixels): Pixels {
  const side = TILE_PIXELS * TILES_A_SIDE;
  if (pixels.width < side || pixels.height < side || pixels.width * pixels.height < 2 * side * side)
    return pixels;
  const data = new Uint8Array(side * side * pixels.channels);
  for (let row = 0; row < TILES_A_SIDE; row += 1) {
    for (let column = 0; column < TILES_A_SIDE; column += 1) {
      copyTile(pixels, data, {
        fromX: alignedStart(pixels.width, column),
        fromY: alignedStart(pixels.height, row),
        toX: column * TILE_PIXELS,
        toY: row * TILE_PIXELS,
      });
    }
  }
  return { data, width: side, height: side, channels: pixels.channels };
}

function alignedStart(length: number, index: number): number {
  const start = ((length - TILE_PIXELS) * index) / (TILES_A_SIDE - 1);
  return Math.floor(start / 16) * 16;
}

interface TilePlace {
  readonly fromX: number;
  readonly fromY: number;
  readonly toX: number;
  readonly toY: number;
}

function copyTile(pixels: Pixels, data: Uint8Array, { fromX, fromY, toX, toY }: TilePlace): void {
  const { channels } = pixels;
  const side = TILE_PIXELS * TILES_A_SIDE;
  for (let y = 0; y < TILE_PIXELS; y += 1) {
    const from = ((fromY + y) * pixels.width + fromX) * channels;
    data.set(pixels.data.subarray(from, from + TILE_PIXELS * channels), ((toY + y) * side + toX) * channels);
  }
}
