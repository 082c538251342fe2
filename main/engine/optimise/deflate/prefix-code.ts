/** A prefix code: of each symbol, the length of its word in bits (0: unused), and the word as DEFLATE writes it. */
export interface PrefixCode {
  readonly lengths: Uint8Array;
  /** Bits reversed, so that they can be written from the lowest on. */
  readonly words: Uint16Array;
}

/** The best code for these frequencies in which no word is longer than `maxLength`; at least two symbols get a word. */
export function prefixCodeFor(frequencies: Uint32Array, maxLength: number): PrefixCode {
  const lengths = lengthsFor(frequencies, maxLength);
  return { lengths, words: wordsOf(lengths) };
}

function lengthsFor(frequencies: Uint32Array, maxLength: number): Uint8Array {
  const lengths = new Uint8Array(frequencies.length);
  const symbols: number[] = [];
  for (let symbol = 0; symbol < frequencies.length; symbol += 1)
    if (frequencies[symbol] !== 0) symbols.push(symbol);
  // A code of one word, or of none, is not read by every program.
  for (let symbol = 0; symbols.length < 2; symbol += 1) if (!symbols.includes(symbol)) symbols.push(symbol);
  const weightOf = (symbol: number) => Math.max(1, frequencies[symbol] as number);
  symbols.sort((a, b) => weightOf(a) - weightOf(b) || a - b);
  const counts = countsOfLengths(symbols.map(weightOf), maxLength);
  let at = 0;
  for (let length = maxLength; length > 0; length -= 1)
    for (let count = counts[length] as number; count > 0; count -= 1) {
      lengths[symbols[at] as number] = length;
      at += 1;
    }
  return lengths;
}

/**
 * How many words have each length: Huffman's tree is built from the lightest up, then taken apart from its root, where a
 * node that lies too deep splits a leaf higher up instead.
 */
function countsOfLengths(weights: readonly number[], maxLength: number): Uint32Array {
  const leaves = weights.length;
  const inner: number[] = [];
  const parents = new Uint32Array(leaves * 2);
  let [leaf, node] = [0, 0];
  const lightest = () => {
    const isLeaf =
      leaf < leaves && (node >= inner.length || (weights[leaf] as number) <= (inner[node] as number));
    return isLeaf ? leaf++ : leaves + node++;
  };
  const weightAt = (index: number) => (index < leaves ? weights[index] : inner[index - leaves]) as number;
  while (inner.length < leaves - 1) {
    const [a, b] = [lightest(), lightest()];
    parents[a] = parents[b] = inner.length;
    inner.push(weightAt(a) + weightAt(b));
  }
  const counts = new Uint32Array(maxLength + 2);
  counts[1] = 2;
  const depths = new Uint32Array(inner.length);
  for (let index = inner.length - 2; index >= 0; index -= 1) {
    const depth = (depths[parents[leaves + index] as number] as number) + 1;
    depths[index] = depth;
    let split = Math.min(depth, maxLength - 1);
    while (counts[split] === 0) split -= 1;
    counts[split] = (counts[split] as number) - 1;
    counts[split + 1] = (counts[split + 1] as number) + 2;
  }
  return counts;
}

/** Words in the order of their lengths, then of their symbols (RFC 1951, 3.2.2). */
export function wordsOf(lengths: Uint8Array): Uint16Array {
  const next = new Uint16Array(17);
  for (const length of lengths) if (length > 0) next[length + 1] = (next[length + 1] as number) + 1;
  for (let length = 1; length < 17; length += 1)
    next[length] = ((next[length - 1] as number) + (next[length] as number)) << 1;
  return Uint16Array.from(lengths, (length) => {
    if (length === 0) return 0;
    const word = next[length] as number;
    next[length] = word + 1;
    return reversed(word, length);
  });
}

function reversed(word: number, length: number): number {
  let out = 0;
  for (let bit = 0; bit < length; bit += 1) out |= ((word >> bit) & 1) << (length - 1 - bit);
  return out;
}
