import { strFromU8, unzipSync } from 'fflate';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { sniffBytes } from '../../main/engine/optimise/sniff.ts';
import {
  type Members,
  openDocumentMembers,
  relationships,
  sheetMembers,
  slideMembers,
  wordMembers,
  zipOf,
} from './optimise-office-files.ts';
import { cutOutPng, photoJpeg, photoPixels, screenshotPng } from './optimise-pictures.ts';
import { openWorkshop } from './optimise-workshop.ts';

const workshop = await openWorkshop();

const photo = await photoJpeg({ width: 1600, height: 1200 });
const photoAsPng = await sharp(photoPixels(1200, 900, 4), { raw: { width: 1200, height: 900, channels: 3 } })
  .png()
  .toBuffer();

async function optimise(name: string, members: Members) {
  const { result, output } = await workshop.optimise(name, zipOf(members));
  expect(result).toMatchObject({ outcome: 'optimised' });
  const parts = unzipSync(output as Buffer);
  return {
    result,
    output: output as Buffer,
    parts,
    textOf: (part: string) => strFromU8(parts[part] as Uint8Array),
  };
}

async function reasonOf(name: string, members: Members): Promise<string> {
  const { result } = await workshop.optimise(name, zipOf(members));
  return result.outcome === 'optimised' ? 'optimised' : `${result.outcome}: ${result.reason}`;
}

/** Each picture's type as its package declares it, beside what it is. */
function declaredPictures(parts: Readonly<Record<string, Uint8Array>>): string[][] {
  const types = strFromU8(parts['[Content_Types].xml'] as Uint8Array);
  return Object.entries(parts)
    .filter(([name]) => name.includes('/media/'))
    .map(([name, bytes]) => {
      const extension = name.split('.').at(-1);
      const [, declared = ''] =
        new RegExp(`Extension="${extension}" ContentType="image/([^"]*)"`).exec(types) ?? [];
      return [declared, sniffBytes(bytes)];
    });
}

const sizeOf = async (bytes: Uint8Array | undefined) => {
  const { width, height } = await sharp(bytes).metadata();
  return [width, height];
};

describe('a Word file', () => {
  it('keeps its text to the byte, its pictures at the size at which they are shown', async () => {
    const members = wordMembers([{ name: 'image1.jpeg', bytes: photo, widthCm: 8 }]);
    const { result, output, parts } = await optimise('fiche.docx', members);
    expect(output.length).toBeLessThan(photo.length / 4);
    expect(Object.keys(parts)).toEqual(Object.keys(members));
    for (const name of Object.keys(members)) {
      if (!name.includes('/media/')) expect(strFromU8(parts[name] as Uint8Array)).toBe(members[name]);
    }
    // 8 cm at 150 dpi.
    expect(await sizeOf(parts['word/media/image1.jpeg'])).toEqual([473, 355]);
    expect(result).toMatchObject({ extension: 'docx', ssim: expect.any(Number) });
  });

  it('declares a picture that became a JPEG as one, and finds it under its new name', async () => {
    const cutOut = await cutOutPng(700);
    const { parts, textOf } = await optimise(
      'fiche.docx',
      wordMembers([
        { name: 'image1.png', bytes: photoAsPng },
        { name: 'image2.png', bytes: cutOut },
        { name: 'image3.png', bytes: await screenshotPng(900, 600) },
      ]),
    );
    expect(Object.keys(parts).filter((name) => name.includes('/media/'))).toEqual([
      'word/media/image1.jpg',
      'word/media/image2.png',
      'word/media/image3.png',
    ]);
    for (const [declared, kind] of declaredPictures(parts)) expect(declared).toBe(kind);
    expect(textOf('word/_rels/document.xml.rels')).toContain('Target="media/image1.jpg"');
    expect(textOf('word/_rels/document.xml.rels')).not.toContain('image1.png');
  });

  it('holds a picture once that it showed twice', async () => {
    const { parts, textOf } = await optimise(
      'fiche.docx',
      wordMembers([
        { name: 'image1.png', bytes: photoAsPng },
        { name: 'image2.png', bytes: photoAsPng },
        { name: 'image3.jpeg', bytes: photo },
      ]),
    );
    expect(Object.keys(parts).filter((name) => name.includes('/media/'))).toEqual([
      'word/media/image1.jpg',
      'word/media/image3.jpeg',
    ]);
    expect(textOf('word/_rels/document.xml.rels').match(/image1\.jpg/g)).toHaveLength(2);
  });

  it('declares a picture anew that had a type of its own', async () => {
    const members = wordMembers([
      { name: 'image1.png', bytes: photoAsPng },
      { name: 'image2.png', bytes: photoAsPng },
    ]);
    const own = [1, 2].map((n) => `<Override PartName="/word/media/image${n}.png" ContentType="image/png"/>`);
    const types = members['[Content_Types].xml'] as string;
    members['[Content_Types].xml'] = types.replace('</Types>', `${own.join('')}</Types>`);
    const { textOf } = await optimise('fiche.docx', members);
    expect(textOf('[Content_Types].xml').match(/<Override PartName="\/word\/media[^>]*>/g)).toEqual([
      '<Override PartName="/word/media/image1.jpg" ContentType="image/jpeg"/>',
    ]);
  });

  it('keeps what a crop hides in proportion, and all of a picture whose size is not certain', async () => {
    const cropped = wordMembers([{ name: 'image1.jpeg', bytes: photo, widthCm: 8, cropLeft: 50_000 }]);
    const crop = await optimise('fiche.docx', cropped);
    expect((await sizeOf(crop.parts['word/media/image1.jpeg']))[0]).toBe(945);
    const grouped = wordMembers([{ name: 'image1.jpeg', bytes: photo, widthCm: 8 }]);
    grouped['word/document.xml'] = (grouped['word/document.xml'] as string).replace(
      '<w:body>',
      '<w:body><wpg:wgp></wpg:wgp>',
    );
    const group = await optimise('fiche.docx', grouped);
    expect(await sizeOf(group.parts['word/media/image1.jpeg'])).toEqual([1600, 1200]);
  });

  it('loses its thumbnail and the place where a photo was taken, and keeps its author', async () => {
    const thumbnail = await sharp(photo).resize(256).jpeg().toBuffer();
    const members = wordMembers([{ name: 'image1.jpeg', bytes: photo }], thumbnail);
    const { parts, textOf } = await optimise('fiche.docx', members);
    expect(parts['docProps/thumbnail.jpeg']).toBeUndefined();
    expect(textOf('_rels/.rels')).toBe(relationships([['officeDocument', 'word/document.xml']]));
    expect(textOf('docProps/core.xml')).toContain('Mme Martin');
    expect(Buffer.from(parts['word/media/image1.jpeg'] as Uint8Array).includes('Telephone')).toBe(false);
  });

  it('keeps a picture that it could not name anew', async () => {
    const members = wordMembers([{ name: 'image1.png', bytes: photoAsPng }]);
    members['word/_rels/document.xml.rels'] = (members['word/_rels/document.xml.rels'] as string).replace(
      'image1.png',
      'image%31.png',
    );
    members['word/media/image9.jpeg'] = photo;
    const { parts } = await optimise('fiche.docx', members);
    expect(Buffer.compare(parts['word/media/image1.png'] as Uint8Array, photoAsPng)).toBe(0);
  });

  it('reaches the pictures of a document inside it', async () => {
    const inner = zipOf(wordMembers([{ name: 'image1.jpeg', bytes: photo }]));
    const members = wordMembers([]);
    members['word/embeddings/inner.docx'] = inner;
    const { parts } = await optimise('fiche.docx', members);
    const innerNow = parts['word/embeddings/inner.docx'] as Uint8Array;
    expect(innerNow.length).toBeLessThan(inner.length / 2);
    expect(Object.keys(unzipSync(innerNow))).toContain('word/media/image1.jpeg');
  });
});

describe('slides and sheets', () => {
  it('show a picture as large as a screen shows a slide', async () => {
    const { parts } = await optimise(
      'cours.pptx',
      slideMembers([{ name: 'image1.png', bytes: photoAsPng, widthCm: 15 }]),
    );
    // 15 of the slide's 33.9 centimetres, of 2000 pixels.
    expect(await sizeOf(parts['ppt/media/image1.jpg'])).toEqual([886, 665]);
    expect(declaredPictures(parts)).toEqual([['jpeg', 'jpeg']]);
  });

  it('hold a sheet’s picture under a path from the root', async () => {
    const { parts, textOf } = await optimise(
      'notes.xlsx',
      sheetMembers({ name: 'image1.png', bytes: photoAsPng }),
    );
    expect(textOf('xl/drawings/_rels/drawing1.xml.rels')).toContain('Target="/xl/media/image1.jpg"');
    expect(parts['xl/media/image1.jpg']).toBeDefined();
  });
});

describe.each([
  ['text', 'odt'],
  ['presentation', 'odp'],
  ['spreadsheet', 'ods'],
])('a LibreOffice %s', (type, extension) => {
  it('says what it is in its first bytes, and lists its pictures as what they are', async () => {
    const members = openDocumentMembers(
      type,
      [
        { name: 'a.jpg', bytes: photo, widthCm: 6 },
        { name: 'b.png', bytes: photoAsPng },
        { name: 'c.png', bytes: photoAsPng },
      ],
      await screenshotPng(256, 200),
    );
    const { output, parts, textOf } = await optimise(`cours.${extension}`, members);
    expect(output.toString('latin1', 30, 90)).toContain(`mimetypeapplication/vnd.oasis.opendocument.${type}`);
    expect(output.readUInt16LE(8)).toBe(0);
    expect(Object.keys(parts)).toEqual([
      'mimetype',
      'content.xml',
      'Pictures/a.jpg',
      'Pictures/b.jpg',
      'META-INF/manifest.xml',
    ]);
    expect(textOf('META-INF/manifest.xml')).toContain(
      'manifest:full-path="Pictures/b.jpg" manifest:media-type="image/jpeg"',
    );
    expect(textOf('META-INF/manifest.xml')).not.toMatch(/c\.png|b\.png|humbnail/);
    expect(
      textOf('content.xml').match(
        /href="Pictures\/b\.jpg" xlink:type="simple" draw:mime-type="image\/jpeg"/g,
      ),
    ).toHaveLength(2);
    expect(textOf('content.xml').replace(/<draw:image[^>]*>/g, '')).toBe(
      (members['content.xml'] as string).replace(/<draw:image[^>]*>/g, ''),
    );
  });
});

describe('left as it is, with the reason', () => {
  const withPart = (name: string, content = 'x') => ({
    ...wordMembers([{ name: 'image1.jpeg', bytes: photo }]),
    [name]: content,
  });

  it('what holds macros', async () => {
    expect(await reasonOf('fiche.docm', withPart('word/vbaProject.bin'))).toBe('kept: macros');
    const basic = { ...openDocumentMembers('text', []), 'Basic/Standard/Module1.xml': '<x/>' };
    expect(await reasonOf('fiche.odt', basic)).toBe('kept: macros');
  });

  it('what is signed', async () => {
    expect(await reasonOf('fiche.docx', withPart('_xmlsignatures/sig1.xml'))).toBe('kept: signed');
    const signed = { ...openDocumentMembers('text', []), 'META-INF/documentsignatures.xml': '<x/>' };
    expect(await reasonOf('fiche.odt', signed)).toBe('kept: signed');
  });

  it('what a password protects', async () => {
    const members = openDocumentMembers('text', []);
    members['META-INF/manifest.xml'] = (members['META-INF/manifest.xml'] as string).replace(
      '</manifest:manifest>',
      '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>',
    );
    expect(await reasonOf('fiche.odt', members)).toBe('kept: encrypted');
  });
});
