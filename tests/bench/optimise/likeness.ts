import { readFile } from 'node:fs/promises';
import sharp, { type Sharp } from 'sharp';
import { type GreyImage, ssim, viewedSsim } from '../reference-ssim.ts';
import { factsOf, renderPages } from '../rivals.ts';

/** Pages of a long document that are looked at, evenly spread. */
const MAX_PAGES = 5;

export interface Likeness {
  readonly ssim: number;
  readonly viewedSsim: number;
  /** How many pages were looked at. */
  readonly pages: number;
}

/** Mean over pages, rendered at 150 dpi, luminance. The renderings of the original are made once. */
export class PdfLikeness {
  readonly #input: string;
  readonly #originals = new Map<number, GreyImage>();
  #pages: readonly number[] = [];

  constructor(input: string) {
    this.#input = input;
  }

  async to(output: string): Promise<Likeness> {
    if (this.#pages.length === 0) {
      this.#pages = spread(Number((await factsOf(this.#input)).Pages));
      await renderPages(this.#input, this.#pages, (page, number) => this.#originals.set(number, page));
    }
    let [total, viewed] = [0, 0];
    await renderPages(output, this.#pages, (page, number) => {
      const original = this.#originals.get(number) as GreyImage;
      total += ssim(original, page);
      viewed += viewedSsim(original, page);
    });
    const { length } = this.#pages;
    return { ssim: total / length, viewedSsim: viewed / length, pages: length };
  }
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
