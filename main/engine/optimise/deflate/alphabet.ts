/** How DEFLATE spells lengths and distances of matches: a symbol, and bits that follow it (RFC 1951, 3.2.5). */

export const MIN_MATCH = 3;
export const MAX_MATCH = 258;
export const MAX_DISTANCE = 32_768;

export const END_OF_BLOCK = 256;
export const FIRST_LENGTH_SYMBOL = 257;
/** Literals, the end of the block, and lengths. */
export const LITERAL_SYMBOLS = 286;
export const DISTANCE_SYMBOLS = 30;

const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_BITS = Array.from({ length: DISTANCE_SYMBOLS }, (_, symbol) => Math.max(0, (symbol >> 1) - 1));

/** The first length, or distance, of each symbol. */
function basesOf(bits: readonly number[], first: number): Uint16Array {
  const bases = new Uint16Array(bits.length);
  let base = first;
  for (const [symbol, count] of bits.entries()) {
    bases[symbol] = base;
    base += 2 ** count;
  }
  return bases;
}

export const LENGTH_EXTRA_BITS = Uint8Array.from(LENGTH_BITS);
export const DISTANCE_EXTRA_BITS = Uint8Array.from(DISTANCE_BITS);
export const LENGTH_BASES = basesOf(LENGTH_BITS, MIN_MATCH);
export const DISTANCE_BASES = basesOf(DISTANCE_BITS, 1);
// The longest has a symbol of its own, though the one before would reach it.
LENGTH_BASES[28] = MAX_MATCH;

/** Of each length, its symbol counted from `FIRST_LENGTH_SYMBOL`. */
export const LENGTH_SYMBOLS = tableOf(LENGTH_BASES, MAX_MATCH);

/** Of each distance, its symbol. */
export const DISTANCE_SYMBOL_OF = tableOf(DISTANCE_BASES, MAX_DISTANCE);

function tableOf(bases: Uint16Array, last: number): Uint8Array {
  const symbols = new Uint8Array(last + 1);
  for (let symbol = 0; symbol < bases.length; symbol += 1) symbols.fill(symbol, bases[symbol] as number);
  return symbols;
}
