import type { ReactNode } from 'react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { DocumentRef } from '../../../preload/contract/index.ts';
import { useSignal } from '../../app/signal.ts';
import './pdf-pages.css';
import type { Searchable } from './find-bar.tsx';
import type { PageSurface } from './page-surfaces.ts';
import { PdfReader } from './pdf-reader.ts';
import { PdfThumbnails } from './pdf-thumbnails.tsx';
import type { DocumentFault } from './vault.ts';
import type { ViewState } from './view-state.ts';

export interface Pages extends Searchable {
  readonly count: number;
  readonly current: number;
  goTo(pageNumber: number): void;
}

interface Props {
  readonly document: DocumentRef;
  readonly view: ViewState;
  /** What lies over each page. */
  readonly overlay?: ((surface: PageSurface) => ReactNode) | undefined;
  readonly onScale: (scale: number) => void;
  readonly onPages: (pages: Pages) => void;
  readonly onShown: () => void;
  readonly onFault: (fault: DocumentFault) => void;
}

/** The pages of a PDF, one below the other. */
export function PdfPages({ document, view, overlay, onScale, onPages, onShown, onFault }: Props) {
  const { t } = useTranslation();
  const container = useRef<HTMLDivElement>(null);
  const [reader, setReader] = useState<PdfReader | null>(null);
  const firstView = useEffectEvent(() => view);
  const pageLabel = useEffectEvent((page: number) => t('documentView.page.label', { page }));
  const tell = useEffectEvent((opened: PdfReader) => {
    const { status, fault, scale, pageCount, pageNumber, found } = opened.state.get();
    onScale(scale);
    onPages({
      count: pageCount,
      current: pageNumber,
      goTo: (page) => opened.goToPage(page),
      found,
      find: (query, way) => opened.find(query, way),
    });
    if (status === 'shown') onShown();
    if (status === 'failed') onFault(fault ?? 'unreadable');
  });

  const { sha256, sizeBytes } = document;
  useEffect(() => {
    if (container.current === null) return;
    const opened = new PdfReader({
      container: container.current,
      file: { sha256, sizeBytes },
      view: firstView(),
      pageLabel: (page) => pageLabel(page),
    });
    const unsubscribe = opened.state.subscribe(() => tell(opened));
    setReader(opened);
    return () => {
      unsubscribe();
      opened.close();
    };
  }, [sha256, sizeBytes]);

  useEffect(() => reader?.setZoom(view.zoom), [reader, view.zoom]);
  useEffect(() => reader?.setRotation(view.rotation), [reader, view.rotation]);
  useEffect(() => reader?.setSpread(view.isSpread), [reader, view.isSpread]);

  return (
    <div className="pdf-pane">
      {reader === null || !view.hasThumbnails ? null : (
        <PdfThumbnails reader={reader} rotation={view.rotation} />
      )}
      <div className="pdf-frame">
        {/* biome-ignore lint/a11y/useSemanticElements: pdf.js takes nothing but a div */}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard */}
        <div className="pdf-scroll" ref={container} tabIndex={0} role="region" aria-label={document.name}>
          <div className="pdfViewer" />
          {reader === null || overlay === undefined ? null : <Overlays reader={reader} overlay={overlay} />}
        </div>
      </div>
    </div>
  );
}

/** Drawn where pdf.js has its pages, whose elements are its own. */
function Overlays({ reader, overlay }: { reader: PdfReader; overlay: (surface: PageSurface) => ReactNode }) {
  const surfaces = useSignal(reader.surfaces.all);
  return surfaces.map((surface) => createPortal(overlay(surface), surface.element, String(surface.page)));
}
