export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Corners of a page, clockwise from the top left, in pixels of the picture. */
export type PageCorners = readonly [Point, Point, Point, Point];

/** A straight edge: `across = offset + slope * along`. */
export interface Edge {
  readonly offset: number;
  readonly slope: number;
}

/** A page that lies more askew than this (about 15 degrees) was not photographed to be read. */
const STEEPEST = 0.27;

/** Pixels of the view by which most of an edge may stray from a straight line. */
const STRAIGHT_PIXELS = 1.5;

/** Least squares, three times, each without what lay far off the time before; undefined if it is no straight edge. */
export function fitEdge(points: readonly { along: number; across: number }[]): Edge | undefined {
  if (points.length < 16) return undefined;
  let used = points;
  let edge = leastSquares(used);
  for (let round = 0; round < 2; round += 1) {
    const distances = points.map((point) => distanceTo(edge, point));
    const limit = Math.max(0.5, 2 * median(distances));
    used = points.filter((_, index) => (distances[index] as number) <= limit);
    edge = leastSquares(used);
  }
  const isStraight = median(points.map((point) => distanceTo(edge, point))) <= STRAIGHT_PIXELS;
  return isStraight && Math.abs(edge.slope) <= STEEPEST ? edge : undefined;
}

function distanceTo({ offset, slope }: Edge, { along, across }: { along: number; across: number }): number {
  return Math.abs(across - offset - slope * along);
}

function leastSquares(points: readonly { along: number; across: number }[]): Edge {
  const mean = (of: (point: { along: number; across: number }) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [a, b] = [mean(({ along }) => along), mean(({ across }) => across)];
  const spread = points.reduce((sum, { along }) => sum + (along - a) ** 2, 0);
  const joint = points.reduce((sum, { along, across }) => sum + (along - a) * (across - b), 0);
  const slope = spread === 0 ? 0 : joint / spread;
  return { offset: b - slope * a, slope };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** Where the edges of a page cross. Left and right run along y, top and bottom along x. */
export function quadOf(edges: { left: Edge; right: Edge; top: Edge; bottom: Edge }): PageCorners {
  const { left, right, top, bottom } = edges;
  return [cross(left, top), cross(right, top), cross(right, bottom), cross(left, bottom)];
}

function cross(upright: Edge, level: Edge): Point {
  const y = (level.offset + level.slope * upright.offset) / (1 - level.slope * upright.slope);
  return { x: upright.offset + upright.slope * y, y };
}
