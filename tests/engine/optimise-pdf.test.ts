import { deflateSync } from 'node:zlib';
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream, PDFString } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import {
  archivalPdf,
  imagePdf,
  imagesIn,
  latexFigurePdf,
  lessonPdf,
  maskedPdf,
  pastedPhotoPdf,
  repeatedPdf,
  richPdf,
  sharedInfoPdf,
} from './optimise-pdfs.ts';
import { photoPixels } from './optimise-pictures.ts';
import { openWorkshop } from './optimise-workshop.ts';

const workshop = await openWorkshop();

async function rendition(bytes: Buffer, preset: 'screen' | 'print' | 'original' = 'screen') {
  const { result, output } = await workshop.optimise('document.pdf', bytes, preset);
  if (result.outcome !== 'optimised' || output === undefined) throw new Error(JSON.stringify(result));
  return { result, output, document: await PDFDocument.load(output, { updateMetadata: false }) };
}

const sizesOf = async (pdf: Buffer) =>
  (await imagesIn(pdf)).map(({ width, height, filter }) => `${width}x${height} ${filter}`);

describe('images of a page', () => {
  it('come down to the resolution of their use, by the size at which they are shown', async () => {
    const lesson = await lessonPdf();
    // 300 points are 4.17 inches: 625 pixels at 150 dpi, 1250 at 300.
    expect(await sizesOf((await rendition(lesson)).output)).toEqual(['626x418 /DCTDecode']);
    expect(await sizesOf((await rendition(lesson, 'print')).output)).toEqual(['1251x834 /DCTDecode']);
    expect(await sizesOf((await rendition(lesson, 'original')).output)).toEqual(['1500x1000 /DCTDecode']);
  });

  it('are measured on A4 when a photograph was pasted in at a point a pixel', async () => {
    const { output, result } = await rendition(await pastedPhotoPdf());
    expect(await sizesOf(output)).toEqual(['1317x1755 /DCTDecode']);
    expect(result.outcome === 'optimised' && result.ssim! >= 0.985).toBe(true);
  });

  it('that are identical are sent once', async () => {
    expect((await sizesOf(await repeatedPdf())).length).toBe(2);
    expect(await sizesOf((await rendition(await repeatedPdf())).output)).toEqual(['900x600 /DCTDecode']);
  });

  it('keep their soft mask, lossless and aligned', async () => {
    const images = await imagesIn((await rendition(await maskedPdf())).output);
    expect(images.map(({ width, height }) => `${width}x${height}`)).toEqual(['584x584', '584x584']);
    const owner = images.find(({ dict }) => dict.has(PDFName.of('SMask')));
    const mask = owner?.dict.lookup(PDFName.of('SMask')) as { dict: PDFDict } | undefined;
    expect(owner?.filter).toBe('/DCTDecode');
    expect(String(mask?.dict.lookup(PDFName.of('Filter')))).toBe('/FlateDecode');
    expect(String(mask?.dict.lookup(PDFName.of('ColorSpace')))).toBe('/DeviceGray');
  });

  it('without colour become grey', async () => {
    const grey = photoPixels(700, 700, 9);
    for (let at = 0; at < grey.length; at += 3) grey.fill(grey[at]!, at, at + 3);
    const entries = { Width: 700, Height: 700, ColorSpace: 'DeviceRGB', BitsPerComponent: 8 };
    const [image] = await imagesIn((await rendition(await imagePdf({ entries, samples: grey }))).output);
    expect(String(image?.dict.get(PDFName.of('ColorSpace')))).toBe('/DeviceGray');
  });

  it('with a palette are read through it', async () => {
    // A slope of shades, up and down again, in which no pixel equals its neighbour.
    const palette = Buffer.from(Array.from({ length: 768 }, (_, at) => Math.floor(at / 3))).toString('hex');
    const shade = (x: number, y: number) => Math.abs(((x * 3.37 + y * 1.61) % 510) - 255);
    const samples = Buffer.from(Array.from({ length: 900 * 900 }, (_, at) => shade(at % 900, at / 900)));
    const indexed = await imagePdf({
      entries: { Width: 900, Height: 900, BitsPerComponent: 8 },
      samples,
      colourSpace: ({ context }) => {
        const array = context.obj(['Indexed', 'DeviceRGB', 255]) as PDFArray;
        array.push(
          PDFString.of(
            Buffer.from(palette, 'hex')
              .toString('latin1')
              .replace(/[\\()]/g, '\\$&')
              .replace(/\r/g, '\\r'),
          ),
        );
        return array;
      },
    });
    const [image] = await imagesIn((await rendition(indexed)).output);
    expect(image).toMatchObject({ width: 584, height: 584, filter: '/DCTDecode' });
  });

  it.each([
    ['CMYK, which a screen cannot express', { ColorSpace: 'DeviceCMYK', BitsPerComponent: 8 }, 4],
    [
      'inverted, on its own terms',
      { ColorSpace: 'DeviceRGB', BitsPerComponent: 8, Decode: [1, 0, 1, 0, 1, 0] },
      3,
    ],
    [
      'cut out by one of their colours',
      { ColorSpace: 'DeviceRGB', BitsPerComponent: 8, Mask: [0, 9, 0, 9, 0, 9] },
      3,
    ],
  ])('are left alone when they are %s', async (_why, facts, channels) => {
    const samples = Buffer.alloc(600 * 600 * channels, photoPixels(600, 600, 5));
    const original = await imagePdf({ entries: { Width: 600, Height: 600, ...facts }, samples });
    const [image] = await imagesIn((await rendition(original)).output);
    expect(image).toMatchObject({ width: 600, height: 600, filter: '/FlateDecode' });
  });

  it('in sixteen bits are read as eight', async () => {
    const deep = Buffer.alloc(900 * 900 * 6);
    photoPixels(900, 900, 5).forEach((sample, at) => {
      deep[at * 2] = sample;
    });
    const entries = { Width: 900, Height: 900, ColorSpace: 'DeviceRGB', BitsPerComponent: 16 };
    expect(await sizesOf((await rendition(await imagePdf({ entries, samples: deep }))).output)).toEqual([
      '584x584 /DCTDecode',
    ]);
  });

  it('keep their pixels when a transfer function could make a faint change glaring', async () => {
    const document = await PDFDocument.load(await lessonPdf());
    const { context } = document;
    const negative = context.obj({ FunctionType: 2, Domain: [0, 1], N: 1, C0: [1], C1: [0] });
    document
      .getPage(0)
      .node.Resources()
      ?.set(PDFName.of('ExtGState'), context.obj({ G: { TR: negative } }));
    const { output } = await rendition(Buffer.from(await document.save()));
    expect(await sizesOf(output)).toEqual(['1500x1000 /DCTDecode']);
  });
});

describe('everything else in a document', () => {
  it('is still there: text, form, link, outline, attachment, tags, language', async () => {
    const original = await richPdf();
    const { document, output } = await rendition(original);
    expect(output.length).toBeLessThan(original.length / 2);
    const { catalog } = document;
    expect(document.getPageCount()).toBe(2);
    expect(
      document
        .getForm()
        .getFields()
        .map((field) => field.getName()),
    ).toEqual(['eleve.nom', 'eleve.absent']);
    const links = document
      .getPage(0)
      .node.Annots()!
      .asArray()
      .map((_, index) => document.getPage(0).node.Annots()!.lookup(index, PDFDict));
    expect(
      links.some(
        (link) =>
          String(link.lookupMaybe(PDFName.of('A'), PDFDict)?.get(PDFName.of('URI'))) ===
          '(https://example.org/cours)',
      ),
    ).toBe(true);
    const outline = catalog
      .lookup(PDFName.of('Outlines'), PDFDict)
      .lookup(PDFName.of('First'), PDFDict)
      .get(PDFName.of('Title')) as PDFString;
    expect(outline.decodeText()).toBe('Première partie');
    expect(document.getAttachments().map(({ name, data }) => [name, data.length])).toEqual([
      ['mesures.csv', 3200],
    ]);
    expect(
      catalog.lookup(PDFName.of('StructTreeRoot'), PDFDict).lookup(PDFName.of('K'), PDFArray).size(),
    ).toBe(1);
    expect(String(catalog.get(PDFName.of('Lang')))).toBe('(fr-FR)');
  });

  it('does not tell who made it, when and with what; its title stays', async () => {
    const { document, output } = await rendition(await lessonPdf());
    expect(document.getTitle()).toBe('La chute des corps');
    expect([
      document.getAuthor(),
      document.getProducer(),
      document.getCreationDate(),
      document.getKeywords(),
    ]).toEqual([undefined, undefined, undefined, undefined]);
    for (const word of ['Camille', 'Modele 12', 'Telephone']) expect(output.includes(word)).toBe(false);
  });

  it('does not tell which figure of whom LaTeX drew into it, and draws it', async () => {
    const { output, document } = await rendition(await latexFigurePdf());
    for (const word of ['PTEX', 'martin/figures', 'Camille']) expect(output.includes(word)).toBe(false);
    const { context } = document;
    const objects = context.enumerateIndirectObjects().map(([, object]) => object);
    expect(objects.some((object) => String(object).includes('Camille'))).toBe(false);
    const forms = objects.filter(
      (object) => object instanceof PDFRawStream && String(object.dict).includes('/Form'),
    );
    expect(forms).toHaveLength(1);
    // A font, or whatever else bears the name, keeps it.
    expect(objects.some((object) => String(object).includes('/PTEX.PageNumber 7'))).toBe(true);
  });

  it('loses the place and the device in its photographs even when no pixel may change', async () => {
    const { output } = await rendition(await lessonPdf(), 'original');
    expect((await imagesIn(output)).some(({ contents }) => Buffer.from(contents).includes('Modele 12'))).toBe(
      false,
    );
  });

  it('survives a program that uses its pages for its information', async () => {
    const { document } = await rendition(await sharedInfoPdf());
    expect(document.getPageCount()).toBe(2);
  });
});

describe('an archival document', () => {
  it('keeps its identification, in the open, and no stream that its standard forbids', async () => {
    const { output } = await rendition(await archivalPdf());
    expect(output.includes('pdfaid:part="1"')).toBe(true);
    expect(output.includes('/ObjStm')).toBe(false);
    expect(output.includes('/XRef')).toBe(false);
    expect((await PDFDocument.load(output, { updateMetadata: false })).getAuthor()).toBe('Camille Martin');
  });
});

describe('the file', () => {
  it('drops what nothing refers to', async () => {
    const document = await PDFDocument.load(await lessonPdf());
    document.context.register(document.context.stream(deflateSync(Buffer.from('brouillon '.repeat(9)))));
    const forgotten = Buffer.from(await document.save({ useObjectStreams: false }));
    expect((await rendition(forgotten)).document.context.enumerateIndirectObjects().length).toBeLessThan(
      document.context.enumerateIndirectObjects().length,
    );
  });

  it('with several revisions shows the last', async () => {
    const original = await lessonPdf();
    const document = await PDFDocument.load(original, { forIncrementalUpdate: true, updateMetadata: false });
    document.addPage([300, 300]);
    document.getPage(0).setRotation({ type: 'degrees', angle: 90 } as never);
    const revised = Buffer.from(await document.save());
    expect(revised.subarray(0, original.length).equals(original)).toBe(true);
    const result = (await rendition(revised)).document;
    expect(result.getPageCount()).toBe(3);
    expect(result.getPage(0).getRotation().angle).toBe(90);
  });

  it('says what recipe made it, and how many pages it has', async () => {
    expect((await rendition(await lessonPdf())).result).toMatchObject({
      recipe: 'pdf@15',
      pages: 2,
      mediaType: 'application/pdf',
      extension: 'pdf',
    });
  });
});
