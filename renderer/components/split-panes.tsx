import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';
import { useRef, useState } from 'react';
import './split-panes.css';

/** Neither pane may shrink under a quarter of the width. */
const MIN_SHARE = 0.25;
const KEY_STEP = 0.02;

interface Props {
  /** Names the place where the width is remembered: `documents`. */
  readonly id: string;
  /** What the line between the panes does, for screen readers. */
  readonly label: string;
  readonly initialShare: number;
  readonly first: ReactNode;
  readonly second: ReactNode;
}

/** Two panes side by side, with a line to drag (or to move by the arrow keys) that stays where it was left. */
export function SplitPanes({ id, label, initialShare, first, second }: Props) {
  const root = useRef<HTMLDivElement>(null);
  const [share, setShare] = useState(() => recallShare(id) ?? initialShare);
  const place = (wanted: number) => {
    const kept = Math.min(1 - MIN_SHARE, Math.max(MIN_SHARE, wanted));
    setShare(kept);
    rememberShare(id, kept);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const box = root.current?.getBoundingClientRect();
    if (box === undefined || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    place((event.clientX - box.left) / box.width);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowLeft') place(share - KEY_STEP);
    else if (event.key === 'ArrowRight') place(share + KEY_STEP);
    else return;
    event.preventDefault();
  };
  return (
    <div
      className="split"
      ref={root}
      style={{ '--split-share': `${share}fr`, '--split-rest': `${1 - share}fr` } as React.CSSProperties}
    >
      <div className="split-pane">{first}</div>
      {/* biome-ignore lint/a11y/useSemanticElements: a line that can be moved is a focusable separator, which hr is not */}
      <div
        className="split-line"
        role="separator"
        tabIndex={0}
        aria-orientation="vertical"
        aria-label={label}
        aria-valuemin={MIN_SHARE * 100}
        aria-valuemax={(1 - MIN_SHARE) * 100}
        aria-valuenow={Math.round(share * 100)}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={onPointerMove}
        onKeyDown={onKeyDown}
      />
      <div className="split-pane">{second}</div>
    </div>
  );
}

/** A width is worth no error: a browser without storage forgets it. */
function recallShare(id: string): number | null {
  try {
    const stored = Number(localStorage.getItem(`split.${id}`));
    return stored >= MIN_SHARE && stored <= 1 - MIN_SHARE ? stored : null;
  } catch {
    return null;
  }
}

function rememberShare(id: string, share: number): void {
  try {
    localStorage.setItem(`split.${id}`, share.toFixed(3));
  } catch {
    // Forgotten, then.
  }
}
