/** The widths of the two outer panes, in pixels; the document takes what is left. */
export interface PaneWidths {
  readonly copies: number;
  readonly panel: number;
}

export type Side = keyof PaneWidths;

export const INITIAL_WIDTHS: PaneWidths = { copies: 264, panel: 320 };

/** Narrower, names and fields become unreadable; wider, the document has no room. */
const LIMITS: Record<Side, readonly [number, number]> = { copies: [200, 420], panel: [272, 560] };

const STORED_AS = 'grading.panes';

/** Keeps a width within its limits. */
export function limitWidth(side: Side, width: number): number {
  const [least, most] = LIMITS[side];
  return Math.round(Math.min(most, Math.max(least, width)));
}

/** The limits of a pane, for screen readers. */
export function widthLimits(side: Side): readonly [number, number] {
  return LIMITS[side];
}

/** The widths that the teacher left; a browser that keeps nothing gives the first ones. */
export function recallWidths(): PaneWidths {
  try {
    const stored = JSON.parse(localStorage.getItem(STORED_AS) ?? '{}') as Partial<Record<Side, unknown>>;
    const width = (side: Side) =>
      typeof stored[side] === 'number' ? limitWidth(side, stored[side]) : INITIAL_WIDTHS[side];
    return { copies: width('copies'), panel: width('panel') };
  } catch {
    return INITIAL_WIDTHS;
  }
}

/** A width is worth no error: where nothing can be kept, it is forgotten. */
export function rememberWidths(widths: PaneWidths): void {
  try {
    localStorage.setItem(STORED_AS, JSON.stringify(widths));
  } catch {
    // Forgotten, then.
  }
}
