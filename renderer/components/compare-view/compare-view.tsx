import { ActionIcon, Tooltip } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentRef } from '../../../preload/contract/index.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import type { DocumentFault } from '../document-view/vault.ts';
import './compare-view.css';
import { type Picture, usePicture } from './use-picture.ts';

/** The first pages are enough to judge by. */
const PAGES = 5;
const ZOOMS = [1, 1.5, 2, 3, 4, 6] as const;

interface Props {
  readonly original: DocumentRef;
  readonly document: DocumentRef;
}

/**
 * The original on the left of a line, what is sent on its right, one exactly over the other.
 *
 * The line is a slider: arrows move it; + and - zoom, page up and page down turn the page.
 */
export function CompareView({ original, document }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [page, setPage] = useState(1);
  const [zoom, setZoom] = useState(0);
  const before = usePicture(original, page);
  const after = usePicture(document, page);
  if (typeof before === 'string' || typeof after === 'string')
    return (
      <p className="compare-note">
        {t(`documentView.fault.${typeof before === 'string' ? before : (after as DocumentFault)}`)}
      </p>
    );
  const pageCount = Math.min(PAGES, after?.pageCount ?? 1);
  const turn = (step: number) => setPage((now) => Math.min(pageCount, Math.max(1, now + step)));
  const enlarge = (step: number) => setZoom((now) => Math.min(ZOOMS.length - 1, Math.max(0, now + step)));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '+' || event.key === '=') enlarge(1);
    else if (event.key === '-') enlarge(-1);
    else if (event.key === 'PageDown') turn(1);
    else if (event.key === 'PageUp') turn(-1);
    else return;
    event.preventDefault();
  };
  const scale = ZOOMS[zoom] ?? 1;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys act on what has the focus inside
    <div className="compare" data-testid="compare-view" onKeyDown={onKeyDown}>
      <div className="compare-bar">
        <Key
          label={t('documents.compare.zoomOut')}
          icon={IconZoomOut}
          isOff={zoom === 0}
          onPress={() => enlarge(-1)}
        />
        <span>{formats.percent(scale)}</span>
        <Key
          label={t('documents.compare.zoomIn')}
          icon={IconZoomIn}
          isOff={zoom === ZOOMS.length - 1}
          onPress={() => enlarge(1)}
        />
        {pageCount === 1 ? null : (
          <>
            <Key
              label={t('documents.compare.previous')}
              icon={IconChevronLeft}
              isOff={page === 1}
              onPress={() => turn(-1)}
            />
            <span>{t('documents.compare.page', { page, count: pageCount })}</span>
            <Key
              label={t('documents.compare.next')}
              icon={IconChevronRight}
              isOff={page === pageCount}
              onPress={() => turn(1)}
            />
          </>
        )}
      </div>
      <Layers before={before} after={after} scale={scale} />
      <div className="compare-sizes">
        <span>{t('documents.detail.originalSize', { size: formats.size(original.sizeBytes) })}</span>
        <span>{t('documents.detail.sentSize', { size: formats.size(document.sizeBytes) })}</span>
      </div>
    </div>
  );
}

interface LayersProps {
  readonly before: Picture | null;
  readonly after: Picture | null;
  readonly scale: number;
}

/** Both pictures in one box, cut along the line; the box scrolls when it is enlarged. */
function Layers({ before, after, scale }: LayersProps) {
  const { t } = useTranslation();
  const [percent, setPercent] = useState(50);
  if (before === null || after === null)
    return <p className="compare-note">{t('documents.compare.loading')}</p>;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section className="compare-scroll" tabIndex={0} aria-label={t('documents.detail.compare')}>
        <div
          className="compare-box"
          data-testid="compare-box"
          style={{ width: `${100 * scale}%`, aspectRatio: `${before.width} / ${before.height}` }}
        >
          <img src={after.url} alt={t('documents.detail.sent')} draggable={false} />
          <img
            src={before.url}
            alt={t('documents.detail.original')}
            draggable={false}
            style={{ clipPath: `inset(0 ${100 - percent}% 0 0)` }}
          />
          <div className="compare-line" style={{ left: `${percent}%` }} />
        </div>
      </section>
      <input
        className="compare-slider"
        type="range"
        min={0}
        max={100}
        step={1}
        value={percent}
        aria-label={t('documents.compare.slider')}
        aria-valuetext={t('documents.compare.sliderValue', { percent })}
        onChange={(event) => setPercent(Number(event.currentTarget.value))}
      />
    </>
  );
}

interface KeyProps {
  readonly label: string;
  readonly icon: typeof IconZoomIn;
  readonly isOff: boolean;
  readonly onPress: () => void;
}

function Key({ label, icon: Icon, isOff, onPress }: KeyProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} disabled={isOff} onClick={onPress}>
        <Icon size={18} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
