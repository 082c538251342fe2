import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSignal } from '../../app/signal.ts';
import './pdf-thumbnails.css';
import type { PdfReader } from './pdf-reader.ts';
import type { Rotation } from './view-state.ts';

/** The width of a picture, in CSS pixels; drawn twice as wide, for sharp screens. */
const WIDTH = 96;
const SHARPNESS = 2;

interface Props {
  readonly reader: PdfReader;
  readonly rotation: Rotation;
}

/** Small pictures of the pages, drawn as they come into view; one leads to its page. */
export function PdfThumbnails({ reader, rotation }: Props) {
  const { t } = useTranslation();
  const { pageCount, pageNumber } = useSignal(reader.state);
  const current = useRef<HTMLButtonElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is the current one
  useEffect(() => current.current?.scrollIntoView({ block: 'nearest' }), [pageNumber]);
  const { document } = reader;
  if (document === null) return null;
  const pages = Array.from({ length: pageCount }, (_, index) => index + 1);
  return (
    <nav className="pdf-thumbnails" aria-label={t('documentView.page.thumbnails')} data-testid="thumbnails">
      {pages.map((page) => (
        <button
          key={page}
          ref={page === pageNumber ? current : undefined}
          type="button"
          className="pdf-thumbnail"
          aria-label={t('documentView.page.label', { page })}
          aria-current={page === pageNumber ? 'page' : undefined}
          onClick={() => reader.goToPage(page)}
          data-testid="thumbnail"
        >
          <Picture document={document} page={page} rotation={rotation} />
          <span aria-hidden>{page}</span>
        </button>
      ))}
    </nav>
  );
}

function Picture({
  document,
  page,
  rotation,
}: {
  document: PDFDocumentProxy;
  page: number;
  rotation: Rotation;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isSeen, setIsSeen] = useState(false);
  useEffect(() => {
    if (canvas.current === null) return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) setIsSeen(true);
    });
    observer.observe(canvas.current);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    if (!isSeen) return;
    const leaving = new AbortController();
    // A page that cannot be drawn stays blank here; the page itself says why.
    void draw(document, { page, rotation }, canvas.current, leaving.signal).catch(() => undefined);
    return () => leaving.abort();
  }, [isSeen, document, page, rotation]);
  return <canvas ref={canvas} className="pdf-thumbnail-picture" width={WIDTH} height={WIDTH * Math.SQRT2} />;
}

async function draw(
  document: PDFDocumentProxy,
  { page, rotation }: { page: number; rotation: Rotation },
  canvas: HTMLCanvasElement | null,
  signal: AbortSignal,
): Promise<void> {
  const opened = await document.getPage(page);
  if (signal.aborted || canvas === null) return;
  const turned = (opened.rotate + rotation) % 360;
  const { width } = opened.getViewport({ scale: 1, rotation: turned });
  const viewport = opened.getViewport({ scale: (WIDTH * SHARPNESS) / width, rotation: turned });
  canvas.width = Math.round(viewport.width);
  canvas.height = Math.round(viewport.height);
  const task = opened.render({ canvas, viewport });
  signal.addEventListener('abort', () => task.cancel(), { once: true });
  await task.promise;
  canvas.dataset.drawn = '';
}
