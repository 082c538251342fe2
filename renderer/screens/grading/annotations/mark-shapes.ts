import type { Mark, MarkOf } from '../../../../preload/contract/index.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Letters of a mark stand on lines of this many times their size: pdf.js writes them so. */
export const LINE_HEIGHT = 1.35;
/** Half the side of a tick, a cross and a pin, in points. */
export const STAMP_RADIUS = 11;
const STAMP_WIDTH = 2.4;
/** Strokes that are closer than this to a simpler one are it: a quarter of a point is not seen on paper. */
const TOLERANCE = 0.25;

const TICK: readonly number[] = [-9, 0, -3, 8, 10, -10];
const CROSS: readonly (readonly number[])[] = [
  [-8, -8, 8, 8],
  [-8, 8, 8, -8],
];

/** Which ways are right and down, in a page's own points, for who looks at it turned by this. */
function axes(rotation: number): { right: Point; down: Point } {
  const angle = (rotation * Math.PI) / 180;
  const [cos, sin] = [Math.round(Math.cos(angle)), Math.round(Math.sin(angle))];
  return { right: { x: cos, y: sin }, down: { x: sin, y: -cos } };
}

/** The SVG matrix that puts something upright at a point of the page. */
export function uprightAt({ x, y }: Point, rotation: number): string {
  const { right, down } = axes(rotation);
  return `matrix(${right.x} ${right.y} ${down.x} ${down.y} ${x} ${y})`;
}

/** From right and down of a point to the page's own points. */
export function fromUpright(at: Point, rotation: number, [u, v]: readonly [number, number]): Point {
  const { right, down } = axes(rotation);
  return { x: at.x + u * right.x + v * down.x, y: at.y + u * right.y + v * down.y };
}

/** The lines of a tick or a cross in the page's own points, each x, y, x, y… */
export function stampLines(mark: MarkOf<'tick' | 'cross'>): number[][] {
  const lines = mark.kind === 'tick' ? [TICK] : CROSS;
  return lines.map((line) => {
    const points: number[] = [];
    for (let at = 0; at + 1 < line.length; at += 2) {
      const { x, y } = fromUpright(mark, mark.rotation, [line[at] as number, line[at + 1] as number]);
      points.push(x, y);
    }
    return points;
  });
}

/** What a mark draws by strokes: its lines with their width. None for what is drawn otherwise. */
export function strokesOf(mark: Mark): { width: number; points: readonly number[]; isCurved: boolean }[] {
  if (mark.kind === 'ink') return mark.strokes.map((stroke) => ({ ...stroke, isCurved: true }));
  if (mark.kind !== 'tick' && mark.kind !== 'cross') return [];
  return stampLines(mark).map((points) => ({ width: STAMP_WIDTH, points, isCurved: false }));
}

/** The curve through the points, as pdf.js writes it: six numbers a step, of which the first four are the handles. */
export function curveThrough(points: readonly number[]): number[] {
  const at = (index: number): Point => {
    const last = points.length / 2 - 1;
    const clamped = 2 * Math.min(last, Math.max(0, index));
    return { x: points[clamped] as number, y: points[clamped + 1] as number };
  };
  const curve = [Number.NaN, Number.NaN, Number.NaN, Number.NaN, at(0).x, at(0).y];
  for (let index = 1; index < points.length / 2; index += 1) {
    const [before, from, to, after] = [at(index - 2), at(index - 1), at(index), at(index + 1)];
    const handles = [from.x + (to.x - before.x) / 6, from.y + (to.y - before.y) / 6];
    curve.push(...handles, to.x - (after.x - from.x) / 6, to.y - (after.y - from.y) / 6, to.x, to.y);
  }
  return curve;
}

/** Straight lines in the same form. */
export function straightThrough(points: readonly number[]): number[] {
  const line: number[] = [];
  for (let at = 0; at + 1 < points.length; at += 2)
    line.push(Number.NaN, Number.NaN, Number.NaN, Number.NaN, points[at] as number, points[at + 1] as number);
  return line;
}

/** The path of an SVG for a line in that form. */
export function pathOf(line: readonly number[]): string {
  let path = `M${line[4]} ${line[5]}`;
  if (line.length === 6) return `${path}l0.01 0`;
  for (let at = 6; at + 5 < line.length; at += 6) {
    const step = line.slice(at, at + 6).map((value) => Math.round(value * 100) / 100);
    path += Number.isNaN(step[0]) ? `L${step[4]} ${step[5]}` : `C${step.join(' ')}`;
  }
  return path;
}

/** Leaves out the points that a line does not need (Ramer, Douglas and Peucker), and rounds to a tenth of a point. */
export function simplify(points: readonly number[]): number[] {
  const count = points.length / 2;
  const kept = new Uint8Array(count);
  kept[0] = 1;
  kept[count - 1] = 1;
  const parts: [number, number][] = [[0, count - 1]];
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    const [from, to] = part;
    let [farthest, distance] = [-1, TOLERANCE];
    for (let index = from + 1; index < to; index += 1) {
      const away = distanceToLine(points, index, from, to);
      if (away > distance) [farthest, distance] = [index, away];
    }
    if (farthest < 0) continue;
    kept[farthest] = 1;
    parts.push([from, farthest], [farthest, to]);
  }
  return points.filter((_, at) => kept[at >> 1] === 1).map((value) => Math.round(value * 10) / 10);
}

function distanceToLine(points: readonly number[], index: number, from: number, to: number): number {
  const [x, y] = [points[2 * index] as number, points[2 * index + 1] as number];
  const [x1, y1] = [points[2 * from] as number, points[2 * from + 1] as number];
  const [dx, dy] = [(points[2 * to] as number) - x1, (points[2 * to + 1] as number) - y1];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / length));
  return Math.hypot(x - x1 - along * dx, y - y1 - along * dy);
}

/** A mark, moved by that much of the page's own points. */
export function moved(mark: Mark, dx: number, dy: number): Mark {
  const shift = (value: number, at: number) => Math.round((value + (at % 2 === 0 ? dx : dy)) * 10) / 10;
  switch (mark.kind) {
    case 'ink':
      return {
        ...mark,
        strokes: mark.strokes.map(({ width, points }) => ({ width, points: points.map(shift) })),
      };
    case 'highlight':
      return { ...mark, boxes: mark.boxes.map((box) => box.map(shift) as [number, number, number, number]) };
    default:
      return { ...mark, x: shift(mark.x, 0), y: shift(mark.y, 1) };
  }
}

let ruler: CanvasRenderingContext2D | null = null;

/** The room that letters take, upright, in points: a little more than they need, for another computer's Helvetica. */
export function textSize(mark: Pick<MarkOf<'text'>, 'text' | 'sizePoints'>): {
  width: number;
  height: number;
} {
  const lines = mark.text.split('\n');
  ruler ??= document.createElement('canvas').getContext('2d');
  if (ruler !== null) ruler.font = `100px Helvetica, Arial, "Liberation Sans", sans-serif`;
  const widths = lines.map((line) => ruler?.measureText(line).width ?? line.length * 60);
  const width = (Math.max(...widths) / 100) * mark.sizePoints * 1.03 + 2;
  return { width: Math.ceil(width), height: Math.ceil(lines.length * LINE_HEIGHT * mark.sizePoints) };
}
