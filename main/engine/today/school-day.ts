const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** From `startMs` (with it) to `endMs` (without it), epoch ms. */
export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/** The day in Paris that holds an instant, from its midnight to the next; days of 23 and 25 hours included. */
export function schoolDay(now: number): Span {
  const startMs = midnightBefore(now);
  // 36 hours after a midnight is always inside the next day, whatever the clocks do.
  return { startMs, endMs: midnightBefore(startMs + DAY_MS + DAY_MS / 2) };
}

/** That day and the `count` days that follow. */
export function schoolDaysAhead(now: number, count: number): Span {
  const { startMs, endMs } = schoolDay(now);
  // Half a day into the last one: an hour more or less does not leave it.
  return { startMs, endMs: count === 0 ? endMs : schoolDay(endMs + (count - 0.5) * DAY_MS).endMs };
}

/** Clocks change on the hour, and midnights are on the hour: one step back an hour at a time finds it. */
function midnightBefore(instant: number): number {
  const day = dayOf(instant);
  let start = instant - (instant % HOUR_MS);
  while (dayOf(start - 1) === day) start -= HOUR_MS;
  return start;
}

const days = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short' });

/** The day in Paris that holds an instant, `2026-11-24`. */
export function dayOf(instant: number): string {
  return days.format(instant);
}
