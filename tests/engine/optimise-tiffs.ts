/** TIFFs of several pages, made by formula. */
import sharp from 'sharp';

const COLOURS = ['#d01818', '#18a030', '#2030c0'];

/** A page a colour, with a band of noise so that it takes bytes. */
export async function scanTiff(compression: 'none' | 'lzw'): Promise<Buffer> {
  const pictures = await Promise.all(
    COLOURS.map((background) =>
      sharp({ create: { width: 620, height: 877, channels: 3, background } })
        .composite([{ input: band(background), top: 300, left: 0 }])
        .png()
        .toBuffer(),
    ),
  );
  const density = 75 / 25.4;
  return sharp(pictures, { join: { animated: true } })
    .tiff({ compression, xres: density, yres: density })
    .toBuffer();
}

function band(colour: string): Buffer {
  const waves = Array.from(
    { length: 60 },
    (_, row) => `<path d="M0 ${row * 5}h${(row * 37) % 620}" stroke="#fff"/>`,
  );
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="620" height="300"><rect width="620" height="300" fill="${colour}"/>${waves.join('')}</svg>`,
  );
}

/** As fax machines write: one bit a pixel, not packed, one directory after the other. */
export function faxTiff({ width, height, pages }: { width: number; height: number; pages: number }): Buffer {
  const rowBytes = Math.ceil(width / 8);
  const pixels = Buffer.alloc(rowBytes * height, 0xff);
  for (let y = 100; y < height - 100; y += 9) pixels.fill(0x0f, y * rowBytes + 10, y * rowBytes + 60);
  const pageBytes = 2 + 9 * 12 + 4;
  const file = Buffer.alloc(8 + pages * pageBytes);
  file.write('II*\0', 0, 'latin1');
  file.writeUInt32LE(8, 4);
  for (let page = 0; page < pages; page += 1) {
    const at = 8 + page * pageBytes;
    const entries = [
      [256, width],
      [257, height],
      [258, 1],
      [259, 1],
      [262, 1],
      [273, file.length],
      [277, 1],
      [278, height],
      [279, pixels.length],
    ] as const;
    file.writeUInt16LE(entries.length, at);
    entries.forEach(([tag, value], index) => {
      const entry = at + 2 + index * 12;
      file.writeUInt16LE(tag, entry);
      file.writeUInt16LE(4, entry + 2);
      file.writeUInt32LE(1, entry + 4);
      file.writeUInt32LE(value, entry + 8);
    });
    if (page + 1 < pages) file.writeUInt32LE(at + pageBytes, at + pageBytes - 4);
  }
  return Buffer.concat([file, pixels]);
}
