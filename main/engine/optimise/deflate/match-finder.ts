import { MAX_DISTANCE, MAX_MATCH, MIN_MATCH } from './alphabet.ts';

const MIN_HASH_BITS = 8;
const MAX_HASH_BITS = 16;
const WINDOW_MASK = MAX_DISTANCE - 1;

/** A match as one number: its length above its distance. */
export const DISTANCE_BITS_OF_MATCH = 16;
export const DISTANCE_MASK = 0xffff;

/** Earlier places that are looked at for one; more find hardly better ones. */
const MAX_DEPTH = 20;

/** A match that is as long is taken without looking further. */
export const NICE_LENGTH = 80;

/**
 * Finds where what follows was seen before, at most 32 kB ago.
 *
 * Places are kept in binary trees by what follows them, one tree for each beginning of four bytes, the newest at the root:
 * so a longer match is met before many short ones.
 */
export class MatchFinder {
  readonly #bytes: Uint8Array;
  readonly #hashShift: number;
  readonly #roots: Int32Array;
  /** The last place of each beginning of three bytes. */
  readonly #threes: Int32Array;
  /** Of each place in the window: what sorts before it, and what after. */
  readonly #children: Int32Array;

  constructor(bytes: Uint8Array) {
    const hashBits = Math.min(MAX_HASH_BITS, Math.max(MIN_HASH_BITS, Math.ceil(Math.log2(bytes.length))));
    this.#bytes = bytes;
    this.#hashShift = 32 - hashBits;
    this.#roots = new Int32Array(1 << hashBits).fill(-1);
    this.#threes = new Int32Array(1 << hashBits).fill(-1);
    this.#children = new Int32Array(2 * Math.min(MAX_DISTANCE, bytes.length));
  }

  /** Puts the matches at a place into `found` from `from` on, each longer than the one before; returns where they end. */
  find(place: number, found: Uint32Array, from: number): number {
    const bytes = this.#bytes;
    if (place + 4 > bytes.length) return from;
    let count = from;
    const three = threeHash(bytes, place) >>> this.#hashShift;
    const lastThree = this.#threes[three] as number;
    this.#threes[three] = place;
    const isThree =
      lastThree >= 0 &&
      place - lastThree <= MAX_DISTANCE &&
      bytes[lastThree] === bytes[place] &&
      bytes[lastThree + 1] === bytes[place + 1] &&
      bytes[lastThree + 2] === bytes[place + 2];
    if (isThree) {
      found[count] = (MIN_MATCH << DISTANCE_BITS_OF_MATCH) | (place - lastThree);
      count += 1;
    }
    return this.#insert(place, found, count);
  }

  /** Remembers a place without looking for its matches. */
  skip(place: number): void {
    if (place + 4 > this.#bytes.length) return;
    this.#threes[threeHash(this.#bytes, place) >>> this.#hashShift] = place;
    this.#insert(place, undefined, 0);
  }

  #insert(place: number, found: Uint32Array | undefined, from: number): number {
    const bytes = this.#bytes;
    const children = this.#children;
    const enough = Math.min(NICE_LENGTH, bytes.length - place);
    const longest = found === undefined ? enough : Math.min(MAX_MATCH, bytes.length - place);
    const hash = fourHash(bytes, place) >>> this.#hashShift;
    let other = this.#roots[hash] as number;
    this.#roots[hash] = place;
    let before = 2 * (place & WINDOW_MASK);
    let after = before + 1;
    let [lengthBefore, lengthAfter, best, count] = [0, 0, MIN_MATCH, from];
    for (let depth = MAX_DEPTH; other >= 0 && place - other < MAX_DISTANCE && depth > 0; depth -= 1) {
      let length = Math.min(lengthBefore, lengthAfter);
      while (length < longest && bytes[other + length] === bytes[place + length]) length += 1;
      const pair = 2 * (other & WINDOW_MASK);
      if (length > best) {
        best = length;
        if (found !== undefined) {
          found[count] = (length << DISTANCE_BITS_OF_MATCH) | (place - other);
          count += 1;
        }
      }
      if (length >= enough) {
        children[before] = children[pair] as number;
        children[after] = children[pair + 1] as number;
        return count;
      }
      if ((bytes[other + length] as number) < (bytes[place + length] as number)) {
        children[before] = other;
        before = pair + 1;
        lengthBefore = length;
        other = children[before] as number;
      } else {
        children[after] = other;
        after = pair;
        lengthAfter = length;
        other = children[after] as number;
      }
    }
    children[before] = -1;
    children[after] = -1;
    return count;
  }
}

function threeHash(bytes: Uint8Array, at: number): number {
  const three = (bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16);
  return Math.imul(three, 0x9e3779b1);
}

function fourHash(bytes: Uint8Array, at: number): number {
  const four =
    (bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24);
  return Math.imul(four, 0x9e3779b1);
}
