import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { cutOutPng, noise, photoJpeg, screenshotPng } from './optimise-pictures.ts';
import { openWorkshop } from './optimise-workshop.ts';

const workshop = await openWorkshop();

/** Blue writing and one red mark on paper that lies on a dark desk, in light that falls off, with a camera's grain. */
async function photographedPage(): Promise<Buffer> {
  const [width, height] = [1500, 2000];
  const words = Array.from(
    { length: 24 },
    (_, row) =>
      `<text x="220" y="${260 + row * 62}" font-family="sans-serif" font-size="34" fill="#1c2a78">La vitesse croit avec le temps, la position aussi (${row})</text>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#3a2a20"/><g transform="rotate(1.5 750 1000)"><rect x="110" y="90" width="1270" height="1796" fill="#f4f1e6"/>${words.join('')}<rect x="1100" y="140" width="150" height="14" fill="#c8201c"/></g></svg>`;
  const data = await sharp(Buffer.from(svg)).removeAlpha().raw().toBuffer();
  const random = noise(7);
  for (let y = 0; y < height; y += 1) {
    for (let at = y * width * 3; at < (y + 1) * width * 3; at += 1) {
      const light = 1 - 0.4 * (y / height);
      data[at] = Math.max(0, Math.min(255, data[at]! * light + (random() - 0.5) * 8));
    }
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 92, chromaSubsampling: '4:4:4' })
    .toBuffer();
}

async function pixelsOf(bytes: Buffer): Promise<{ data: Buffer; width: number; height: number }> {
  const { data, info } = await sharp(bytes)
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

describe('a photographed page, as a copy', () => {
  it('is cut out, white and light, and a red correction stays red', async () => {
    const photo = await photographedPage();
    const { result, output } = await workshop.optimise('copie.jpg', photo, 'copy');
    expect(result).toMatchObject({ outcome: 'optimised', mediaType: 'image/png' });
    expect(output!.length).toBeLessThanOrEqual(60_000);
    const { data, width, height } = await pixelsOf(output!);
    expect(Math.abs(height / width - Math.SQRT2)).toBeLessThan(0.01);
    let [white, red, blue] = [0, 0, 0];
    for (let at = 0; at < data.length; at += 3) {
      const [r, g, b] = [data[at]!, data[at + 1]!, data[at + 2]!];
      if (r === 255 && g === 255 && b === 255) white += 1;
      if (r > 150 && g < 90 && b < 90) red += 1;
      if (b > r + 40 && r < 120) blue += 1;
    }
    expect(white / (width * height)).toBeGreaterThan(0.85);
    expect(red).toBeGreaterThan(1000);
    expect(blue).toBeGreaterThan(5000);
    for (const corner of [0, width - 1, (height - 1) * width, height * width - 1])
      expect(data[corner * 3]).toBe(255);
  });

  it('is the same each time', async () => {
    const photo = await photographedPage();
    const first = await workshop.optimise('copie.jpg', photo, 'copy');
    const second = await workshop.optimise('copie.jpg', photo, 'copy');
    expect(Buffer.compare(first.output!, second.output!)).toBe(0);
  });
});

describe('what few colours would spoil is treated as for the screen', () => {
  /** A pencil drawing: strokes, and shading that fades. */
  const drawing = () => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="1600"><defs><radialGradient id="g" cx="35%" cy="30%"><stop offset="0" stop-color="#e8e6e0"/><stop offset="1" stop-color="#4a4845"/></radialGradient></defs><rect width="100%" height="100%" fill="#f5f3ee"/><circle cx="600" cy="800" r="320" fill="url(#g)"/><path d="M200 1300 C400 1200 800 1250 1000 1320" stroke="#555" stroke-width="4" fill="none"/></svg>`;
    return sharp(Buffer.from(svg)).flatten().jpeg({ quality: 95 }).toBuffer();
  };

  it.each([
    ['a photograph', 'photo.jpg', () => photoJpeg({ width: 1600, height: 1200 })],
    ['a shaded drawing', 'dessin.jpg', drawing],
    ['a screenshot', 'capture.png', () => screenshotPng(1280, 800)],
    ['a cut-out shape', 'logo.png', () => cutOutPng(500)],
  ])('%s', async (_what, name, make) => {
    const bytes = await make();
    const copy = await workshop.optimise(name, bytes, 'copy');
    const screen = await workshop.optimise(name, bytes, 'screen');
    expect(copy.result.outcome).toBe(screen.result.outcome);
    expect({ ...copy.result, outputPath: '' }).toMatchObject({
      ...('mediaType' in screen.result ? { mediaType: screen.result.mediaType } : {}),
    });
    if (name.endsWith('.jpg')) expect(copy.result.mediaType).toBe('image/jpeg');
    else expect(Buffer.compare(copy.output!, screen.output!)).toBe(0);
  });
});
