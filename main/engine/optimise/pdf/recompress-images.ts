import { type PDFDict, PDFName, PDFNumber, PDFRawStream, PDFRef } from 'pdf-lib';
import { cleanPage } from '../document-mode/clean-page.ts';
import { stripJpeg } from '../image/strip-jpeg.ts';
import { encodePicture, fitLongEdge, isWorthwhile, resizePixels } from '../picture/encode-picture.ts';
import { encodeFlatPng } from '../picture/flat-png.ts';
import { isFlat, isGrey, toGrey } from '../picture/flatness.ts';
import { viewingStep, viewingStepOnPage } from '../picture/likeness.ts';
import type { Pixels } from '../picture/pixels.ts';
import type { Fidelity } from '../preset.ts';
import type { ArchivalPromise } from './archival.ts';
import { averageTo } from './area-average.ts';
import { peel } from './filters.ts';
import { isGreyButForNoise, luminanceOf } from './greyness.ts';
import { describeImage, type ImageFacts, isNamed } from './image-facts.ts';
import { decodeImage } from './image-pixels.ts';
import type { PdfDocument } from './load.ts';
import { nameOf } from './names.ts';
import { encodePageJpeg } from './page-jpeg.ts';
import type { Placement } from './placements.ts';
import { type ImageData, pngImageData } from './png-stream.ts';
import { dictionariesIn } from './protection.ts';
import { setFilters } from './repack-streams.ts';

/** At which strokes of writing are kept, as in a picture of a page on its own. */
const WRITTEN_PAGE_DPI = 171;

/** An image hardly larger than it is shown keeps its pixels: resampling blurs, and saves little. */
const OVERSIZE_SHARE = 0.85;

export interface Recompression {
  readonly document: PdfDocument;
  readonly placements: ReadonlyMap<PDFRef, Placement>;
  readonly fidelity: Fidelity;
  readonly promise: ArchivalPromise;
  readonly reportProgress: (bytesDone: number) => void;
}

export interface Recompressed {
  /** The images that were encoded anew, or stripped of what was not image in them. */
  readonly images: ReadonlySet<PDFRef>;
  /** Those of them whose pixels are others than before. */
  readonly repainted: ReadonlySet<PDFRef>;
  /** Those of them that are pages in document mode: white paper, few inks. */
  readonly cleaned: ReadonlySet<PDFRef>;
  /** The lowest likeness of an image to what it was; undefined if no pixel changed. */
  readonly likeness: number | undefined;
}

/** Encodes anew, in place, the images that come out smaller; one after the other, so that one at a time is decoded. */
export async function recompressImages(options: Recompression): Promise<Recompressed> {
  const { document, fidelity, reportProgress } = options;
  const images = new Set<PDFRef>();
  const repainted = new Set<PDFRef>();
  const cleaned = new Set<PDFRef>();
  let likeness: number | undefined;
  let bytesDone = 0;
  const masks = masksOf(document);
  // A transfer function may turn a shade that cannot be seen into one that can.
  const mayChange = fidelity.mayChangePixels && !hasKey(document, 'TR', 'TR2');
  // A page may say what "grey" and "RGB" mean on it: then one cannot stand in for the other.
  const mayTurnGrey = !options.promise.isPromised && !hasKey(document, 'DefaultRGB', 'DefaultGray');
  for (const [ref, object] of document.context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFRawStream) || !isNamed(object.dict.lookup(nameOf('Subtype')), 'Image'))
      continue;
    bytesDone += object.contents.length;
    const facts = mayChange && !isMatted(object) ? describeImage(object) : undefined;
    const isMask = masks.has(ref);
    const placement = options.placements.get(masks.get(ref) ?? ref);
    const onStep = () => reportProgress(bytesDone);
    const encoded = facts && (await encodeImage(facts, { placement, fidelity, isMask, mayTurnGrey, onStep }));
    const again = facts?.isJpeg === true && encoded?.width === facts.width;
    if (encoded !== undefined && isWorthwhile(encoded.contents.length, object.contents.length, again)) {
      replaceImage(object, encoded);
      images.add(ref);
      repainted.add(ref);
      if (encoded.isCleaned === true) cleaned.add(ref);
      likeness = Math.min(likeness ?? 1, encoded.likeness);
    } else if (stripEmbedded(object)) {
      images.add(ref);
    }
    reportProgress(bytesDone);
  }
  return { images, repainted, cleaned, likeness };
}

/** Soft masks, and the image that each belongs to: it is shown as large as its image. Shared masks have no one size. */
function masksOf({ context }: PdfDocument): ReadonlyMap<PDFRef, PDFRef | undefined> {
  const owners = new Map<PDFRef, PDFRef | undefined>();
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    const mask = object instanceof PDFRawStream ? object.dict.get(nameOf('SMask')) : undefined;
    if (mask instanceof PDFRef) owners.set(mask, owners.has(mask) ? undefined : ref);
  }
  return owners;
}

/** Colours that were mixed with a matte can only be unmixed pixel by pixel: image and mask then stay as they are. */
function isMatted(image: PDFRawStream): boolean {
  const mask = image.dict.lookup(nameOf('SMask'));
  return image.dict.has(nameOf('Matte')) || (mask instanceof PDFRawStream && mask.dict.has(nameOf('Matte')));
}

/** Whether a dictionary anywhere has one of these keys, with more than a name (`/Identity`, `/Default`) for a value. */
function hasKey({ context }: PdfDocument, ...keys: readonly string[]): boolean {
  const names = keys.map((key) => nameOf(key));
  const isMeant = (dict: PDFDict) =>
    names.some((name) => dict.has(name) && !(dict.lookup(name) instanceof PDFName));
  return context.enumerateIndirectObjects().some(([, object]) => dictionariesIn(object).some(isMeant));
}

/**
 * Renderers stretch an image over every pixel that it touches, which is one more than it is wide: with that one it is shown
 * as it is, without it each pixel is mixed with its neighbours.
 */
const TOUCHED_PIXEL = 1;

interface Size {
  readonly width: number;
  readonly height: number;
}

interface EncodeOptions {
  readonly placement: Placement | undefined;
  readonly fidelity: Fidelity;
  readonly isMask: boolean;
  readonly mayTurnGrey: boolean;
  /** Called while it goes on. */
  readonly onStep: () => void;
}

interface EncodedImage extends ImageData {
  readonly width: number;
  readonly height: number;
  readonly likeness: number;
  readonly isCleaned?: boolean;
}

async function encodeImage(facts: ImageFacts, options: EncodeOptions): Promise<EncodedImage | undefined> {
  const size = targetSize(facts, options);
  const decoded = await decodeImage(facts, size);
  if (decoded === undefined) return undefined;
  const page = await encodeWrittenPage(facts, decoded, options);
  if (page !== undefined) return page;
  if (options.isMask) return encodeMask(facts, await resizePixels(decoded, size.width, size.height));
  // A drawing's own pixels pack better than fewer, blurred ones.
  return !facts.isJpeg && isFlat(decoded)
    ? encodeDrawing(facts, decoded, { ...options, size })
    : encodePhoto(facts, averageTo(decoded, size.width, size.height), options);
}

/** A scanned or photographed page of writing in document mode; undefined for anything else. */
async function encodeWrittenPage(
  facts: ImageFacts,
  decoded: Pixels,
  { placement, fidelity, isMask, onStep }: EncodeOptions,
): Promise<EncodedImage | undefined> {
  const isMasked = isMask || ['SMask', 'Mask'].some((key) => facts.stream.dict.has(nameOf(key)));
  if (!fidelity.mayCleanPages || isMasked || placement?.coversPage !== true) return undefined;
  const longEdgePixels = Math.round(
    (Math.max(placement.widthPoints, placement.heightPoints) * WRITTEN_PAGE_DPI) / 72,
  );
  const { width, height } = fitLongEdge(decoded.width, decoded.height, longEdgePixels);
  const page = await cleanPage(averageTo(decoded, width, height), {
    longEdgePixels,
    keepsFrame: true,
    onStep,
  });
  onStep();
  if (page === undefined) return undefined;
  const { colours, colourSpace } = facts;
  const data = pngImageData(page.png, facts.stream.dict.context, { colours, colourSpace });
  return (
    data && { ...data, width: page.width, height: page.height, likeness: page.likeness, isCleaned: true }
  );
}

async function encodePhoto(
  facts: ImageFacts,
  decoded: Pixels,
  { placement, fidelity, mayTurnGrey }: EncodeOptions,
): Promise<EncodedImage> {
  const turnsGrey = mayTurnGrey && isNamed(facts.colourSpace, 'DeviceRGB') && isGreyButForNoise(decoded);
  const pixels = turnsGrey ? luminanceOf(decoded) : decoded;
  const { width, height } = pixels;
  const { bytes, likeness } = await encodePageJpeg(pixels, {
    use: fidelity.pageDpi > 200 ? 'print' : 'screen',
    step: placement === undefined ? viewingStep(pixels) : viewingStepOnPage(dpiOf(pixels, placement)),
  });
  const colourSpace = turnsGrey ? nameOf('DeviceGray') : facts.colourSpace;
  return { ...jpegImageData(bytes, colourSpace), width, height, likeness };
}

async function encodeDrawing(
  facts: ImageFacts,
  decoded: Pixels,
  { placement, fidelity, mayTurnGrey, size }: EncodeOptions & { size: Size },
): Promise<EncodedImage | undefined> {
  const turnsGrey = mayTurnGrey && isNamed(facts.colourSpace, 'DeviceRGB') && isGrey(decoded);
  const picture = await encodePicture(turnsGrey ? toGrey(decoded) : decoded, {
    ...size,
    likenessFloor: fidelity.pageLikenessFloor,
    step: placement === undefined ? undefined : viewingStepOnPage(dpiOf(size, placement)),
    wasJpeg: false,
  });
  if (picture === undefined) return undefined;
  const { bytes, width, height, likeness } = picture;
  const colours = turnsGrey
    ? { colours: 1 as const, colourSpace: nameOf('DeviceGray') }
    : { colours: facts.colours, colourSpace: facts.colourSpace };
  const data =
    picture.format === 'png'
      ? pngImageData(bytes, facts.stream.dict.context, colours)
      : jpegImageData(bytes, colours.colourSpace);
  return data === undefined ? undefined : { ...data, width, height, likeness };
}

/** The pixels that the image's place on the page asks for. Unknown places ask for all of them. */
function targetSize({ width, height }: ImageFacts, { placement, fidelity }: EncodeOptions): Size {
  if (placement === undefined) return { width, height };
  const pixelsPerPoint = fidelity.pageDpi / 72;
  const scale = Math.max(
    (placement.widthPoints * pixelsPerPoint) / width,
    (placement.heightPoints * pixelsPerPoint) / height,
  );
  if (scale >= OVERSIZE_SHARE) return { width, height };
  return {
    width: Math.min(width, Math.round(placement.widthPoints * pixelsPerPoint) + TOUCHED_PIXEL),
    height: Math.min(height, Math.round(placement.heightPoints * pixelsPerPoint) + TOUCHED_PIXEL),
  };
}

/** The resolution of pixels on the page, in the direction in which it is lower. */
function dpiOf(size: Size, placement: Placement): number {
  return 72 * Math.min(size.width / placement.widthPoints, size.height / placement.heightPoints);
}

/** Masks stay lossless: ringing around a shape that was cut out shows as a halo. */
async function encodeMask(facts: ImageFacts, pixels: Pixels): Promise<EncodedImage | undefined> {
  const png = await encodeFlatPng(pixels, { mayUsePalette: false });
  const data = pngImageData(png.bytes, facts.stream.dict.context, {
    colours: 1,
    colourSpace: facts.colourSpace,
  });
  return data === undefined
    ? undefined
    : { ...data, width: pixels.width, height: pixels.height, likeness: 1 };
}

function jpegImageData(bytes: Uint8Array, colourSpace: ImageFacts['colourSpace']): ImageData {
  return {
    contents: bytes,
    entries: new Map<PDFName, ImageFacts['colourSpace']>([
      [nameOf('ColorSpace'), colourSpace],
      [nameOf('BitsPerComponent'), PDFNumber.of(8)],
      [nameOf('Filter'), nameOf('DCTDecode')],
    ]),
  };
}

function replaceImage(stream: PDFRawStream, { contents, entries, width, height }: EncodedImage): void {
  stream.updateContents(contents);
  for (const key of ['Filter', 'DecodeParms', 'DP', 'Decode']) stream.dict.delete(nameOf(key));
  for (const [key, value] of entries) stream.dict.set(key, value);
  stream.dict.set(nameOf('Width'), PDFNumber.of(width));
  stream.dict.set(nameOf('Height'), PDFNumber.of(height));
}

/** Drops the place, date and device that a camera left in a JPEG; true if there was anything. Pixels stay the same. */
function stripEmbedded(stream: PDFRawStream): boolean {
  const peeled = peel(stream);
  const [filter, ...others] = peeled?.remaining ?? [];
  if (peeled === undefined || !/^\/(DCTDecode|DCT)$/.test(filter?.name ?? '') || others.length > 0)
    return false;
  const parts = stripJpeg(Buffer.from(peeled.bytes.buffer, peeled.bytes.byteOffset, peeled.bytes.length), 1);
  if (parts === undefined) return false;
  const contents = Buffer.concat(parts);
  if (contents.length >= stream.contents.length) return false;
  stream.updateContents(contents);
  setFilters(stream.dict, peeled.remaining);
  return true;
}
