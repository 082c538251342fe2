import sharp, { type Exif } from 'sharp';
import type { Chance } from '../chance.ts';
import type { Camera } from './camera.ts';
import type { Shape } from './shapes.ts';

/** Light is computed on a coarse grid and spread between its points: it never changes within 1/24 of a picture. */
const GRID = 24;
const NOISE_LENGTH = 1 << 16;

/** Takes a photograph of a sheet: uneven light, the shadow of the phone, the grain of a small sensor, EXIF. */
export async function photograph(
  camera: Camera,
  shapes: { printed: readonly Shape[]; written: readonly Shape[] },
  chance: Chance,
): Promise<Buffer> {
  const { width, height } = camera;

  const svg = camera.draw(shapes.printed, shapes.written);
  const pixels = await sharp(Buffer.from(svg), { limitInputPixels: false }).removeAlpha().raw().toBuffer();
  exposePixels(pixels, { width, height }, chance);

  return (
    sharp(pixels, { raw: { width, height, channels: 3 } })
      // A phone does not optimise its Huffman tables either; here it would hold every coefficient in memory.
      .jpeg({ quality: chance.whole(86, 91), chromaSubsampling: '4:2:0', optimiseCoding: false })
      .withExif(exifOf(chance))
      .withMetadata({ orientation: camera.orientation })
      .toBuffer()
  );
}

/** Multiplies by the light and adds the grain, in place. */
function exposePixels(pixels: Buffer, size: { width: number; height: number }, chance: Chance): void {
  const light = lightGrid(chance);
  const tint = [chance.between(0.97, 1.02), chance.between(0.96, 0.99), chance.between(0.86, 0.97)] as const;
  const noise = grain(chance);
  const row = new Float32Array(size.width);
  let at = 0;
  for (let y = 0; y < size.height; y++) {
    spreadRow(row, light, (y / size.height) * GRID);
    let place = chance.whole(0, NOISE_LENGTH - 1);
    for (let x = 0; x < size.width; x++) {
      const bright = row[x] ?? 1;
      const speck = noise[place & (NOISE_LENGTH - 1)] ?? 0;
      const colourSpeck = noise[(place * 7) & (NOISE_LENGTH - 1)] ?? 0;
      place += 1;
      pixels[at] = clamp((pixels[at] ?? 0) * bright * tint[0] + speck);
      pixels[at + 1] = clamp((pixels[at + 1] ?? 0) * bright * tint[1] + speck);
      pixels[at + 2] = clamp((pixels[at + 2] ?? 0) * bright * tint[2] + speck + colourSpeck * 0.5);
      at += 3;
    }
  }
}

/** Brightness at the grid's points: a lamp on one side, and a soft-edged shadow across a corner. */
function lightGrid(chance: Chance): Float32Array {
  const light = new Float32Array((GRID + 1) * (GRID + 1));
  const lamp = chance.between(0, Math.PI * 2);
  const shadowAngle = chance.between(0, Math.PI * 2);
  const shadowEdge = chance.between(0.12, 0.4);
  const shadowDepth = chance.between(0.1, 0.28);
  for (let gridY = 0; gridY <= GRID; gridY++) {
    for (let gridX = 0; gridX <= GRID; gridX++) {
      const [x, y] = [gridX / GRID - 0.5, gridY / GRID - 0.5];
      const slope = (x * Math.cos(lamp) + y * Math.sin(lamp)) * 0.22;
      const vignette = (x * x + y * y) * 0.22;
      const beyond = x * Math.cos(shadowAngle) + y * Math.sin(shadowAngle) - shadowEdge;
      const shadow = shadowDepth / (1 + Math.exp(-beyond * 22));
      light[gridY * (GRID + 1) + gridX] = 0.93 + slope - vignette - shadow;
    }
  }
  return light;
}

function spreadRow(row: Float32Array, light: Float32Array, gridY: number): void {
  const top = Math.min(Math.floor(gridY), GRID - 1);
  const share = gridY - top;
  const stride = GRID + 1;
  for (let x = 0; x < row.length; x++) {
    const gridX = (x / row.length) * GRID;
    const left = Math.min(Math.floor(gridX), GRID - 1);
    const across = gridX - left;
    const base = top * stride + left;
    const upper = (light[base] ?? 0) * (1 - across) + (light[base + 1] ?? 0) * across;
    const lower = (light[base + stride] ?? 0) * (1 - across) + (light[base + stride + 1] ?? 0) * across;
    row[x] = upper * (1 - share) + lower * share;
  }
}

function grain(chance: Chance): Float32Array {
  const strength = chance.between(2.6, 4.2);
  return Float32Array.from({ length: NOISE_LENGTH }, () => chance.bell() * strength);
}

function clamp(value: number): number {
  return Math.min(255, Math.max(0, value));
}

/** What a phone writes: which way is up, its make, and where it was (invented), which is why documents are cleaned. */
function exifOf(chance: Chance): Exif {
  return {
    IFD0: { Make: 'Telephone', Model: chance.pick(['T8', 'T8 Pro', 'Mini 5']) },
    IFD3: {
      GPSLatitudeRef: 'N',
      GPSLatitude: `45/1 ${chance.whole(5, 30)}/1 ${chance.whole(0, 59)}/1`,
      GPSLongitudeRef: 'E',
      GPSLongitude: `5/1 ${chance.whole(5, 40)}/1 ${chance.whole(0, 59)}/1`,
    },
  };
}
