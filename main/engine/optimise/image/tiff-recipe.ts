import { PDFDocument, PDFNumber } from 'pdf-lib';
import sharp, { type Metadata } from 'sharp';
import { pdfRecipe } from '../pdf/pdf-recipe.ts';
import { isGrey, toGrey } from '../picture/flatness.ts';
import type { Pixels } from '../picture/pixels.ts';
import type { Fidelity } from '../preset.ts';
import { DocumentRefusal, type Recipe, type RecipeResult, type RecipeSource } from '../recipe.ts';
import { DECODE_OPTIONS, MAX_PIXELS, readImageHeader } from './image-header.ts';
import { imageRecipe } from './image-recipe.ts';

/** Bytes of all pages together, at the size at which they are kept: they lie in memory until the last one was read. */
const MAX_TOTAL_BYTES = 400_000_000;

/** A scan of written pages keeps the strokes of a pen: see document-mode/. */
const WRITTEN_PAGE_DPI = 171;

/** What programs write that know of no resolution. */
const NO_DENSITY_DPI = 96;
const POINTS_PER_INCH = 72;
const A4_EDGE_POINTS = 842;

/**
 * TIFF: a picture like any other with one page; a scan or a fax with several, which becomes a PDF of as many pages.
 *
 * Browsers show no TIFF, and other formats hold one picture alone. The pages' pixels go into a PDF as they are, brought to the
 * resolution of their use; its own recipe does the rest, compares and looks at every page.
 */
export const tiffRecipe: Recipe = {
  name: 'tiff',
  kinds: ['tiff'],
  async optimise(source) {
    const { pages = 1 } = await readImageHeader(source.bytes);
    return pages > 1 ? optimisePages(source, pages) : imageRecipe.optimise(source);
  },
};

async function optimisePages(source: RecipeSource, count: number): Promise<RecipeResult> {
  const { bytes, fidelity, reportProgress } = source;
  if (!fidelity.mayChangePixels) return { kept: 'no-recipe' };
  const document = await PDFDocument.create({ updateMetadata: false });
  let left = MAX_TOTAL_BYTES;
  for (let page = 0; page < count; page += 1) {
    const plan = planOf(await headerOf(bytes, page), fidelity);
    left -= plan.width * plan.height * 3;
    if (left < 0) return { kept: 'no-recipe' };
    addPage(document, await decode(bytes, page, plan), plan);
    reportProgress(Math.floor((bytes.length * page) / (2 * count)));
  }
  const whole = Buffer.from(await document.save({ useObjectStreams: false }));
  const result = await pdfRecipe.optimise({
    ...source,
    kind: 'pdf',
    bytes: whole,
    reportProgress: (done) => reportProgress(Math.floor((bytes.length * (1 + done / whole.length)) / 2)),
  });
  if ('rendition' in result) return result;
  // As it was made here it may still be smaller than the TIFF, which is often not packed at all.
  return result.kept === 'not-smaller'
    ? { rendition: { kind: 'pdf', parts: [whole], pages: count } }
    : { kept: result.kept };
}

async function headerOf(bytes: Buffer, page: number): Promise<Metadata> {
  let header: Metadata;
  try {
    header = await sharp(bytes, { ...DECODE_OPTIONS, limitInputPixels: false, page }).metadata();
  } catch (error) {
    throw new DocumentRefusal('damaged', error);
  }
  if (header.width * header.height > MAX_PIXELS) throw new DocumentRefusal('too-large');
  return header;
}

interface PagePlan {
  /** Black and white alone, as faxes are: all pixels stay, for averages of them would be grey. */
  readonly isBilevel: boolean;
  /** Upright, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly widthPoints: number;
  readonly heightPoints: number;
}

/** How large a page is: as its resolution says, or, where it says nothing, A4's long edge. */
function planOf(header: Metadata, fidelity: Fidelity): PagePlan {
  const { density, bitsPerSample } = header;
  const { width, height } = header.autoOrient;
  const isBilevel = bitsPerSample === 1;
  const isKnown = density !== undefined && density > NO_DENSITY_DPI;
  const points = isKnown ? POINTS_PER_INCH / density : A4_EDGE_POINTS / Math.max(width, height);
  const dpi = fidelity.mayCleanPages ? WRITTEN_PAGE_DPI : fidelity.pageDpi;
  const scale = isBilevel ? 1 : Math.min(1, (dpi * points) / POINTS_PER_INCH);
  return {
    isBilevel,
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
    widthPoints: width * points,
    heightPoints: height * points,
  };
}

async function decode(bytes: Buffer, page: number, { width, height }: PagePlan): Promise<Pixels> {
  try {
    const { data } = await sharp(bytes, { ...DECODE_OPTIONS, page })
      .autoOrient()
      .flatten({ background: 'white' })
      .resize({ width, height, fit: 'fill' })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { data, width, height, channels: 3 };
  } catch (error) {
    throw new DocumentRefusal('damaged', error);
  }
}

/** A page that its picture fills; its samples lossless, since they are encoded later. */
function addPage(
  document: PDFDocument,
  pixels: Pixels,
  { isBilevel, widthPoints, heightPoints }: PagePlan,
): void {
  const { context } = document;
  const { data, width, height, channels } = isGrey(pixels) ? toGrey(pixels) : pixels;
  const image = context.flateStream(isBilevel ? packBits(data, width, height) : data, {
    Type: 'XObject',
    Subtype: 'Image',
    Width: PDFNumber.of(width),
    Height: PDFNumber.of(height),
    ColorSpace: channels === 1 ? 'DeviceGray' : 'DeviceRGB',
    BitsPerComponent: isBilevel ? 1 : 8,
  });
  const page = document.addPage([widthPoints, heightPoints]);
  const name = page.node.newXObject('Im', context.register(image));
  page.node.addContentStream(
    context.register(
      context.flateStream(`q ${widthPoints} 0 0 ${heightPoints} 0 0 cm ${name.asString()} Do Q`),
    ),
  );
}

/** Eight pixels a byte, each row from a byte of its own; white is 1. */
function packBits(grey: Uint8Array, width: number, height: number): Uint8Array {
  const rowBytes = Math.ceil(width / 8);
  const packed = new Uint8Array(rowBytes * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if ((grey[y * width + x] as number) < 128) continue;
      const at = y * rowBytes + (x >> 3);
      packed[at] = (packed[at] as number) | (128 >> (x & 7));
    }
  }
  return packed;
}
