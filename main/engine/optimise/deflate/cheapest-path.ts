import {
  DISTANCE_EXTRA_BITS,
  DISTANCE_SYMBOL_OF,
  DISTANCE_SYMBOLS,
  END_OF_BLOCK,
  FIRST_LENGTH_SYMBOL,
  LENGTH_EXTRA_BITS,
  LENGTH_SYMBOLS,
  LITERAL_SYMBOLS,
  MAX_MATCH,
  MIN_MATCH,
} from './alphabet.ts';
import { type BlockCodes, type Frequencies, noFrequencies } from './block-codes.ts';
import { DISTANCE_BITS_OF_MATCH, DISTANCE_MASK } from './match-finder.ts';

/** What a symbol is taken to cost that no word was made for yet, in bits. */
const UNUSED_LITERAL_BITS = 13;
const UNUSED_LENGTH_BITS = 12;
const UNUSED_DISTANCE_BITS = 10;

/** What each token costs, in bits. */
export interface Costs {
  readonly literals: Float64Array;
  /** By length. */
  readonly lengths: Float64Array;
  /** By symbol. */
  readonly distances: Float64Array;
}

/** Bytes of one block, and where in them matches were found. */
export interface BlockMatches {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
  /** The matches of all places, one after the other. */
  readonly found: Uint32Array;
  /** Where, in `found`, those of each place begin, counted from `from`; one more than there are places. */
  readonly starts: Uint32Array;
}

/** The cheapest way through a block, as a match (length above distance) or 0 for a literal at each place on it. */
export interface Path {
  readonly steps: Uint32Array;
  readonly frequencies: Frequencies;
}

/** Room for the search, for blocks of up to so many bytes. */
export class PathFinder {
  readonly #costToEnd: Float64Array;
  readonly #steps: Uint32Array;

  constructor(maxBlockBytes: number) {
    this.#costToEnd = new Float64Array(maxBlockBytes + 1);
    this.#steps = new Uint32Array(maxBlockBytes + 1);
  }

  /** From the block's end back: what is cheapest from a place on depends on what follows alone. */
  find({ bytes, from, to, found, starts }: BlockMatches, costs: Costs): Path {
    const costToEnd = this.#costToEnd;
    const steps = this.#steps;
    const { literals, lengths, distances } = costs;
    const size = to - from;
    costToEnd[size] = 0;
    for (let place = size - 1; place >= 0; place -= 1) {
      let best = (literals[bytes[from + place] as number] as number) + (costToEnd[place + 1] as number);
      let step = 0;
      let length = MIN_MATCH;
      const end = starts[place + 1] as number;
      for (let at = starts[place] as number; at < end; at += 1) {
        const match = found[at] as number;
        const distance = match & DISTANCE_MASK;
        const distanceCost = distances[DISTANCE_SYMBOL_OF[distance] as number] as number;
        const longest = Math.min(match >>> DISTANCE_BITS_OF_MATCH, size - place);
        for (; length <= longest; length += 1) {
          const cost = distanceCost + (lengths[length] as number) + (costToEnd[place + length] as number);
          if (cost < best) {
            best = cost;
            step = (length << DISTANCE_BITS_OF_MATCH) | distance;
          }
        }
      }
      costToEnd[place] = best;
      steps[place] = step;
    }
    return { steps, frequencies: countSteps(bytes, from, size, steps) };
  }
}

function countSteps(bytes: Uint8Array, from: number, size: number, steps: Uint32Array): Frequencies {
  const frequencies = noFrequencies();
  const { literals, distances } = frequencies;
  for (let place = 0; place < size; ) {
    const step = steps[place] as number;
    const length = step >>> DISTANCE_BITS_OF_MATCH;
    const symbol =
      step === 0 ? (bytes[from + place] as number) : FIRST_LENGTH_SYMBOL + (LENGTH_SYMBOLS[length] as number);
    literals[symbol] = (literals[symbol] as number) + 1;
    if (step !== 0) {
      const distance = DISTANCE_SYMBOL_OF[step & DISTANCE_MASK] as number;
      distances[distance] = (distances[distance] as number) + 1;
    }
    place += step === 0 ? 1 : length;
  }
  return frequencies;
}

/** What tokens cost before anything is known of a block but its bytes: a match about two literals. */
export function guessedCosts({ bytes, from, to }: Pick<BlockMatches, 'bytes' | 'from' | 'to'>): Costs {
  const counts = new Uint32Array(256);
  for (let at = from; at < to; at += 1)
    counts[bytes[at] as number] = (counts[bytes[at] as number] as number) + 1;
  const literals = Float64Array.from(counts, (count) =>
    Math.min(UNUSED_LITERAL_BITS, 1 + Math.log2((to - from + 256) / (count + 1))),
  );
  const ofSymbol = new Float64Array(LITERAL_SYMBOLS).fill(6);
  return {
    literals,
    lengths: costsOfLengths(ofSymbol),
    distances: costsOfDistances(new Float64Array(DISTANCE_SYMBOLS).fill(5)),
  };
}

/** What tokens cost in a code. */
export function costsIn({ literals, distances }: BlockCodes): Costs {
  const bitsOr = (unused: number) => (length: number) => (length === 0 ? unused : length);
  const ofLiteral = Float64Array.from(
    literals.lengths.subarray(0, END_OF_BLOCK),
    bitsOr(UNUSED_LITERAL_BITS),
  );
  return {
    literals: ofLiteral,
    lengths: costsOfLengths(Float64Array.from(literals.lengths, bitsOr(UNUSED_LENGTH_BITS))),
    distances: costsOfDistances(Float64Array.from(distances.lengths, bitsOr(UNUSED_DISTANCE_BITS))),
  };
}

function costsOfLengths(ofSymbol: Float64Array): Float64Array {
  const costs = new Float64Array(MAX_MATCH + 1);
  for (let length = MIN_MATCH; length <= MAX_MATCH; length += 1) {
    const symbol = LENGTH_SYMBOLS[length] as number;
    costs[length] =
      (ofSymbol[FIRST_LENGTH_SYMBOL + symbol] as number) + (LENGTH_EXTRA_BITS[symbol] as number);
  }
  return costs;
}

function costsOfDistances(ofSymbol: Float64Array): Float64Array {
  return ofSymbol.map((bits, symbol) => bits + (DISTANCE_EXTRA_BITS[symbol] as number));
}
