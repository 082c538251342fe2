/** Pictures made for tests, by formula: photographs with the metadata of a phone, screenshots, cut-out shapes. */
import sharp from 'sharp';

/** Repeatable noise, so that a picture is the same on each run. */
export function noise(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Smooth light, soft shapes and grain; the top left corner is red, the top right green, so that its way up can be told. */
export function photoPixels(width: number, height: number, seed = 1): Buffer {
  const random = noise(seed);
  const data = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const wave =
        Math.sin((x / width) * 9 + seed) * Math.cos((y / height) * 7) * 60 +
        Math.sin(x / 5) * Math.cos(y / 6 + seed) * 18;
      const grain = (random() - 0.5) * 6;
      const corner = y < height / 5 ? (x < width / 5 ? 0 : x > (width * 4) / 5 ? 1 : -1) : -1;
      for (let c = 0; c < 3; c += 1) {
        const base = corner === -1 ? 120 + wave * (1 - c * 0.3) + (y / height) * 40 : c === corner ? 220 : 30;
        data[(y * width + x) * 3 + c] = Math.max(0, Math.min(255, base + grain));
      }
    }
  }
  return data;
}

export interface PhotoOptions {
  readonly width: number;
  readonly height: number;
  readonly seed?: number;
  /** EXIF's number, 1 to 8: how the pixels are to be turned to stand upright. */
  readonly orientation?: number;
}

/** Where a stored pixel lies once the picture stands upright, by EXIF's eight orientations. */
const UPRIGHT: Readonly<
  Record<number, (x: number, y: number, w: number, h: number) => readonly [number, number]>
> = {
  1: (x, y) => [x, y],
  2: (x, y, w) => [w - 1 - x, y],
  3: (x, y, w, h) => [w - 1 - x, h - 1 - y],
  4: (x, y, _w, h) => [x, h - 1 - y],
  5: (x, y) => [y, x],
  6: (x, y, w) => [w - 1 - y, x],
  7: (x, y, w, h) => [w - 1 - y, h - 1 - x],
  8: (x, y, _w, h) => [y, h - 1 - x],
};

/** A JPEG as a phone writes it: stored as the sensor lay, with place, device and date. Sizes are those of the upright picture. */
export async function photoJpeg({ width, height, seed = 1, orientation = 1 }: PhotoOptions): Promise<Buffer> {
  const upright = photoPixels(width, height, seed);
  const isTurned = orientation > 4;
  const stored = { width: isTurned ? height : width, height: isTurned ? width : height };
  const data = Buffer.alloc(upright.length);
  for (let y = 0; y < stored.height; y += 1) {
    for (let x = 0; x < stored.width; x += 1) {
      const [ux, uy] = (UPRIGHT[orientation] as (typeof UPRIGHT)[number])(x, y, width, height);
      upright.copy(data, (y * stored.width + x) * 3, (uy * width + ux) * 3, (uy * width + ux) * 3 + 3);
    }
  }
  return sharp(data, { raw: { ...stored, channels: 3 } })
    .jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
    .withExif({
      IFD0: {
        Make: 'Telephone',
        Model: 'Modele 12',
        Software: 'Appareil photo',
      },
      IFD2: { DateTimeOriginal: '2020:03:23 08:30:00' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '45/1 45/1 0/1',
        GPSLongitudeRef: 'E',
        GPSLongitude: '4/1 50/1 0/1',
      },
    })
    .withMetadata({ orientation })
    .withXmp(
      '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta>',
    )
    .toBuffer();
}

/** Flat colours and text-like strokes, as on a screen. */
export async function screenshotPng(width: number, height: number): Promise<Buffer> {
  const lines = Array.from({ length: Math.floor(height / 24) }, (_, row) => {
    const words = Array.from({ length: 12 }, (_, word) => `mot${(row * 7 + word * 13) % 97}`).join(' ');
    return `<text x="16" y="${row * 24 + 18}" font-family="sans-serif" font-size="15" fill="#223">${words}</text>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#f4f4f8"/><rect width="100%" height="40" fill="#1f3a68"/>${lines.join('')}<rect x="20" y="60" width="9" height="9" fill="#c8322b"/></svg>`;
  return sharp(Buffer.from(svg)).flatten().png({ compressionLevel: 1 }).toBuffer();
}

/** A disc of photograph on nothing. */
export async function cutOutPng(size: number): Promise<Buffer> {
  const rgb = photoPixels(size, size, 3);
  const data = Buffer.alloc(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const at = y * size + x;
      rgb.copy(data, at * 4, at * 3, at * 3 + 3);
      data[at * 4 + 3] = Math.hypot(x - size / 2, y - size / 2) < size / 2.5 ? 255 : 0;
    }
  }
  return sharp(data, { raw: { width: size, height: size, channels: 4 } })
    .png({ compressionLevel: 1 })
    .toBuffer();
}
