import type { Clock } from '../../main/engine/platform/clock.ts';
import type { Random } from '../../main/engine/platform/random.ts';
import { systemRandom } from '../../main/engine/platform/random.ts';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** A day that passes as fast as the test wants, with as many timers as were really set. */
export class VirtualTime implements Clock {
  #wall: number;
  #steady = 0;
  #sleepers: Sleeper[] = [];
  /** Timers that were set, ever. */
  timers = 0;

  constructor(start: number) {
    this.#wall = start;
  }

  now = (): number => this.#wall;
  steady = (): number => this.#steady;

  /** Timers that run now. */
  get pending(): number {
    return this.#sleepers.length;
  }

  sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(signal.reason);
      this.timers += 1;
      const sleeper = { at: this.#steady + Math.max(0, ms), wake: () => resolve() };
      this.#sleepers.push(sleeper);
      signal?.addEventListener('abort', () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        reject(signal.reason);
      });
    });

  /** Lets time pass, timer after timer; `settle` waits for what each of them set going. */
  async pass(ms: number, settle: () => Promise<void>): Promise<void> {
    const end = this.#steady + ms;
    await settle();
    for (;;) {
      const next = this.#sleepers.toSorted((a, b) => a.at - b.at)[0];
      if (next === undefined || next.at > end) break;
      this.#sleepers = this.#sleepers.filter((other) => other !== next);
      this.#advance(next.at - this.#steady);
      next.wake();
      await settle();
    }
    this.#advance(end - this.#steady);
  }

  /** Somebody sets the clock: the wall's jumps, the steady one does not. */
  setClock(byMs: number): void {
    this.#wall += byMs;
  }

  /** The machine sleeps: the steady clock stands still, as Linux's and macOS's do, and no timer runs. */
  suspend(ms: number): void {
    this.#wall += ms;
  }

  #advance(ms: number): void {
    this.#wall += ms;
    this.#steady += ms;
  }
}

/** Ids as ever, and one chance. */
export function fixedChance(clock: Clock, fraction: number): Random {
  return { ...systemRandom(clock), fraction: () => fraction };
}
