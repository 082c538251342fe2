import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { inProject } from './project.ts';

/** Where electron-builder.yml finds them. */
const ICONS_FOLDER = inProject('out/icons');
const LINUX_SIZES = [16, 24, 32, 48, 64, 128, 256, 512];
const WINDOWS_SIZES = [16, 24, 32, 48, 64, 128, 256];
/** Apple's names for "a PNG of this size". */
const APPLE_SIZES: Readonly<Record<string, number>> = { ic07: 128, ic08: 256, ic09: 512, ic10: 1024 };

/** Draws the icons of the application and of its files for the three systems, from resources/*.svg. */
export async function drawIcons(): Promise<void> {
  mkdirSync(join(ICONS_FOLDER, 'linux'), { recursive: true });
  const draw = drawing('icon.svg');
  for (const sizePx of LINUX_SIZES) {
    writeFileSync(join(ICONS_FOLDER, 'linux', `${sizePx}x${sizePx}.png`), await draw(sizePx));
  }
  await writeIcons('icon', draw);
  // Named as the file's ending: that is how electron-builder finds them.
  await writeIcons('cartable-sequence', drawing('sequence-icon.svg'));
}

type Draw = (sizePx: number) => Promise<Buffer>;

function drawing(name: string): Draw {
  const svg = readFileSync(inProject('resources', name));
  return (sizePx) => sharp(svg).resize(sizePx).png({ compressionLevel: 9 }).toBuffer();
}

async function writeIcons(name: string, draw: Draw): Promise<void> {
  const windowsImages = await Promise.all(
    WINDOWS_SIZES.map(async (sizePx) => ({ sizePx, png: await draw(sizePx) })),
  );
  writeFileSync(join(ICONS_FOLDER, `${name}.ico`), windowsIcon(windowsImages));
  const appleImages = await Promise.all(
    Object.entries(APPLE_SIZES).map(async ([type, sizePx]) => ({ type, png: await draw(sizePx) })),
  );
  writeFileSync(join(ICONS_FOLDER, `${name}.icns`), appleIcon(appleImages));
}

/** An .ico file: a directory of 16-byte entries, then the PNG images as they are (Windows Vista and later read them). */
export function windowsIcon(images: readonly { readonly sizePx: number; readonly png: Buffer }[]): Buffer {
  const header = Buffer.alloc(6 + 16 * images.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(images.length, 4);
  let offset = header.length;
  images.forEach(({ sizePx, png }, index) => {
    const at = 6 + 16 * index;
    // One byte holds the side: 256 is written as 0.
    header.writeUInt8(sizePx % 256, at);
    header.writeUInt8(sizePx % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([header, ...images.map(({ png }) => png)]);
}

/** An .icns file: the whole length, then each PNG behind its four-letter type and its length, big-endian. */
export function appleIcon(images: readonly { readonly type: string; readonly png: Buffer }[]): Buffer {
  const chunks = images.map(({ type, png }) => Buffer.concat([chunkHeader(type, png.length), png]));
  const sizeBytes = chunks.reduce((total, chunk) => total + chunk.length, 0);
  return Buffer.concat([chunkHeader('icns', sizeBytes), ...chunks]);
}

function chunkHeader(type: string, bodyBytes: number): Buffer {
  const header = Buffer.alloc(8);
  header.write(type, 'latin1');
  header.writeUInt32BE(8 + bodyBytes, 4);
  return header;
}
