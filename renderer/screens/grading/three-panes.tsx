import type { CSSProperties, KeyboardEvent, PointerEvent, ReactNode } from 'react';
import { memo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStable } from '../../app/use-stable.ts';
import type { PaneWidths, Side } from './pane-widths.ts';
import { limitWidth, recallWidths, rememberWidths, widthLimits } from './pane-widths.ts';

const KEY_STEP = 16;

interface Props {
  readonly copies: ReactNode;
  readonly document: ReactNode;
  readonly panel: ReactNode;
}

/** Copies, document, assessment, with two lines to drag (or to move by the arrow keys) that stay where they are left. */
export function ThreePanes({ copies, document, panel }: Props) {
  const [widths, setWidths] = useState(recallWidths);
  const place = useStable((side: Side, width: number) => {
    const next: PaneWidths = { ...widths, [side]: limitWidth(side, width) };
    setWidths(next);
    rememberWidths(next);
  });
  const style = {
    '--grading-copies': `${widths.copies}px`,
    '--grading-panel': `${widths.panel}px`,
  } as CSSProperties;
  return (
    <div className="grading-panes" style={style}>
      {copies}
      <PaneLine side="copies" width={widths.copies} onPlace={place} />
      {document}
      <PaneLine side="panel" width={widths.panel} onPlace={place} />
      {panel}
    </div>
  );
}

interface LineProps {
  readonly side: Side;
  readonly width: number;
  readonly onPlace: (side: Side, width: number) => void;
}

const PaneLine = memo(function PaneLine({ side, width, onPlace }: LineProps) {
  const { t } = useTranslation();
  const start = useRef<{ x: number; width: number } | null>(null);
  // The panel is on the right of its line: it grows when the line goes left.
  const direction = side === 'copies' ? 1 : -1;
  const [least, most] = widthLimits(side);
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { x: event.clientX, width };
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (start.current === null || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    onPlace(side, start.current.width + direction * (event.clientX - start.current.x));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowLeft' ? -KEY_STEP : event.key === 'ArrowRight' ? KEY_STEP : 0;
    if (step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    onPlace(side, width + direction * step);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a line that can be moved is a focusable separator, which hr is not
    <div
      className="grading-line"
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t(`grading.panes.${side}`)}
      aria-valuemin={least}
      aria-valuemax={most}
      aria-valuenow={width}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        start.current = null;
      }}
      onKeyDown={onKeyDown}
    />
  );
});
