import { constants, deflateSync } from 'node:zlib';
import {
  DISTANCE_BASES,
  DISTANCE_EXTRA_BITS,
  DISTANCE_SYMBOL_OF,
  END_OF_BLOCK,
  FIRST_LENGTH_SYMBOL,
  LENGTH_BASES,
  LENGTH_EXTRA_BITS,
  LENGTH_SYMBOLS,
} from './alphabet.ts';
import { BitWriter } from './bit-writer.ts';
import { type BlockCodes, CodesHeader, codesFor } from './block-codes.ts';
import { BlockStats } from './block-stats.ts';
import { type BlockMatches, costsIn, guessedCosts, type Path, PathFinder } from './cheapest-path.ts';
import { DISTANCE_BITS_OF_MATCH, DISTANCE_MASK, MatchFinder, NICE_LENGTH } from './match-finder.ts';

/** More in one block hardly gains, and takes memory. */
const MAX_BLOCK_BYTES = 262_144;

/** A place has hardly ever more matches; where they no longer fit, the block ends. */
const MAX_MATCHES_OF_PLACE = 40;
const MAX_MATCHES = MAX_BLOCK_BYTES * 6;

/** The second knows what the first made tokens cost; a third would gain a thousandth. */
const PASSES = 2;

/** Fewer bytes are packed as tightly by zlib. */
const LEAST_BYTES = 128;

/** More of one piece is an image without loss, in which little is found. */
const MOST_BYTES = 4 * 1024 * 1024;

/** What zlib cannot bring below this holds nothing to be found. */
const PACKABLE_SHARE = 0.98;

/** A zlib stream's own bytes before and after what is packed: its header, and a sum of the content (RFC 1950). */
const HEADER_BYTES = 2;
const CHECKSUM_BYTES = 4;

const DYNAMIC_CODES = 2;

/** The smallest zlib stream that zlib makes. */
export function usualDeflate(bytes: Uint8Array): Uint8Array {
  return deflateSync(bytes, { level: constants.Z_BEST_COMPRESSION, memLevel: 9 });
}

/**
 * Packs bytes as a zlib stream with fewer bytes than zlib itself: about a twentieth less of text.
 *
 * zlib takes matches as it meets them. Here all are found first (match-finder.ts), a block ends where the content changes
 * (block-stats.ts), and the cheapest way through it is computed from what its own codes make each token cost
 * (cheapest-path.ts), twice: after Zopfli and libdeflate. Takes a second for two or three megabytes. Deterministic, and
 * never longer than zlib's.
 */
export function tightDeflate(bytes: Uint8Array): Uint8Array {
  const usual = usualDeflate(bytes);
  const isPackable = usual.length < bytes.length * PACKABLE_SHARE;
  if (bytes.length < LEAST_BYTES || bytes.length > MOST_BYTES || !isPackable) return usual;
  const packed = new Packer(bytes, usual.length).pack();
  if (HEADER_BYTES + packed.length + CHECKSUM_BYTES >= usual.length) return usual;
  return Buffer.concat([usual.subarray(0, HEADER_BYTES), packed, usual.subarray(-CHECKSUM_BYTES)]);
}

class Packer {
  readonly #bytes: Uint8Array;
  readonly #writer: BitWriter;
  readonly #finder: MatchFinder;
  readonly #paths: PathFinder;
  readonly #found: Uint32Array;
  readonly #starts: Uint32Array;

  constructor(bytes: Uint8Array, expectedBytes: number) {
    this.#bytes = bytes;
    this.#writer = new BitWriter(expectedBytes);
    this.#finder = new MatchFinder(bytes);
    const blockBytes = Math.min(bytes.length, MAX_BLOCK_BYTES);
    this.#paths = new PathFinder(blockBytes);
    this.#found = new Uint32Array(Math.min(MAX_MATCHES, blockBytes * 12 + 64) + MAX_MATCHES_OF_PLACE);
    this.#starts = new Uint32Array(blockBytes + 1);
  }

  pack(): Uint8Array {
    for (let from = 0; from < this.#bytes.length; ) {
      const block = this.#nextBlock(from);
      this.#writeBlock(block, block.to === this.#bytes.length);
      from = block.to;
    }
    return this.#writer.finish();
  }

  /** Finds the matches from a place on, until a block should end. */
  #nextBlock(from: number): BlockMatches {
    const bytes = this.#bytes;
    const [finder, found, starts] = [this.#finder, this.#found, this.#starts];
    const stats = new BlockStats();
    const last = Math.min(bytes.length, from + starts.length - 1);
    const mostFound = found.length - MAX_MATCHES_OF_PLACE;
    let [at, count, tokenEnd] = [from, 0, from];
    while (at < last && count < mostFound) {
      starts[at - from] = count;
      const end = finder.find(at, found, count);
      const longest = end === count ? 0 : (found[end - 1] as number) >>> DISTANCE_BITS_OF_MATCH;
      count = end;
      if (at >= tokenEnd) {
        if (longest === 0) stats.sawLiteral(bytes[at] as number);
        else stats.sawMatch(longest);
        tokenEnd = at + Math.max(1, longest);
      }
      at += 1;
      if (longest >= NICE_LENGTH) {
        // It will be taken: nothing within it is looked for.
        for (const to = Math.min(last, at + longest - 1); at < to; at += 1) {
          finder.skip(at);
          starts[at - from] = count;
        }
      }
      if (at >= tokenEnd && stats.isAtEnd(at - from, bytes.length - at)) break;
    }
    starts[at - from] = count;
    return { bytes, from, to: at, found, starts };
  }

  #writeBlock(block: BlockMatches, isLast: boolean): void {
    let path = this.#paths.find(block, guessedCosts(block));
    let codes = codesFor(path.frequencies);
    for (let pass = 1; pass < PASSES; pass += 1) {
      path = this.#paths.find(block, costsIn(codes));
      codes = codesFor(path.frequencies);
    }
    this.#write(block, { path, codes }, isLast);
  }

  #write(
    { bytes, from, to }: BlockMatches,
    { path, codes }: { path: Path; codes: BlockCodes },
    isLast: boolean,
  ) {
    const writer = this.#writer;
    const { literals, distances } = codes;
    writer.add(isLast ? 1 : 0, 1);
    writer.add(DYNAMIC_CODES, 2);
    new CodesHeader(codes).write(writer);
    for (let place = 0; place < to - from; ) {
      const step = path.steps[place] as number;
      if (step === 0) {
        const byte = bytes[from + place] as number;
        writer.add(literals.words[byte] as number, literals.lengths[byte] as number);
        place += 1;
        continue;
      }
      const length = step >>> DISTANCE_BITS_OF_MATCH;
      const distance = step & DISTANCE_MASK;
      const symbol = LENGTH_SYMBOLS[length] as number;
      const spelled = FIRST_LENGTH_SYMBOL + symbol;
      writer.add(literals.words[spelled] as number, literals.lengths[spelled] as number);
      writer.add(length - (LENGTH_BASES[symbol] as number), LENGTH_EXTRA_BITS[symbol] as number);
      const far = DISTANCE_SYMBOL_OF[distance] as number;
      writer.add(distances.words[far] as number, distances.lengths[far] as number);
      writer.add(distance - (DISTANCE_BASES[far] as number), DISTANCE_EXTRA_BITS[far] as number);
      place += length;
    }
    writer.add(literals.words[END_OF_BLOCK] as number, literals.lengths[END_OF_BLOCK] as number);
  }
}
