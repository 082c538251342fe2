import { luminanceAt, type Pixels } from '../picture/pixels.ts';
import { fitEdge, type PageCorners, type Point, quadOf } from './page-edges.ts';

/** The page is looked for in a small view: its edges are long, and nothing else needs to be seen. */
const VIEW_PIXELS = 320;

/** Ink is bridged over this many pixels of the view on each side. */
const BRIDGE = 3;

/** Darkness around the view, so that a narrow strip of desk at its rim is not bridged like ink. */
const MARGIN = 2 * BRIDGE;

/**
 * Light changes slowly over paper, by less than this around a pixel of the view; at its edge it jumps. Around, since
 * along an edge that lies askew it changes slowly too.
 */
const LIGHT_STEP = 16;

/** Least share of the picture that a page fills, and of its own outline that must be seen to be paper. */
const LEAST_AREA = 0.3;
const LEAST_FILLED = 0.96;

/**
 * Finds the sheet of paper that lies in a picture.
 *
 * Returns undefined when its outline is not clear: four straight edges around one evenly lit surface. Also for a page
 * that fills the whole picture.
 */
export function findPage(pixels: Pixels): PageCorners | undefined {
  const step = Math.max(1, Math.round(Math.max(pixels.width, pixels.height) / VIEW_PIXELS));
  const view = bridgeInk(reduce(pixels, step));
  const mask = surfaceAround(view);
  if (mask === undefined) return undefined;
  const quad = outlineOf(mask, view);
  if (quad === undefined || !isPageLike(quad, mask, view)) return undefined;
  const corners = quad.map(({ x, y }) => ({
    x: Math.min(pixels.width, Math.max(0, (x - MARGIN) * step)),
    y: Math.min(pixels.height, Math.max(0, (y - MARGIN) * step)),
  }));
  // A scan: the page is the picture, and nothing of its rim is to be lost.
  const slack = 1.25 * step;
  const isWhole = corners.every(
    ({ x, y }) => Math.min(x, pixels.width - x) <= slack && Math.min(y, pixels.height - y) <= slack,
  );
  return isWhole ? undefined : (corners as unknown as PageCorners);
}

interface View {
  readonly samples: Float32Array;
  readonly width: number;
  readonly height: number;
}

function reduce(pixels: Pixels, step: number): View {
  const width = Math.max(1, Math.floor(pixels.width / step)) + 2 * MARGIN;
  const height = Math.max(1, Math.floor(pixels.height / step)) + 2 * MARGIN;
  const samples = new Float32Array(width * height);
  for (let y = 0; y < (height - 2 * MARGIN) * step; y += 1) {
    const rowAt = (Math.floor(y / step) + MARGIN) * width + MARGIN;
    for (let x = 0; x < (width - 2 * MARGIN) * step; x += 1) {
      const at = rowAt + Math.floor(x / step);
      samples[at] = (samples[at] as number) + luminanceAt(pixels, y * pixels.width + x) / (step * step);
    }
  }
  return { samples, width, height };
}

function bridgeInk(view: View): View {
  return extreme(extreme(view, Math.max), Math.min);
}

function extreme({ samples, width, height }: View, choose: (a: number, b: number) => number): View {
  const pass = (from: Float32Array, along: number, count: number, stride: number, step: number) => {
    const out = new Float32Array(from.length);
    for (let line = 0; line < count; line += 1) {
      for (let index = 0; index < along; index += 1) {
        let chosen = from[line * stride + index * step] as number;
        const last = Math.min(along - 1, index + BRIDGE);
        for (let near = Math.max(0, index - BRIDGE); near <= last; near += 1)
          chosen = choose(chosen, from[line * stride + near * step] as number);
        out[line * stride + index * step] = chosen;
      }
    }
    return out;
  };
  return { samples: pass(pass(samples, width, height, width, 1), height, width, 1, width), width, height };
}

/** 1 for each pixel that can be reached from the brightest place near the middle without a jump of light. */
function surfaceAround({ samples, width, height }: View): Uint8Array | undefined {
  let seed = -1;
  for (let y = Math.floor(height * 0.3); y < height * 0.7; y += 1) {
    for (let x = Math.floor(width * 0.3); x < width * 0.7; x += 1) {
      const at = y * width + x;
      if (seed < 0 || (samples[at] as number) > (samples[seed] as number)) seed = at;
    }
  }
  if (seed < 0) return undefined;
  const mask = new Uint8Array(samples.length);
  const waiting = [seed];
  mask[seed] = 1;
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const x = at % width;
    const near = [x > 0 ? at - 1 : -1, x < width - 1 ? at + 1 : -1, at - width, at + width];
    for (const next of near) {
      if (next < 0 || next >= samples.length || mask[next] === 1) continue;
      if (rangeAround({ samples, width, height }, next) > LIGHT_STEP) continue;
      mask[next] = 1;
      waiting.push(next);
    }
  }
  return mask;
}

function rangeAround({ samples, width, height }: View, at: number): number {
  const [x, y] = [at % width, Math.floor(at / width)];
  let [least, most] = [255, 0];
  for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row += 1) {
    for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column += 1) {
      const sample = samples[row * width + column] as number;
      least = Math.min(least, sample);
      most = Math.max(most, sample);
    }
  }
  return most - least;
}

/** Four straight lines through the surface's outermost pixels, and where they cross. */
function outlineOf(mask: Uint8Array, { width, height }: View): PageCorners | undefined {
  const isIn = (x: number, y: number) => mask[y * width + x] === 1;
  const rows = range(height).filter((y) => range(width).some((x) => isIn(x, y)));
  const columns = range(width).filter((x) => range(height).some((y) => isIn(x, y)));
  // Near the corners of a page that lies askew, the outermost pixels belong to the next edge.
  const middleOf = (lines: readonly number[]) =>
    lines.slice(Math.floor(lines.length * 0.12), Math.ceil(lines.length * 0.88));
  const extremes = (lines: readonly number[], across: number, test: (line: number, at: number) => boolean) =>
    middleOf(lines).map((line) => ({
      line,
      first: range(across).findIndex((at) => test(line, at)),
      last: across - range(across).findIndex((at) => test(line, across - 1 - at)),
    }));
  const sides = extremes(rows, width, (y, x) => isIn(x, y));
  const ends = extremes(columns, height, (x, y) => isIn(x, y));
  const left = fitEdge(sides.map(({ line, first }) => ({ along: line + 0.5, across: first })));
  const right = fitEdge(sides.map(({ line, last }) => ({ along: line + 0.5, across: last })));
  const top = fitEdge(ends.map(({ line, first }) => ({ along: line + 0.5, across: first })));
  const bottom = fitEdge(ends.map(({ line, last }) => ({ along: line + 0.5, across: last })));
  if (left === undefined || right === undefined || top === undefined || bottom === undefined)
    return undefined;
  return quadOf({ left, right, top, bottom });
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}

function isPageLike(quad: PageCorners, mask: Uint8Array, { width, height }: View): boolean {
  const area = areaOf(quad);
  if (area < LEAST_AREA * width * height) return false;
  const slack = 0.03;
  const isInside = quad.every(
    ({ x, y }) =>
      x > -slack * width && x < (1 + slack) * width && y > -slack * height && y < (1 + slack) * height,
  );
  const filled = mask.reduce((sum, is) => sum + is, 0) / area;
  return isInside && filled > LEAST_FILLED && filled < 2 - LEAST_FILLED;
}

function areaOf(quad: PageCorners): number {
  const sum = quad.reduce((total, { x, y }, index) => {
    const next = quad[(index + 1) % 4] as Point;
    return total + x * next.y - next.x * y;
  }, 0);
  return Math.abs(sum) / 2;
}
