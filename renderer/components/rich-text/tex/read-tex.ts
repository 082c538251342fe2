import type { MathTree } from '../../../../preload/contract/tex/math-tree.ts';
import {
  ACCENT_OF,
  BIG_OF,
  DOUBLE_STRUCK_OF,
  ENVIRONMENTS,
  FUNCTIONS,
  INTEGRAL_OF,
  LETTER_OF,
  OPERATOR_OF,
  WITH_BOUND_BELOW,
} from '../../../../preload/contract/tex/symbols.ts';
import { type Token, tokensOf } from './tokens.ts';

/** Why a text is no formula. Words: `richText.formula.fault.<kind>`. */
export interface TexFault {
  readonly kind: 'empty' | 'unknown' | 'incomplete' | 'unclosed' | 'unopened' | 'scripts' | 'deep';
  /** What is wrong, and where it stands in the text. */
  readonly text: string;
  readonly at: number;
}

export type ReadTex =
  | { readonly tree: MathTree; readonly fault: null }
  | { readonly tree: null; readonly fault: TexFault };

/** 2000 letters, 40 levels: more than a line of a lesson holds. */
export const TEX_MAX_LENGTH = 2000;
const MOST_DEEP = 40;

/** The formula that a text in TeX is, or why it is none. */
export function readTex(tex: string): ReadTex {
  try {
    if (tex.trim() === '') throw new Fault('empty', { text: '', at: 0 });
    const reader = new Reader(tex.slice(0, TEX_MAX_LENGTH));
    const inside = reader.row(() => false);
    return { tree: ['math', ...inside], fault: null };
  } catch (error) {
    if (error instanceof Fault) return { tree: null, fault: error.fault };
    throw error;
  }
}

class Fault extends Error {
  readonly fault: TexFault;
  constructor(kind: TexFault['kind'], { text, at }: Token) {
    super(kind);
    this.fault = { kind, text, at };
  }
}

const leaf = (name: string, text: string): MathTree => [name, text];
const asOne = (inside: readonly MathTree[]): MathTree =>
  inside.length === 1 ? (inside[0] as MathTree) : ['mrow', ...inside];

class Reader {
  readonly #tokens: readonly Token[];
  readonly #end: number;
  #next = 0;
  #depth = 0;

  constructor(tex: string) {
    this.#tokens = tokensOf(tex);
    this.#end = tex.length;
  }

  /** What stands before the sign that ends it, which stays. */
  row(isEnd: (text: string) => boolean): MathTree[] {
    this.#depth += 1;
    if (this.#depth > MOST_DEEP) throw new Fault('deep', this.#here());
    const inside: MathTree[] = [];
    for (let token = this.#peek(); token !== undefined && !isEnd(token.text); token = this.#peek()) {
      if (['}', '&', '\\\\', '\\right', '\\end'].includes(token.text)) throw new Fault('unopened', token);
      inside.push(this.#withScripts());
    }
    this.#depth -= 1;
    return inside;
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#next];
  }

  #here(): Token {
    return this.#peek() ?? { text: '', at: this.#end };
  }

  #take(): Token {
    const token = this.#peek();
    if (token === undefined) throw new Fault('incomplete', this.#here());
    this.#next += 1;
    return token;
  }

  #takeIf(text: string): boolean {
    if (this.#peek()?.text !== text) return false;
    this.#next += 1;
    return true;
  }

  /** An element with what stands below and above it. */
  #withScripts(): MathTree {
    const first = this.#here();
    const isScript = first.text === '^' || first.text === '_';
    const base: MathTree = isScript ? ['mrow'] : this.#element();
    let below: MathTree | null = null;
    let above: MathTree | null = null;
    for (let token = this.#peek(); token !== undefined; token = this.#peek()) {
      if (token.text === "'") {
        this.#next += 1;
        above = above === null ? leaf('mo', '′') : ['mrow', above, leaf('mo', '′')];
      } else if (token.text === '^' || token.text === '_') {
        this.#next += 1;
        if ((token.text === '^' ? above : below) !== null) throw new Fault('scripts', token);
        const script = this.#element();
        if (token.text === '^') above = script;
        else below = script;
      } else break;
    }
    return scripted(base, below, above);
  }

  #element(): MathTree {
    const token = this.#take();
    const { text } = token;
    if (text === '{') return asOne(this.#until('}', token));
    if (text === '}' || text === '&' || text === '^' || text === '_') throw new Fault('incomplete', token);
    if (text.startsWith('\\')) return this.#command(token);
    if (/^\d/.test(text)) return leaf('mn', text);
    if (/^\p{L}/u.test(text)) return leaf('mi', text);
    return leaf('mo', text === '-' ? '−' : text === '*' ? '∗' : text === "'" ? '′' : text);
  }

  /** What stands before a sign, which is taken too. */
  #until(end: string, opened: Token): MathTree[] {
    const inside = this.row((text) => text === end);
    if (!this.#takeIf(end)) throw new Fault('unclosed', opened);
    return inside;
  }

  #command(token: Token): MathTree {
    const name = token.text.slice(1);
    switch (name) {
      case 'frac':
      case 'dfrac':
      case 'tfrac':
        return ['mfrac', this.#element(), this.#element()];
      case 'binom':
        return this.#binomial();
      case 'sqrt':
        return this.#root();
      case 'left':
        return this.#fenced(token);
      case 'begin':
        return this.#environment(token);
      case 'text':
      case 'mathrm':
        return leaf(name === 'text' ? 'mtext' : 'mi', this.#letters());
      case 'mathbb': {
        const letter = this.#letters();
        return leaf('mi', DOUBLE_STRUCK_OF.get(letter) ?? letter);
      }
      case 'underline':
        return ['munder', this.#element(), leaf('mo', '_')];
      default:
        return this.#symbol(token, name);
    }
  }

  #symbol(token: Token, name: string): MathTree {
    const accent = ACCENT_OF.get(name);
    if (accent !== undefined) return ['mover', this.#element(), leaf('mo', accent)];
    const letter = LETTER_OF.get(name);
    if (letter !== undefined) return leaf('mi', letter);
    const sign = OPERATOR_OF.get(name) ?? BIG_OF.get(name) ?? INTEGRAL_OF.get(name);
    if (sign !== undefined) return leaf('mo', sign);
    if (FUNCTIONS.has(name)) return leaf('mi', name);
    if (/^[{}%$_&#|]$/.test(name)) return leaf('mo', name === '|' ? '‖' : name);
    if (/^[,;:! ]$/.test(name)) return leaf('mtext', '\u2009');
    if (name === 'quad' || name === 'qquad') return leaf('mtext', '\u2003');
    throw new Fault('unknown', token);
  }

  #root(): MathTree {
    const opened = this.#here();
    if (!this.#takeIf('[')) return ['msqrt', this.#element()];
    const degree = asOne(this.#until(']', opened));
    return ['mroot', this.#element(), degree];
  }

  #binomial(): MathTree {
    const [above, below] = [this.#element(), this.#element()];
    const rows: MathTree[] = [above, below].map((one) => ['mtr', ['mtd', one]]);
    return ['mrow', leaf('mo', '('), ['mtable', ...rows], leaf('mo', ')')];
  }

  #fenced(opened: Token): MathTree {
    const before = this.#fence();
    const inside = this.#until('\\right', opened);
    return ['mrow', ...before, ...inside, ...this.#fence()];
  }

  /** A bracket, or none for a dot. */
  #fence(): MathTree[] {
    const { text } = this.#take();
    if (text === '.') return [];
    const name = text.slice(1);
    return [
      leaf('mo', text.startsWith('\\') ? (OPERATOR_OF.get(name) ?? (name === '|' ? '‖' : name)) : text),
    ];
  }

  #environment(opened: Token): MathTree {
    const name = this.#letters();
    const around = ENVIRONMENTS.get(name);
    if (around === undefined) throw new Fault('unknown', { ...opened, text: `\\begin{${name}}` });
    const rows: MathTree[][] = [[]];
    for (;;) {
      const inside = this.row((text) => ['&', '\\\\', '\\end'].includes(text));
      rows.at(-1)?.push(['mtd', ...inside]);
      if (this.#takeIf('&')) continue;
      if (this.#takeIf('\\\\')) rows.push([]);
      else if (this.#takeIf('\\end')) break;
      else throw new Fault('unclosed', opened);
    }
    if (this.#letters() !== name) throw new Fault('unclosed', opened);
    // A line that ends the last row opens none.
    const written = rows.filter(
      (row, index) => index < rows.length - 1 || row.some((cell) => cell.length > 1),
    );
    const table: MathTree = ['mtable', ...written.map((row): MathTree => ['mtr', ...row])];
    const [before, after] = around.map((sign) => (sign === '' ? [] : [leaf('mo', sign)]));
    return asOne([...(before ?? []), table, ...(after ?? [])]);
  }

  /** The letters in braces, as they are. */
  #letters(): string {
    const opened = this.#take();
    if (opened.text !== '{') throw new Fault('incomplete', opened);
    let text = '';
    let last = opened.at + 1;
    for (let token = this.#take(); token.text !== '}'; token = this.#take()) {
      text += `${' '.repeat(Math.min(1, token.at - last))}${token.text.replace(/^\\(?=[^A-Za-z])/, '')}`;
      last = token.at + token.text.length;
    }
    return text;
  }
}

/** Bounds stand below and above a sum and a limit, beside everything else. */
function scripted(base: MathTree, below: MathTree | null, above: MathTree | null): MathTree {
  const [, sign] = base;
  const isBig =
    typeof sign === 'string' && ([...BIG_OF.values()].includes(sign) || WITH_BOUND_BELOW.has(sign));
  if (below !== null && above !== null) return [isBig ? 'munderover' : 'msubsup', base, below, above];
  if (below !== null) return [isBig ? 'munder' : 'msub', base, below];
  if (above !== null) return [isBig ? 'mover' : 'msup', base, above];
  return base;
}
