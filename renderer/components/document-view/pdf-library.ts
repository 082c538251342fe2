import type * as Pdf from 'pdfjs-dist/legacy/build/pdf.mjs';
import productWorkerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';
import type * as PdfViewer from 'pdfjs-dist/legacy/web/pdf_viewer.mjs';
import fallbackWorkerUrl from '../../fallback-shims/pdf-worker.ts?worker&url';

/** pdf.js and its viewer. The legacy build: the fallback runtime's Chromium 114 cannot run the other one. */
export interface PdfLibrary {
  readonly pdf: typeof Pdf;
  readonly viewer: typeof PdfViewer;
}

let library: Promise<PdfLibrary> | null = null;

/** Loads pdf.js when the first PDF is shown, and only once. */
export async function loadPdfLibrary(): Promise<PdfLibrary> {
  library ??= load();
  return library;
}

async function load(): Promise<PdfLibrary> {
  const pdf = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const workerUrl = isFallbackRuntime() ? fallbackWorkerUrl : productWorkerUrl;
  pdf.GlobalWorkerOptions.workerSrc = new URL(workerUrl, document.baseURI).href;
  // The viewer takes the library from `globalThis`, where its import has just put it.
  const viewer = await import('pdfjs-dist/legacy/web/pdf_viewer.mjs');
  return { pdf, viewer };
}

/** Chromium 114 of development and tests: the page has shims there (main.tsx), a worker needs them anew. */
function isFallbackRuntime(): boolean {
  return / Chrome\/114\./.test(navigator.userAgent);
}

let spareWorker: Pdf.PDFWorker | null = null;

/**
 * A worker that has started already, one per document.
 *
 * One each, so that a file on which pdf.js never ends costs that file only; in advance, because starting
 * one takes longer than showing a page.
 */
export function takePdfWorker({ pdf }: PdfLibrary): Pdf.PDFWorker {
  const worker = spareWorker ?? new pdf.PDFWorker();
  spareWorker = null;
  requestIdleCallback(() => {
    spareWorker ??= new pdf.PDFWorker();
  });
  return worker;
}
