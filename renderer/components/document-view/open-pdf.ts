import type { PDFDocumentLoadingTask, PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { DocumentRef } from '../../../preload/contract/index.ts';
import { bridge } from '../../app/bridge.ts';
import type { PdfLibrary } from './pdf-library.ts';
import { takePdfWorker } from './pdf-library.ts';
import { DocumentFailure, readDocument, readRange } from './vault.ts';

/** 16 MB: up to here a file is read whole, which is fastest; beyond, page by page, which spares memory. */
const WHOLE_FILE_BYTES = 16_000_000;
/** 512 kB: a page of a big scan in a handful of reads. */
const RANGE_BYTES = 524_288;
/** 134 million pixels: an A4 page at 1200 dpi. A picture that claims more is left out of its page. */
const MAX_IMAGE_PIXELS = 134_217_728;

/**
 * Opens a PDF of the vault.
 *
 * Nothing in the file runs: no script engine is shipped, forms are drawn as they are, XFA is not read.
 * Aborting `signal` closes the file, at any time. Throws `DocumentFailure` (`missing`, `damaged`, `protected`), or an `AbortError`.
 */
export async function openPdf(
  library: PdfLibrary,
  file: Pick<DocumentRef, 'sha256' | 'sizeBytes'>,
  signal: AbortSignal,
): Promise<PDFDocumentProxy> {
  const source = await sourceOf(library, file, signal);
  signal.throwIfAborted();
  const worker = takePdfWorker(library);
  const task = library.pdf.getDocument({
    ...source,
    ...LOCAL_FILES,
    worker,
    rangeChunkSize: RANGE_BYTES,
    maxImageSize: MAX_IMAGE_PIXELS,
    enableXfa: false,
    useWorkerFetch: true,
    // Linux answers a name that it lacks with another font, which is then squeezed: the shipped ones have the very widths.
    useSystemFonts: bridge().platform !== 'linux',
    verbosity: library.pdf.VerbosityLevel.ERRORS,
  });
  const close = () => void task.destroy().finally(() => worker.destroy());
  signal.addEventListener('abort', close, { once: true });
  return documentOf(library, task, signal);
}

async function documentOf(
  { pdf }: PdfLibrary,
  task: PDFDocumentLoadingTask,
  signal: AbortSignal,
): Promise<PDFDocumentProxy> {
  try {
    return await new Promise((resolve, reject) => {
      // Asked by a file that a password locks; the promise would wait for it for ever.
      task.onPassword = () => reject(new DocumentFailure('protected'));
      task.promise.then(resolve, reject);
    });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof DocumentFailure) throw error;
    throw new DocumentFailure(error instanceof pdf.InvalidPDFException ? 'damaged' : 'unreadable');
  }
}

async function sourceOf(
  { pdf }: PdfLibrary,
  file: Pick<DocumentRef, 'sha256' | 'sizeBytes'>,
  signal: AbortSignal,
) {
  if (file.sizeBytes <= WHOLE_FILE_BYTES) {
    const blob = await readDocument(file.sha256, signal);
    return { data: new Uint8Array(await blob.arrayBuffer()) };
  }
  const first = await readRange(file.sha256, [0, RANGE_BYTES], signal);
  const range = new pdf.PDFDataRangeTransport(file.sizeBytes, first);
  range.requestDataRange = (begin: number, end: number) => {
    // A read that fails leaves its page empty; the others go on.
    void readRange(file.sha256, [begin, end], signal).then(
      (chunk) => range.onDataRange(begin, chunk),
      () => undefined,
    );
  };
  return { range, disableStream: true, disableAutoFetch: true };
}

/** Fonts, character maps and decoders, shipped beside the page (vite-pdfjs-files.ts). */
const LOCAL_FILES = {
  cMapUrl: localFolder('cmaps'),
  standardFontDataUrl: localFolder('standard_fonts'),
  wasmUrl: localFolder('wasm'),
  iccUrl: localFolder('iccs'),
};

/** The address of one of the folders of pdf.js's files. */
export function localFolder(name: string): string {
  return new URL(`pdfjs/${name}/`, document.baseURI).href;
}
