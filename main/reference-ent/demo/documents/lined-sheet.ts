import type { Chance } from '../chance.ts';
import { type CopyPart, keepSigns, type StudentCopy } from './copy.ts';
import type { Handwriting } from './handwriting.ts';
import { type Point, polyline, type Shape } from './shapes.ts';

/** A4, in mm. */
export const SHEET = { width: 210, height: 297 } as const;

/** French school paper (Seyès): a line every 2 mm, a strong one every 8 mm, a red margin. */
const RULE = { strong: 8, fine: 2, top: 33, marginX: 42, right: 204, bottom: 281 } as const;
const LINES_PER_PAGE = Math.floor((RULE.bottom - RULE.top) / RULE.strong);
const COLOURS = { strong: '#8f93c9', fine: '#c6d3ea', margin: '#d8707a' } as const;

/** The printed lines of an empty sheet. */
export function ruledLines(): Shape[] {
  const shapes: Shape[] = [];
  const line = (from: Point, to: Point, colour: string, penMm: number) => {
    // In pieces, so that it can follow the bend of the paper.
    const points = Array.from(
      { length: 13 },
      (_, step): Point => [
        from[0] + ((to[0] - from[0]) * step) / 12,
        from[1] + ((to[1] - from[1]) * step) / 12,
      ],
    );
    shapes.push({ path: polyline(points), colour, penMm });
  };
  for (let y = RULE.top - RULE.strong; y <= RULE.bottom; y += RULE.fine) {
    const isStrong = (y - RULE.top) % RULE.strong === 0;
    line([0, y], [SHEET.width, y], isStrong ? COLOURS.strong : COLOURS.fine, isStrong ? 0.2 : 0.12);
  }
  for (let x = RULE.marginX + RULE.strong; x < SHEET.width; x += RULE.strong)
    line([x, 0], [x, SHEET.height], COLOURS.strong, 0.15);
  line([RULE.marginX, 0], [RULE.marginX, SHEET.height], COLOURS.margin, 0.35);
  return shapes;
}

/** Writes a copy by hand on as many sheets as it takes. */
export function writeSheets(copy: StudentCopy, hand: Handwriting, chance: Chance): Shape[][] {
  const pen = new SheetPen(hand, chance);
  pen.heading(copy);
  for (const part of copy.parts) pen.add(part);
  return pen.sheets;
}

/** Where the pen stands: the sheet and the line. */
class SheetPen {
  readonly sheets: Shape[][] = [[]];
  readonly #hand: Handwriting;
  readonly #chance: Chance;
  /** Lines from the end of an answer to the next title: some leave one empty. */
  readonly #gap: number;
  #line = 0;

  constructor(hand: Handwriting, chance: Chance) {
    this.#hand = hand;
    this.#chance = chance;
    this.#gap = chance.pick([1, 1, 2]);
  }

  heading(copy: StudentCopy): void {
    this.#draw(
      this.#hand.write(`${copy.student.lastName.toUpperCase()} ${copy.student.firstName}`, [12, 17]).shapes,
    );
    this.#draw(this.#hand.write(copy.className, [168, 17]).shapes);
    const width = this.#hand.widthOf(copy.title);
    const x = Math.max(RULE.marginX + 3, (RULE.marginX + RULE.right - width) / 2);
    const y = this.#y();
    this.#draw(this.#hand.write(copy.title, [x, y]).shapes);
    const underline = { colour: this.#hand.underline, wobbleMm: 0.1 };
    this.#draw([this.#hand.stroke([x, y + 1.4], [x + width, y + 1.4], underline)]);
    this.#line += 2;
  }

  add(part: CopyPart): void {
    if (part.kind === 'heading') this.#title(part.text);
    else if (part.kind === 'paragraph') this.#paragraph(part.text);
    else if (part.kind === 'table') this.#table(part.rows.slice(0, 2));
    else if (part.kind === 'rays') this.#rays(part);
  }

  #title(text: string): void {
    this.#need(3);
    const y = this.#y();
    const { shapes, endX } = this.#hand.write(text, [RULE.marginX + 2, y]);
    const underline = { colour: this.#hand.underline, wobbleMm: 0.1 };
    this.#draw([...shapes, this.#hand.stroke([RULE.marginX + 2, y + 1.2], [endX - 1, y + 1.2], underline)]);
    this.#line += 1;
  }

  #paragraph(text: string): void {
    let x = RULE.marginX + 2;
    for (const word of keepSigns(text).split(' ')) {
      if (x + this.#hand.widthOf(word) > RULE.right - 2) {
        x = RULE.marginX + 2 + this.#chance.between(0, 1.2);
        this.#line += 1;
      }
      this.#need(1);
      x = this.#word(word, x);
    }
    this.#line += this.#gap;
  }

  /** Now and then a word is struck out and written again. */
  #word(word: string, x: number): number {
    const first = this.#hand.write(`${word} `, [x, this.#y()]);
    this.#draw(first.shapes);
    const hasRoom = first.endX + this.#hand.widthOf(word) < RULE.right - 2;
    if (word.length < 5 || !hasRoom || this.#chance.fraction() > 0.025) return first.endX;
    const y = this.#y() - 1.2;
    this.#draw([
      this.#hand.stroke([x, y], [first.endX - 1.5, y - 0.4]),
      this.#hand.stroke([x, y + 0.7], [first.endX - 2, y]),
    ]);
    const second = this.#hand.write(`${word} `, [first.endX, this.#y()]);
    this.#draw(second.shapes);
    return second.endX;
  }

  /** By hand, only what was measured: the sines are left to the calculator. */
  #table(rows: readonly (readonly string[])[]): void {
    this.#need(rows.length + 2);
    for (const row of rows) this.#row(row);
    this.#line += 1;
  }

  #row(cells: readonly string[]): void {
    const y = this.#y();
    const [left, cellWidth] = [RULE.marginX + 2, 19.5];
    for (const [index, cell] of cells.entries())
      this.#draw(this.#hand.write(cell, [left + 2 + index * cellWidth, y]).shapes);
    const right = left + cells.length * cellWidth;
    for (const lineY of [y - RULE.strong + 2.2, y + 2.2])
      this.#draw([this.#hand.stroke([left, lineY], [right, lineY], { penMm: 0.3 })]);
    for (let column = 0; column <= cells.length; column++) {
      const x = left + column * cellWidth;
      this.#draw([this.#hand.stroke([x, y - RULE.strong + 2.2], [x, y + 2.2], { penMm: 0.3 })]);
    }
    this.#line += 1;
  }

  #rays({
    incidenceDegrees,
    refractionDegrees,
  }: {
    incidenceDegrees: number;
    refractionDegrees: number;
  }): void {
    const height = 4;
    this.#need(height + 1);
    const centre: Point = [RULE.marginX + 70, this.#y() + (height / 2 - 0.7) * RULE.strong];
    const ray = (degrees: number, reach: number): Point => {
      const angle = (degrees * Math.PI) / 180;
      return [centre[0] + Math.sin(angle) * reach, centre[1] + Math.cos(angle) * reach];
    };
    const red = { colour: '#c22b33', penMm: 0.45 };
    this.#draw([
      this.#hand.stroke([centre[0] - 45, centre[1]], [centre[0] + 45, centre[1]]),
      ...[-16, -10, -4, 2, 8, 14].map((dy) =>
        this.#hand.stroke([centre[0], centre[1] + dy], [centre[0], centre[1] + dy + 4]),
      ),
      this.#hand.stroke(ray(180 + incidenceDegrees, 20), centre, red),
      this.#hand.stroke(centre, ray(refractionDegrees, 17), red),
      ...this.#hand.write('air', [centre[0] + 32, centre[1] - 4]).shapes,
      ...this.#hand.write('plexiglas', [centre[0] + 24, centre[1] + 8]).shapes,
      ...this.#hand.write('i', [centre[0] - 6, centre[1] - 11]).shapes,
      ...this.#hand.write('r', [centre[0] + 2.5, centre[1] + 13]).shapes,
    ]);
    this.#line += height + 1;
  }

  #y(): number {
    return RULE.top + this.#line * RULE.strong;
  }

  /** Turns to a new sheet when fewer lines are left. */
  #need(lines: number): void {
    if (this.#line + lines <= LINES_PER_PAGE) return;
    this.sheets.push([]);
    this.#line = 0;
  }

  #draw(shapes: readonly Shape[]): void {
    this.sheets.at(-1)?.push(...shapes);
  }
}
