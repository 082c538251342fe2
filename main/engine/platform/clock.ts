/** The only door to time. Tests hand in their own. */
export interface Clock {
  /** Epoch ms, UTC. */
  now(): number;
  /** Ms since some moment, never set by anybody. It may stand still while the machine sleeps. Absent: as `now`. */
  steady?(): number;
  /** Resolves after `ms`, or rejects with the signal's reason. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  steady: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const onAbort = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      }, ms);
      signal?.addEventListener('abort', onAbort, { once: true });
    }),
};

/** The steady reading of a clock, for lengths of time that nobody may shorten by setting the date. */
export function steadyNow(clock: Clock): number {
  return clock.steady?.() ?? clock.now();
}
