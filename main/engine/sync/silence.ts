import { type Clock, steadyNow } from '../platform/clock.ts';

/** A server's wish for silence as it is kept, epoch ms. */
export interface Silence {
  readonly untilMs: number;
  /** When it was heard; null where that is not known. */
  readonly sinceMs: number | null;
}

/** A silence as the machine's steady clock saw it begin: no clock on the wall can shorten it. */
export interface SteadySilence {
  readonly at: number;
  readonly lengthMs: number;
}

/** A silence that begins now. */
export function steadySilence(clock: Clock, lengthMs: number): SteadySilence {
  return { at: steadyNow(clock), lengthMs };
}

/**
 * When a silence ends, epoch ms, or null when it is over.
 *
 * A clock that is set forward does not end it, one that is set back does not make it longer.
 * @param steady absent where the silence began in another process, or the machine has slept since
 */
export function silentUntil(
  clock: Clock,
  { untilMs, sinceMs }: Silence,
  steady: SteadySilence | undefined,
): number | null {
  const now = clock.now();
  const leftMs =
    steady !== undefined
      ? steady.lengthMs - (steadyNow(clock) - steady.at)
      : Math.min(untilMs - now, sinceMs === null ? Number.POSITIVE_INFINITY : untilMs - sinceMs);
  // Whole milliseconds, as all times are: the steady clock counts in fractions, which the database does not take.
  return leftMs > 0 ? now + Math.ceil(leftMs) : null;
}
