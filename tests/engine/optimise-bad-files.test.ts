import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { encryptedPdf, imagePdf, lessonPdf, signedPdf } from './optimise-pdfs.ts';
import { photoJpeg, screenshotPng } from './optimise-pictures.ts';
import { openWorkshop } from './optimise-workshop.ts';

const workshop = await openWorkshop();

const reasonOf = async (name: string, bytes: Uint8Array) => {
  const { result } = await workshop.optimise(name, bytes);
  return result.outcome === 'optimised' ? 'optimised' : `${result.outcome}: ${result.reason}`;
};

/** A PNG that announces any size, and holds almost nothing. */
function hollowPng(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const frame = Buffer.alloc(8 + body.length);
    frame.writeUInt32BE(data.length, 0);
    body.copy(frame, 4);
    frame.writeInt32BE(crc32(body), 4 + body.length);
    return frame;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc32(bytes: Buffer): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return ~crc;
}

describe('refused, with the reason', () => {
  it('what is empty', async () => {
    expect(await reasonOf('vide.pdf', Buffer.alloc(0))).toBe('refused: empty');
  });

  it('what was cut short on its way', async () => {
    const photo = await photoJpeg({ width: 900, height: 600 });
    expect(await reasonOf('photo.jpg', photo.subarray(0, photo.length * 0.4))).toBe('refused: damaged');
    expect(await reasonOf('photo.jpg', photo.subarray(0, 300))).toBe('refused: damaged');
    const png = await screenshotPng(400, 300);
    expect(await reasonOf('capture.png', png.subarray(0, png.length / 2))).toBe('refused: damaged');
    const pdf = await lessonPdf();
    expect(await reasonOf('cours.pdf', pdf.subarray(0, pdf.length / 2))).toBe('refused: damaged');
  });

  it('what is not what its name says', async () => {
    expect(await reasonOf('devoir.pdf', Buffer.from('<!doctype html><title>Connexion</title>'))).toBe(
      'refused: misnamed',
    );
    expect(await reasonOf('photo.jpg', Buffer.alloc(4096))).toBe('refused: misnamed');
    expect(await reasonOf('copie.docx', Buffer.from('Bonjour Madame'))).toBe('refused: misnamed');
    expect(await reasonOf('photo.heic', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 0]))).toBe(
      'refused: misnamed',
    );
  });

  it('an image that would be huge once decoded, without decoding it', async () => {
    expect(await reasonOf('bombe.png', hollowPng(30_000, 30_000))).toBe('refused: too-large');
  });
});

describe('kept as it is, with the reason', () => {
  it('what is signed', async () => {
    expect(await reasonOf('contrat.pdf', await signedPdf())).toBe('kept: signed');
  });

  it('what only its owner can open', async () => {
    expect(await reasonOf('secret.pdf', await encryptedPdf())).toBe('kept: encrypted');
  });

  it('what we have no recipe for', async () => {
    expect(await reasonOf('notes.txt', Buffer.from('Bonjour à tous'))).toBe('kept: no-recipe');
    expect(await reasonOf('devoir.odt', Buffer.from('PK\x03\x04'.padEnd(200, '\0'), 'latin1'))).toBe(
      'refused: misnamed',
    );
  });

  it('a PDF that viewers open only by repairing it', async () => {
    const pdf = await lessonPdf();
    const at = pdf.lastIndexOf('startxref');
    const shifted = Buffer.concat([pdf.subarray(0, at), Buffer.from('startxref\n12\n%%EOF\n')]);
    expect(await reasonOf('cours.pdf', shifted)).toBe('kept: not-proven');
  });
});

describe('a PDF made to harm', () => {
  it('cannot make us unpack an image without end', async () => {
    const bomb = await imagePdf({
      entries: { Width: 100, Height: 100, ColorSpace: 'DeviceRGB', BitsPerComponent: 8 },
      samples: Buffer.alloc(300 * 1024 * 1024),
    });
    expect(bomb.length).toBeLessThan(2_000_000);
    expect(await reasonOf('bombe.pdf', bomb)).toMatch(/^(optimised|kept: )/);
  });

  it('cannot lead us in a circle', async () => {
    const circle =
      '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\n';
    const entry = (offset: number) => `${String(offset).padStart(10, '0')} 00000 n \n`;
    const table = `xref\n0 3\n0000000000 65535 f \n${entry(9)}${entry(circle.indexOf('2 0 obj'))}trailer<</Size 3/Root 1 0 R>>\nstartxref\n${circle.length}\n%%EOF`;
    expect(await reasonOf('boucle.pdf', Buffer.from(circle + table))).toBe('kept: not-proven');
  });

  it('cannot exhaust us by nesting', async () => {
    const deep = `%PDF-1.4\n1 0 obj${'['.repeat(100_000)}${']'.repeat(100_000)}endobj\n`;
    const table = `xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer<</Size 2/Root 1 0 R>>\nstartxref\n${deep.length}\n%%EOF`;
    expect(await reasonOf('profond.pdf', Buffer.from(deep + table))).toBe('kept: not-proven');
  });
});

it('refuses or treats every mutilation of a file, and survives', async () => {
  const originals = [
    await photoJpeg({ width: 300, height: 200 }),
    await lessonPdf(),
    await sharp(await photoJpeg({ width: 200, height: 200 }))
      .webp()
      .toBuffer(),
  ];
  let state = 7;
  const random = (below: number) => {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    return state % below;
  };
  for (let round = 0; round < 60; round += 1) {
    const bytes = Buffer.from(originals[round % originals.length]!);
    for (let hit = 0; hit < 1 + random(20); hit += 1) bytes[random(bytes.length)] = random(256);
    expect(
      await reasonOf('mutile', random(3) === 0 ? bytes.subarray(0, random(bytes.length)) : bytes),
    ).toMatch(/^(optimised|kept: |refused: (damaged|too-large|empty))/);
  }
});
