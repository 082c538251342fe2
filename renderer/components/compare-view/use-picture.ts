import { useEffect, useState } from 'react';
import type { DocumentRef } from '../../../preload/contract/index.ts';
import { documentKind } from '../document-view/document-kind.ts';
import { openPdf } from '../document-view/open-pdf.ts';
import { loadPdfLibrary } from '../document-view/pdf-library.ts';
import { type DocumentFault, faultOf, readDocument } from '../document-view/vault.ts';

/** One page of a document as a picture, and how many pages there are. */
export interface Picture {
  readonly url: string;
  readonly width: number;
  readonly height: number;
  readonly pageCount: number;
}

/** Sharp on any screen at three times its width; an A4 page takes 13 MB. */
const PAGE_WIDTH_PIXELS = 1600;

/** A page of a document as a picture; null until it is there, its fault when it cannot be. */
export function usePicture(document: DocumentRef, page: number): Picture | DocumentFault | null {
  const [picture, setPicture] = useState<Picture | DocumentFault | null>(null);
  const { sha256, sizeBytes } = document;
  const kind = documentKind(document);
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    let url: string | null = null;
    const draw = kind === 'pdf' ? drawPage({ sha256, sizeBytes }, page, signal) : readImage(sha256, signal);
    draw.then(
      (made) => {
        if (signal.aborted) return URL.revokeObjectURL(made.url);
        url = made.url;
        setPicture(made);
      },
      (error: unknown) => {
        if (!signal.aborted) setPicture(faultOf(error));
      },
    );
    return () => {
      leaving.abort();
      if (url !== null) URL.revokeObjectURL(url);
    };
  }, [sha256, sizeBytes, kind, page]);
  return picture;
}

async function readImage(sha256: string, signal: AbortSignal): Promise<Picture> {
  const blob = await readDocument(sha256, signal);
  const bitmap = await createImageBitmap(blob);
  const { width, height } = bitmap;
  bitmap.close();
  return { url: URL.createObjectURL(blob), width, height, pageCount: 1 };
}

async function drawPage(
  file: Pick<DocumentRef, 'sha256' | 'sizeBytes'>,
  pageNumber: number,
  signal: AbortSignal,
): Promise<Picture> {
  const closing = new AbortController();
  const pdf = await openPdf(await loadPdfLibrary(), file, AbortSignal.any([signal, closing.signal]));
  try {
    const page = await pdf.getPage(Math.min(pageNumber, pdf.numPages));
    const [width] = [page.getViewport({ scale: 1 }).width];
    const viewport = page.getViewport({ scale: PAGE_WIDTH_PIXELS / width });
    const canvas = globalThis.document.createElement('canvas');
    canvas.width = Math.round(viewport.width);
    canvas.height = Math.round(viewport.height);
    await page.render({ canvas, viewport }).promise;
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
    if (blob === null) throw new Error('the page could not be drawn');
    const url = URL.createObjectURL(blob);
    return { url, width: canvas.width, height: canvas.height, pageCount: pdf.numPages };
  } finally {
    closing.abort();
  }
}
