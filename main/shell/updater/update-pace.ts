/** How long each wait is, in milliseconds. */
export interface UpdatePace {
  /** Between two looks at whether something is due. */
  readonly tickMs: number;
  /** After the start, which is the window's; as much again is spread over the computers. */
  readonly firstMs: number;
  /** Between two questions to the feed: once a day is enough for a program that is opened each evening. */
  readonly everyMs: number;
  /** After a first failure; twice as long after each other one, `everyMs` at most. */
  readonly retryMs: number;
  /** The computer must have been left alone for so long before anything is fetched. */
  readonly idleMs: number;
}

const MINUTE_MS = 60_000;

export const UPDATE_PACE: UpdatePace = {
  tickMs: MINUTE_MS,
  firstMs: 5 * MINUTE_MS,
  everyMs: 24 * 60 * MINUTE_MS,
  retryMs: 15 * MINUTE_MS,
  idleMs: MINUTE_MS,
};

/** How long to wait after so many failures in a row (1 and more), and what the server asked for (ms). */
export function backOffMs(failures: number, retryAfterMs: number, { retryMs, everyMs }: UpdatePace): number {
  const own = Math.min(everyMs, retryMs * 2 ** Math.min(failures - 1, 20));
  // A week at most: a slip of the server's pen must not end the updates.
  return Math.max(own, Math.min(retryAfterMs, 7 * 24 * 60 * MINUTE_MS));
}

/** What a `Retry-After` header asks for, ms: seconds or a date (RFC 9110, 10.2.3); 0 when it says nothing that can be read. */
export function retryAfterMs(header: string | null, now: number): number {
  if (header === null) return 0;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}
