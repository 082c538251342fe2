import type { PDFPageView, PDFViewer } from 'pdfjs-dist/legacy/web/pdf_viewer.mjs';
import type { Signal } from '../../app/signal.ts';
import { createSignal } from '../../app/signal.ts';

/** A sheet of glass over a drawn page, for whoever lays something on it. */
export interface PageSurface {
  /** From 0. */
  readonly page: number;
  readonly element: HTMLDivElement;
  /** The page as it is turned now, in points. */
  readonly width: number;
  readonly height: number;
  readonly rotation: number;
  /** From the page's own points to those of the surface: a, b, c, d, e, f. */
  readonly transform: readonly number[];
}

/**
 * The surfaces of the pages that have been drawn.
 *
 * pdf.js empties a page's element whenever it draws it anew: the surface is put back in the same turn, before anything
 * is seen.
 */
export class PageSurfaces {
  readonly all: Signal<readonly PageSurface[]> = createSignal<readonly PageSurface[]>([]);
  readonly #watchers = new Map<number, MutationObserver>();

  /** A page was drawn: at this size, turned like this. */
  drawn(viewer: PDFViewer, page: number): void {
    const view = viewer.getPageView(page) as PDFPageView | undefined;
    if (view?.pdfPage === undefined || view.pdfPage === null) return;
    const known = this.all.get().find((surface) => surface.page === page);
    const element = known?.element ?? document.createElement('div');
    const viewport = view.pdfPage.getViewport({ scale: 1, rotation: view.viewport.rotation });
    element.className = 'page-surface';
    if (known === undefined) this.#keepIn(view.div, element, page);
    if (known?.rotation === viewport.rotation) return;
    const { width, height, rotation, transform } = viewport;
    const surface: PageSurface = { page, element, width, height, rotation, transform };
    const others = this.all.get().filter((one) => one !== known);
    this.all.set([...others, surface].sort((a, b) => a.page - b.page));
  }

  close(): void {
    for (const watcher of this.#watchers.values()) watcher.disconnect();
    this.#watchers.clear();
    this.all.set([]);
  }

  #keepIn(page: HTMLElement, element: HTMLElement, number: number): void {
    const putBack = () => {
      if (element.parentElement !== page) page.append(element);
    };
    putBack();
    const watcher = new MutationObserver(putBack);
    watcher.observe(page, { childList: true });
    this.#watchers.set(number, watcher);
  }
}
