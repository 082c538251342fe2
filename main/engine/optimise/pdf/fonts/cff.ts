import { PdfIrregularity } from '../irregularity.ts';
import { STANDARD_STRINGS } from './cff-strings.ts';
import type { Glyph } from './glyph.ts';
import type { Type1Program } from './type1-program.ts';
import { spellInteger, writeType2 } from './type2-glyph.ts';

/** Keys of the two dictionaries (Adobe Technical Note 5176, tables 9 and 23). */
const NOTICE = [1];
const FONT_BOX = [5];
const FONT_MATRIX = [12, 7];
const CHARSET = [15];
const ENCODING = [16];
const CHARSTRINGS = [17];
const PRIVATE = [18];
const DEFAULT_WIDTH = [20];
const NOMINAL_WIDTH = [21];

/** Arrays are written as differences; the others are one number. */
const HINT_KEYS: Readonly<Record<string, { readonly key: readonly number[]; readonly isArray: boolean }>> = {
  BlueValues: { key: [6], isArray: true },
  OtherBlues: { key: [7], isArray: true },
  FamilyBlues: { key: [8], isArray: true },
  FamilyOtherBlues: { key: [9], isArray: true },
  StdHW: { key: [10], isArray: false },
  StdVW: { key: [11], isArray: false },
  BlueScale: { key: [12, 9], isArray: false },
  BlueShift: { key: [12, 10], isArray: false },
  BlueFuzz: { key: [12, 11], isArray: false },
  StemSnapH: { key: [12, 12], isArray: true },
  StemSnapV: { key: [12, 13], isArray: true },
  ForceBold: { key: [12, 14], isArray: false },
  LanguageGroup: { key: [12, 17], isArray: false },
  ExpansionFactor: { key: [12, 18], isArray: false },
};

const USUAL_MATRIX = '0.001,0,0,0.001,0,0';
const NO_GLYPH = '.notdef';

/** Writes a font in the Compact Font Format (Adobe Technical Note 5176): the same glyphs, names, codes and hints. */
export function writeCff(program: Type1Program, glyphs: ReadonlyMap<string, Glyph>): Buffer {
  const names = orderOf(program, glyphs);
  const strings = new Strings();
  const charset = Buffer.from([0, ...names.slice(1).flatMap((name) => twoBytes(strings.numberOf(name)))]);
  const encoding = encodingOf(program, names, strings);
  const width = mostCommon([...glyphs.values()].map((glyph) => glyph.width));
  const charstrings = index(names.map((name) => writeType2(glyphs.get(name) as Glyph, width)));
  const hints = privateDict(program, width);
  const notice = program.notice === undefined ? undefined : strings.numberOf(program.notice);
  const ahead = Buffer.concat([Buffer.of(1, 0, 4, 4), index([Buffer.from(program.name, 'latin1')])]);
  const behind = Buffer.concat([strings.index(), index([])]);
  const top = (charsetAt: number): Buffer => {
    const encodingAt = charsetAt + charset.length;
    const charstringsAt = encodingAt + encoding.length;
    return Buffer.concat([
      ...(notice === undefined ? [] : [entry([notice], NOTICE)]),
      entry(program.box, FONT_BOX),
      ...(program.matrix.join() === USUAL_MATRIX ? [] : [entry(program.matrix, FONT_MATRIX)]),
      offset(charsetAt),
      Buffer.from(CHARSET),
      ...(encoding.length === 0 ? [] : [offset(encodingAt), Buffer.from(ENCODING)]),
      offset(charstringsAt),
      Buffer.from(CHARSTRINGS),
      offset(hints.length),
      offset(charstringsAt + charstrings.length),
      Buffer.from(PRIVATE),
    ]);
  };
  // Offsets are written in five bytes, whatever they are: the length is known before they are.
  const topLength = index([top(0)]).length;
  const start = index([top(ahead.length + topLength + behind.length)]);
  return Buffer.concat([ahead, start, behind, charset, encoding, charstrings, hints]);
}

/** The missing glyph first, then those with a code by their codes, then the others. */
function orderOf({ encoding }: Type1Program, glyphs: ReadonlyMap<string, Glyph>): readonly string[] {
  if (!glyphs.has(NO_GLYPH)) throw new PdfIrregularity('a font without a missing glyph');
  const coded = [...(encoding ?? [])].sort(([a], [b]) => a - b).map(([, name]) => name);
  return [...new Set([NO_GLYPH, ...coded.filter((name) => glyphs.has(name)), ...glyphs.keys()])];
}

/** Codes of the glyphs in order, then second codes with their names (format 0); nothing for StandardEncoding. */
function encodingOf({ encoding }: Type1Program, names: readonly string[], strings: Strings): Buffer {
  if (encoding === undefined) return Buffer.alloc(0);
  const codes = [...encoding]
    .filter(([code, name]) => code <= 255 && name !== NO_GLYPH && names.includes(name))
    .sort(([a], [b]) => a - b);
  const first = new Map<string, number>();
  const second: number[] = [];
  for (const [code, name] of codes) {
    if (first.has(name)) second.push(code, ...twoBytes(strings.numberOf(name)));
    else first.set(name, code);
  }
  const isSupplemented = second.length > 0;
  const own = [...first.values()];
  return Buffer.from([
    isSupplemented ? 0x80 : 0,
    own.length,
    ...own,
    ...(isSupplemented ? [second.length / 3, ...second] : []),
  ]);
}

function privateDict({ hinting }: Type1Program, width: number): Buffer {
  const entries = [...hinting].map(([name, values]) => {
    const { key, isArray } = HINT_KEYS[name] as (typeof HINT_KEYS)[string];
    if (!isArray && values.length !== 1) throw new PdfIrregularity(`odd ${name} of a font`);
    const written = isArray ? values.map((value, at) => value - (values[at - 1] ?? 0)) : values;
    return values.length === 0 ? Buffer.alloc(0) : entry(written, key);
  });
  return Buffer.concat([...entries, entry([width], DEFAULT_WIDTH), entry([width], NOMINAL_WIDTH)]);
}

function mostCommon(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

/** Strings that the standard does not number follow those that it does. */
class Strings {
  readonly #numbers = new Map(STANDARD_STRINGS.map((text, number) => [text, number]));
  readonly #own: string[] = [];

  numberOf(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = STANDARD_STRINGS.length + this.#own.push(text) - 1;
    this.#numbers.set(text, number);
    return number;
  }

  index(): Buffer {
    return index(this.#own.map((text) => Buffer.from(text, 'latin1')));
  }
}

function twoBytes(value: number): [number, number] {
  return [value >> 8, value & 0xff];
}

/** An INDEX: how many, where each begins, and their bytes one after the other. */
function index(parts: readonly Uint8Array[]): Buffer {
  if (parts.length === 0) return Buffer.of(0, 0);
  const bytes = Buffer.concat(parts);
  const size = bytes.length < 0xff ? 1 : bytes.length < 0xffff ? 2 : 3;
  const head = Buffer.alloc(3 + (parts.length + 1) * size);
  head.writeUInt16BE(parts.length, 0);
  head[2] = size;
  let at = 1;
  for (const [place, part] of [...parts, undefined].entries()) {
    head.writeUIntBE(at, 3 + place * size, size);
    at += part?.length ?? 0;
  }
  return Buffer.concat([head, bytes]);
}

function entry(values: readonly number[], key: readonly number[]): Buffer {
  return Buffer.concat([...values.map(operand), Buffer.from(key)]);
}

/** An integer as in a charstring, or decimal digits, two in a byte. */
function operand(value: number): Buffer {
  if (Number.isInteger(value) && Math.abs(value) < 32_768) return spellInteger(value);
  const digits = [...String(value).replace('e-', 'c').replace('e+', 'b')].map((digit) =>
    digit === '.' ? 'a' : digit === '-' ? 'e' : digit,
  );
  const nibbles = `${digits.join('')}f`;
  return Buffer.concat([
    Buffer.of(30),
    Buffer.from(nibbles.length % 2 === 0 ? nibbles : `${nibbles}f`, 'hex'),
  ]);
}

function offset(value: number): Buffer {
  const bytes = Buffer.alloc(5);
  bytes[0] = 29;
  bytes.writeInt32BE(value, 1);
  return bytes;
}
