import type { Pixels } from '../picture/pixels.ts';
import type { PageCorners, Point } from './page-edges.ts';

/** School paper: A4, A3 and A5 share one shape. */
const A_SHAPE = Math.SQRT2;
const SHAPE_SLACK = 0.07;

/** A hair of the page's rim is left out: there the desk shows through, or the sheet's own shadow. */
const RIM_SHARE = 0.004;

/** The page as if seen from straight above, `longEdge` pixels at most. */
export function straighten(pixels: Pixels, corners: PageCorners, longEdge: number): Pixels {
  const { width, height } = sizeOf(corners, longEdge);
  const from = projection(inset(corners), width, height);
  const { channels } = pixels;
  const data = new Uint8Array(width * height * channels);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [u, v] = from(x + 0.5, y + 0.5);
      sample(pixels, u - 0.5, v - 0.5, data, (y * width + x) * channels);
    }
  }
  return { data, width, height, channels };
}

function sizeOf([a, b, c, d]: PageCorners, longEdge: number): { width: number; height: number } {
  const length = (p: Point, q: Point) => Math.hypot(p.x - q.x, p.y - q.y);
  let width = (length(a, b) + length(d, c)) / 2;
  let height = (length(a, d) + length(b, c)) / 2;
  const shape = Math.max(width, height) / Math.min(width, height);
  if (Math.abs(shape / A_SHAPE - 1) < SHAPE_SLACK) {
    if (width > height) height = width / A_SHAPE;
    else width = height / A_SHAPE;
  }
  const scale = Math.min(1, longEdge / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

function inset(corners: PageCorners): PageCorners {
  const middle = {
    x: corners.reduce((sum, { x }) => sum + x, 0) / 4,
    y: corners.reduce((sum, { y }) => sum + y, 0) / 4,
  };
  return corners.map(({ x, y }) => ({
    x: x + (middle.x - x) * 2 * RIM_SHARE,
    y: y + (middle.y - y) * 2 * RIM_SHARE,
  })) as unknown as PageCorners;
}

/** Maps a rectangle's points into the quadrangle (Heckbert, 1989). */
function projection([a, b, c, d]: PageCorners, width: number, height: number) {
  const [dx1, dx2, dx3] = [b.x - c.x, d.x - c.x, a.x - b.x + c.x - d.x];
  const [dy1, dy2, dy3] = [b.y - c.y, d.y - c.y, a.y - b.y + c.y - d.y];
  const determinant = dx1 * dy2 - dx2 * dy1;
  const g = (dx3 * dy2 - dx2 * dy3) / determinant;
  const h = (dx1 * dy3 - dx3 * dy1) / determinant;
  const [xu, xv] = [b.x - a.x + g * b.x, d.x - a.x + h * d.x];
  const [yu, yv] = [b.y - a.y + g * b.y, d.y - a.y + h * d.y];
  return (x: number, y: number): readonly [number, number] => {
    const [u, v] = [x / width, y / height];
    const depth = g * u + h * v + 1;
    return [(xu * u + xv * v + a.x) / depth, (yu * u + yv * v + a.y) / depth];
  };
}

/** Bilinear, into `out` at `at`. */
function sample(pixels: Pixels, x: number, y: number, out: Uint8Array, at: number): void {
  const { data, width, height, channels } = pixels;
  const left = Math.min(width - 1, Math.max(0, Math.floor(x)));
  const top = Math.min(height - 1, Math.max(0, Math.floor(y)));
  const right = Math.min(width - 1, left + 1);
  const bottom = Math.min(height - 1, top + 1);
  const fx = Math.min(1, Math.max(0, x - left));
  const fy = Math.min(1, Math.max(0, y - top));
  for (let c = 0; c < channels; c += 1) {
    const value = (row: number, column: number) => data[(row * width + column) * channels + c] as number;
    const upper = value(top, left) * (1 - fx) + value(top, right) * fx;
    const lower = value(bottom, left) * (1 - fx) + value(bottom, right) * fx;
    out[at + c] = Math.round(upper * (1 - fy) + lower * fy);
  }
}
