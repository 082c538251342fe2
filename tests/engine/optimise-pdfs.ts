/** PDFs made for tests: what a rendition must keep, each in its own way. */
import { deflateSync } from 'node:zlib';
import {
  type PDFArray,
  type PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  type PDFNumber,
  PDFRawStream,
  type PDFRef,
  PDFString,
  StandardFonts,
} from 'pdf-lib';
import sharp from 'sharp';
import { photoJpeg, photoPixels } from './optimise-pictures.ts';

const A4: [number, number] = [595.28, 841.89];

/** Two pages: a photograph of 300 dpi and more over a caption, and text alone. */
export async function lessonPdf(seed = 1): Promise<Buffer> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  const photo = await document.embedJpg(await photoJpeg({ width: 1500, height: 1000, seed }));
  const page = document.addPage(A4);
  page.drawImage(photo, { x: 60, y: 500, width: 300, height: 200 });
  page.drawText('Figure 1 : la chute des corps', { x: 60, y: 470, size: 14, font });
  document.addPage(A4).drawText('Deuxième page, en format normal', { x: 60, y: 700, size: 14, font });
  document.setAuthor('Camille Martin');
  document.setTitle('La chute des corps');
  document.setKeywords(['physique']);
  return save(document);
}

/** A page photographed and pasted in at one point a pixel: nearly a metre tall. */
export async function pastedPhotoPdf(): Promise<Buffer> {
  const document = await PDFDocument.create();
  const photo = await document.embedJpg(await photoJpeg({ width: 1800, height: 2400, seed: 4 }));
  document.addPage([1800, 2400]).drawImage(photo, { x: 0, y: 0, width: 1800, height: 2400 });
  return save(document);
}

/** A form, a link, an outline, an attachment, tags and a language. */
export async function richPdf(): Promise<Buffer> {
  const document = await PDFDocument.load(await lessonPdf(2));
  const { context } = document;
  const page = document.getPage(0);
  const form = document.getForm();
  form.createTextField('eleve.nom').addToPage(page, { x: 60, y: 300, width: 200, height: 20 });
  form.createCheckBox('eleve.absent').addToPage(page, { x: 60, y: 260, width: 15, height: 15 });
  const link = context.obj({
    Type: 'Annot',
    Subtype: 'Link',
    Rect: [60, 200, 200, 220],
    Border: [0, 0, 0],
    A: { S: 'URI' },
  });
  (link.lookup(PDFName.of('A')) as PDFDict).set(PDFName.of('URI'), PDFString.of('https://example.org/cours'));
  page.node.addAnnot(context.register(link));
  await document.attach(Buffer.from('x;y\n1;2\n'.repeat(400)), 'mesures.csv', { mimeType: 'text/csv' });
  addOutline(document, 'Première partie');
  addTags(document);
  return save(document);
}

function addOutline(document: PDFDocument, title: string): void {
  const { context } = document;
  const outlines = context.nextRef();
  const entry = context.obj({ Parent: outlines, Dest: [document.getPage(1).ref, 'Fit'] });
  entry.set(PDFName.of('Title'), PDFHexString.fromText(title));
  const ref = context.register(entry);
  context.assign(outlines, context.obj({ Type: 'Outlines', First: ref, Last: ref, Count: 1 }));
  document.catalog.set(PDFName.of('Outlines'), outlines);
}

function addTags(document: PDFDocument): void {
  const { context } = document;
  const root = context.nextRef();
  const paragraph = context.register(
    context.obj({ Type: 'StructElem', S: 'P', P: root, Pg: document.getPage(1).ref, K: 0 }),
  );
  context.assign(root, context.obj({ Type: 'StructTreeRoot', K: [paragraph] }));
  document.catalog.set(PDFName.of('StructTreeRoot'), root);
  document.catalog.set(PDFName.of('MarkInfo'), context.obj({ Marked: true }));
  document.catalog.set(PDFName.of('Lang'), PDFString.of('fr-FR'));
}

/** The same photograph twice, as two objects, and a cut-out with a soft mask. */
export async function repeatedPdf(): Promise<Buffer> {
  const document = await PDFDocument.create();
  const bytes = await photoJpeg({ width: 900, height: 600, seed: 6 });
  for (let copy = 0; copy < 2; copy += 1) {
    const page = document.addPage(A4);
    page.drawImage(await document.embedJpg(bytes), { x: 50, y: 400, width: 400, height: 266 });
  }
  return save(document);
}

/** A raw photograph behind a soft mask, both larger than they are shown. */
export async function maskedPdf(): Promise<Buffer> {
  const size = 800;
  return imagePdf({
    entries: { Width: size, Height: size, ColorSpace: 'DeviceRGB', BitsPerComponent: 8 },
    samples: photoPixels(size, size, 7),
    mask: {
      width: size,
      height: size,
      samples: Buffer.from(photoPixels(size, size, 11).filter((_, at) => at % 3 === 1)),
    },
  });
}

export interface ImagePdfOptions {
  readonly entries: Readonly<Record<string, unknown>>;
  readonly samples: Buffer;
  readonly mask?: { readonly width: number; readonly height: number; readonly samples: Buffer };
  /** Replaces the image's colour space, for those that need objects. */
  readonly colourSpace?: (document: PDFDocument) => PDFArray;
}

/** One image, its samples packed by zlib, shown on half of a page. */
export async function imagePdf({ entries, samples, mask, colourSpace }: ImagePdfOptions): Promise<Buffer> {
  const document = await PDFDocument.create();
  const { context } = document;
  const page = document.addPage(A4);
  const imageDict = (facts: Readonly<Record<string, unknown>>): PDFDict =>
    context.obj({ Type: 'XObject', Subtype: 'Image', Filter: 'FlateDecode', ...facts } as Record<
      string,
      string
    >);
  const stream = (facts: Readonly<Record<string, unknown>>, bytes: Buffer) =>
    PDFRawStream.of(imageDict(facts), deflateSync(bytes, { level: 1 }));
  const image = stream(entries, samples);
  if (colourSpace !== undefined) image.dict.set(PDFName.of('ColorSpace'), colourSpace(document));
  if (mask !== undefined) {
    const facts = { Width: mask.width, Height: mask.height, ColorSpace: 'DeviceGray', BitsPerComponent: 8 };
    image.dict.set(PDFName.of('SMask'), context.register(stream(facts, mask.samples)));
  }
  const name = page.node.newXObject('Im', context.register(image));
  const content = context.stream(`q 280 0 0 280 60 400 cm ${name.asString()} Do Q`);
  page.node.set(PDFName.of('Contents'), context.register(content));
  return save(document);
}

/** A dictionary as signing programs leave it: the bytes that it vouches for must not move. */
export async function signedPdf(): Promise<Buffer> {
  const document = await PDFDocument.load(await lessonPdf(3));
  const { context } = document;
  const signature = context.obj({ Type: 'Sig', Filter: 'Adobe.PPKLite', ByteRange: [0, 100, 200, 100] });
  signature.set(PDFName.of('Contents'), PDFHexString.of('00'.repeat(64)));
  const field = context.register(context.obj({ FT: 'Sig', V: context.register(signature) }));
  document.catalog.set(PDFName.of('AcroForm'), context.obj({ Fields: [field], SigFlags: 3 }));
  return save(document);
}

export async function encryptedPdf(): Promise<Buffer> {
  const document = await PDFDocument.load(await lessonPdf(3));
  document.encrypt({ userPassword: 'secret', ownerPassword: 'secret' });
  return save(document);
}

/** An archival document of the first part, which allows no object streams. */
export async function archivalPdf(): Promise<Buffer> {
  const document = await PDFDocument.load(await lessonPdf(5));
  const { context } = document;
  const xml =
    '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="1" pdfaid:conformance="B"/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>';
  const metadata = PDFRawStream.of(context.obj({ Type: 'Metadata', Subtype: 'XML' }), Buffer.from(xml));
  document.catalog.set(PDFName.of('Metadata'), context.register(metadata));
  return save(document, false);
}

/** A figure that was a PDF of its own, with what pdfTeX notes of it; and a property that bears the same name. */
export async function latexFigurePdf(): Promise<Buffer> {
  const document = await PDFDocument.create();
  const { context } = document;
  const notes = {
    'PTEX.PageNumber': 1,
    'PTEX.FileName': PDFString.of('./martin/figures/tore.pdf'),
    'PTEX.InfoDict': context.register(context.obj({ Author: PDFString.of('Camille Martin') })),
  };
  const figure = { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 200, 200], Resources: {}, ...notes };
  const form = context.register(context.stream('1 0 0 rg 0 0 200 200 re f', figure));
  const page = document.addPage(A4);
  page.node.set(
    PDFName.of('Resources'),
    context.obj({ XObject: { F1: form }, Properties: { P: { 'PTEX.PageNumber': 7 } } }),
  );
  page.node.set(PDFName.of('Contents'), context.register(context.stream('/F1 Do')));
  return save(document);
}

/** The information dictionary of a sloppy program: it is the tree of pages. */
export async function sharedInfoPdf(): Promise<Buffer> {
  const document = await PDFDocument.load(await lessonPdf(8));
  document.context.trailerInfo.Info = document.catalog.get(PDFName.of('Pages')) as PDFRef;
  return save(document, false);
}

/** Images of a document, as its dictionaries describe them. */
export async function imagesIn(pdf: Uint8Array) {
  const document = await PDFDocument.load(pdf);
  return document.context.enumerateIndirectObjects().flatMap(([, object]) => {
    if (
      !(object instanceof PDFRawStream) ||
      object.dict.lookup(PDFName.of('Subtype')) !== PDFName.of('Image')
    )
      return [];
    const number = (key: string) => (object.dict.lookup(PDFName.of(key)) as PDFNumber).asNumber();
    return [
      {
        width: number('Width'),
        height: number('Height'),
        filter: String(object.dict.lookup(PDFName.of('Filter'))),
        dict: object.dict,
        contents: object.contents,
      },
    ];
  });
}

/** The mean colour of a JPEG's quarter, to tell which way up it is. */
export async function meanColour(
  image: Uint8Array,
  region: { left: number; top: number; width: number; height: number },
) {
  const { channels } = await sharp(await sharp(image).extract(region).png().toBuffer()).stats();
  return channels.map(({ mean }) => Math.round(mean));
}

async function save(document: PDFDocument, useObjectStreams = true): Promise<Buffer> {
  return Buffer.from(await document.save({ useObjectStreams, updateFieldAppearances: false }));
}
