import { type PDFContext, PDFHexString, type PDFName, PDFNumber, type PDFObject } from 'pdf-lib';
import { nameOf } from './names.ts';

/** An image's data as a PDF holds it. */
export interface ImageData {
  readonly contents: Uint8Array;
  /** Entries of its dictionary that say how to read the data. */
  readonly entries: ReadonlyMap<PDFName, PDFObject>;
}

const GREY = 0;
const RGB = 2;
const PALETTE = 3;

/**
 * Takes a PNG apart: PDF packs rows of pixels exactly as PNG does, so that its data can be used as it stands.
 *
 * `colourSpace` is that of the pixels, of `colours` components. Returns undefined for a PNG with alpha or interlacing.
 */
export function pngImageData(
  png: Uint8Array,
  context: PDFContext,
  { colours, colourSpace }: { colours: 1 | 3; colourSpace: PDFObject },
): ImageData | undefined {
  const chunks = chunksOf(Buffer.from(png.buffer, png.byteOffset, png.length));
  const header = chunks.find(({ type }) => type === 'IHDR')?.data;
  if (header === undefined || header[12] !== 0 || chunks.some(({ type }) => type === 'tRNS'))
    return undefined;
  const [bits = 0, type = 0] = header.subarray(8, 10);
  const palette = chunks.find((chunk) => chunk.type === 'PLTE')?.data;
  const samples = type === RGB ? 3 : 1;
  if (type !== GREY && type !== RGB && type !== PALETTE) return undefined;
  if (type === PALETTE ? palette === undefined : samples !== colours) return undefined;
  const columns = header.readUInt32BE(0);
  const entries = new Map<PDFName, PDFObject>([
    [
      nameOf('ColorSpace'),
      palette === undefined ? colourSpace : indexed(palette, context, { colours, colourSpace }),
    ],
    [nameOf('BitsPerComponent'), PDFNumber.of(bits)],
    [nameOf('Filter'), nameOf('FlateDecode')],
    [
      nameOf('DecodeParms'),
      context.obj({ Predictor: 15, Colors: samples, BitsPerComponent: bits, Columns: columns }),
    ],
  ]);
  const contents = Buffer.concat(chunks.filter((chunk) => chunk.type === 'IDAT').map(({ data }) => data));
  return { contents, entries };
}

function indexed(
  palette: Buffer,
  context: PDFContext,
  { colours, colourSpace }: { colours: 1 | 3; colourSpace: PDFObject },
): PDFObject {
  // A PNG's palette always has three components; for grey they are equal.
  const own = colours === 3 ? palette : palette.filter((_, index) => index % 3 === 0);
  const lookup = PDFHexString.of(Buffer.from(own).toString('hex'));
  return context.obj([nameOf('Indexed'), colourSpace, PDFNumber.of(palette.length / 3 - 1), lookup]);
}

function chunksOf(png: Buffer): { type: string; data: Buffer }[] {
  const chunks: { type: string; data: Buffer }[] = [];
  for (let at = 8; at + 12 <= png.length; ) {
    const length = png.readUInt32BE(at);
    chunks.push({
      type: png.toString('latin1', at + 4, at + 8),
      data: png.subarray(at + 8, at + 8 + length),
    });
    at += 12 + length;
  }
  return chunks;
}
