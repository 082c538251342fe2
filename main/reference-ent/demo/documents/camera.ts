import type { Chance } from '../chance.ts';
import { SHEET } from './lined-sheet.ts';
import { movePath, type Point, polyline, type Shape, toSvgPath } from './shapes.ts';

/** How the pixels of a JPEG lie, as EXIF counts it: 1 upright, 3 upside down, 6 and 8 on their side. */
export type Orientation = 1 | 3 | 6 | 8;

const DESKS = ['#8a6a4a', '#b58f66', '#5d5a57', '#cfc7b8', '#6f4f3a', '#9aa3a8'] as const;

/** A phone held above a sheet by somebody in a hurry: a little askew, a little tilted, over paper that bends. */
export class Camera {
  /** Pixels as they are stored. */
  readonly width: number;
  readonly height: number;
  readonly orientation: Orientation;
  readonly #upright: { readonly width: number; readonly height: number };
  readonly #corners: readonly [Point, Point, Point, Point];
  readonly #bend: number;
  readonly #chance: Chance;

  constructor(chance: Chance, upright: { width: number; height: number }, orientation: Orientation) {
    const isOnSide = orientation === 6 || orientation === 8;
    this.width = isOnSide ? upright.height : upright.width;
    this.height = isOnSide ? upright.width : upright.height;
    this.orientation = orientation;
    this.#upright = upright;
    this.#chance = chance;
    this.#corners = placeSheet(chance, upright);
    this.#bend = chance.bell() * 0.5;
  }

  /** The photograph as SVG, without light and noise. */
  draw(printed: readonly Shape[], written: readonly Shape[]): string {
    const pixelsPerMm = (this.#corners[1][0] - this.#corners[0][0]) / SHEET.width;
    const lines = [...printed, ...written].map((shape) => this.#toSvg(shape, pixelsPerMm));
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${this.width}" height="${this.height}">`,
      `<rect width="100%" height="100%" fill="${this.#chance.pick(DESKS)}"/>`,
      ...this.#sheetShadow(pixelsPerMm),
      this.#toSvg({ path: this.#sheetOutline(0), colour: '#f4f2ea' }, pixelsPerMm),
      ...lines,
      '</svg>',
    ].join('');
  }

  #toSvg({ path, colour, penMm, isFilled, opacity }: Shape, pixelsPerMm: number): string {
    const d = toSvgPath(movePath(path, (point) => this.#toPixel(point)));
    const fill = penMm === undefined || isFilled === true ? colour : 'none';
    const pen =
      penMm === undefined
        ? ''
        : ` stroke="${colour}" stroke-width="${(penMm * pixelsPerMm).toFixed(2)}" stroke-linecap="round" stroke-linejoin="round"`;
    return `<path d="${d}" fill="${fill}"${pen}${opacity === undefined ? '' : ` fill-opacity="${opacity}"`}/>`;
  }

  #sheetOutline(growMm: number): ReturnType<typeof polyline> {
    const [left, top, right, bottom] = [-growMm, -growMm, SHEET.width + growMm, SHEET.height + growMm];
    const steps = Array.from({ length: 11 }, (_, step) => step / 10);
    return polyline([
      ...steps.map((share): Point => [left + (right - left) * share, top]),
      [right, bottom],
      ...steps.map((share): Point => [right - (right - left) * share, bottom]),
    ]);
  }

  /** Soft, out of many faint ones: a blur of 12 million pixels would take longer than all the rest. */
  #sheetShadow(pixelsPerMm: number): string[] {
    return Array.from({ length: 14 }, (_, ring) => {
      const path = movePath(this.#sheetOutline(7 - ring / 2), ([x, y]) => [x + 1.5, y + 2]);
      return this.#toSvg({ path, colour: '#000', opacity: 0.04 }, pixelsPerMm);
    });
  }

  /** Sheet (mm) to stored pixels: bend, perspective, then the turn that EXIF will undo. */
  #toPixel([mmX, mmY]: Point): Point {
    const [u, v] = [mmX / SHEET.width, mmY / SHEET.height];
    const lift = this.#bend * Math.sin(u * Math.PI) * 0.012;
    const [x, y] = project(this.#corners, u, v + lift);
    const { width, height } = this.#upright;
    if (this.orientation === 6) return [y, width - x];
    if (this.orientation === 8) return [height - y, x];
    return this.orientation === 3 ? [width - x, height - y] : [x, y];
  }
}

/** The four corners of the sheet in the upright photograph, clockwise from the top left. */
function placeSheet(
  chance: Chance,
  { width, height }: { width: number; height: number },
): readonly [Point, Point, Point, Point] {
  const scale = Math.min(width / SHEET.width, height / SHEET.height) * chance.between(0.9, 0.985);
  const turn = chance.bell() * 0.022;
  const centre: Point = [
    width / 2 + chance.bell() * width * 0.008,
    height / 2 + chance.bell() * height * 0.008,
  ];
  const tilt = chance.between(0.93, 1.0);
  const corner = (sideX: number, sideY: number): Point => {
    // Held from below: the top of the sheet is further away, hence narrower.
    const narrow = sideY < 0 ? tilt : 1;
    const [x, y] = [(sideX * SHEET.width * scale * narrow) / 2, (sideY * SHEET.height * scale) / 2];
    const [jitterX, jitterY] = [chance.bell() * width * 0.004, chance.bell() * width * 0.004];
    return [
      centre[0] + x * Math.cos(turn) - y * Math.sin(turn) + jitterX,
      centre[1] + x * Math.sin(turn) + y * Math.cos(turn) + jitterY,
    ];
  };
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
}

/** Maps the unit square onto four corners in perspective (Heckbert, 1989). */
function project([a, b, c, d]: readonly [Point, Point, Point, Point], u: number, v: number): Point {
  const [dx1, dx2, sx] = [b[0] - c[0], d[0] - c[0], a[0] - b[0] + c[0] - d[0]];
  const [dy1, dy2, sy] = [b[1] - c[1], d[1] - c[1], a[1] - b[1] + c[1] - d[1]];
  const area = dx1 * dy2 - dx2 * dy1;
  const g = (sx * dy2 - dx2 * sy) / area;
  const h = (dx1 * sy - sx * dy1) / area;
  const w = g * u + h * v + 1;
  return [
    ((b[0] - a[0] + g * b[0]) * u + (d[0] - a[0] + h * d[0]) * v + a[0]) / w,
    ((b[1] - a[1] + g * b[1]) * u + (d[1] - a[1] + h * d[1]) * v + a[1]) / w,
  ];
}
