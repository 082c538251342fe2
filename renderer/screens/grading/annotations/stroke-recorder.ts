import type { MarkOf } from '../../../../preload/contract/index.ts';
import type { Point } from './mark-shapes.ts';
import { simplify } from './mark-shapes.ts';

type Strokes = MarkOf<'ink'>['strokes'];

/** A pen pressed lightly, as usual, or hard; a mouse always presses as usual. Points. */
const WIDTHS = [0.9, 1.6, 2.6] as const;

/** The width of a stroke under a pointer that presses like this. */
export function widthOf({ pointerType, pressure }: Pick<PointerEvent, 'pointerType' | 'pressure'>): number {
  if (pointerType !== 'pen') return WIDTHS[1];
  return pressure < 0.3 ? WIDTHS[0] : pressure < 0.65 ? WIDTHS[1] : WIDTHS[2];
}

/** Adds a point: to the stroke being drawn, or, when the pressure has changed, to one that goes on from its end. */
export function record(strokes: Strokes, { x, y }: Point, width: number): Strokes {
  const last = strokes.at(-1);
  if (last === undefined) return [{ width, points: [x, y] }];
  const points = [...last.points, x, y];
  const before = [...strokes.slice(0, -1), { width: last.width, points }];
  return last.width === width ? before : [...before, { width, points: [x, y] }];
}

/** The strokes as they are kept: without the points that nobody would miss. */
export function finished(strokes: Strokes): Strokes {
  const worth = strokes.filter(({ points }) => points.length > 2 || strokes.length === 1);
  return worth.map(({ width, points }) => ({ width, points: simplify(points) }));
}
