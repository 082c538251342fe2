import sharp, { type Metadata } from 'sharp';
import { cleanPage } from '../document-mode/clean-page.ts';
import type { DocumentKind } from '../kinds.ts';
import { DRAWING_OVERSIZE, encodePicture, fitLongEdge, isWorthwhile } from '../picture/encode-picture.ts';
import { isGrey, toGrey } from '../picture/flatness.ts';
import type { Pixels } from '../picture/pixels.ts';
import {
  DocumentRefusal,
  type Recipe,
  type RecipeResult,
  type RecipeSource,
  type Rendition,
  sizeOf,
} from '../recipe.ts';
import { repackGif } from './animation.ts';
import { DECODE_OPTIONS, readImageHeader } from './image-header.ts';
import { legibleBytes } from './legible.ts';
import { isAnimatedPng, stripPng, stripWebp } from './strip-chunks.ts';
import { stripJpeg } from './strip-jpeg.ts';

/** What surrounds a page is cut off, and its writing gains by pixels to spare. */
const PAGE_OVERSIZE = 1.3;

/** Formats whose smooth areas may look flat, and whose artefacts no PNG can pack. */
const LOSSY_KINDS: ReadonlySet<DocumentKind> = new Set(['jpeg', 'heic', 'avif']);

/**
 * Pictures on their own: photographs, scans, screenshots.
 *
 * Each candidate (the same picture without metadata; smaller in pixels and as a JPEG, or a PNG if it is flat or
 * transparent) competes, and the smallest that is smaller than the original wins.
 */
export const imageRecipe: Recipe = {
  name: 'image',
  kinds: ['jpeg', 'png', 'webp', 'gif', 'avif', 'heic', 'bmp'],
  async optimise(source) {
    const legible = await legibleBytes(source.kind, source.bytes);
    if (legible === undefined) return { kept: 'no-recipe' };
    const header = await readImageHeader(legible);
    const stripped = stripMetadata(source, header);
    const isMoving = (header.pages ?? 1) > 1 || (source.kind === 'png' && isAnimatedPng(source.bytes));
    // Several images in one file: re-encoding would keep the first alone.
    if (isMoving) return withAllImages(source, stripped);
    const pixels = await decode(source, legible, header);
    const page = await clean(source, pixels);
    if (page !== undefined && sizeOf(page) < source.bytes.length) return { rendition: page };
    const shown = source.fidelity.mayChangePixels ? await encode(source, pixels) : undefined;
    const rival = stripped === undefined ? source.bytes.length : sizeOf(stripped);
    const again = source.kind === 'jpeg' && shown?.width === header.autoOrient.width;
    if (shown !== undefined && isWorthwhile(sizeOf(shown), rival, again)) return { rendition: shown };
    return smaller(source, stripped) ?? { kept: 'not-smaller' };
  },
};

async function withAllImages(source: RecipeSource, stripped: Rendition | undefined): Promise<RecipeResult> {
  const repacked = source.kind === 'gif' ? await repackGif(source).catch(() => undefined) : undefined;
  return smaller(source, repacked) ?? smaller(source, stripped) ?? { kept: 'no-recipe' };
}

/** A page of writing in document mode, where the preset asks for it and the picture clearly is one. */
async function clean(
  { fidelity, bytes, reportProgress }: RecipeSource,
  pixels: Pixels,
): Promise<Rendition | undefined> {
  if (!fidelity.mayCleanPages) return undefined;
  reportProgress(Math.floor(bytes.length / 3));
  const onStep = () => reportProgress(Math.floor(bytes.length / 3));
  const page = await cleanPage(pixels, { longEdgePixels: fidelity.longEdgePixels, onStep });
  reportProgress(Math.floor((bytes.length * 2) / 3));
  if (page === undefined) return undefined;
  const { png, width, height, likeness } = page;
  return { kind: 'png', parts: [png], width, height, likeness };
}

function smaller(
  source: RecipeSource,
  rendition: Rendition | undefined,
): { rendition: Rendition } | undefined {
  return rendition !== undefined && sizeOf(rendition) < source.bytes.length ? { rendition } : undefined;
}

/** The same pixels without the metadata, for the formats in which that can be done by moving blocks. */
function stripMetadata({ kind, bytes }: RecipeSource, header: Metadata): Rendition | undefined {
  const orientation = header.orientation ?? 1;
  const { width, height } = header.autoOrient;
  const parts = partsWithout();
  return parts === undefined ? undefined : { kind, parts, width, height };

  function partsWithout(): readonly Uint8Array[] | undefined {
    if (kind === 'jpeg') return stripJpeg(bytes, orientation);
    // The orientation would leave with the EXIF block, and the picture would turn.
    if (orientation !== 1) return undefined;
    if (kind === 'png') return stripPng(bytes);
    return kind === 'webp' ? stripWebp(bytes) : undefined;
  }
}

/** Upright, in sRGB, about as large as the use asks for; alpha only if something shows through. Refuses a damaged file. */
async function decode({ kind, fidelity }: RecipeSource, bytes: Buffer, header: Metadata): Promise<Pixels> {
  // A JPEG comes down to size while it is decoded; whatever may be a drawing is judged on more pixels.
  const edge = Math.min(
    Math.max(header.width, header.height),
    fidelity.longEdgePixels *
      (kind === 'jpeg' ? (fidelity.mayCleanPages ? PAGE_OVERSIZE : 1) : DRAWING_OVERSIZE),
  );
  try {
    const { data, info } = await sharp(bytes, DECODE_OPTIONS)
      .autoOrient()
      .resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true })
      .toColourspace(header.channels < 3 ? 'b-w' : 'srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    return withoutIdleAlpha({
      data,
      width: info.width,
      height: info.height,
      channels: info.channels as Pixels['channels'],
    });
  } catch (error) {
    throw new DocumentRefusal('damaged', error);
  }
}

/** Drops an alpha channel that is opaque everywhere, as screenshots have. */
function withoutIdleAlpha(pixels: Pixels): Pixels {
  const { data, width, height, channels } = pixels;
  if (channels % 2 === 1) return pixels;
  for (let at = channels - 1; at < data.length; at += channels) if (data[at] !== 255) return pixels;
  const colours = (channels - 1) as 1 | 3;
  const opaque = new Uint8Array(width * height * colours);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    for (let c = 0; c < colours; c += 1) opaque[pixel * colours + c] = data[pixel * channels + c] as number;
  }
  return { data: opaque, width, height, channels: colours };
}

async function encode({ kind, fidelity }: RecipeSource, decoded: Pixels): Promise<Rendition | undefined> {
  const pixels = decoded.channels === 3 && isGrey(decoded) ? toGrey(decoded) : decoded;
  const picture = await encodePicture(pixels, {
    ...fitLongEdge(pixels.width, pixels.height, fidelity.longEdgePixels),
    likenessFloor: fidelity.likenessFloor,
    tables: 'viewed',
    wasJpeg: LOSSY_KINDS.has(kind),
  });
  if (picture === undefined) return undefined;
  const { format, bytes, width, height, likeness } = picture;
  return { kind: format, parts: [bytes], width, height, likeness };
}
