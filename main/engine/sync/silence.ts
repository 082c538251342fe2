import { CartableError, hasCode } from '../platform/cartable-error.ts';
import { type Clock, steadyNow } from '../platform/clock.ts';

/** A time of waiting as it is kept, epoch ms. */
export interface KeptWait {
  readonly untilMs: number;
  /** When it began; null where that is not known. */
  readonly sinceMs: number | null;
}

/** A wait as the machine's steady clock sees it from some moment on: no clock on the wall can shorten it. */
export interface SteadyWait {
  readonly at: number;
  readonly lengthMs: number;
}

/** A wait that begins now. */
export function steadyWait(clock: Clock, lengthMs: number): SteadyWait {
  return { at: steadyNow(clock), lengthMs };
}

/** What a kept wait has left by the clock on the wall, ms: never more than its whole length. */
export function leftMs({ untilMs, sinceMs }: KeptWait, now: number): number {
  return Math.min(untilMs - now, sinceMs === null ? Number.POSITIVE_INFINITY : untilMs - sinceMs);
}

/** When a wait ends, epoch ms, or null when it is over. */
export function endOfWait(clock: Clock, { at, lengthMs }: SteadyWait): number | null {
  const left = lengthMs - (steadyNow(clock) - at);
  // Whole milliseconds, as all times are: the steady clock counts in fractions, which the database does not take.
  return left > 0 ? clock.now() + Math.ceil(left) : null;
}

/**
 * A kept wait of which the clock on the wall says that it has not begun yet, counted from now; null for any other.
 *
 * The clock was ahead, and was put right: kept as it is, the wait would have its whole length left for ever.
 */
export function countedFromNow({ untilMs, sinceMs }: KeptWait, now: number): KeptWait | null {
  return sinceMs === null || sinceMs <= now ? null : { untilMs: now + (untilMs - sinceMs), sinceMs: now };
}

/**
 * What whoever asks during a silence is told.
 *
 * @param untilMs when it ends, epoch ms
 * @param status with which the ENT asked for it just now; absent: nothing was asked
 */
export function paused(untilMs: number, status?: unknown): CartableError {
  return new CartableError(
    'ent/paused',
    { untilMs, ...(typeof status === 'number' ? { status } : {}) },
    'later',
  );
}

/** As an ENT answers that works at a batch already, or whose lock of one was left behind when it was started anew. */
const STILL_AT_IT = 409;

/** An answer that asks for silence because the ENT, or what is before it, could not do what it was asked: not because it is asked too often. */
export function isPauseForFailure(error: unknown): error is CartableError {
  if (!hasCode(error, 'ent/paused')) return false;
  const status = Number(error.params.status);
  return status >= 500 || status === STILL_AT_IT;
}
