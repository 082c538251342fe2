import { type Deed, OPERATORS } from './content-operators.ts';
import { joinWords, roundedNumber, shortNumber, shortString } from './content-spelling.ts';
import { skipInlineImage } from './content-walk.ts';
import { GraphicsStates, type Paint } from './graphics-states.ts';
import { PdfIrregularity } from './irregularity.ts';
import { Lexer } from './lexer.ts';

/** Points to a unit, where it is not known how large the content is shown: enough for fifty times its size. */
const SAFE_SCALE = 50;
const MAX_DECIMALS = 8;

const MAX_NESTING = 16;

const SHIFT = /^1 0 0 1 (\S+) (\S+) cm$/;

const PAINTS: Readonly<Partial<Record<Deed, readonly Paint[]>>> = {
  fill: ['fill'],
  stroke: ['stroke'],
  'fill-stroke': ['fill', 'stroke'],
  'end-path': [],
};

/**
 * Writes content anew, token by token, with the fewest bytes that draw the same.
 *
 * Left out: what is set and never used, set twice, or saved and restored for nothing. Numbers, names and strings keep
 * their values, but for the coordinates of paths, which may move by half of `grainPoints`. Returns undefined for content
 * that is not understood to its last token.
 */
export function rewriteContent(content: Buffer, role: ContentRole): Buffer | undefined {
  try {
    return new ContentWriter(content, role).write();
  } catch (error) {
    if (error instanceof PdfIrregularity) return undefined;
    throw error;
  }
}

export interface ContentRole {
  /** Points to a unit where the content starts; undefined if not known (a form, a pattern). */
  readonly unit: number | undefined;
  /** What the coordinates of paths are rounded to, in points; 0: every number keeps its value. */
  readonly grainPoints: number;
}

interface Operand {
  readonly spelling: string;
  /** A number's text and value; absent for anything else. */
  readonly text?: string;
  readonly value?: number;
}

class ContentWriter {
  readonly #lexer: Lexer;
  readonly #states: GraphicsStates;
  readonly #grainPoints: number;
  #operands: Operand[] = [];
  /** What stands before the path that is being built, where colours may still be set. */
  #pathSlot: number | undefined;
  #isInText = false;

  constructor(content: Buffer, { unit, grainPoints }: ContentRole) {
    this.#lexer = new Lexer(content);
    this.#states = new GraphicsStates(unit);
    this.#grainPoints = grainPoints;
  }

  write(): Buffer {
    const lexer = this.#lexer;
    while (lexer.next() !== 'end') {
      if (lexer.kind !== 'keyword') this.#operands.push(this.#readOperand(0));
      else if (lexer.text === 'BI') this.#inlineImage();
      else this.#operator(lexer.text);
    }
    const isWhole = this.#operands.length === 0 && this.#pathSlot === undefined && !this.#isInText;
    if (!isWhole || !this.#states.isBalanced) throw new PdfIrregularity('content ends in the middle');
    return Buffer.from(joinWords(this.#states.words), 'latin1');
  }

  #readOperand(depth: number): Operand {
    const lexer = this.#lexer;
    if (depth > MAX_NESTING) throw new PdfIrregularity('nested too deeply');
    switch (lexer.kind) {
      case 'number':
        return { spelling: shortNumber(lexer.text), text: lexer.text, value: lexer.number };
      case 'name':
        return { spelling: `/${lexer.text}` };
      case 'string':
      case 'hex':
        return { spelling: shortString(lexer) };
      case 'open-array':
        return { spelling: `[${joinWords(this.#readUntil('close-array', depth))}]` };
      case 'open-dict':
        return { spelling: `<<${joinWords(this.#readUntil('close-dict', depth))}>>` };
      default:
        throw new PdfIrregularity(`unexpected ${lexer.kind} in content`);
    }
  }

  #readUntil(end: 'close-array' | 'close-dict', depth: number): string[] {
    const lexer = this.#lexer;
    const words: string[] = [];
    while (lexer.next() !== end) {
      if (lexer.kind === 'keyword' && /^(true|false|null)$/.test(lexer.text)) words.push(lexer.text);
      else words.push(this.#readOperand(depth + 1).spelling);
    }
    return words;
  }

  #operator(name: string): void {
    const operator = OPERATORS.get(name);
    if (operator === undefined) throw new PdfIrregularity(`unknown operator ${name}`);
    const { operands, does } = operator;
    if (operands !== undefined && operands !== this.#operands.length)
      throw new PdfIrregularity(`odd operands of ${name}`);
    const paints = PAINTS[does];
    if (does === 'path') this.#buildPath(name);
    else if (does === 'clip') this.#states.words.push(name);
    else if (paints !== undefined) this.#paintPath(name, paints);
    else if (this.#pathSlot !== undefined) throw new PdfIrregularity(`${name} within a path`);
    else this.#apply(does, name);
    this.#operands = [];
  }

  #word(name: string): string {
    return joinWords([...this.#operands.map(({ spelling }) => spelling), name]);
  }

  #buildPath(name: string): void {
    const states = this.#states;
    if (this.#pathSlot === undefined) {
      this.#pathSlot = states.words.length;
      states.words.push('');
    }
    const decimals = decimalsAt(states.scale, this.#grainPoints);
    let word = '';
    for (const { text, value } of this.#operands) {
      if (text === undefined || value === undefined) throw new PdfIrregularity('a path without numbers');
      word += `${roundedNumber(text, value, decimals)} `;
    }
    states.words.push(`${word}${name}`);
  }

  #paintPath(name: string, paints: readonly Paint[]): void {
    const states = this.#states;
    if (this.#pathSlot === undefined) throw new PdfIrregularity(`${name} without a path`);
    for (const paint of paints) states.writeColour(paint, this.#pathSlot);
    this.#pathSlot = undefined;
    if (paints.length > 0) states.need(name === 'F' ? 'f' : name);
    else states.words.push(name);
  }

  #apply(does: Deed, name: string): void {
    const states = this.#states;
    const word = this.#word(name);
    if (does === 'show') this.#show(name, word);
    else if (does === 'shade' || does === 'mark') states.need(word);
    else if (does === 'fill-colour') states.setColour('fill', word);
    else if (does === 'stroke-colour') states.setColour('stroke', word);
    else if (does === 'fill-space') states.setUnknownColour('fill', word);
    else if (does === 'stroke-space') states.setUnknownColour('stroke', word);
    else if (does === 'fill-component') this.#setComponents('fill', word);
    else if (does === 'stroke-component') this.#setComponents('stroke', word);
    else if (does === 'setting') states.set(name, word);
    else if (does === 'transform') this.#transform(word);
    else if (does === 'settings') {
      states.forgetSettings();
      states.words.push(word);
    } else this.#structure(does, name, word);
  }

  #structure(does: Deed, name: string, word: string): void {
    const states = this.#states;
    const isTextWord = does === 'end-text' || does === 'text-move';
    if (isTextWord !== this.#isInText) throw new PdfIrregularity(`${name} out of place`);
    if (does === 'save') states.save();
    else if (does === 'restore') states.restore();
    else if (does === 'end-text') states.need(word);
    else states.words.push(word);
    if (name === 'TD') states.forget('TL');
    if (does === 'begin-text') this.#isInText = true;
    else if (does === 'end-text') this.#isInText = false;
  }

  #show(name: string, word: string): void {
    const states = this.#states;
    if ((name === 'Do') === this.#isInText) throw new PdfIrregularity(`${name} out of place`);
    states.writeColour('fill');
    states.writeColour('stroke');
    if (name === '"') states.forget('Tw', 'Tc');
    // Text that is not spread out needs no array.
    const only = name === 'TJ' ? /^\[(\((?:[^()\\]|\\[\s\S])*\))\]TJ$/.exec(word)?.[1] : undefined;
    states.need(only === undefined ? word : `${only}Tj`);
  }

  /** Components count in the colour space that was set before. */
  #setComponents(paint: Paint, word: string): void {
    this.#states.writeColour(paint);
    this.#states.setUnknownColour(paint, word);
  }

  #transform(word: string): void {
    const states = this.#states;
    const numbers = this.#operands.map(({ value }) => value ?? Number.NaN);
    if (this.#isInText || numbers.some(Number.isNaN)) throw new PdfIrregularity('odd transformation');
    states.transform(numbers);
    const [a, b, c, d, x = '0', y = '0'] = this.#operands.map(({ spelling }) => spelling);
    if ([a, b, c, d].join() !== '1,0,0,1') {
      states.words.push(word);
      return;
    }
    // Two shifts in a row are one; there and back is none.
    const [, lastX, lastY] = SHIFT.exec(states.words[states.words.length - 1] ?? '') ?? [];
    const isFirst = lastX === undefined || lastY === undefined;
    const shift = isFirst ? { x, y } : { x: sum(lastX, x), y: sum(lastY, y) };
    if (!isFirst) states.words.pop();
    if (shift.x !== '0' || shift.y !== '0') states.words.push(`1 0 0 1 ${shift.x} ${shift.y} cm`);
  }

  #inlineImage(): void {
    if (this.#operands.length > 0 || this.#pathSlot !== undefined || this.#isInText)
      throw new PdfIrregularity('an inline image out of place');
    const lexer = this.#lexer;
    const from = lexer.start;
    skipInlineImage(lexer);
    this.#states.writeColour('fill');
    this.#states.need(lexer.bytes.toString('latin1', from, lexer.at));
  }
}

/** Decimals that a coordinate needs, at so many points to a unit. */
function decimalsAt(scale: number | undefined, grainPoints: number): number {
  if (grainPoints === 0) return Number.POSITIVE_INFINITY;
  const known = scale === undefined || scale === 0 ? SAFE_SCALE : scale;
  return Math.min(MAX_DECIMALS, Math.max(0, Math.ceil(Math.log10(known / grainPoints))));
}

/** The sum of two decimal numbers, exactly. */
function sum(a: string, b: string): string {
  const decimals = Math.max(...[a, b].map((text) => (text.split('.')[1] ?? '').length));
  if (decimals > MAX_DECIMALS) throw new PdfIrregularity('a number of too many decimals');
  return shortNumber((Number(a) + Number(b)).toFixed(decimals));
}
