import { PDFArray, PDFDict, type PDFObject, PDFRawStream, PDFRef } from 'pdf-lib';
import { numberIn } from './filters.ts';
import { isNamed } from './image-facts.ts';
import type { PdfDocument } from './load.ts';
import { nameOf } from './names.ts';
import type { PdfPage } from './pages.ts';

/** Pixels that are decoded to look at a document's pages, all together: a hundred scanned pages. */
const MAX_PIXELS = 1_000_000_000;

/** What a page without images takes, in the same measure. */
const TEXT_PIXELS = 200_000;

/** Images beyond take more memory than a look may: each was compared on its own when it was encoded. */
const MAX_PAGE_PIXELS = 60_000_000;

/** Where a page's dictionary leads to other pages, or to the structure of the whole document. */
const WAYS_OUT = new Set([
  '/Parent',
  '/P',
  '/Dest',
  '/A',
  '/AA',
  '/Popup',
  '/IRT',
  '/StructParent',
  '/B',
  '/OC',
]);

/** Objects that are met on the way to what pages draw; documents that hold more are looked at as if all of them had changed. */
const MAX_STEPS = 3_000_000;

/** What was written anew. */
export interface Changes {
  readonly repainted: ReadonlySet<PDFRef>;
  readonly cleaned: ReadonlySet<PDFRef>;
  readonly contents: ReadonlySet<PDFRef>;
}

export interface PageToSee {
  readonly index: number;
  /** Of the images that it draws. */
  readonly pixels: number;
  /** Whether one of its images has other pixels than before, or even became a clean page. */
  readonly change: 'rewritten' | 'repainted' | 'cleaned';
}

/**
 * The pages that must be looked at: those that draw something which was changed, by their indices.
 *
 * Of very many, as many as can be looked at in reasonable time, evenly spread. The first one is always among them, so
 * that another program than ours has opened the rendition.
 */
export function pagesToSee(
  document: PdfDocument,
  pages: readonly PdfPage[],
  { repainted, cleaned, contents }: Changes,
): readonly PageToSee[] {
  const explorer = new Explorer(document);
  const touched = pages.flatMap((page, index): PageToSee[] => {
    const { refs, pixels } = explorer.drawnBy(page);
    const isRepainted = explorer.isLost || refs.some((ref) => repainted.has(ref));
    const isCleaned = refs.some((ref) => cleaned.has(ref));
    const change = isCleaned ? 'cleaned' : isRepainted ? 'repainted' : 'rewritten';
    const isTouched = index === 0 || isRepainted || refs.some((ref) => contents.has(ref));
    return isTouched && pixels <= MAX_PAGE_PIXELS ? [{ index, change, pixels }] : [];
  });
  const cost = touched.reduce((sum, page) => sum + TEXT_PIXELS + page.pixels, 0);
  const every = Math.ceil(cost / MAX_PIXELS);
  return touched.filter((_, place) => place % every === 0);
}

class Explorer {
  readonly #context: PdfDocument['context'];
  /** What a form or a set of resources leads to is the same for all pages that share it. */
  readonly #known = new Map<PDFRef, readonly PDFRef[]>();
  #steps = 0;

  constructor({ context }: PdfDocument) {
    this.#context = context;
  }

  get isLost(): boolean {
    return this.#steps > MAX_STEPS;
  }

  /** Every object that a page draws, and the pixels of its images. */
  drawnBy({ dict, resources }: PdfPage): { readonly refs: readonly PDFRef[]; readonly pixels: number } {
    const seen = new Set<PDFRef>();
    const starts = [dict.get(nameOf('Contents')), resources, dict.get(nameOf('Annots'))];
    const waiting = starts.flatMap((start) => (start === undefined ? [] : this.#linksOf(start)));
    let pixels = 0;
    for (let ref = waiting.pop(); ref !== undefined && !this.isLost; ref = waiting.pop()) {
      this.#steps += 1;
      if (seen.has(ref)) continue;
      seen.add(ref);
      const object = this.#context.lookup(ref);
      if (object instanceof PDFRawStream && isNamed(object.dict.lookup(nameOf('Subtype')), 'Image'))
        pixels += Math.max(0, numberIn(object.dict, 'Width', 0) * numberIn(object.dict, 'Height', 0));
      const links = this.#known.get(ref) ?? (object === undefined ? [] : this.#linksOf(object));
      this.#known.set(ref, links);
      waiting.push(...links);
    }
    return { refs: [...seen], pixels };
  }

  /** The references in an object, however deep, that do not lead away from what it draws. */
  #linksOf(object: PDFObject): readonly PDFRef[] {
    const found: PDFRef[] = [];
    const waiting: PDFObject[] = [object];
    for (let current = waiting.pop(); current !== undefined; current = waiting.pop()) {
      if (current instanceof PDFRef) found.push(current);
      else if (current instanceof PDFArray) waiting.push(...current.asArray());
      else if (current instanceof PDFRawStream) waiting.push(current.dict);
      else if (current instanceof PDFDict && !isNamed(current.get(nameOf('Type')), 'Page', 'Pages'))
        for (const [key, value] of current.entries()) if (!WAYS_OUT.has(key.asString())) waiting.push(value);
    }
    return found;
  }
}
