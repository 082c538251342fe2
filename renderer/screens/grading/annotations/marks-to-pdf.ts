import type { Mark, MarkOf } from '../../../../preload/contract/index.ts';
import {
  curveThrough,
  fromUpright,
  STAMP_RADIUS,
  straightThrough,
  strokesOf,
  textSize,
} from './mark-shapes.ts';

/** pdf.js's numbers for what its own editors make (`AnnotationEditorType`). */
const FREE_TEXT = 3;
const HIGHLIGHT = 9;
const INK = 15;
/** pdf.js takes for an editor's what has this at the beginning of its name. */
const PREFIX = 'pdfjs_internal_editor_';
/** How much of a highlight is seen over the paper. */
export const HIGHLIGHT_OPACITY = 0.35;
/** A pin's remark opens in a window of this size. */
const POPUP = { width: 180, height: 100 };

type Entry = Record<string, unknown>;
type Box = readonly [number, number, number, number];

/** The marks as pdf.js's editors would leave them in its storage, from which it writes them into the file. */
export function storageEntries(marks: readonly Mark[]): Map<string, Entry> {
  const entries = marks.flatMap((mark) => entriesOf(mark));
  return new Map(entries.map((entry, index) => [`${PREFIX}${index}`, entry]));
}

function entriesOf(mark: Mark): Entry[] {
  if (mark.kind === 'highlight') return [highlight(mark)];
  if (mark.kind === 'text') return [freeText(mark)];
  if (mark.kind === 'pin') return [pin(mark)];
  const drawn = strokesOf(mark);
  // One width an annotation: PDF's ink has no other.
  return [...new Set(drawn.map(({ width }) => width))].map((width) => {
    const strokes = drawn.filter((stroke) => stroke.width === width);
    const points = strokes.map((stroke) => [...stroke.points]);
    const lines = strokes.map((stroke) => (stroke.isCurved ? curveThrough : straightThrough)(stroke.points));
    return { ...shared(mark, around(lines.flat(), width)), ...ink(width), paths: { lines, points } };
  });
}

function shared(mark: Mark, rect: Box, rotation = 0): Entry {
  const channel = (at: number) => Number.parseInt(mark.color.slice(at, at + 2), 16);
  const color = [channel(1), channel(3), channel(5)];
  return { color, pageIndex: mark.page, rect: [...rect], rotation };
}

const ink = (thickness: number): Entry => ({ annotationType: INK, thickness, opacity: 1 });

function highlight(mark: MarkOf<'highlight'>): Entry {
  const quads = mark.boxes.flatMap(([x1, y1, x2, y2]) => [x1, y2, x2, y2, x1, y1, x2, y1]);
  const outlines = mark.boxes.map(([x1, y1, x2, y2]) => [x1, y1, x2, y1, x2, y2, x1, y2]);
  const rect = around(mark.boxes.flat(), 0);
  const rest = { annotationType: HIGHLIGHT, opacity: HIGHLIGHT_OPACITY, quadPoints: quads, outlines };
  return { ...shared(mark, rect), ...rest };
}

function freeText(mark: MarkOf<'text'>): Entry {
  const { width, height } = textSize(mark);
  const end = fromUpright(mark, mark.rotation, [width, height]);
  const rest = { annotationType: FREE_TEXT, fontSize: mark.sizePoints, value: mark.text };
  return { ...shared(mark, around([mark.x, mark.y, end.x, end.y], 0), mark.rotation), ...rest };
}

/** A small balloon; readers of PDF show its remark when it is pointed at. */
function pin(mark: MarkOf<'pin'>): Entry {
  const r = STAMP_RADIUS * 0.7;
  const shape: [number, number][] = [
    [-r, -r],
    [r, -r],
    [r, r * 0.5],
    [0, r * 0.5],
    [-r * 0.5, r],
    [-r * 0.5, r * 0.5],
    [-r, r * 0.5],
    [-r, -r],
  ];
  const points = shape.flatMap((corner) => {
    const { x, y } = fromUpright(mark, mark.rotation, corner);
    return [round(x), round(y)];
  });
  const rect = around(points, 1.6);
  const [, , right, top] = rect;
  const popup = {
    contents: mark.text,
    rect: [right + 1, top - POPUP.height, right + 1 + POPUP.width, top],
  };
  return {
    ...shared(mark, rect),
    ...ink(1.6),
    paths: { lines: [straightThrough(points)], points: [points] },
    popup,
  };
}

/** The smallest box around x, y, x, y…, with room for strokes of this width. */
function around(points: readonly number[], width: number): Box {
  const xs = points.filter((value, at) => at % 2 === 0 && !Number.isNaN(value));
  const ys = points.filter((value, at) => at % 2 === 1 && !Number.isNaN(value));
  const margin = width / 2;
  return [
    round(least(xs) - margin),
    round(least(ys) - margin),
    round(-least(xs.map((x) => -x)) + margin),
    round(-least(ys.map((y) => -y)) + margin),
  ];
}

const least = (values: readonly number[]) =>
  values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
const round = (value: number) => Math.round(value * 100) / 100;
