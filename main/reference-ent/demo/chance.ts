import { v7 } from 'uuid';

/** Seeded chance: the same seed makes the same school, to the byte. */
export class Chance {
  #state: number;

  constructor(seed: string) {
    // FNV-1a: any text is a seed, and neighbours (`copy 1`, `copy 2`) start far apart.
    this.#state = 2166136261;
    for (const character of seed)
      this.#state = Math.imul(this.#state ^ (character.codePointAt(0) ?? 0), 16777619);
  }

  /** In [0, 1[ (mulberry32). */
  fraction(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.fraction();
  }

  /** A whole number, both ends included. */
  whole(low: number, high: number): number {
    return Math.floor(this.between(low, high + 1));
  }

  pick<T>(choices: readonly T[]): T {
    const choice = choices[Math.floor(this.fraction() * choices.length)];
    if (choice === undefined) throw new Error('nothing to choose from');
    return choice;
  }

  /** Bell-shaped around 0, almost always within ±2.5: the sum of a few dice. */
  bell(): number {
    let sum = 0;
    for (let die = 0; die < 6; die++) sum += this.fraction();
    return (sum - 3) * Math.SQRT2;
  }

  shuffle<T>(list: readonly T[]): T[] {
    const cards = list.map((card) => ({ card, place: this.fraction() }));
    return cards.sort((a, b) => a.place - b.place).map(({ card }) => card);
  }

  /** UUIDv7 as if made at `at` (epoch ms). */
  id(at: number): string {
    const random = Uint8Array.from({ length: 16 }, () => this.whole(0, 255));
    return v7({ msecs: at, random, seq: this.whole(0, 2 ** 31 - 1) });
  }
}
