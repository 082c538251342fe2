/** Ten wrong passwords in five minutes: far from a teacher who mistypes thrice, near enough for a guesser. */
const TRIES = 10;
const WINDOW_MS = 5 * 60_000;
/** Beyond this many names at once the oldest are forgotten: memory stays bounded under a flood. */
const NAMES_KEPT = 10_000;

/** Slows down whoever guesses passwords, by login and address together. Kept in memory only. */
export class SignInLimiter {
  readonly #tries = new Map<string, number[]>();

  /**
   * Counts a try as wrong before the password is looked at, so that a burst cannot slip through.
   *
   * Returns the wait in ms, or 0 when the try may go on.
   */
  begin(login: string, address: string, now: number): number {
    const name = `${address} ${login}`;
    const recent = (this.#tries.get(name) ?? []).filter((at) => at > now - WINDOW_MS);
    const first = recent[0];
    if (first !== undefined && recent.length >= TRIES) return first + WINDOW_MS - now;
    this.#tries.delete(name);
    this.#tries.set(name, [...recent, now]);
    const oldest = this.#tries.keys().next().value;
    if (this.#tries.size > NAMES_KEPT && oldest !== undefined) this.#tries.delete(oldest);
    return 0;
  }

  /** The password was right: earlier mistakes are forgotten. */
  succeed(login: string, address: string): void {
    this.#tries.delete(`${address} ${login}`);
  }
}
