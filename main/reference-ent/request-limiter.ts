const WINDOW_MS = 60_000;

/** Counts each account's requests in the minute that its first one began. */
export class RequestLimiter {
  readonly #windows = new Map<string, { endsAt: number; count: number }>();

  /** How long an account must wait, ms; 0: its request is counted, and passes. */
  take(accountId: string, perMinute: number, now: number): number {
    if (this.#windows.size > 10_000) this.#forget(now);
    const current = this.#windows.get(accountId);
    if (current === undefined || current.endsAt <= now) {
      this.#windows.set(accountId, { endsAt: now + WINDOW_MS, count: 1 });
      return 0;
    }
    current.count += 1;
    return current.count <= perMinute ? 0 : current.endsAt - now;
  }

  #forget(now: number): void {
    for (const [accountId, { endsAt }] of this.#windows) if (endsAt <= now) this.#windows.delete(accountId);
  }
}
