import { type Clock, steadyNow } from './clock.ts';
import type { Http, HttpRequest } from './http.ts';

/** Requests that may begin in any minute now; null: no limit. */
export type RequestLimit = () => number | null;

const MINUTE_MS = 60_000;

/**
 * Keeps requests within so many a minute: one above that waits until the first of the last minute is a minute old.
 *
 * In their order, and nobody polls: each sleeps for as long as it takes. The limit is read anew for each.
 */
export class RequestPace {
  readonly #clock: Clock;
  /** When those of the last minute began, by the steady clock, the oldest first. */
  #began: number[] = [];
  #turn: Promise<unknown> = Promise.resolve();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves when one more request may begin, and counts it. @throws the signal's reason */
  take(limit: RequestLimit, signal?: AbortSignal): Promise<void> {
    const turn = this.#turn.then(() => this.#wait(limit, signal));
    this.#turn = turn.catch(() => undefined);
    return signal === undefined ? turn : unlessAborted(turn, signal);
  }

  async #wait(limitNow: RequestLimit, signal: AbortSignal | undefined): Promise<void> {
    for (;;) {
      signal?.throwIfAborted();
      const now = steadyNow(this.#clock);
      this.#began = this.#began.filter((at) => at > now - MINUTE_MS);
      const limit = limitNow();
      const inTheWay = limit === null ? undefined : this.#began.at(-Math.max(1, limit));
      if (inTheWay === undefined) {
        this.#began.push(now);
        return;
      }
      await this.#clock.sleep(Math.ceil(inTheWay + MINUTE_MS - now), signal);
    }
  }
}

/** Who gives up behind one that sleeps need not wait for that: the turn comes all the same, and counts nothing. */
function unlessAborted(turn: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    turn.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

/** A door to the network whose requests each wait for their turn. */
export function atPace(http: Http, pace: RequestPace, limit: RequestLimit): Http {
  const inTurn = async ({ signal }: HttpRequest) => pace.take(limit, signal);
  return {
    traffic: http.traffic,
    async request(request, replyLimitBytes) {
      await inTurn(request);
      return http.request(request, replyLimitBytes);
    },
    async open(request) {
      await inTurn(request);
      return http.open(request);
    },
    close: () => http.close(),
  };
}
