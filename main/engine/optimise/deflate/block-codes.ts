import { DISTANCE_SYMBOLS, END_OF_BLOCK, LITERAL_SYMBOLS } from './alphabet.ts';
import type { BitWriter } from './bit-writer.ts';
import { type PrefixCode, prefixCodeFor } from './prefix-code.ts';

const MAX_WORD_BITS = 15;
const MAX_LENGTH_WORD_BITS = 7;

/** In this order the lengths of the words for lengths are told (RFC 1951, 3.2.7). */
const LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** How often each symbol appears in a block. */
export interface Frequencies {
  readonly literals: Uint32Array;
  readonly distances: Uint32Array;
}

/** The two codes that a block is written with. */
export interface BlockCodes {
  readonly literals: PrefixCode;
  readonly distances: PrefixCode;
}

export function noFrequencies(): Frequencies {
  const literals = new Uint32Array(LITERAL_SYMBOLS);
  literals[END_OF_BLOCK] = 1;
  return { literals, distances: new Uint32Array(DISTANCE_SYMBOLS) };
}

export function codesFor({ literals, distances }: Frequencies): BlockCodes {
  return {
    literals: prefixCodeFor(literals, MAX_WORD_BITS),
    distances: prefixCodeFor(distances, MAX_WORD_BITS),
  };
}

/** A run of lengths as it is told: a symbol, and bits that follow. */
interface Told {
  readonly symbol: number;
  readonly extra: number;
  readonly extraBits: number;
}

/** A block's codes, ready to be told before it. */
export class CodesHeader {
  readonly #told: readonly Told[];
  readonly #code: PrefixCode;
  readonly #counts: { readonly literals: number; readonly distances: number; readonly lengths: number };

  constructor({ literals, distances }: BlockCodes) {
    const used = [usedOf(literals.lengths, 257), usedOf(distances.lengths, 1)] as const;
    this.#told = runsOf([
      ...literals.lengths.subarray(0, used[0]),
      ...distances.lengths.subarray(0, used[1]),
    ]);
    const frequencies = new Uint32Array(19);
    for (const { symbol } of this.#told) frequencies[symbol] = (frequencies[symbol] as number) + 1;
    this.#code = prefixCodeFor(frequencies, MAX_LENGTH_WORD_BITS);
    let lengths = 19;
    while (lengths > 4 && this.#code.lengths[LENGTH_ORDER[lengths - 1] as number] === 0) lengths -= 1;
    this.#counts = { literals: used[0], distances: used[1], lengths };
  }

  write(writer: BitWriter): void {
    const { literals, distances, lengths } = this.#counts;
    writer.add(literals - 257, 5);
    writer.add(distances - 1, 5);
    writer.add(lengths - 4, 4);
    for (const symbol of LENGTH_ORDER.slice(0, lengths)) writer.add(this.#code.lengths[symbol] as number, 3);
    for (const { symbol, extra, extraBits } of this.#told) {
      writer.add(this.#code.words[symbol] as number, this.#code.lengths[symbol] as number);
      writer.add(extra, extraBits);
    }
  }
}

function usedOf(lengths: Uint8Array, least: number): number {
  let used = lengths.length;
  while (used > least && lengths[used - 1] === 0) used -= 1;
  return used;
}

/** Lengths with runs in short: 16 repeats the last one, 17 and 18 stand for zeros. */
function runsOf(lengths: readonly number[]): readonly Told[] {
  const told: Told[] = [];
  for (let at = 0; at < lengths.length; ) {
    const length = lengths[at] as number;
    let run = 1;
    while (at + run < lengths.length && lengths[at + run] === length) run += 1;
    at += run;
    if (length !== 0) {
      told.push({ symbol: length, extra: 0, extraBits: 0 });
      run -= 1;
    }
    while (run >= 3) {
      const isLong = length === 0 && run >= 11;
      const part = Math.min(run, length !== 0 ? 6 : isLong ? 138 : 10);
      if (length !== 0) told.push({ symbol: 16, extra: part - 3, extraBits: 2 });
      else if (isLong) told.push({ symbol: 18, extra: part - 11, extraBits: 7 });
      else told.push({ symbol: 17, extra: part - 3, extraBits: 3 });
      run -= part;
    }
    for (; run > 0; run -= 1) told.push({ symbol: length, extra: 0, extraBits: 0 });
  }
  return told;
}
