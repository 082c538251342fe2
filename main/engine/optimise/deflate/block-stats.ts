/** Literals by two of their bits, and matches short or long. */
const KINDS = 10;
const SHORT_MATCH_KIND = 8;
const LONG_MATCH = 9;

/** A block of fewer bytes does not earn its codes back. */
const LEAST_BLOCK_BYTES = 5_000;
/** So many tokens tell what follows from chance. */
const LEAST_NEW = 512;
/** Of 512: how much what follows must differ. */
const NEEDED_DIFFERENCE = 200;
const SMALL_BLOCK_BYTES = 10_000;
const SMALL_BLOCK_TOKENS = 8_192;

/** Tells where a block should end: where what follows is made of other things than what came before. */
export class BlockStats {
  readonly #known = new Uint32Array(KINDS);
  readonly #fresh = new Uint32Array(KINDS);
  #knownCount = 0;
  #freshCount = 0;

  sawLiteral(byte: number): void {
    this.#saw(((byte >> 5) & 6) | (byte & 1));
  }

  sawMatch(length: number): void {
    this.#saw(SHORT_MATCH_KIND + (length >= LONG_MATCH ? 1 : 0));
  }

  /** Whether a block of so many bytes should end here; asked after each token. */
  isAtEnd(blockBytes: number, bytesLeft: number): boolean {
    if (this.#freshCount < LEAST_NEW || blockBytes < LEAST_BLOCK_BYTES || bytesLeft < LEAST_BLOCK_BYTES)
      return false;
    const isOther =
      this.#knownCount > 0 && this.#difference(blockBytes) >= this.#neededDifference(blockBytes);
    if (isOther) return true;
    this.#fresh.forEach((count, kind) => {
      this.#known[kind] = (this.#known[kind] as number) + count;
    });
    this.#knownCount += this.#freshCount;
    this.#forgetFresh();
    return false;
  }

  restart(): void {
    this.#known.fill(0);
    this.#knownCount = 0;
    this.#forgetFresh();
  }

  #forgetFresh(): void {
    this.#fresh.fill(0);
    this.#freshCount = 0;
  }

  #saw(kind: number): void {
    this.#fresh[kind] = (this.#fresh[kind] as number) + 1;
    this.#freshCount += 1;
  }

  /** Between the two distributions; the longer the block, the sooner it ends. */
  #difference(blockBytes: number): number {
    let sum = 0;
    for (let kind = 0; kind < KINDS; kind += 1)
      sum += Math.abs(
        (this.#known[kind] as number) * this.#freshCount - (this.#fresh[kind] as number) * this.#knownCount,
      );
    return sum + Math.floor(blockBytes / 4096) * this.#knownCount;
  }

  #neededDifference(blockBytes: number): number {
    const needed = ((this.#freshCount * NEEDED_DIFFERENCE) / 512) * this.#knownCount;
    const tokens = this.#knownCount + this.#freshCount;
    const isSmall = blockBytes < SMALL_BLOCK_BYTES && tokens < SMALL_BLOCK_TOKENS;
    return isSmall ? needed * (1 + (SMALL_BLOCK_TOKENS - tokens) / SMALL_BLOCK_TOKENS) : needed;
  }
}
