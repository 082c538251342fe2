/**
 * Edits leave together, once the teacher has paused. They are safe on disk meanwhile; a session for each would cost the ENT
 * as much as the web does.
 *
 * Between two copies pass minutes, and now and then ten: grading is over when a quarter of an hour was quiet. After five
 * minutes, a class at three minutes a copy took four sessions (`npm run bench -- region`). What is for a lesson may be
 * awaited by a class, and is written in one go: it waits less.
 */
const PACES = {
  grading: { quietMs: 15 * 60_000, atMostMs: 2 * 3_600_000 },
  other: { quietMs: 5 * 60_000, atMostMs: 3_600_000 },
} as const;

/** How edits of a kind follow each other. */
export type EditPace = keyof typeof PACES;

interface Gathered {
  readonly firstAt: number;
  readonly until: number;
}

/** Edits that were made and have not left yet, as far as the moment depends on them at which they do. */
export class Gathering {
  readonly #gathered = new Map<EditPace, Gathered>();

  /** An edit was made. Returns the end of the quiet moment that it begins, or goes on with. */
  notice(pace: EditPace, now: number): number {
    const { quietMs, atMostMs } = PACES[pace];
    const firstAt = this.#gathered.get(pace)?.firstAt ?? now;
    this.#gathered.set(pace, { firstAt, until: Math.min(now + quietMs, firstAt + atMostMs) });
    return this.until ?? now;
  }

  /** All of them have left, or the clock has jumped. */
  forget(): void {
    this.#gathered.clear();
  }

  /** When they leave: all of them with the first that may. Null when there are none. */
  get until(): number | null {
    return this.#least(({ until }) => until);
  }

  /** When the first of them was made. Null when there are none. */
  get since(): number | null {
    return this.#least(({ firstAt }) => firstAt);
  }

  #least(of: (gathered: Gathered) => number): number | null {
    return this.#gathered.size === 0 ? null : Math.min(...[...this.#gathered.values()].map(of));
  }
}
