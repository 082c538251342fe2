import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import { readJpegHeader } from './jpeg-header.ts';
import { isPng, readPng } from './png-pixels.ts';

/** A page of A4, in points: an image is made to fit it, upright or lying as it is itself. */
const A4 = { short: 595, long: 842 };

/** What a page draws: a picture's stream with its dictionary, and where its unit square goes. */
interface Picture {
  readonly dictionary: string;
  readonly stream: Uint8Array;
  readonly mask: { readonly dictionary: string; readonly stream: Uint8Array } | null;
  readonly widthPixels: number;
  readonly heightPixels: number;
  /** Exif's, 1 to 8. */
  readonly orientation: number;
}

/**
 * Makes a PDF of one page around an image, so that it can be annotated (sync.md 4.11).
 *
 * A JPEG's bytes lie in it untouched, where a server that has them needs to be sent only what is around; the Exif
 * orientation is honoured by how the page draws them. The same image gives the same PDF, to the byte.
 * @returns the parts of the file in their order; null for an image that PDF cannot hold as it is
 */
export async function imagePage(image: Uint8Array): Promise<Uint8Array[] | null> {
  const picture = isPng(image) ? await pngPicture(image) : jpegPicture(image);
  return picture === null ? null : pdfAround(picture);
}

function jpegPicture(image: Uint8Array): Picture | null {
  const header = readJpegHeader(image);
  if (header === null) return null;
  const { widthPixels, heightPixels, componentCount, orientation, isAdobe } = header;
  const space = ({ 1: 'Gray', 3: 'RGB', 4: 'CMYK' } as const)[componentCount];
  // Photoshop writes CMYK upside down, and says so by its own marker alone.
  const decode = componentCount === 4 && isAdobe ? '/Decode[1 0 1 0 1 0 1 0]' : '';
  const dictionary = `/ColorSpace/Device${space}/BitsPerComponent 8/Filter/DCTDecode${decode}`;
  return { dictionary, stream: image, mask: null, widthPixels, heightPixels, orientation };
}

async function pngPicture(image: Uint8Array): Promise<Picture | null> {
  const png = await readPng(image, promisify(inflate), promisify(deflate));
  return png === null ? null : { ...png, orientation: 1 };
}

function pdfAround(picture: Picture): Uint8Array[] {
  const { widthPixels, heightPixels, orientation, mask } = picture;
  const isTurned = orientation >= 5;
  const shown = isTurned ? [heightPixels, widthPixels] : [widthPixels, heightPixels];
  const [width, height] = pageSize(shown[0] as number, shown[1] as number);
  const content = `q ${matrixOf(orientation, width, height)} cm /P Do Q`;
  const size = `/Width ${widthPixels}/Height ${heightPixels}`;
  const maskRef = mask === null ? '' : '/SMask 6 0 R';
  const file = new PdfFile();
  file.add(1, '<</Type/Catalog/Pages 2 0 R>>');
  file.add(2, '<</Type/Pages/Kids[3 0 R]/Count 1>>');
  const resources = '/Resources<</XObject<</P 5 0 R>>>>';
  file.add(3, `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${width} ${height}]${resources}/Contents 4 0 R>>`);
  file.addStream(4, '', Buffer.from(content, 'latin1'));
  file.addStream(5, `/Type/XObject/Subtype/Image${size}${picture.dictionary}${maskRef}`, picture.stream);
  if (mask !== null) file.addStream(6, `/Type/XObject/Subtype/Image${size}${mask.dictionary}`, mask.stream);
  return file.end();
}

/** A4, or what fits it: the page has the picture's own shape, so that nothing is cut and nothing is added. */
function pageSize(width: number, height: number): [number, number] {
  const [roomX, roomY] = width > height ? [A4.long, A4.short] : [A4.short, A4.long];
  const scale = Math.min(roomX / width, roomY / height);
  const rounded = (length: number) => Math.max(1, Math.round(length * scale * 100) / 100);
  return [rounded(width), rounded(height)];
}

/** Where the picture's unit square goes, by Exif's orientation: as a photograph is shown, turned or mirrored. */
function matrixOf(orientation: number, w: number, h: number): string {
  const matrices: Record<number, readonly number[]> = {
    2: [-w, 0, 0, h, w, 0],
    3: [-w, 0, 0, -h, w, h],
    4: [w, 0, 0, -h, 0, h],
    5: [0, -h, -w, 0, w, h],
    6: [0, -h, w, 0, 0, h],
    7: [0, h, w, 0, 0, 0],
    8: [0, h, -w, 0, w, 0],
  };
  return (matrices[orientation] ?? [w, 0, 0, h, 0, 0]).join(' ');
}

/** A PDF being written: objects in the order of their numbers, then the table of where they are. */
class PdfFile {
  readonly #parts: Uint8Array[] = [];
  readonly #offsets: number[] = [];
  #length = 0;

  constructor() {
    // Four letters above 127, by which those who carry the file see that it is no text.
    this.#write(Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1'));
  }

  add(number: number, body: string): void {
    this.#offsets.push(this.#length);
    this.#write(Buffer.from(`${number} 0 obj\n${body}\nendobj\n`, 'latin1'));
  }

  addStream(number: number, dictionary: string, stream: Uint8Array): void {
    this.#offsets.push(this.#length);
    const head = `${number} 0 obj\n<<${dictionary}/Length ${stream.byteLength}>>\nstream\n`;
    this.#write(Buffer.from(head, 'latin1'));
    this.#write(stream);
    this.#write(Buffer.from('\nendstream\nendobj\n', 'latin1'));
  }

  end(): Uint8Array[] {
    const size = this.#offsets.length + 1;
    const rows = this.#offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`);
    const table = `xref\n0 ${size}\n0000000000 65535 f \n${rows.join('')}`;
    const trailer = `trailer\n<</Size ${size}/Root 1 0 R>>\nstartxref\n${this.#length}\n%%EOF\n`;
    this.#write(Buffer.from(table + trailer, 'latin1'));
    return this.#parts;
  }

  #write(bytes: Uint8Array): void {
    this.#parts.push(bytes);
    this.#length += bytes.byteLength;
  }
}
