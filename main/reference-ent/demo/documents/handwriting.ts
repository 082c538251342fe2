import type { Chance } from '../chance.ts';
import hand1 from '../handwriting/hand-1.json' with { type: 'json' };
import hand2 from '../handwriting/hand-2.json' with { type: 'json' };
import hand3 from '../handwriting/hand-3.json' with { type: 'json' };
import hand4 from '../handwriting/hand-4.json' with { type: 'json' };
import { movePath, type Path, type Point, parsePath, polyline, type Shape } from './shapes.ts';

type Glyphs = Readonly<Record<string, readonly (number | string)[]>>;

/** Outlines in 1/500 of an em. Each hand is written larger or smaller, so that all look alike in size. */
const HANDS: readonly { readonly glyphs: Glyphs; readonly scale: number }[] = [
  { glyphs: hand1.glyphs, scale: 1.12 },
  { glyphs: hand2.glyphs, scale: 0.86 },
  { glyphs: hand3.glyphs, scale: 0.88 },
  { glyphs: hand4.glyphs, scale: 0.98 },
];
const UNITS_PER_EM = 500;
const INKS = ['#1c2f8c', '#20242e', '#24409c', '#2b2a6e', '#15487e', '#3a2a7a'] as const;

/** One student's way of writing. */
export class Handwriting {
  readonly ink: string;
  readonly underline: string;
  readonly #glyphs: Glyphs;
  readonly #emMm: number;
  readonly #slant: number;
  readonly #penMm: number;
  readonly #unrest: number;
  readonly #chance: Chance;
  readonly #outlines = new Map<string, Path>();

  constructor(chance: Chance, which: number) {
    const hand = HANDS[which % HANDS.length] ?? HANDS[0];
    this.#glyphs = hand?.glyphs ?? {};
    this.#emMm = (hand?.scale ?? 1) * chance.between(6.9, 7.9);
    this.#slant = chance.between(-0.06, 0.16);
    this.#penMm = chance.between(0.03, 0.2);
    this.#unrest = chance.between(0.6, 1.3);
    this.#chance = chance;
    this.ink = chance.pick(INKS);
    this.underline = chance.pick(['#c22b33', '#c22b33', '#1f7a4a', this.ink]);
  }

  /** Width of a text in mm, but for the unrest of the hand. */
  widthOf(text: string): number {
    return [...text].reduce((sum, letter) => sum + this.#advance(letter), 0);
  }

  /** Writes a text on one line from `start`. Returns its shapes and where it ended. */
  write(text: string, start: Point): { shapes: Shape[]; endX: number } {
    const drift = this.#chance.bell() * 0.0025 * this.#unrest;
    const outlines: Path[] = [];
    let [x] = start;
    for (const letter of text) {
      const y = start[1] + (x - start[0]) * drift;
      outlines.push(this.#letter(letter, [x, y]));
      x += this.#advance(letter) * (1 + this.#chance.bell() * 0.035 * this.#unrest);
    }
    const path = {
      commands: outlines.map((o) => o.commands).join(''),
      points: outlines.flatMap((o) => o.points),
    };
    return { shapes: [{ path, colour: this.ink, penMm: this.#penMm, isFilled: true }], endX: x };
  }

  /** A line drawn by hand, not quite straight. */
  stroke(from: Point, to: Point, pen: { colour?: string; penMm?: number; wobbleMm?: number } = {}): Shape {
    const wobble = pen.wobbleMm ?? 0.25;
    const steps = 8;
    const points = Array.from({ length: steps + 1 }, (_, step): Point => {
      const share = step / steps;
      const sway = this.#chance.bell() * wobble * 0.4;
      return [from[0] + (to[0] - from[0]) * share + sway * 0.5, from[1] + (to[1] - from[1]) * share + sway];
    });
    return { path: polyline(points), colour: pen.colour ?? this.ink, penMm: pen.penMm ?? 0.35 };
  }

  #letter(letter: string, [x, y]: Point): Path {
    const size = (this.#emMm / UNITS_PER_EM) * (1 + this.#chance.bell() * 0.03 * this.#unrest);
    const turn = this.#chance.bell() * 0.018 * this.#unrest;
    const lift = this.#chance.bell() * 0.12 * this.#unrest;
    return movePath(this.#outline(letter), ([unitX, unitY]) => {
      const [dx, dy] = [unitX * size + unitY * size * this.#slant, -unitY * size];
      return [x + dx - dy * turn, y + lift + dy + dx * turn];
    });
  }

  #advance(letter: string): number {
    return (Number(this.#glyphOf(letter)?.[0] ?? 200) * this.#emMm) / UNITS_PER_EM;
  }

  #outline(letter: string): Path {
    const known = this.#outlines.get(letter);
    if (known !== undefined) return known;
    const outline = parsePath(String(this.#glyphOf(letter)?.[1] ?? ''));
    this.#outlines.set(letter, outline);
    return outline;
  }

  /** A letter that the hand does not know is written without its accent. */
  #glyphOf(letter: string): readonly (number | string)[] | undefined {
    if (letter === '\u00a0') return this.#glyphs[' '];
    return this.#glyphs[letter] ?? this.#glyphs[letter.normalize('NFD').charAt(0)];
  }
}
