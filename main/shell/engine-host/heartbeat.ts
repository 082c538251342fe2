/** Short enough to notice a hang before the teacher gives up, long enough to cost nothing. */
export const PING_INTERVAL_MS = 5_000;
/** An engine that leaves this many pings in a row unanswered hangs. */
const MISSED_PINGS = 3;
/** A tick that comes this much late: the computer slept, or was too busy to run anybody. */
const LATE_TICK_MS = 2 * PING_INTERVAL_MS;

/**
 * Tells a hung engine from one that sleeps with the computer, or that has said it will be busy. Pure.
 *
 * Times are epoch ms, given by the caller at each tick.
 */
export class Heartbeat {
  #missed = 0;
  #lastTickAt: number | null = null;
  #silentUntil = 0;
  #isSuspended = false;

  /** What to do now: `ping` the engine, `wait`, or hold it for hung. */
  tick(now: number): 'ping' | 'wait' | 'hung' {
    const isLate = this.#lastTickAt !== null && now - this.#lastTickAt > LATE_TICK_MS;
    this.#lastTickAt = now;
    if (this.#isSuspended || now < this.#silentUntil) return 'wait';
    if (isLate) this.#missed = 0;
    if (this.#missed >= MISSED_PINGS) return 'hung';
    this.#missed += 1;
    return 'ping';
  }

  /** The engine has answered. */
  heard(): void {
    this.#missed = 0;
    this.#silentUntil = 0;
  }

  /** The engine is about to do something long that it cannot interrupt, until `until`; or has done it, when that is now. */
  expectSilence(until: number): void {
    this.#missed = 0;
    this.#silentUntil = until;
  }

  suspend(): void {
    this.#isSuspended = true;
  }

  resume(): void {
    this.#isSuspended = false;
    this.#missed = 0;
  }
}
