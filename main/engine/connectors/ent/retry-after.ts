/** A pause without a number. */
export const DEFAULT_PAUSE_MS = 30_000;

/** A slip in a proxy's settings must not silence a teacher for a year. */
const LONGEST_PAUSE_MS = 7 * 86_400_000;

/**
 * Until when a server wants silence, epoch ms.
 *
 * A date is read against the server's own clock (`Date`) where it tells it: the device's may be wrong by years.
 */
export function pauseEnd(
  headers: Readonly<Record<string, string>>,
  now: number,
  defaultMs = DEFAULT_PAUSE_MS,
): number {
  const pauseMs = pauseOf(headers['retry-after']?.trim() ?? '', headers.date, now) ?? defaultMs;
  return now + Math.min(Math.max(pauseMs, 1_000), LONGEST_PAUSE_MS);
}

/**
 * The silence that a reply asks for by its status and headers, whatever its body says; null for one that asks for none.
 *
 * A proxy before the server answers so too, with a page of its own.
 */
export function silenceIn(
  { status, headers }: { readonly status: number; readonly headers: Readonly<Record<string, string>> },
  now: number,
): { readonly untilMs: number; readonly hasNumber: boolean } | null {
  const hasNumber = hasPause(headers, now);
  const isAsked = status === 429 || status === 503 || (status >= 500 && status !== 511 && hasNumber);
  return isAsked ? { untilMs: pauseEnd(headers, now), hasNumber } : null;
}

/** True when the server says how long; else whoever asks decides. */
function hasPause(headers: Readonly<Record<string, string>>, now: number): boolean {
  return pauseOf(headers['retry-after']?.trim() ?? '', headers.date, now) !== null;
}

function pauseOf(retryAfter: string, serverDate: string | undefined, now: number): number | null {
  // Two proxies that each add one are joined by a comma: the longer one is meant.
  if (/^\d+(\.\d+)?(\s*,\s*\d+(\.\d+)?)*$/.test(retryAfter))
    return Math.ceil(Math.max(...retryAfter.split(',').map(Number)) * 1000);
  const until = httpDate(retryAfter);
  return until === null ? null : until - (httpDate(serverDate ?? '') ?? now);
}

/** The three forms of RFC 9110, 5.6.7: IMF-fixdate, that of RFC 850, and asctime's, which is UTC without saying so. */
const HTTP_DATES = [
  /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/,
  /^[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/,
  /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/,
];

/** `Date.parse` alone would take "1er mai". */
function httpDate(text: string): number | null {
  if (!HTTP_DATES.some((form) => form.test(text))) return null;
  const time = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
  return Number.isNaN(time) ? null : time;
}
