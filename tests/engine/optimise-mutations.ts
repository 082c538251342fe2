/** Documents and what may happen to them: damage as disks and networks do, and as somebody who knows the format would. */
import sharp from 'sharp';
import { readZip, type ZipArchive } from '../../main/engine/optimise/zip/read-zip.ts';
import { isUnpackable, unpack } from '../../main/engine/optimise/zip/unpack.ts';
import { writeZip } from '../../main/engine/optimise/zip/write-zip.ts';
import {
  openDocumentMembers,
  sheetMembers,
  slideMembers,
  wordMembers,
  zipOf,
} from './optimise-office-files.ts';
import { imagePdf, lessonPdf, richPdf } from './optimise-pdfs.ts';
import { cutOutPng, noise, photoJpeg, screenshotPng } from './optimise-pictures.ts';
import { scannedPdf, writtenPage } from './optimise-written-pages.ts';

export interface Seed {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Small documents of every kind, as good as they come. */
export async function makeSeeds(): Promise<Seed[]> {
  const photo = await photoJpeg({ width: 160, height: 120, orientation: 6 });
  const drawing = await screenshotPng(200, 150);
  const cutOut = await cutOutPng(90);
  const placed = [
    { name: 'image1.jpeg', bytes: photo },
    { name: 'image2.png', bytes: drawing },
  ];
  const written = await smallPage();
  const samples = Buffer.from(Array.from({ length: 60 * 40 * 3 }, (_, at) => (at * 7) % 256));
  const lesson = Buffer.from(await lessonPdf());
  const moving = sharp(Buffer.concat([samples, samples]), {
    raw: { width: 60, height: 80, channels: 3, pageHeight: 40 },
  });
  const files: Readonly<Record<string, Uint8Array>> = {
    'photo.jpg': photo,
    'progressive.jpg': await sharp(photo).jpeg({ progressive: true }).toBuffer(),
    'capture.png': drawing,
    'decoupe.png': cutOut,
    'photo.webp': await sharp(photo).webp().toBuffer(),
    'photo.tiff': await sharp(photo).tiff({ compression: 'lzw' }).toBuffer(),
    'anime.gif': await moving.gif().toBuffer(),
    'photo.avif': await sharp(photo).avif({ effort: 0 }).toBuffer(),
    'copie.jpg': written,
    'copie.tiff': await sharp(written).tiff({ compression: 'jpeg' }).toBuffer(),
    'copies.pdf': await scannedPdf([written]),
    'cours.pdf': lesson,
    'formulaire.pdf': await richPdf(),
    'image.pdf': await imagePdf({
      entries: { Width: 60, Height: 40, ColorSpace: 'DeviceRGB', BitsPerComponent: 8 },
      samples,
    }),
    'fiche.docx': zipOf(wordMembers(placed, photo)),
    'cours.pptx': zipOf(slideMembers(placed)),
    'notes.xlsx': zipOf(sheetMembers({ name: 'image1.png', bytes: drawing })),
    'fiche.odt': zipOf(openDocumentMembers('text', placed, drawing)),
    'copies.zip': zipOf({
      'a.jpg': photo,
      'b.pdf': lesson,
      'c.zip': zipOf({ 'd.png': drawing }),
      'e.txt': 'Bonjour. '.repeat(99),
    }),
    'notes.txt': Buffer.from('Bonjour à tous. '.repeat(99)),
  };
  return Object.entries(files).map(([name, bytes]) => ({ name, bytes: Buffer.from(bytes) }));
}

/** Small, and still seen as a page of writing. */
async function smallPage(): Promise<Buffer> {
  const page = await writtenPage({ ink: '#1f3fa8', stroke: 10, lines: 'none', shadow: 0.3 });
  return sharp(page).resize({ width: 420 }).jpeg({ quality: 80 }).toBuffer();
}

/** Whole numbers below a bound, repeatable. */
type Chance = (below: number) => number;

/** One mutated document: the same for the same number and seed, whatever was made before it. */
export function mutate(seeds: readonly Seed[], seed: number, index: number): Seed {
  // Two numbers become one that shares few bits with its neighbours'.
  const random = noise(Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35));
  for (let warmUp = 0; warmUp < 8; warmUp += 1) random();
  const chance: Chance = (below) => Math.floor(random() * below);
  const { name, bytes } = pick(seeds, chance);
  let mutated: Buffer = Buffer.from(bytes);
  for (let round = 0; round <= chance(3); round += 1) {
    const fitting = MUTATIONS.filter(({ fits }) => fits(mutated));
    // Next to nothing is left of it.
    if (fitting.length === 0) break;
    mutated = pick(fitting, chance).change(mutated, chance, seeds);
  }
  return { name, bytes: mutated };
}

function pick<T>(choices: readonly T[], chance: Chance): T {
  return choices[chance(choices.length)] as T;
}

interface Mutation {
  fits(bytes: Buffer): boolean;
  change(bytes: Buffer, chance: Chance, seeds: readonly Seed[]): Buffer;
}

const always = (bytes: Buffer) => bytes.length > 8;
const isZip = (bytes: Buffer) => openZip(bytes) !== undefined;
const isPdf = (bytes: Buffer) => bytes.subarray(0, 1024).includes('%PDF-');
const isPng = (bytes: Buffer) => bytes.length > 40 && bytes.readUInt32BE(0) === 0x89504e47;

const MUTATIONS: readonly Mutation[] = [
  { fits: always, change: flipBits },
  { fits: always, change: overwriteNumber },
  { fits: always, change: (bytes, chance) => bytes.subarray(0, chance(bytes.length)) },
  { fits: always, change: splice },
  { fits: always, change: cutOut },
  { fits: isZip, change: changeMember },
  { fits: isZip, change: changeDirectory },
  { fits: isPdf, change: changePdfNumbers },
  { fits: isPdf, change: changePdfWords },
  { fits: isPng, change: changePngHeader },
];

function flipBits(bytes: Buffer, chance: Chance): Buffer {
  for (let hit = 0; hit <= chance(24); hit += 1) {
    const at = chance(bytes.length);
    bytes[at] = (bytes[at] as number) ^ (1 << chance(8));
  }
  return bytes;
}

const EXTREMES = [
  0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff,
];

function overwriteNumber(bytes: Buffer, chance: Chance): Buffer {
  const at = chance(bytes.length - 4);
  const value = pick(EXTREMES, chance);
  if (chance(2) === 0) bytes.writeUInt32LE(value, at);
  else bytes.writeUInt16BE(value & 0xffff, at);
  return bytes;
}

/** A piece of another document in the middle of this one. */
function splice(bytes: Buffer, chance: Chance, seeds: readonly Seed[]): Buffer {
  const other = pick(seeds, chance).bytes;
  const from = chance(other.length);
  const piece = other.subarray(from, from + chance(4096));
  const at = chance(bytes.length);
  return Buffer.concat([
    bytes.subarray(0, at),
    piece,
    bytes.subarray(at + (chance(2) === 0 ? piece.length : 0)),
  ]);
}

function cutOut(bytes: Buffer, chance: Chance): Buffer {
  const at = chance(bytes.length);
  const end = at + chance(2048);
  const again = chance(2) === 0 ? bytes.subarray(at, end) : Buffer.alloc(0);
  return Buffer.concat([bytes.subarray(0, at), again, again, bytes.subarray(end)]);
}

function openZip(bytes: Buffer): ZipArchive | undefined {
  try {
    const archive = readZip(bytes);
    return archive.entries.length > 0 ? archive : undefined;
  } catch {
    return undefined;
  }
}

/** Damage inside a member, sums set right, so that it reaches the recipe of what is inside. */
function changeMember(bytes: Buffer, chance: Chance, seeds: readonly Seed[]): Buffer {
  const archive = openZip(bytes) as ZipArchive;
  const chosen = pick(archive.entries, chance);
  const members = archive.entries.map((entry) => {
    if (entry !== chosen || !isUnpackable(entry)) return { entry };
    try {
      const content = Buffer.from(unpack(entry));
      if (content.length <= 8) return { entry };
      return {
        entry,
        content: pick([flipBits, splice, cutOut, overwriteNumber], chance)(content, chance, seeds),
      };
    } catch {
      return { entry };
    }
  });
  const order = chance(4) === 0 ? members.reverse() : members;
  return Buffer.concat(writeZip(chance(6) === 0 ? [...order, ...order.slice(0, 1)] : order, archive.comment));
}

/** Damage to what an archive says of its members: names, sizes, sums, methods, places. */
function changeDirectory(bytes: Buffer, chance: Chance): Buffer {
  const at = bytes.indexOf('PK\x01\x02', chance(bytes.length), 'latin1');
  if (at < 0 || at + 50 > bytes.length) return flipBits(bytes, chance);
  const field = pick([8, 10, 16, 20, 24, 28, 30, 32, 38, 42, 46], chance);
  if (field < 16) bytes.writeUInt16LE(pick([1, 8, 9, 12, 99, 0xffff], chance), at + field);
  else bytes.writeUInt32LE(pick(EXTREMES, chance), at + Math.min(field, bytes.length - at - 4));
  return bytes;
}

/** Numbers replaced by others of the same length, so that all that follows stays at its place. */
function changePdfNumbers(bytes: Buffer, chance: Chance): Buffer {
  const numbers = [...bytes.toString('latin1').matchAll(/(?<![\w.])\d{1,10}(?![\w.])/g)];
  for (let hit = 0; hit <= chance(6) && numbers.length > 0; hit += 1) {
    const { 0: digits, index } = pick(numbers, chance);
    const other = pick(['0', '1', '9', String(chance(100))], chance);
    bytes.write(other.repeat(digits.length).slice(0, digits.length), index, 'latin1');
  }
  return bytes;
}

const PDF_WORDS = [
  '/Type',
  '/Kids',
  '/Page',
  '/Filter',
  '/FlateDecode',
  '/Length',
  '/Contents',
  '/Parent',
  '/Width',
  '/ColorSpace',
  '/SMask',
  '/DeviceRGB',
  'endobj',
  'endstream',
  'stream',
  'obj',
  ' R',
  '<<',
  '>>',
  '[',
  ']',
  'xref',
  'trailer',
  'startxref',
];

/** Words of the format swapped, doubled, misspelt. */
function changePdfWords(bytes: Buffer, chance: Chance): Buffer {
  const word = pick(PDF_WORDS, chance);
  const found = bytes.indexOf(word, chance(bytes.length), 'latin1');
  if (found < 0) return changePdfNumbers(bytes, chance);
  const other = pick([...PDF_WORDS, ''], chance);
  const isInPlace = chance(2) === 0;
  const written = isInPlace ? other.padEnd(word.length).slice(0, word.length) : other;
  return Buffer.concat([
    bytes.subarray(0, found),
    Buffer.from(written, 'latin1'),
    bytes.subarray(found + word.length),
  ]);
}

function changePngHeader(bytes: Buffer, chance: Chance): Buffer {
  bytes.writeUInt32BE(pick([0, 1, 7, 4096, 65_535, 100_000, 0x7fffffff], chance), 16 + 4 * chance(2));
  if (chance(2) === 0) bytes.set([pick([1, 2, 4, 8, 16], chance), pick([0, 2, 3, 4, 6], chance)], 24);
  let crc = -1;
  for (const byte of bytes.subarray(12, 29)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  bytes.writeInt32BE(~crc, 29);
  return bytes;
}
