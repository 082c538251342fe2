/** The last guard: a rewriting that goes wrong is seen on the rendered pages, and the original is sent. */
import { createHash } from 'node:crypto';
import { deflateSync, inflateSync } from 'node:zlib';
import { PDFDocument, PDFName, PDFRawStream, type PDFRef } from 'pdf-lib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { type PaintingSteps, pdfRecipe, pdfRecipeWith } from '../../main/engine/optimise/pdf/pdf-recipe.ts';
import { recompressImages } from '../../main/engine/optimise/pdf/recompress-images.ts';
import { lookAtPages } from '../../main/engine/optimise/pdf/rendering/look-at-pages.ts';
import { type RewrittenContent, rewriteContents } from '../../main/engine/optimise/pdf/rewrite-contents.ts';
import { FIDELITY } from '../../main/engine/optimise/preset.ts';
import type { Recipe } from '../../main/engine/optimise/recipe.ts';
import { lessonPdf, repeatedPdf } from './optimise-pdfs.ts';
import { photoJpeg } from './optimise-pictures.ts';
import { pdfium } from './render-pdf.ts';

const HANDS: PaintingSteps = { recompressImages, rewriteContents };

const optimise = async (recipe: Recipe, bytes: Buffer) =>
  recipe.optimise({ kind: 'pdf', bytes, fidelity: FIDELITY.screen, reportProgress: () => undefined });

/** Everything right but for the pictures, which are others of the same size. */
const swapsPictures: PaintingSteps['recompressImages'] = async (options) => {
  const result = await recompressImages(options);
  const images = imagesOf(options.document.context.enumerateIndirectObjects());
  for (const [, { dict, stream }] of images) {
    const [width, height] = ['Width', 'Height'].map((key) => Number(String(dict.get(PDFName.of(key)))));
    stream.updateContents(await photoJpeg({ width: width as number, height: height as number, seed: 99 }));
    dict.set(PDFName.of('Filter'), PDFName.of('DCTDecode'));
  }
  const refs = new Set(images.map(([ref]) => ref));
  return { ...result, images: refs, repainted: refs, cleaned: new Set() };
};

function imagesOf(objects: readonly (readonly [PDFRef, unknown])[]) {
  return objects.flatMap(([ref, object]) =>
    object instanceof PDFRawStream && object.dict.get(PDFName.of('Subtype')) === PDFName.of('Image')
      ? [[ref, { dict: object.dict, stream: object }] as const]
      : [],
  );
}

/** Contents without their words, vouched for as if they had been written with care. */
const losesText: PaintingSteps['rewriteContents'] = ({ document }) => {
  const rewritten = new Map<PDFRef, RewrittenContent>();
  for (const [ref, stream] of document.context.enumerateIndirectObjects()) {
    if (!(stream instanceof PDFRawStream) || stream.dict.has(PDFName.of('Subtype'))) continue;
    const before = inflateSync(stream.contents);
    const after = Buffer.from(before.toString('latin1').replaceAll(/<[0-9A-F]+> Tj/g, ''), 'latin1');
    if (after.equals(before)) continue;
    rewritten.set(ref, { before: digestOf(before), after: digestOf(after) });
    stream.updateContents(deflateSync(after));
  }
  expect(rewritten.size).toBe(2);
  return rewritten;
};

const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('base64');

const look = (before: Buffer, after: Buffer, pageCount = 2) =>
  lookAtPages({
    before: { bytes: before },
    after,
    pageCount,
    pages: Array.from({ length: pageCount }, (_, index) => ({ index, pixels: 0 })),
    floorsOf: () => ({ whole: 0.95, worstPart: 0.8, tint: 12 }),
    onPage: () => undefined,
  });

describe('a rendition whose pages look different', () => {
  it('is not sent: pictures that were swapped leave the original as it is', async () => {
    const wrong = pdfRecipeWith({ ...HANDS, recompressImages: swapsPictures });
    expect(await optimise(wrong, await lessonPdf())).toEqual({ kept: 'quality' });
  });

  it('is made again with less ambition: contents stay as they were when writing them anew went wrong', async () => {
    const original = await lessonPdf();
    const careful = await optimise(pdfRecipeWith({ ...HANDS, rewriteContents: losesText }), original);
    if (!('rendition' in careful)) throw new Error(JSON.stringify(careful));
    expect(await look(original, Buffer.concat(careful.rendition.parts))).toBe('alike');
  });
});

describe('a look at rendered pages', () => {
  const changed = async (change: (document: PDFDocument) => Promise<void> | void) => {
    const document = await PDFDocument.load(await lessonPdf());
    await change(document);
    return Buffer.from(await document.save());
  };

  it('finds a document the same as itself, and as its rendition', async () => {
    const original = await lessonPdf();
    expect(await look(original, original)).toBe('alike');
    const result = await optimise(pdfRecipe, original);
    if (!('rendition' in result)) throw new Error(JSON.stringify(result));
    expect(await look(original, Buffer.concat(result.rendition.parts))).toBe('alike');
  });

  it('sees a page turned, a page lost, a word added, a picture in other colours', async () => {
    const original = await lessonPdf();
    const turned = await changed((document) =>
      document.getPage(1).setRotation({ type: 'degrees', angle: 180 } as never),
    );
    const shorter = await changed((document) => document.removePage(1));
    const annotated = await changed((document) => document.getPage(1).drawText('faux', { x: 300, y: 300 }));
    const tinted = await changed(async (document) => {
      for (const [, { stream }] of imagesOf(document.context.enumerateIndirectObjects()))
        stream.updateContents(
          await sharp(stream.contents)
            .recomb([
              [0, 0, 1],
              [0, 1, 0],
              [1, 0, 0],
            ])
            .jpeg()
            .toBuffer(),
        );
    });
    for (const wrong of [turned, shorter, annotated, tinted])
      expect(await look(original, wrong)).toBe('different');
  });

  it('sees a content that breaks off, and a rendition that does not open', async () => {
    const broken = await changed((document) => {
      const content = deflateSync(Buffer.from('q 1 0 0 1 0 0 cm BT'));
      const stream = PDFRawStream.of(document.context.obj({ Filter: 'FlateDecode' }), content);
      document.getPage(0).node.set(PDFName.of('Contents'), document.context.register(stream));
    });
    expect(await look(await lessonPdf(), broken)).toBe('different');
    expect(await look(await lessonPdf(), Buffer.from('%PDF-1.4 nothing'))).toBe('different');
  });

  it('goes on through a document that is opened again and again, and sees what is wrong on a late page', async () => {
    const long = async (odd: number) => {
      const document = await PDFDocument.create();
      for (let index = 0; index < 19; index += 1) {
        const page = document.addPage([300, 400]);
        page.drawText(index === odd ? 'tout autre chose' : `page ${index}`, { x: 40, y: 200, size: 30 });
      }
      return Buffer.from(await document.save());
    };
    const original = await long(-1);
    expect(await look(original, original, 19)).toBe('alike');
    for (const odd of [0, 8, 18]) expect(await look(original, await long(odd), 19)).toBe('different');
  });

  it('opens a file anew after it was closed, and shows the same', async () => {
    const open = await pdfium();
    const lesson = await lessonPdf();
    const [before, other] = [open(lesson), open(await repeatedPdf())];
    const shown = before?.render(0, 400, 60);
    before?.close();
    const again = open(lesson);
    expect(again?.pages).toBe(2);
    expect(Buffer.compare(again?.render(0, 400, 60)?.data ?? Buffer.of(), shown?.data ?? Buffer.of(1))).toBe(
      0,
    );
    expect(again?.render(2, 400, 60)).toBeUndefined();
    expect(other?.render(0, 400, 60)).toBeDefined();
    expect(open(Buffer.from('%PDF-1.4 nothing'))).toBeUndefined();
  });

  it('looks rightly at the next document, and at two at once, whatever it saw before', async () => {
    const original = await lessonPdf();
    const other = await repeatedPdf();
    const pages = (await PDFDocument.load(other)).getPageCount();
    expect(await look(original, original)).toBe('alike');
    expect(await look(other, other, pages)).toBe('alike');
    const atOnce = [
      look(original, original),
      look(original, Buffer.from('%PDF-1.4 nothing')),
      look(other, original, pages),
    ];
    expect(await Promise.all(atOnce)).toEqual(['alike', 'different', 'different']);
    expect(await look(original, original)).toBe('alike');
  });

  it('says so when the original cannot be seen', async () => {
    const original = await lessonPdf();
    expect(await look(Buffer.from('%PDF-1.4 nothing'), original)).toBe('unseen');
    expect(await look(original, original, 3)).toBe('unseen');
  });
});
