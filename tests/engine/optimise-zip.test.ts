import { strToU8, unzipSync, zipSync } from 'fflate';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { sniffBytes } from '../../main/engine/optimise/sniff.ts';
import { type Members, wordMembers, zipOf } from './optimise-office-files.ts';
import { encryptedPdf, lessonPdf } from './optimise-pdfs.ts';
import { photoJpeg, photoPixels } from './optimise-pictures.ts';
import { openWorkshop } from './optimise-workshop.ts';

const workshop = await openWorkshop();

const photo = await photoJpeg({ width: 1200, height: 900 });
const photoAsPng = await sharp(photoPixels(900, 700, 4), { raw: { width: 900, height: 700, channels: 3 } })
  .png()
  .toBuffer();

async function optimise(members: Members) {
  const { result, output } = await workshop.optimise('copies.zip', zipOf(members));
  expect(result).toMatchObject({ outcome: 'optimised', extension: 'zip' });
  return unzipSync(output as Buffer);
}

async function reasonOf(name: string, bytes: Buffer): Promise<string> {
  const { result } = await workshop.optimise(name, bytes);
  return result.outcome === 'optimised' ? 'optimised' : `${result.outcome}: ${result.reason}`;
}

describe('an archive', () => {
  it('keeps every member in its place, each made lighter by its own recipe', async () => {
    const members = {
      'copies/': '',
      'copies/léa.jpg': photo,
      'copies/cours.pdf': await lessonPdf(),
      'copies/fiche.docx': zipOf(wordMembers([{ name: 'image1.jpeg', bytes: photo }])),
      'copies/notes.txt': 'Bonjour à tous. '.repeat(200),
      'copies/plus/encore.zip': zipOf({ 'photo.jpg': photo }),
    };
    const parts = await optimise(members);
    expect(Object.keys(parts)).toEqual(Object.keys(members));
    expect(Buffer.from(parts['copies/notes.txt'] as Uint8Array).toString()).toBe(members['copies/notes.txt']);
    for (const name of [
      'copies/léa.jpg',
      'copies/cours.pdf',
      'copies/fiche.docx',
      'copies/plus/encore.zip',
    ] as const) {
      expect((parts[name] as Uint8Array).length).toBeLessThan(members[name].length);
      expect(sniffBytes(parts[name] as Uint8Array)).toBe(sniffBytes(members[name]));
    }
  });

  it('names a picture after what it became, unless something else in it may ask for it by name', async () => {
    const alone = await optimise({ 'a.png': photoAsPng, 'b.jpg': photo });
    expect(Object.keys(alone)).toEqual(['a.jpg', 'b.jpg']);
    const taken = await optimise({ 'a.png': photoAsPng, 'A.JPG': photo });
    expect(Object.keys(taken)).toEqual(['a.png', 'A.JPG']);
    const page = await optimise({ 'index.html': '<img src="a.png">', 'a.png': photoAsPng, 'b.jpg': photo });
    expect(Object.keys(page)).toEqual(['index.html', 'a.png', 'b.jpg']);
    expect(sniffBytes(page['a.png'] as Uint8Array)).toBe('png');
  });

  it('holds what is broken or protected in it as it came', async () => {
    const [broken, secret] = [photo.subarray(0, 3000), await encryptedPdf()];
    const parts = await optimise({ 'coupee.jpg': broken, 'secret.pdf': secret, 'entiere.jpg': photo });
    expect(Buffer.compare(parts['coupee.jpg'] as Uint8Array, broken)).toBe(0);
    expect(Buffer.compare(parts['secret.pdf'] as Uint8Array, secret)).toBe(0);
  });

  it('is the same each time', async () => {
    const bytes = zipOf({ 'a.png': photoAsPng, 'b.txt': 'Bonjour. '.repeat(500) });
    const [first, second] = [
      await workshop.optimise('a.zip', bytes),
      await workshop.optimise('a.zip', bytes),
    ];
    expect(first.output).toBeDefined();
    expect(Buffer.compare(first.output as Buffer, second.output as Buffer)).toBe(0);
  });
});

describe('an archive that is another program’s file', () => {
  it.each(['figure.ggb', 'jeu.sb3', 'livre.epub', 'lecon.h5p'])('stays as it is (%s)', async (name) => {
    expect(await reasonOf(name, zipOf({ 'a.jpg': photo }))).toBe('kept: no-recipe');
  });

  it('is known by what it holds when its name does not tell', async () => {
    expect(await reasonOf('livre.zip', zipOf({ mimetype: 'application/epub+zip', 'a.jpg': photo }))).toBe(
      'kept: no-recipe',
    );
    expect(await reasonOf('x.zip', zipOf({ 'META-INF/MANIFEST.MF': 'x', 'a.jpg': photo }))).toBe(
      'kept: no-recipe',
    );
  });
});

describe('an archive that would write outside its folder', () => {
  it.each(['../../evil.txt', '/etc/passwd', 'C:\\evil.txt', 'a\\..\\..\\evil.txt', 'a/../../b.txt'])(
    'is refused (%s)',
    async (name) => {
      expect(await reasonOf('copies.zip', zipOf({ [name]: 'x', 'a.jpg': photo }))).toBe('refused: unsafe');
      expect(await reasonOf('copies.zip', zipOf({ 'b.zip': zipOf({ [name]: 'x' }) }))).toBe(
        'refused: unsafe',
      );
    },
  );

  it('is refused for a link that leads there', async () => {
    const link = { os: 3, attrs: 0o120777 * 65_536 } as const;
    const bytes = Buffer.from(zipSync({ lien: [strToU8('../../etc'), link], 'a.jpg': photo }));
    expect(await reasonOf('copies.zip', bytes)).toBe('refused: unsafe');
  });
});

describe('an archive that cannot be read in one way only', () => {
  const plain = zipOf({ 'a.txt': 'Bonjour à tous. '.repeat(40), 'b.txt': 'Bonjour à toutes. '.repeat(40) });
  const changed = (change: (bytes: Buffer) => void) => {
    const bytes = Buffer.from(plain);
    change(bytes);
    return bytes;
  };
  const directoryAt = plain.readUInt32LE(plain.length - 6);

  it('stays as it is when it is odd, is refused when it is broken', async () => {
    const other = changed((bytes) => bytes.write('c', 30, 'latin1'));
    expect(await reasonOf('a.zip', other)).toBe('kept: not-proven');
    const overlapping = changed((bytes) =>
      bytes.writeUInt32LE(0, bytes.indexOf('PK\x01\x02', directoryAt + 4, 'latin1') + 42),
    );
    expect(await reasonOf('a.zip', overlapping)).toBe('kept: not-proven');
    expect(
      await reasonOf(
        'a.zip',
        changed((bytes) => bytes.writeUInt32LE(1, directoryAt + 16)),
      ),
    ).toBe('refused: damaged');
    expect(await reasonOf('a.zip', plain.subarray(0, -30))).toBe('refused: damaged');
  });

  it('stays as it is when a password protects it', async () => {
    const secret = changed((bytes) => {
      bytes.writeUInt16LE(bytes.readUInt16LE(6) | 1, 6);
      bytes.writeUInt16LE(bytes.readUInt16LE(directoryAt + 8) | 1, directoryAt + 8);
    });
    expect(await reasonOf('a.zip', secret)).toBe('kept: encrypted');
  });
});
