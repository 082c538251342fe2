import { readSync } from 'node:fs';
import { PDFiumModule } from '@hyzyla/pdfium';
import { type CompiledModule, type WasmInstance, type WasmTable, webAssembly } from './web-assembly.ts';

/** The part of PDFium's own interface that we call: its functions take and give addresses in its memory. */
interface PdfiumFunctions {
  readonly HEAPU8: Uint8Array;
  readonly HEAP32: Int32Array;
  readonly wasmExports: {
    readonly __indirect_function_table: WasmTable;
    malloc(sizeBytes: number): number;
    free(address: number): void;
  };
  _FPDF_InitLibraryWithConfig(config: number): void;
  _FPDF_LoadCustomDocument(fileAccess: number, password: number): number;
  _FPDF_CloseDocument(document: number): void;
  _FPDF_GetPageCount(document: number): number;
  _FPDF_LoadPage(document: number, index: number): number;
  _FPDF_ClosePage(page: number): void;
  _FPDF_GetPageWidth(page: number): number;
  _FPDF_GetPageHeight(page: number): number;
  _FPDFBitmap_CreateEx(width: number, height: number, format: number, at: number, stride: number): number;
  _FPDFBitmap_FillRect(bitmap: number, x: number, y: number, w: number, h: number, colour: number): void;
  _FPDFBitmap_GetBuffer(bitmap: number): number;
  _FPDFBitmap_Destroy(bitmap: number): void;
  _FPDFText_LoadPage(page: number): number;
  _FPDFText_ClosePage(text: number): void;
  _FPDFText_CountChars(text: number): number;
  _FPDFText_GetText(text: number, start: number, count: number, at: number): number;
  _FPDF_RenderPageBitmap: (
    ...[bitmap, page, x, y, w, h, rotation, flags]: readonly number[] & { length: 8 }
  ) => void;
}

/** Blue, green, red and a byte unused, from the top row. */
const BGRX = 3;
const WHITE = 0xffffffff;
const WITH_ANNOTATIONS = 1;

/** The place in PDFium's table of functions that C keeps for "no function": the table is full, and has no other. */
const FREE_SLOT = 0;

/**
 * A WebAssembly module that takes one function in, (i32, i32, i32, i32) -> i32, and gives it out: only so does a function
 * of ours become one that PDFium can call.
 */
const TRAMPOLINE = new webAssembly.Module(
  Uint8Array.of(
    ...[0, 97, 115, 109, 1, 0, 0, 0],
    ...[1, 9, 1, 96, 4, 127, 127, 127, 127, 1, 127],
    ...[2, 7, 1, 1, 101, 1, 102, 0, 0],
    ...[7, 5, 1, 1, 102, 0, 0],
  ),
);

/** A rendered page: four bytes a pixel (blue, green, red, unused), rows from the top. */
export interface Rendering {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** A document that PDFium has open. Its bytes are read in slices, as they are needed. */
export interface OpenDocument {
  readonly pages: number;
  /** The page's size in points, as shown; undefined for a page that cannot be loaded. */
  render(index: number, longEdgePixels: number, mostDpi: number): PageRendering | undefined;
  /** A page's words in their order; empty for a page that cannot be loaded. */
  text(index: number): string;
  close(): void;
}

export interface PageRendering extends Rendering {
  readonly widthPoints: number;
  readonly heightPoints: number;
}

/** A file that is not in memory, and is read where PDFium asks. */
export interface DistantFile {
  readonly fd: number;
  /** In bytes. */
  readonly length: number;
}

/** A PDFium that runs. */
export interface Pdfium {
  /** Opens a document; undefined for one that it cannot open. */
  open(file: Uint8Array | DistantFile): OpenDocument | undefined;
  /** What it has taken of memory until now. */
  heapBytes(): number;
}

/** Starts a PDFium of one's own. */
export async function startPdfium(compiled: CompiledModule): Promise<Pdfium> {
  const start = PDFiumModule as unknown as (options: object) => Promise<PdfiumFunctions>;
  const pdfium = await start({
    locateFile: () => '',
    instantiateWasm(imports: object, done: (instance: WasmInstance) => void) {
      const instance = new webAssembly.Instance(compiled, imports);
      done(instance);
      return instance.exports;
    },
  });
  pdfium._FPDF_InitLibraryWithConfig(0);
  const opened = new Map<number, Uint8Array | DistantFile>();
  let lastId = 0;
  const readBlock = (id: number, position: number, to: number, size: number): number => {
    const [from, length] = [position >>> 0, size >>> 0];
    const file = opened.get(id);
    if (file === undefined || from + length > file.length) return 0;
    const target = pdfium.HEAPU8.subarray(to >>> 0, (to >>> 0) + length);
    if ('fd' in file) return isReadInto(target, file, from) ? 1 : 0;
    target.set(file.subarray(from, from + length));
    return 1;
  };
  const { exports } = new webAssembly.Instance(TRAMPOLINE, { e: { f: readBlock } });
  pdfium.wasmExports.__indirect_function_table.set(FREE_SLOT, exports.f);
  return {
    open(file) {
      lastId += 1;
      const id = lastId;
      opened.set(id, file);
      const forget = () => opened.delete(id);
      const document = openDocument(pdfium, { lengthBytes: file.length, id, forget });
      if (document === undefined) forget();
      return document;
    },
    heapBytes: () => pdfium.HEAPU8.length,
  };
}

/** An error must not pass through PDFium's own frames. */
function isReadInto(target: Uint8Array, { fd }: DistantFile, from: number): boolean {
  try {
    return readSync(fd, target, 0, target.length, from) === target.length;
  } catch {
    return false;
  }
}

interface Opening {
  readonly lengthBytes: number;
  readonly id: number;
  /** Called when the document is closed. */
  readonly forget: () => void;
}

function openDocument(
  pdfium: PdfiumFunctions,
  { lengthBytes, id, forget }: Opening,
): OpenDocument | undefined {
  // FPDF_FILEACCESS: length, function, and what it is called with first.
  const access = pdfium.wasmExports.malloc(12);
  pdfium.HEAP32.set([lengthBytes, FREE_SLOT, id], access >> 2);
  const document = pdfium._FPDF_LoadCustomDocument(access, 0);
  if (document === 0) {
    pdfium.wasmExports.free(access);
    return undefined;
  }
  const ofPage = <T>(index: number, use: (page: number) => T): T | undefined => {
    const page = pdfium._FPDF_LoadPage(document, index);
    if (page === 0) return undefined;
    try {
      return use(page);
    } finally {
      pdfium._FPDF_ClosePage(page);
    }
  };
  return {
    pages: pdfium._FPDF_GetPageCount(document),
    render: (index, longEdgePixels, mostDpi) =>
      ofPage(index, (page) => renderPage(pdfium, page, { longEdgePixels, mostDpi })),
    text: (index) => ofPage(index, (page) => textOfPage(pdfium, page)) ?? '',
    close() {
      pdfium._FPDF_CloseDocument(document);
      pdfium.wasmExports.free(access);
      forget();
    },
  };
}

/** Characters of a page, at most: a page of a school book has four thousand. */
const MOST_CHARACTERS = 100_000;

function textOfPage(pdfium: PdfiumFunctions, page: number): string {
  const text = pdfium._FPDFText_LoadPage(page);
  if (text === 0) return '';
  const count = Math.min(MOST_CHARACTERS, Math.max(0, pdfium._FPDFText_CountChars(text)));
  // UTF-16, and a zero at the end.
  const at = pdfium.wasmExports.malloc((count + 1) * 2);
  try {
    const written = pdfium._FPDFText_GetText(text, 0, count, at);
    const end = at + Math.max(0, written - 1) * 2;
    return new TextDecoder('utf-16le').decode(pdfium.HEAPU8.slice(at, end));
  } finally {
    pdfium.wasmExports.free(at);
    pdfium._FPDFText_ClosePage(text);
  }
}

function renderPage(
  pdfium: PdfiumFunctions,
  page: number,
  { longEdgePixels, mostDpi }: { longEdgePixels: number; mostDpi: number },
): PageRendering | undefined {
  const widthPoints = pdfium._FPDF_GetPageWidth(page);
  const heightPoints = pdfium._FPDF_GetPageHeight(page);
  const scale = Math.min(mostDpi / 72, longEdgePixels / Math.max(widthPoints, heightPoints));
  const width = Math.max(1, Math.round(widthPoints * scale));
  const height = Math.max(1, Math.round(heightPoints * scale));
  const bitmap = pdfium._FPDFBitmap_CreateEx(width, height, BGRX, 0, width * 4);
  if (bitmap === 0) return undefined;
  try {
    pdfium._FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE);
    pdfium._FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, WITH_ANNOTATIONS);
    const at = pdfium._FPDFBitmap_GetBuffer(bitmap);
    const data = pdfium.HEAPU8.slice(at, at + width * height * 4);
    return { data, width, height, widthPoints, heightPoints };
  } finally {
    pdfium._FPDFBitmap_Destroy(bitmap);
  }
}
