/**
 * What a document may cost, whatever it says of itself: one test a way to ask for too much.
 *
 * The processes here may take 700 MB; one that took more would be ended, and its document told as `too-large`. What brings a
 * process down, hangs it or eats its memory is in optimise-pool.test.ts.
 */
import { crc32, deflateRawSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { writeZip } from '../../main/engine/optimise/zip/write-zip.ts';
import type { ZipEntry } from '../../main/engine/optimise/zip/zip-entry.ts';
import { wordMembers, zipOf } from './optimise-office-files.ts';
import { photoJpeg } from './optimise-pictures.ts';
import { openWorkshop } from './optimise-workshop.ts';

const workshop = await openWorkshop({ limits: { memoryLimitMb: 700 } });

async function reasonOf(name: string, bytes: Buffer): Promise<string> {
  const { result } = await workshop.optimise(name, bytes);
  return result.outcome === 'optimised' ? 'optimised' : `${result.outcome}: ${result.reason}`;
}

const MEGABYTE = 1024 * 1024;

/** A megabyte of nothing: packed, a thousand bytes. */
const zeros = Buffer.alloc(MEGABYTE);

interface Packed {
  readonly name: string;
  readonly packed: Buffer;
  readonly sizeBytes: number;
  readonly crc?: number;
}

/** An archive whose members say of themselves what they like. */
function archiveOf(members: readonly Packed[]): Buffer {
  const entries = members.map(({ name, packed, sizeBytes, crc = 0 }) => ({
    entry: {
      name,
      nameBytes: Buffer.from(name),
      method: 8,
      flags: 0,
      modifiedAt: 0x5d210000,
      crc,
      sizeBytes,
      packed,
      madeBy: 20,
      neededVersion: 20,
      internalAttributes: 0,
      externalAttributes: 0,
      comment: Buffer.alloc(0),
      unicodePath: Buffer.alloc(0),
      startsAt: 0,
      endsAt: 0,
    } satisfies ZipEntry,
  }));
  return Buffer.concat(writeZip(entries, Buffer.alloc(0)));
}

function packed(name: string, bytes: Buffer): Packed {
  return { name, packed: deflateRawSync(bytes), sizeBytes: bytes.length, crc: crc32(bytes) };
}

describe('an archive that would unpack to too much', () => {
  const bomb = { name: 'a.txt', packed: deflateRawSync(zeros), sizeBytes: 300 * MEGABYTE };

  it('is refused by what it announces, alone or as an Office file', async () => {
    expect(await reasonOf('bombe.zip', archiveOf([bomb]))).toBe('refused: too-large');
    const parts = Object.entries(wordMembers([])).map(([name, text]) => packed(name, Buffer.from(text)));
    expect(await reasonOf('bombe.docx', archiveOf([...parts, { ...bomb, name: 'word/big.xml' }]))).toBe(
      'refused: too-large',
    );
  });

  it('is refused when it holds more than it announces, and no more than that is unpacked', async () => {
    expect(await reasonOf('menteur.zip', archiveOf([{ ...bomb, sizeBytes: 1000 }]))).toBe('refused: damaged');
  });

  it('is refused when its members come to too much together', async () => {
    const members = Array.from({ length: 300 }, (_, index) => packed(`${index}.txt`, zeros));
    expect(await reasonOf('beaucoup.zip', archiveOf(members))).toBe('refused: too-large');
  });

  it('is left alone when its members share their bytes', async () => {
    const archive = archiveOf([packed('a.txt', zeros), packed('b.txt', zeros)]);
    const second = archive.lastIndexOf('PK\x01\x02', undefined, 'latin1');
    archive.writeUInt32LE(0, second + 42);
    expect(await reasonOf('partage.zip', archive)).toBe('kept: not-proven');
  });

  it('is refused when archives lie in it too deep, or come to too much from one to the next', async () => {
    let deep = zipOf({ 'a.txt': 'fin' });
    for (let depth = 0; depth < 6; depth += 1) deep = zipOf({ 'b.zip': deep });
    expect(await reasonOf('poupees.zip', deep)).toBe('refused: too-large');
    let wide = archiveOf(Array.from({ length: 8 }, (_, index) => packed(`${index}.txt`, zeros)));
    for (let depth = 0; depth < 2; depth += 1) {
      const inner = wide;
      wide = archiveOf(Array.from({ length: 8 }, (_, index) => packed(`${index}.zip`, inner)));
    }
    expect(wide.length).toBeLessThan(MEGABYTE);
    expect(await reasonOf('42.zip', wide)).toBe('refused: too-large');
  });

  it('stays as it is when it lists ten thousand members and more', async () => {
    const members = Array.from({ length: 10_001 }, (_, index) => packed(`${index}.txt`, Buffer.from('x')));
    expect(await reasonOf('liste.zip', archiveOf(members))).toBe('kept: not-proven');
  });
});

/** 25,000 x 20,000: half a thousand million pixels. */
const [WIDTH, HEIGHT] = [25_000, 20_000];

async function hugeJpeg(): Promise<Buffer> {
  const bytes = Buffer.from(
    await sharp(await photoJpeg({ width: 64, height: 64 }))
      .jpeg()
      .toBuffer(),
  );
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
  bytes.writeUInt16BE(HEIGHT, frame + 5);
  bytes.writeUInt16BE(WIDTH, frame + 7);
  return bytes;
}

function hugeTiff(): Buffer {
  const entries = [
    [256, 4, WIDTH],
    [257, 4, HEIGHT],
    [258, 3, 8],
    [259, 3, 5],
    [262, 3, 1],
    [273, 4, 200],
    [277, 3, 1],
    [278, 4, HEIGHT],
    [279, 4, 100],
  ] as const;
  const bytes = Buffer.alloc(400);
  bytes.write('II*\0\b\0\0\0', 0, 'latin1');
  bytes.writeUInt16LE(entries.length, 8);
  entries.forEach(([tag, type, value], index) => {
    const at = 10 + index * 12;
    bytes.writeUInt16LE(tag, at);
    bytes.writeUInt16LE(type, at + 2);
    bytes.writeUInt32LE(1, at + 4);
    bytes.writeUInt32LE(value, at + 8);
  });
  return bytes;
}

function hugeGif(): Buffer {
  const bytes = Buffer.alloc(40);
  bytes.write('GIF89a', 0, 'latin1');
  bytes.writeUInt16LE(WIDTH, 6);
  bytes.writeUInt16LE(HEIGHT, 8);
  bytes.set(
    [
      0x2c,
      0,
      0,
      0,
      0,
      WIDTH & 255,
      WIDTH >> 8,
      HEIGHT & 255,
      HEIGHT >> 8,
      0x80,
      0,
      0,
      0,
      255,
      255,
      255,
      2,
      2,
      0x44,
      1,
      0,
      0x3b,
    ],
    13,
  );
  return bytes;
}

describe('a picture of five hundred megapixels', () => {
  it.each([
    ['jpg', hugeJpeg],
    ['tiff', hugeTiff],
    ['gif', hugeGif],
  ])('is refused by its header (%s)', async (extension, make) => {
    expect(await reasonOf(`geante.${extension}`, await make())).toMatch(/^refused: (too-large|damaged)$/);
  });

  it('stays in the document that holds it, which is treated for the rest', async () => {
    const members = wordMembers([
      { name: 'image1.jpeg', bytes: await hugeJpeg() },
      { name: 'image2.jpeg', bytes: await photoJpeg({ width: 900, height: 600 }) },
    ]);
    expect(await reasonOf('fiche.docx', zipOf(members))).toBe('optimised');
  });
});

/** A PDF of these objects, numbered from 1; the first is the catalogue. */
function pdfOf(objects: readonly string[]): Buffer {
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const at = body.length;
    body += `${index + 1} 0 obj${object}endobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  return Buffer.from(
    `${body}xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}trailer<</Size ${size}/Root 1 0 R>>\nstartxref\n${body.length}\n%%EOF`,
    'latin1',
  );
}

describe('a PDF without end', () => {
  it('of ten thousand pages keeps each of them', async () => {
    const pages = Array.from(
      { length: 10_000 },
      (_, index) => `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents ${10_003 + (index % 2)} 0 R>>`,
    );
    const kids = pages.map((_, index) => `${index + 3} 0 R`).join(' ');
    const content = '<</Length 22>>stream\n0 0 m 100 100 l 5 w S \nendstream\n';
    const bytes = pdfOf([
      '<</Type/Catalog/Pages 2 0 R>>',
      `<</Type/Pages/Count 10000/Kids[${kids}]>>`,
      ...pages,
      content,
      content,
    ]);
    const { result } = await workshop.optimise('annales.pdf', bytes);
    expect(result.outcome).not.toBe('refused');
    if (result.outcome === 'optimised') expect(result.pages).toBe(10_000);
  });

  it('whose page tree is as deep as it is long is left alone or treated, and ends', async () => {
    const depth = 20_000;
    const nodes = Array.from(
      { length: depth },
      (_, index) => `<</Type/Pages/Count 1/Kids[${index + 3} 0 R]/Parent ${index + 1} 0 R>>`,
    );
    const bytes = pdfOf([
      '<</Type/Catalog/Pages 2 0 R>>',
      ...nodes,
      `<</Type/Page/Parent ${depth + 1} 0 R/MediaBox[0 0 9 9]>>`,
    ]);
    expect(await reasonOf('profond.pdf', bytes)).toMatch(/^(optimised|kept: |refused: (damaged|too-large))/);
  });

  it('that packs a page’s drawing a thousandfold, over and over, ends', async () => {
    let content = Buffer.alloc(200 * MEGABYTE, ' ');
    for (let layer = 0; layer < 2; layer += 1) content = deflateRawSync(content) as Buffer<ArrayBuffer>;
    const zlib = Buffer.concat([Buffer.from([0x78, 0x9c]), content]);
    const stream = `<</Filter[/FlateDecode/FlateDecode]/Length ${zlib.length}>>stream\n${zlib.toString('latin1')}\nendstream\n`;
    const bytes = pdfOf([
      '<</Type/Catalog/Pages 2 0 R>>',
      '<</Type/Pages/Count 1/Kids[3 0 R]>>',
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>',
      stream,
    ]);
    expect(await reasonOf('bombe.pdf', bytes)).toMatch(/^(optimised|kept: |refused: (damaged|too-large))/);
  });
});
