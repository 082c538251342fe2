import { readFile } from 'node:fs/promises';
import sharp, { type Sharp } from 'sharp';
import { type GreyImage, ssim, viewedSsim } from '../reference-ssim.ts';
import { factsOf, renderingDpi, renderPages } from '../rivals.ts';

/** Pages of a long document that are looked at, evenly spread. */
const MAX_PAGES = 5;

export interface Likeness {
  readonly ssim: number;
  readonly viewedSsim: number;
  /** How many pages were looked at. */
  readonly pages: number;
}

/** Mean over pages, rendered at 150 dpi (less where a page is larger than A3), luminance. The renderings of the original are made once. */
export class PdfLikeness {
  readonly #input: string;
  readonly #originals = new Map<number, GreyImage>();
  #pages: readonly number[] = [];
  #dpi = 150;

  constructor(input: string) {
    this.#input = input;
  }

  async to(output: string): Promise<Likeness> {
    if (this.#pages.length === 0) {
      this.#pages = spread(Number((await factsOf(this.#input)).Pages));
      this.#dpi = await renderingDpi(this.#input, this.#dpi);
      await renderPages(this.#input, this.#rendering, (page, number) => this.#originals.set(number, page));
    }
    let [total, viewed] = [0, 0];
    await renderPages(output, this.#rendering, (page, number) => {
      const original = this.#originals.get(number) as GreyImage;
      const isSame = Buffer.compare(bytesOf(original), bytesOf(page)) === 0;
      total += isSame ? 1 : ssim(original, page);
      viewed += isSame ? 1 : viewedSsim(original, page);
    });
    const { length } = this.#pages;
    return { ssim: total / length, viewedSsim: viewed / length, pages: length };
  }

  get #rendering() {
    return { pages: this.#pages, dpi: this.#dpi };
  }
}

function bytesOf({ samples }: GreyImage): Uint8Array {
  return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
}

function spread(pages: number): number[] {
  const count = Math.min(pages, MAX_PAGES);
  return Array.from({ length: count }, (_, index) => 1 + Math.floor((index * pages) / count));
}

/** Of a picture to its original brought down to the same size; undefined where sharp cannot read the original (HEIC). */
export async function photoLikeness(input: string, output: string): Promise<Likeness | undefined> {
  try {
    const { width, height } = await sharp(output).metadata();
    const original = sharp(await readFile(input), { failOn: 'none' })
      .autoOrient()
      .resize({ width, height, fit: 'fill' });
    const [a, b] = [await grey(original), await grey(sharp(output))];
    return { ssim: ssim(a, b), viewedSsim: viewedSsim(a, b), pages: 1 };
  } catch {
    return undefined;
  }
}

async function grey(picture: Sharp): Promise<GreyImage> {
  const { data, info } = await picture
    .flatten({ background: '#fff' })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return {
    samples: Float64Array.from(data.filter((_, at) => at % info.channels === 0)),
    width: info.width,
    height: info.height,
  };
}
