import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFViewer } from 'pdfjs-dist/legacy/web/pdf_viewer.mjs';
import type { DocumentRef } from '../../../preload/contract/index.ts';
import type { Signal } from '../../app/signal.ts';
import { createSignal } from '../../app/signal.ts';
import { localFolder, openPdf } from './open-pdf.ts';
import { PageSurfaces } from './page-surfaces.ts';
import type { PdfLibrary } from './pdf-library.ts';
import { loadPdfLibrary } from './pdf-library.ts';
import type { DocumentFault } from './vault.ts';
import { faultOf } from './vault.ts';
import type { Rotation, ViewState, Zoom } from './view-state.ts';

export interface PdfState {
  readonly status: 'opening' | 'shown' | 'failed';
  readonly fault: DocumentFault | null;
  readonly pageCount: number;
  readonly pageNumber: number;
  /** The scale in force, 1 being the paper's own size. */
  readonly scale: number;
  readonly found: FoundInText;
}

/** How a search in the text stands: which match is in view, from 1, and how many there are. */
export interface FoundInText {
  readonly current: number;
  readonly total: number;
  /** Pages are still being read. */
  readonly isSearching: boolean;
}

export const NOTHING_FOUND: FoundInText = { current: 0, total: 0, isSearching: false };

/** 3 s: a file that takes longer to be laid out is closed all the same. */
const CLOSING_PATIENCE_MS = 3000;

interface Options {
  readonly container: HTMLDivElement;
  readonly file: Pick<DocumentRef, 'sha256' | 'sizeBytes'>;
  readonly view: ViewState;
  /** The name of a page for screen readers. */
  readonly pageLabel: (pageNumber: number) => string;
}

/** A PDF shown in an element: its pages are drawn as they come into view. */
export class PdfReader {
  readonly state: Signal<PdfState> = createSignal<PdfState>({
    status: 'opening',
    fault: null,
    pageCount: 0,
    pageNumber: 1,
    scale: 1,
    found: NOTHING_FOUND,
  });
  /** What may be laid over the pages. */
  readonly surfaces = new PageSurfaces();
  readonly #options: Options;
  readonly #closing = new AbortController();
  #view: ViewState;
  #viewer: PDFViewer | null = null;
  #document: PDFDocumentProxy | null = null;
  #find: ((query: string, way: 'first' | 'next' | 'previous') => void) | null = null;
  #isClosed = false;

  constructor(options: Options) {
    this.#options = options;
    this.#view = options.view;
    void this.#open();
  }

  setZoom(zoom: Zoom): void {
    this.#view = { ...this.#view, zoom };
    if (this.#viewer !== null) this.#viewer.currentScaleValue = scaleValue(zoom);
  }

  setRotation(rotation: Rotation): void {
    this.#view = { ...this.#view, rotation };
    if (this.#viewer !== null) this.#viewer.pagesRotation = rotation;
  }

  setSpread(isSpread: boolean): void {
    this.#view = { ...this.#view, isSpread };
    if (this.#viewer === null) return;
    this.#viewer.spreadMode = spreadMode(isSpread);
    // A page that follows the pane has half of it now.
    this.#viewer.currentScaleValue = scaleValue(this.#view.zoom);
  }

  /** What pdf.js opened, for pictures of its pages; null until it has. */
  get document(): PDFDocumentProxy | null {
    return this.#document;
  }

  /** Marks every place that holds these words, whatever their accents and case, and goes to one; no words end the search. */
  find(query: string, way: 'first' | 'next' | 'previous'): void {
    this.#find?.(query, way);
    if (query === '') this.#change({ found: NOTHING_FOUND });
  }

  goToPage(pageNumber: number): void {
    const { pageCount } = this.state.get();
    if (this.#viewer === null || pageCount === 0) return;
    this.#viewer.currentPageNumber = Math.min(pageCount, Math.max(1, pageNumber));
  }

  close(): void {
    this.#isClosed = true;
    this.surfaces.close();
    const viewer = this.#viewer;
    this.#viewer = null;
    if (viewer === null) {
      this.#closing.abort();
      return;
    }
    // While it lays the pages out it asks for one after the other, and stumbles if they are taken away.
    const laidOut = viewer.pagesPromise ?? Promise.resolve();
    const patience = new Promise((resolve) => setTimeout(resolve, CLOSING_PATIENCE_MS));
    void Promise.race([laidOut, patience])
      .catch(() => undefined)
      .finally(() => {
        // Takes the pages out of the element and frees their canvases.
        viewer.setDocument(null as never);
        this.#closing.abort();
      });
  }

  async #open(): Promise<void> {
    try {
      const library = await loadPdfLibrary();
      const document = await openPdf(library, this.#options.file, this.#closing.signal);
      if (this.#isClosed) return;
      const { viewer, links } = this.#createViewer(library);
      this.#document = document;
      viewer.setDocument(document);
      links.setDocument(document);
      this.#viewer = viewer;
    } catch (error) {
      if (this.#isClosed) return;
      this.#change({ status: 'failed', fault: faultOf(error) });
    }
  }

  #createViewer({ pdf, viewer: library }: PdfLibrary) {
    const { container } = this.#options;
    const eventBus = new library.EventBus();
    const links = new library.PDFLinkService({ eventBus });
    // A student's link goes nowhere: it only shows its address. Links inside the document work.
    links.externalLinkEnabled = false;
    links.addLinkAttributes = (link: HTMLAnchorElement, url: string) => {
      link.title = url;
      link.addEventListener('click', (event) => event.preventDefault());
    };
    const findController = new library.PDFFindController({ eventBus, linkService: links });
    this.#find = (query, way) =>
      eventBus.dispatch('find', {
        source: this,
        type: way === 'first' ? '' : 'again',
        query,
        caseSensitive: false,
        entireWord: false,
        highlightAll: true,
        findPrevious: way === 'previous',
        matchDiacritics: false,
      });
    const viewer = new library.PDFViewer({
      findController,
      ...leavingWith(this.#closing.signal),
      container,
      eventBus,
      linkService: links,
      l10n: SILENT_L10N as never,
      annotationMode: pdf.AnnotationMode.ENABLE,
      imageResourcesPath: localFolder('images'),
      enableAutoLinking: false,
      supportsPinchToZoom: true,
    });
    links.setViewer(viewer);
    this.#follow(viewer, eventBus);
    return { viewer, links };
  }

  #follow(viewer: PDFViewer, eventBus: InstanceType<PdfLibrary['viewer']['EventBus']>): void {
    eventBus.on('pagesinit', () => {
      if (this.#isClosed) return;
      viewer.currentScaleValue = scaleValue(this.#view.zoom);
      viewer.pagesRotation = this.#view.rotation;
      if (this.#view.isSpread) viewer.spreadMode = spreadMode(true);
      // Fitting has scrolled to the very edge of the first page: its margin belongs to the picture.
      this.#options.container.scrollTop = 0;
      for (let page = 0; page < viewer.pagesCount; page += 1) {
        viewer.getPageView(page)?.div?.setAttribute('aria-label', this.#options.pageLabel(page + 1));
      }
      this.#change({ pageCount: viewer.pagesCount });
    });
    eventBus.on('pagerendered', ({ pageNumber }: { pageNumber: number }) => {
      if (!this.#isClosed) this.surfaces.drawn(viewer, pageNumber - 1);
      this.#change({ status: 'shown' });
    });
    eventBus.on('pagechanging', ({ pageNumber }: { pageNumber: number }) => this.#change({ pageNumber }));
    const onFound = ({ matchesCount }: { matchesCount: { current: number; total: number } }) =>
      this.#change({ found: { ...matchesCount, isSearching: false } });
    eventBus.on('updatefindmatchescount', onFound);
    eventBus.on('updatefindcontrolstate', ({ state, matchesCount }: FindState) =>
      this.#change({ found: { ...matchesCount, isSearching: state === FIND_PENDING } }),
    );
    eventBus.on('scalechanging', ({ scale }: { scale: number }) => this.#change({ scale }));
  }

  #change(change: Partial<PdfState>): void {
    if (this.#isClosed) return;
    this.state.set({ ...this.state.get(), ...change });
  }
}

/** The viewer's way to let go of its listeners, which its types forget. */
const leavingWith = (abortSignal: AbortSignal): object => ({ abortSignal });

interface FindState {
  readonly state: number;
  readonly matchesCount: { current: number; total: number };
}

/** `FindState.PENDING` of pdf.js's find controller, which exports no name for it. */
const FIND_PENDING = 3;

/** `SpreadMode.ODD`: pages 1 and 2 side by side; `NONE`. */
function spreadMode(isSpread: boolean): number {
  return isSpread ? 1 : 0;
}

function scaleValue(zoom: Zoom): string {
  if (typeof zoom === 'number') return String(zoom);
  return zoom === 'width' ? 'page-width' : 'page-fit';
}

/** pdf.js's own words are in English and loaded from files; the few that matter are set by us. */
const SILENT_L10N = {
  getLanguage: () => 'fr',
  getDirection: () => 'ltr',
  get: async () => '',
  translate: async () => undefined,
  translateOnce: async () => undefined,
  pause: () => undefined,
  resume: () => undefined,
  destroy: async () => undefined,
};
