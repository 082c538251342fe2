import {
  PDFArray,
  PDFBool,
  type PDFDict,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRawStream,
  PDFString,
} from 'pdf-lib';
import { filtersOf, numberIn, peel } from './filters.ts';
import { nameOf } from './names.ts';

/** A page image that we know how to read and to write anew. */
export interface ImageFacts {
  readonly stream: PDFRawStream;
  readonly width: number;
  readonly height: number;
  readonly bitsPerComponent: number;
  /** Components of a pixel once any palette is resolved: 1 grey, 3 RGB. */
  readonly colours: 1 | 3;
  /** How those components are to be understood: written back as it is, so that no shade moves. */
  readonly colourSpace: PDFObject;
  /** Bytes of the palette, `colours` for each entry. */
  readonly palette: Uint8Array | undefined;
  readonly isJpeg: boolean;
}

/** Smaller ones have nothing to give. */
const MIN_PIXELS = 32 * 32;

/** A JPEG comes down to size while it is decoded; plain samples are decoded whole, 150 MB at most. Beyond, the image is left as it is. */
const MAX_JPEG_PIXELS = 100_000_000;
const MAX_SAMPLE_PIXELS = 50_000_000;

/** What an image cannot have if it is to be encoded anew: see `describeImage`. */
const UNTOUCHABLE_KEYS = ['ImageMask', 'SMaskInData', 'Alternates', 'OPI'];

/**
 * Describes an image, or returns undefined for one that is best left alone.
 *
 * Left alone are: stencils and bilevel images (already small), colour keys (lossy colours would no longer match them),
 * inverted or stretched samples, CMYK and spot colours (which a screen's colours cannot express), JPEG 2000 and JBIG2.
 */
export function describeImage(stream: PDFRawStream): ImageFacts | undefined {
  const { dict } = stream;
  const width = numberIn(dict, 'Width', 0);
  const height = numberIn(dict, 'Height', 0);
  const isSized = Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0;
  if (!isSized || width * height < MIN_PIXELS || width * height > MAX_JPEG_PIXELS) return undefined;
  if (UNTOUCHABLE_KEYS.some((key) => isSet(dict, key)) || dict.lookup(nameOf('Mask')) instanceof PDFArray)
    return undefined;
  const bitsPerComponent = numberIn(dict, 'BitsPerComponent', 8);
  const colours = describeColours(dict.get(nameOf('ColorSpace')), dict);
  if (colours === undefined || !hasUsualDecode(dict, colours, bitsPerComponent)) return undefined;
  const isJpeg = isJpegStream(dict);
  if (isJpeg === false && width * height > MAX_SAMPLE_PIXELS) return undefined;
  if (isJpeg === undefined || (isJpeg && (colours.palette !== undefined || bitsPerComponent !== 8)))
    return undefined;
  if (
    ![1, 2, 4, 8, 16].includes(bitsPerComponent) ||
    (bitsPerComponent === 1 && colours.palette === undefined)
  )
    return undefined;
  return { stream, width, height, bitsPerComponent, ...colours, isJpeg };
}

function isSet(dict: PDFDict, key: string): boolean {
  const value = dict.lookup(nameOf(key));
  return (
    value !== undefined && value !== PDFBool.False && !(value instanceof PDFNumber && value.asNumber() === 0)
  );
}

/** True for a JPEG, false for plain samples, undefined for what we do not read. */
function isJpegStream(dict: PDFDict): boolean | undefined {
  const own = filtersOf(dict)?.filter(
    ({ name }) =>
      !/^\/(FlateDecode|Fl|LZWDecode|LZW|ASCII85Decode|A85|ASCIIHexDecode|AHx|RunLengthDecode|RL)$/.test(
        name,
      ),
  );
  if (own === undefined) return undefined;
  if (own.length === 0) return false;
  const isPlainJpeg =
    own.length === 1 && /^\/(DCTDecode|DCT)$/.test(own[0]?.name ?? '') && own[0]?.parameters === undefined;
  return isPlainJpeg ? true : undefined;
}

type Colours = Pick<ImageFacts, 'colours' | 'colourSpace' | 'palette'>;

function describeColours(colourSpace: PDFObject | undefined, { context }: PDFDict): Colours | undefined {
  const resolved = context.lookup(colourSpace);
  if (colourSpace === undefined || resolved === undefined) return undefined;
  const components = componentsOf(resolved);
  if (components !== undefined) return { colours: components, colourSpace, palette: undefined };
  if (!(resolved instanceof PDFArray) || !isNamed(resolved.lookup(0), 'Indexed', 'I')) return undefined;
  const base = resolved.get(1);
  const baseComponents = componentsOf(context.lookup(base));
  const palette = bytesOf(resolved.lookup(3));
  if (baseComponents === undefined || palette === undefined) return undefined;
  return { colours: baseComponents, colourSpace: base, palette };
}

/** 1 or 3 for the colour spaces whose numbers a screen can show; undefined for the others. */
function componentsOf(colourSpace: PDFObject | undefined): 1 | 3 | undefined {
  if (isNamed(colourSpace, 'DeviceGray', 'G')) return 1;
  if (isNamed(colourSpace, 'DeviceRGB', 'RGB')) return 3;
  if (!(colourSpace instanceof PDFArray)) return undefined;
  const family = colourSpace.lookup(0);
  if (isNamed(family, 'DeviceGray', 'CalGray')) return 1;
  if (isNamed(family, 'DeviceRGB', 'CalRGB')) return 3;
  if (!isNamed(family, 'ICCBased')) return undefined;
  const profile = colourSpace.lookup(1);
  const count = profile instanceof PDFRawStream ? numberIn(profile.dict, 'N', 0) : 0;
  return count === 1 || count === 3 ? count : undefined;
}

export function isNamed(object: PDFObject | undefined, ...names: readonly string[]): boolean {
  return object instanceof PDFName && names.includes(object.asString().slice(1));
}

function bytesOf(object: PDFObject | undefined): Uint8Array | undefined {
  if (object instanceof PDFString || object instanceof PDFHexString) return object.asBytes();
  const peeled = object instanceof PDFRawStream ? peel(object, 65_536) : undefined;
  return peeled?.remaining.length === 0 ? peeled.bytes : undefined;
}

/** Whether samples mean what they usually mean: an image may declare otherwise, to be shown inverted for example. */
function hasUsualDecode(dict: PDFDict, { colours, palette }: Colours, bitsPerComponent: number): boolean {
  const decode = dict.lookup(nameOf('Decode'));
  if (decode === undefined) return true;
  const usual =
    palette === undefined
      ? Array.from({ length: colours }, () => [0, 1]).flat()
      : [0, 2 ** bitsPerComponent - 1];
  const own =
    decode instanceof PDFArray
      ? decode.asArray().map((value) => (value instanceof PDFNumber ? value.asNumber() : Number.NaN))
      : [];
  return own.length === usual.length && own.every((value, index) => value === usual[index]);
}
