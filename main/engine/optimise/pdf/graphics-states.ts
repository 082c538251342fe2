import { PdfIrregularity } from './irregularity.ts';

/** Colours that fill, and colours of lines. */
export type Paint = 'fill' | 'stroke';

interface Colour {
  /** What the content has set last; undefined if not known. */
  wanted: string | undefined;
  /** What was written. */
  written: string | undefined;
}

interface Level {
  readonly colours: Record<Paint, Colour>;
  readonly settings: Map<string, string>;
  /** From the content's units to points, turning included; undefined if not known. */
  matrix: readonly [number, number, number, number] | undefined;
  /** Where a word may be put in before the `q` that began this level. */
  readonly slot: number;
}

const FRESH = (): Colour => ({ wanted: undefined, written: undefined });

/**
 * The words of content that were written, and what they have set.
 *
 * Colours are written when something is painted with them, not before; what was set and not used leaves no trace.
 */
export class GraphicsStates {
  readonly words: string[] = [];
  readonly #levels: Level[];
  /** Words up to here are needed. */
  #needed = 0;

  constructor(unit: number | undefined) {
    const matrix = unit === undefined ? undefined : ([unit, 0, 0, unit] as const);
    this.#levels = [{ colours: { fill: FRESH(), stroke: FRESH() }, settings: new Map(), matrix, slot: 0 }];
  }

  /** Points to a unit, in the direction in which a unit is longest; undefined if not known. */
  get scale(): number | undefined {
    const { matrix } = this.#top;
    return matrix && Math.max(Math.hypot(matrix[0], matrix[1]), Math.hypot(matrix[2], matrix[3]));
  }

  get isBalanced(): boolean {
    return this.#levels.length === 1;
  }

  get #top(): Level {
    return this.#levels[this.#levels.length - 1] as Level;
  }

  /** A word that paints, or that must stay where it is. */
  need(word: string): void {
    this.words.push(word);
    this.#needed = this.words.length;
  }

  save(): void {
    const { colours, settings, matrix } = this.#top;
    const slot = this.words.length;
    this.words.push('', 'q');
    this.#levels.push({
      colours: { fill: { ...colours.fill }, stroke: { ...colours.stroke } },
      settings: new Map(settings),
      matrix,
      slot,
    });
  }

  /** Leaves out what was set since anything was needed: nobody sees it. */
  restore(): void {
    if (this.isBalanced) throw new PdfIrregularity('restored without being saved');
    const { slot } = this.#levels.pop() as Level;
    const isUsed = this.#needed > slot;
    this.words.length = isUsed ? this.#needed : slot;
    if (isUsed) this.need('Q');
  }

  transform(matrix: readonly number[]): void {
    const [a = 1, b = 0, c = 0, d = 1] = matrix;
    const level = this.#top;
    const m = level.matrix;
    level.matrix = m && [a * m[0] + b * m[2], a * m[1] + b * m[3], c * m[0] + d * m[2], c * m[1] + d * m[3]];
  }

  setColour(paint: Paint, word: string): void {
    this.#top.colours[paint].wanted = word;
  }

  /** A colour that is set by several words: it is written at once, and not known. */
  setUnknownColour(paint: Paint, word: string): void {
    this.words.push(word);
    this.#top.colours[paint] = FRESH();
  }

  /** Writes a setting, unless it is set so already. */
  set(name: string, word: string): void {
    const { settings } = this.#top;
    if (settings.get(name) === word) return;
    settings.set(name, word);
    this.words.push(word);
  }

  forget(...names: readonly string[]): void {
    for (const name of names) this.#top.settings.delete(name);
  }

  forgetSettings(): void {
    this.#top.settings.clear();
  }

  /** Writes a colour that is about to be used: into `slot`, or here; for several levels at once where it can. */
  writeColour(paint: Paint, slot?: number): void {
    const colour = this.#top.colours[paint];
    const { wanted, written } = colour;
    if (wanted === undefined || wanted === written) return;
    const colourAt = (level: number) => (this.#levels[level] as Level).colours[paint];
    const top = this.#levels.length - 1;
    let level = top;
    while (level > 0 && colourAt(level - 1).wanted === wanted && colourAt(level - 1).written === written)
      level -= 1;
    for (let inner = level; inner <= top; inner += 1) colourAt(inner).written = wanted;
    const at = level < top ? (this.#levels[level + 1] as Level).slot : slot;
    if (at === undefined) this.words.push(wanted);
    else this.words[at] = this.words[at] === '' ? wanted : `${this.words[at]} ${wanted}`;
  }
}
