import { PDFString } from 'pdf-lib';
import { PdfIrregularity } from '../irregularity.ts';

/** Keys with which the two encrypted parts of a Type 1 font begin (Type 1 Font Format, 7.2 and 7.3). */
const PROGRAM_KEY = 55_665;
const CHARSTRING_KEY = 4_330;
const RANDOM_BYTES = 4;

/** What a font says of hinting as a whole, by its Type 1 names. */
export type HintValues = ReadonlyMap<string, readonly number[]>;

/** The parts of a Type 1 font that draw. */
export interface Type1Program {
  readonly name: string;
  readonly notice: string | undefined;
  readonly matrix: readonly number[];
  readonly box: readonly number[];
  /** Names by code; undefined for Adobe's StandardEncoding. */
  readonly encoding: ReadonlyMap<number, string> | undefined;
  readonly hinting: HintValues;
  readonly subroutines: ReadonlyMap<number, Uint8Array>;
  readonly glyphs: ReadonlyMap<string, Uint8Array>;
}

const HINT_VALUES = [
  'BlueValues',
  'OtherBlues',
  'FamilyBlues',
  'FamilyOtherBlues',
  'BlueScale',
  'BlueShift',
  'BlueFuzz',
  'StdHW',
  'StdVW',
  'StemSnapH',
  'StemSnapV',
  'ForceBold',
  'LanguageGroup',
  'ExpansionFactor',
];

/** What fonts hold that changes what is drawn, and that is not followed here: several masters, own metrics, two resolutions. */
const NOT_FOLLOWED = /\/(WeightVector|Metrics2?|CDevProc|hires|BlendDesignMap)\b/;

/**
 * Reads a Type 1 font as PDFs embed it (Adobe Type 1 Font Format, 1990): clear text, then a binary encrypted part.
 *
 * Throws `PdfIrregularity` for whatever is not written as usual: such a font is left as it is.
 */
export function readType1(bytes: Uint8Array): Type1Program {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = whole.indexOf('eexec', 0, 'latin1');
  if (end < 0 || whole[0] !== 0x25) throw new PdfIrregularity('no Type 1 font');
  const clear = whole.toString('latin1', 0, end);
  const hidden = decrypt(whole.subarray(afterSpace(whole, end + 5)), PROGRAM_KEY, RANDOM_BYTES);
  const text = hidden.toString('latin1');
  const subrsAt = text.indexOf('/Subrs');
  const charsAt = text.indexOf('/CharStrings', Math.max(0, subrsAt));
  if (charsAt < 0) throw new PdfIrregularity('a font without glyphs');
  const ahead = text.slice(0, subrsAt < 0 ? charsAt : subrsAt);
  if (NOT_FOLLOWED.test(clear) || NOT_FOLLOWED.test(ahead)) throw new PdfIrregularity('an unusual font');
  if (numbersOf(clear, 'PaintType')?.[0] !== 0) throw new PdfIrregularity('a font of outlines');
  const randomBytes = numbersOf(ahead, 'lenIV')?.[0] ?? RANDOM_BYTES;
  const hinting = HINT_VALUES.flatMap((key): [string, readonly number[]][] => {
    const values = numbersOf(ahead, key);
    return values === undefined ? [] : [[key, values]];
  });
  const part = new EncryptedPart(hidden, text, randomBytes);
  const subroutines = subrsAt < 0 ? [] : part.subroutines(subrsAt);
  return {
    name: need(/\/FontName\s*\/([!-~]+)/.exec(clear)?.[1]),
    notice: noticeIn(clear),
    matrix: need(numbersOf(clear, 'FontMatrix')),
    box: need(numbersOf(clear, 'FontBBox')),
    encoding: encodingIn(clear),
    hinting: new Map(hinting),
    subroutines: new Map(subroutines),
    glyphs: new Map(part.glyphs(Math.max(charsAt, part.at))),
  };
}

function need<T>(value: T | undefined): T {
  if (value === undefined) throw new PdfIrregularity('a font that lacks something');
  return value;
}

function afterSpace(bytes: Buffer, from: number): number {
  let at = from;
  while (bytes[at] === 0x20 || bytes[at] === 0x0d || bytes[at] === 0x0a || bytes[at] === 0x09) at += 1;
  const isHexadecimal = /^[0-9A-Fa-f]{4}/.test(bytes.toString('latin1', at, at + 4));
  if (isHexadecimal) throw new PdfIrregularity('a font in hexadecimal digits');
  return at;
}

function decrypt(bytes: Uint8Array, key: number, randomBytes: number): Buffer {
  const plain = Buffer.alloc(bytes.length);
  let state = key;
  bytes.forEach((cipher, index) => {
    plain[index] = cipher ^ (state >> 8);
    state = ((cipher + state) * 52_845 + 22_719) & 0xffff;
  });
  return plain.subarray(randomBytes);
}

/** A number, a truth value as 0 or 1, or the numbers of an array. */
function numbersOf(text: string, key: string): readonly number[] | undefined {
  const found = new RegExp(`/${key}\\s*(?:[[{]([^\\]}]*)[\\]}]|(-?[\\d.]+|true|false)\\s)`).exec(text);
  if (found === null) return undefined;
  const words = (found[1] ?? found[2] ?? '')
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
  const numbers = words.map((word) => (word === 'true' ? 1 : word === 'false' ? 0 : Number(word)));
  if (numbers.some((number) => !Number.isFinite(number))) throw new PdfIrregularity(`odd ${key} of a font`);
  return numbers;
}

function noticeIn(clear: string): string | undefined {
  const escaped = /\/Notice\s*\(((?:[^()\\]|\\[\s\S])*)\)/.exec(clear)?.[1];
  return escaped === undefined ? undefined : Buffer.from(PDFString.of(escaped).asBytes()).toString('latin1');
}

function encodingIn(clear: string): ReadonlyMap<number, string> | undefined {
  if (/\/Encoding\s+StandardEncoding\s+def\b/.test(clear)) return undefined;
  const list =
    /\/Encoding\s+256\s+array\s+0\s+1\s+255\s*\{\s*1\s+index\s+exch\s*\/\.notdef\s+put\s*\}\s*for([\s\S]*?)\bdef\b/.exec(
      clear,
    )?.[1];
  const names = new Map<number, string>();
  const rest = need(list).replace(
    /dup\s+(\d+)\s*\/([^\s/[\](){}<>%]+)\s+put/g,
    (_, code: string, name: string) => {
      names.set(Number(code), name);
      return '';
    },
  );
  if (!/^\s*(readonly\s*)?$/.test(rest)) throw new PdfIrregularity('odd encoding of a font');
  return names;
}

class EncryptedPart {
  /** Where reading goes on. */
  at = 0;
  readonly #bytes: Buffer;
  readonly #text: string;
  readonly #randomBytes: number;

  constructor(bytes: Buffer, text: string, randomBytes: number) {
    if (randomBytes < 0) throw new PdfIrregularity('glyphs in clear');
    this.#bytes = bytes;
    this.#text = text;
    this.#randomBytes = randomBytes;
  }

  subroutines(from: number): [number, Uint8Array][] {
    return this.#entries(from, /\/Subrs\s+(\d+)\s+array/y, /\s*dup\s+(\d+)\s+(\d+)\s+\S+ /y).map(
      ([index, code]) => [Number(index), code],
    );
  }

  glyphs(from: number): [string, Uint8Array][] {
    const at = this.#text.indexOf('/CharStrings', from);
    const entries = this.#entries(
      at,
      /\/CharStrings\s+(\d+)\s+dict\s+dup\s+begin/y,
      /\s*\/(\S+)\s+(\d+)\s+\S+ /y,
    );
    if (!/^\s*end\b/.test(this.#text.slice(this.at, this.at + 16)) || entries.length === 0)
      throw new PdfIrregularity('glyphs that do not end');
    return entries;
  }

  #entries(from: number, start: RegExp, entry: RegExp): [string, Uint8Array][] {
    const text = this.#text;
    if (this.#match(start, from) === null) throw new PdfIrregularity('odd parts of a font');
    const entries: [string, Uint8Array][] = [];
    for (let found = this.#match(entry); found !== null; found = this.#match(entry)) {
      const [, key = '', length] = found;
      const end = this.at + Number(length);
      if (end > text.length) throw new PdfIrregularity('a font that is cut short');
      entries.push([key, decrypt(this.#bytes.subarray(this.at, end), CHARSTRING_KEY, this.#randomBytes)]);
      this.at = end;
      this.#match(/\s*(?:NP|ND|\|-?|(?:noaccess|readonly)?\s*(?:put|def))(?=\s)/y);
    }
    return entries;
  }

  #match(pattern: RegExp, from = this.at): RegExpExecArray | null {
    pattern.lastIndex = from;
    const found = pattern.exec(this.#text);
    if (found !== null) this.at = pattern.lastIndex;
    return found;
  }
}
