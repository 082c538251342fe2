import type { Random } from '../../../main/engine/platform/random.ts';

/** Chance that a seed decides (mulberry32): the same seed gives the same run. */
export class SeededRandom implements Random {
  #state: number;
  #ids = 0;
  readonly #name: string;

  constructor(seed: number, name: string) {
    this.#state = (seed ^ 0x9e3779b9) >>> 0;
    this.#name = name;
  }

  fraction(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** Ids sort by the time at which they were made, as UUIDv7 do; none is given twice. */
  id(): string {
    this.#ids += 1;
    return `${String(this.#ids).padStart(6, '0')}-${this.#name}`;
  }

  /** A whole number in [0, limit[. */
  below(limit: number): number {
    return Math.floor(this.fraction() * limit);
  }

  happens(probability: number): boolean {
    return this.fraction() < probability;
  }

  pick<T>(choices: readonly T[]): T {
    const chosen = choices[this.below(choices.length)];
    if (chosen === undefined) throw new Error('nothing to choose from');
    return chosen;
  }
}
