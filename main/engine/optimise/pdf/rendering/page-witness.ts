/**
 * A thread that renders the pages of documents and of their renditions, one task after another, and tells how alike they look.
 *
 * Started by look-at-pages.ts, which ends it when a page takes too long: hostile pages cost one thread, and its memory.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { compareRenderings, type PageLikeness } from './compare-renderings.ts';
import { type DistantFile, type Pdfium, startPdfium } from './pdfium.ts';
import type { CompiledModule } from './web-assembly.ts';

/** Pixels of a rendered page: legible, and no more than what tells writing from noise. */
const LONG_EDGE_PIXELS = 720;
const MOST_DPI = 60;

/**
 * PDFium keeps the packed images, and the drawings, of each page that it showed until the document is closed. To open it
 * again costs as much as to look at several pages of text: so only after eight scanned ones, or many others.
 */
const PIXELS_OF_AN_OPENING = 70_000_000;
const PAGES_OF_AN_OPENING = 64;

/** PDFium's memory never becomes smaller: what one large document needed is not kept for the small ones that follow. */
const MAX_KEPT_BYTES = 48 * 1024 * 1024;

export interface WitnessTask {
  readonly before: Uint8Array | DistantFile;
  readonly after: Uint8Array;
  /** Of the original, as we count them. */
  readonly pageCount: number;
  /** The pages to look at, by their indices, with the pixels of the images that each draws. */
  readonly pages: readonly { readonly index: number; readonly pixels: number }[];
}

/**
 * - `page`: one page was looked at.
 * - `unopened`: PDFium cannot open, or shows otherwise than we read it, the original: nothing can be said.
 * - `differs`: the rendition has not the original's pages.
 * - `done`: every page was looked at. `isFit`: the thread may take another task.
 */
export type WitnessMessage =
  | { readonly kind: 'page'; readonly index: number; readonly likeness: PageLikeness }
  | { readonly kind: 'unopened' | 'differs' }
  | { readonly kind: 'done'; readonly isFit: boolean };

const tell = (message: WitnessMessage) => parentPort?.postMessage(message);

const started = startPdfium(workerData as CompiledModule);
parentPort?.on('message', (task: WitnessTask) => void started.then((pdfium) => tell(witness(task, pdfium))));

function witness(task: WitnessTask, { open, heapBytes }: Pdfium): WitnessMessage {
  let before = open(task.before);
  if (before?.pages !== task.pageCount) return { kind: 'unopened' };
  let after = open(task.after);
  if (after?.pages !== task.pageCount) return { kind: 'differs' };
  let [pagesSeen, pixelsSeen] = [0, 0];
  for (const { index, pixels } of task.pages) {
    if (pagesSeen === PAGES_OF_AN_OPENING || (pagesSeen > 0 && pixelsSeen + pixels > PIXELS_OF_AN_OPENING)) {
      before.close();
      after.close();
      [before, after] = [open(task.before), open(task.after)];
      if (before === undefined) return { kind: 'unopened' };
      if (after === undefined) return { kind: 'differs' };
      [pagesSeen, pixelsSeen] = [0, 0];
    }
    pagesSeen += 1;
    pixelsSeen += pixels;
    const original = before.render(index, LONG_EDGE_PIXELS, MOST_DPI);
    if (original === undefined) return { kind: 'unopened' };
    const rendition = after.render(index, LONG_EDGE_PIXELS, MOST_DPI);
    const isSameSize =
      rendition?.widthPoints === original.widthPoints && rendition.heightPoints === original.heightPoints;
    if (rendition === undefined || !isSameSize) return { kind: 'differs' };
    tell({ kind: 'page', index, likeness: compareRenderings(original, rendition) });
  }
  before.close();
  after.close();
  return { kind: 'done', isFit: heapBytes() <= MAX_KEPT_BYTES };
}
