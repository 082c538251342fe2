/** A point, in millimetres on the sheet or in pixels of the photograph. */
export type Point = readonly [x: number, y: number];

/** A path as SVG spells it, with its points apart so that they can be moved: `M`, `L`, `Q`, `C` and `Z`, absolute. */
export interface Path {
  readonly commands: string;
  readonly points: readonly Point[];
}

/** Something drawn on a sheet. */
export interface Shape {
  readonly path: Path;
  readonly colour: string;
  /** Width of the pen in mm; without it the path is filled. */
  readonly penMm?: number;
  /** Filled as well as drawn with the pen: an outline made a little bolder. */
  readonly isFilled?: boolean;
  readonly opacity?: number;
}

const POINTS_OF: Readonly<Record<string, number>> = { M: 1, L: 1, Q: 2, C: 3, Z: 0 };

/** A line through points. */
export function polyline(points: readonly Point[]): Path {
  return { commands: `M${'L'.repeat(points.length - 1)}`, points };
}

/** Reads `M1 2Q3 4 5 6Z`. */
export function parsePath(text: string): Path {
  const numbers = text.match(/-?\d+(\.\d+)?/g)?.map(Number) ?? [];
  const points: Point[] = [];
  for (let index = 0; index + 1 < numbers.length; index += 2)
    points.push([numbers[index] ?? 0, numbers[index + 1] ?? 0]);
  return { commands: text.replaceAll(/[^MLQCZ]/g, ''), points };
}

/** The same path with every point moved. Curves stay true enough: they are short against any bend of the paper. */
export function movePath(path: Path, move: (point: Point) => Point): Path {
  return { commands: path.commands, points: path.points.map(move) };
}

/** SVG's `d`, to a tenth of a unit. */
export function toSvgPath({ commands, points }: Path): string {
  let text = '';
  let at = 0;
  for (const command of commands) {
    text += command;
    for (let count = POINTS_OF[command] ?? 0; count > 0; count--) {
      const [x, y] = points[at++] ?? [0, 0];
      text += `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10} `;
    }
  }
  return text;
}
