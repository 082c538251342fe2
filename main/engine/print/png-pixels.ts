/** A PNG as PDF holds it: its own compressed rows where PDF can read them, else its colours and its opacity apart. */
export interface PngPicture {
  readonly widthPixels: number;
  readonly heightPixels: number;
  readonly dictionary: string;
  readonly stream: Uint8Array;
  readonly mask: { readonly dictionary: string; readonly stream: Uint8Array } | null;
}

type Zlib = (bytes: Uint8Array, options?: { maxOutputLength?: number }) => Promise<Buffer>;

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** 40 million: more than any screen; opacity is taken apart in memory. */
const PIXELS_MAX = 40_000_000;

interface Header {
  readonly widthPixels: number;
  readonly heightPixels: number;
  readonly bits: number;
  /** Greys, colours, a palette, greys and opacity, colours and opacity. */
  readonly colorType: 0 | 2 | 3 | 4 | 6;
}

/** Whether these bytes begin as a PNG does. */
export function isPng(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 8)).equals(SIGNATURE);
}

/** Reads a PNG; null for one that is interlaced, damaged or enormous. */
export async function readPng(bytes: Uint8Array, inflate: Zlib, deflate: Zlib): Promise<PngPicture | null> {
  const chunks = chunksOf(bytes);
  const header = chunks === null ? null : headerOf(chunks.get('IHDR')?.[0]);
  const rows = chunks?.get('IDAT');
  if (chunks === null || header === null || rows === undefined) return null;
  const { widthPixels, heightPixels, bits, colorType } = header;
  const stream = Buffer.concat(rows);
  if (colorType === 4 || colorType === 6) return withoutOpacity(header, stream, inflate, deflate);
  const palette = chunks.get('PLTE')?.[0];
  if (colorType === 3 && palette === undefined) return null;
  const space =
    colorType === 3
      ? `[/Indexed/DeviceRGB ${(palette as Buffer).length / 3 - 1}<${(palette as Buffer).toString('hex')}>]`
      : `/Device${colorType === 0 ? 'Gray' : 'RGB'}`;
  const dictionary = flateDictionary(space, bits, { colors: colorType === 2 ? 3 : 1, columns: widthPixels });
  return { widthPixels, heightPixels, dictionary, stream, mask: null };
}

function flateDictionary(
  space: string,
  bits: number,
  rows: { colors: number; columns: number } | null,
): string {
  const parms =
    rows === null
      ? ''
      : `/DecodeParms<</Predictor 15/Colors ${rows.colors}/BitsPerComponent ${bits}/Columns ${rows.columns}>>`;
  return `/ColorSpace${space}/BitsPerComponent ${bits}/Filter/FlateDecode${parms}`;
}

/** The chunks by their names; null when the file ends within one. */
function chunksOf(bytes: Uint8Array): Map<string, Buffer[]> | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks = new Map<string, Buffer[]>();
  for (let at = 8; at + 12 <= file.length; ) {
    const length = file.readUInt32BE(at);
    const name = file.toString('latin1', at + 4, at + 8);
    if (at + 12 + length > file.length) return null;
    chunks.set(name, [...(chunks.get(name) ?? []), file.subarray(at + 8, at + 8 + length)]);
    if (name === 'IEND') return chunks;
    at += 12 + length;
  }
  return null;
}

function headerOf(chunk: Buffer | undefined): Header | null {
  if (chunk === undefined || chunk.length < 13) return null;
  const [widthPixels, heightPixels] = [chunk.readUInt32BE(0), chunk.readUInt32BE(4)];
  const [bits, colorType, interlace] = [chunk[8] as number, chunk[9] as number, chunk[12]];
  if (interlace !== 0 || widthPixels === 0 || heightPixels === 0) return null;
  if (widthPixels * heightPixels > PIXELS_MAX || ![1, 2, 4, 8, 16].includes(bits)) return null;
  if (colorType !== 0 && colorType !== 2 && colorType !== 3 && colorType !== 4 && colorType !== 6)
    return null;
  return { widthPixels, heightPixels, bits, colorType };
}

/** PDF keeps colours and opacity in two pictures. */
async function withoutOpacity(
  header: Header,
  stream: Buffer,
  inflate: Zlib,
  deflate: Zlib,
): Promise<PngPicture | null> {
  const { widthPixels, heightPixels, bits, colorType } = header;
  const sampleBytes = bits === 16 ? 2 : 1;
  const colors = colorType === 6 ? 3 : 1;
  const pixelBytes = (colors + 1) * sampleBytes;
  const rowBytes = widthPixels * pixelBytes;
  const filtered = await inflate(stream, { maxOutputLength: (rowBytes + 1) * heightPixels + 1 }).catch(
    () => null,
  );
  if (filtered === null || filtered.length < (rowBytes + 1) * heightPixels) return null;
  const pixels = unfilter(filtered, { rowBytes, pixelBytes, rows: heightPixels });
  if (pixels === null) return null;
  const count = widthPixels * heightPixels;
  const color = Buffer.alloc(count * colors);
  const opacity = Buffer.alloc(count);
  for (let pixel = 0; pixel < count; pixel += 1) {
    const from = pixel * pixelBytes;
    for (let channel = 0; channel < colors; channel += 1)
      color[pixel * colors + channel] = pixels[from + channel * sampleBytes] as number;
    opacity[pixel] = pixels[from + colors * sampleBytes] as number;
  }
  const space = colors === 3 ? '/DeviceRGB' : '/DeviceGray';
  return {
    widthPixels,
    heightPixels,
    dictionary: flateDictionary(space, 8, null),
    stream: await deflate(color),
    mask: { dictionary: flateDictionary('/DeviceGray', 8, null), stream: await deflate(opacity) },
  };
}

/** Takes PNG's filters off; null for a filter that there is not. */
function unfilter(
  filtered: Buffer,
  { rowBytes, pixelBytes, rows }: { rowBytes: number; pixelBytes: number; rows: number },
): Buffer | null {
  const pixels = Buffer.alloc(rowBytes * rows);
  for (let row = 0; row < rows; row += 1) {
    const filter = filtered[row * (rowBytes + 1)] as number;
    if (filter > 4) return null;
    const from = row * (rowBytes + 1) + 1;
    const to = row * rowBytes;
    for (let x = 0; x < rowBytes; x += 1) {
      const left = x >= pixelBytes ? (pixels[to + x - pixelBytes] as number) : 0;
      const above = row > 0 ? (pixels[to + x - rowBytes] as number) : 0;
      const corner = row > 0 && x >= pixelBytes ? (pixels[to + x - rowBytes - pixelBytes] as number) : 0;
      pixels[to + x] = (filtered[from + x] as number) + prediction(filter, left, above, corner);
    }
  }
  return pixels;
}

function prediction(filter: number, left: number, above: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  if (filter === 0) return 0;
  const estimate = left + above - corner;
  const [toLeft, toAbove, toCorner] = [left, above, corner].map((value) => Math.abs(estimate - value)) as [
    number,
    number,
    number,
  ];
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}
