import { PdfIrregularity } from '../irregularity.ts';
import type { Composite, Glyph, Stem, Step } from './glyph.ts';
import type { Type1Program } from './type1-program.ts';

const MAX_DEPTH = 10;

/** For all glyphs of a font together; one with every accented letter of Latin takes 200,000. */
const MAX_OPERATIONS = 4_000_000;

/** Operators of two bytes, the first of which is 12, are counted from here. */
const ESCAPE = 1200;
const DIVIDE = ESCAPE + 12;
const CALL_POSTSCRIPT = ESCAPE + 16;
const POP = ESCAPE + 17;

/** Follows the glyphs of a Type 1 font (Type 1 Font Format, chapter 6). Throws `PdfIrregularity` for what is not usual. */
export function followGlyphs(
  program: Pick<Type1Program, 'subroutines' | 'glyphs'>,
): ReadonlyMap<string, Glyph> {
  const allowance = { operations: MAX_OPERATIONS };
  const glyphs = [...program.glyphs].map(([name, code]): [string, Glyph] => {
    const walk = new GlyphWalk(program.subroutines, allowance);
    walk.run(code, 0);
    return [name, walk.result()];
  });
  return new Map(glyphs);
}

class GlyphWalk {
  readonly #subroutines: ReadonlyMap<number, Uint8Array>;
  readonly #allowance: { operations: number };
  readonly #steps: Step[] = [];
  #stack: number[] = [];
  /** What PostScript procedures leave to be fetched by `pop`. */
  #results: number[] = [];
  #stems: Stem[] = [];
  #areStemsNew = false;
  #flex: number[] | undefined;
  #composite: Composite | undefined;
  #bearing = 0;
  #width: number | undefined;
  #x = 0;
  #y = 0;
  /** `none`: a path must begin with a move; `open`: it has lines and waits for its end. */
  #path: 'none' | 'begun' | 'open' = 'none';
  #isEnded = false;
  /** By code: how many operands it takes, and what it does with them. The stack is then empty. */
  readonly #operators: Readonly<Record<number, readonly [number, (operands: readonly number[]) => void]>> = {
    1: [2, (stem) => this.#stem('horizontal', stem)],
    3: [2, (stem) => this.#stem('vertical', stem)],
    4: [1, ([dy = 0]) => this.#move(0, dy)],
    5: [2, ([dx = 0, dy = 0]) => this.#line(dx, dy)],
    6: [1, ([dx = 0]) => this.#line(dx, 0)],
    7: [1, ([dy = 0]) => this.#line(0, dy)],
    8: [6, (deltas) => this.#curve(deltas)],
    9: [0, () => this.#closePath()],
    13: [2, ([bearing = 0, width = 0]) => this.#begin(bearing, width)],
    14: [0, () => this.#end()],
    21: [2, ([dx = 0, dy = 0]) => this.#move(dx, dy)],
    22: [1, ([dx = 0]) => this.#move(dx, 0)],
    30: [4, ([dy1 = 0, dx2 = 0, dy2 = 0, dx3 = 0]) => this.#curve([0, dy1, dx2, dy2, dx3, 0])],
    31: [4, ([dx1 = 0, dx2 = 0, dy2 = 0, dy3 = 0]) => this.#curve([dx1, 0, dx2, dy2, 0, dy3])],
    // dotsection, of no effect since 1990.
    [ESCAPE]: [0, () => undefined],
    [ESCAPE + 1]: [6, (stems) => this.#threeStems('vertical', stems)],
    [ESCAPE + 2]: [6, (stems) => this.#threeStems('horizontal', stems)],
    [ESCAPE + 6]: [5, (parts) => this.#compose(parts)],
    [ESCAPE + 33]: [2, (point) => this.#expectPoint(point)],
  };

  constructor(subroutines: ReadonlyMap<number, Uint8Array>, allowance: { operations: number }) {
    this.#subroutines = subroutines;
    this.#allowance = allowance;
  }

  result(): Glyph {
    if (!this.#isEnded || this.#width === undefined) throw new PdfIrregularity('a glyph that does not end');
    return { width: this.#width, steps: this.#steps, composite: this.#composite };
  }

  run(code: Uint8Array, depth: number): void {
    if (depth > MAX_DEPTH) throw new PdfIrregularity('subroutines nested too deeply');
    const view = Buffer.from(code.buffer, code.byteOffset, code.length);
    for (let at = 0; at < view.length && !this.#isEnded; ) {
      if (--this.#allowance.operations < 0) throw new PdfIrregularity('an endless glyph');
      const byte = view.readUInt8(at);
      at += 1;
      if (byte >= 32) {
        const bytes = byte <= 246 ? 0 : byte <= 254 ? 1 : 4;
        if (at + bytes > view.length) throw new PdfIrregularity('a number that is cut short');
        this.#stack.push(numberAt(view, at, byte));
        at += bytes;
      } else if (byte === 11) return;
      else if (byte === 10) this.run(this.#subroutine(), depth + 1);
      else {
        const code = byte === 12 && at < view.length ? ESCAPE + view.readUInt8(at++) : byte;
        if (code === DIVIDE) this.#divide();
        else if (code === CALL_POSTSCRIPT) this.#callPostScript();
        else if (code === POP) this.#stack.push(this.#results.pop() ?? Number.NaN);
        else this.#operator(code);
      }
    }
  }

  #subroutine(): Uint8Array {
    const code = this.#subroutines.get(this.#stack.pop() ?? -1);
    if (code === undefined) throw new PdfIrregularity('a subroutine that is not there');
    return code;
  }

  #operator(code: number): void {
    const operator = this.#operators[code];
    if (operator === undefined) throw new PdfIrregularity(`unknown operator ${code} of a glyph`);
    const [count, does] = operator;
    if (this.#stack.length !== count || !this.#stack.every(Number.isFinite))
      throw new PdfIrregularity('odd operands of a glyph');
    const operands = this.#stack;
    this.#stack = [];
    does(operands);
  }

  #divide(): void {
    const [divisor = 0, dividend = 0] = [this.#stack.pop(), this.#stack.pop()];
    if (divisor === 0) throw new PdfIrregularity('a division by nothing');
    this.#stack.push(dividend / divisor);
  }

  /** A letter and its accent, which is placed by its left edge (Type 1 Font Format, 6.4: `seac`). */
  #compose([bearing = 0, x = 0, y = 0, base = 0, accent = 0]: readonly number[]): void {
    this.#composite = { accentX: this.#bearing + x - bearing, accentY: y, base, accent };
    this.#end();
  }

  #expectPoint([x = 0, y = 0]: readonly number[]): void {
    if (Math.hypot(x - this.#x, y - this.#y) > 0.01) throw new PdfIrregularity('a point that jumps');
  }

  /** The procedures that every Type 1 font has: flex in three parts, and the change of hints. */
  #callPostScript(): void {
    const procedure = this.#stack.pop();
    const count = this.#stack.pop() ?? 0;
    const operands = this.#stack.splice(Math.max(0, this.#stack.length - count), count);
    if (operands.length !== count) throw new PdfIrregularity('odd operands of a procedure');
    if (procedure === 1 && count === 0 && this.#flex === undefined) this.#flex = [];
    else if (procedure === 2 && count === 0) this.#flex?.push(this.#x, this.#y);
    else if (procedure === 0 && count === 3) this.#endFlex(operands);
    else if (procedure === 3 && count === 1) {
      this.#stems = [];
      this.#areStemsNew = true;
      this.#results = [operands[0] as number];
    } else throw new PdfIrregularity('an unknown procedure of a font');
  }

  #endFlex([depth = 0, x = 0, y = 0]: readonly number[]): void {
    const points = this.#flex;
    this.#flex = undefined;
    // The first of seven points only tells where the flat side lies.
    if (points?.length !== 14) throw new PdfIrregularity('a flex of other than seven points');
    this.#draw({ kind: 'flex', points: points.slice(2), depth });
    this.#results = [y, x];
  }

  #begin(bearing: number, width: number): void {
    if (this.#width !== undefined) throw new PdfIrregularity('a glyph that begins twice');
    this.#bearing = bearing;
    this.#width = width;
    this.#x = bearing;
  }

  #end(): void {
    if (this.#path === 'open') throw new PdfIrregularity('a path that is not closed');
    this.#isEnded = true;
  }

  #stem(axis: Stem['axis'], [from = 0, width = 0]: readonly number[]): void {
    this.#stems.push({ axis, from: from + (axis === 'vertical' ? this.#bearing : 0), width });
    this.#areStemsNew = true;
  }

  #threeStems(axis: Stem['axis'], stems: readonly number[]): void {
    for (const at of [0, 2, 4]) this.#stem(axis, stems.slice(at, at + 2));
  }

  #closePath(): void {
    this.#path = 'none';
  }

  #move(dx: number, dy: number): void {
    this.#go(dx, dy);
    if (this.#flex !== undefined) return;
    if (this.#path === 'open') throw new PdfIrregularity('a path that is not closed');
    this.#writeHints();
    this.#steps.push({ kind: 'move', points: [this.#x, this.#y] });
    this.#path = 'begun';
  }

  #line(dx: number, dy: number): void {
    this.#go(dx, dy);
    this.#draw({ kind: 'line', points: [this.#x, this.#y] });
  }

  #curve(deltas: readonly number[]): void {
    const points: number[] = [];
    for (let at = 0; at < 6; at += 2) {
      this.#go(deltas[at] as number, deltas[at + 1] as number);
      points.push(this.#x, this.#y);
    }
    this.#draw({
      kind: 'curve',
      points: points as unknown as [number, number, number, number, number, number],
    });
  }

  #draw(step: Step): void {
    if (this.#path === 'none' || this.#flex !== undefined)
      throw new PdfIrregularity('a line without a start');
    this.#writeHints();
    this.#steps.push(step);
    this.#path = 'open';
  }

  #go(dx: number, dy: number): void {
    if (this.#width === undefined) throw new PdfIrregularity('a glyph without a start');
    this.#x += dx;
    this.#y += dy;
  }

  #writeHints(): void {
    if (!this.#areStemsNew) return;
    this.#areStemsNew = false;
    this.#steps.push({ kind: 'hints', stems: this.#stems.slice() });
  }
}

/** A number that begins with `first`, the rest of which stands at `at` (Type 1 Font Format, 6.2). */
function numberAt(view: Buffer, at: number, first: number): number {
  if (first <= 246) return first - 139;
  if (first === 255) return view.readInt32BE(at);
  const low = view.readUInt8(at);
  return first <= 250 ? (first - 247) * 256 + low + 108 : -(first - 251) * 256 - low - 108;
}
