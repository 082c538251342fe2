import * as z from 'zod';
import type { ErrorCode } from '../../../preload/contract/errors.ts';
import type { SyncSession } from '../../../preload/contract/sync.ts';
import { afterFailure, afterSuccess, type BackOff, backOffUntil, NO_BACK_OFF, pauseMs } from './back-off.ts';
import { type SteadySilence, silentUntil, steadySilence } from './silence.ts';
import type { SyncContext } from './sync-context.ts';
import { readState, saveState } from './sync-state.ts';

const storedBackOff = z.object({
  failures: z.number(),
  untilMs: z.number().nullable(),
  decidedAt: z.number(),
  recent: z.array(z.object({ at: z.number(), requests: z.number(), isRetry: z.boolean() })),
  barePauses: z.number(),
});

/** What failures have taught so far. What this version cannot read counts as nothing. */
export function readBackOff(context: SyncContext): BackOff {
  const text = readState(context)?.back_off ?? null;
  if (text === null) return NO_BACK_OFF;
  try {
    return storedBackOff.parse(JSON.parse(text));
  } catch {
    return NO_BACK_OFF;
  }
}

function saveBackOff(context: SyncContext, backOff: BackOff): void {
  saveState(context, { back_off: JSON.stringify(backOff) });
}

/** Until when nothing goes by itself after failures, or null. */
export function backedOffUntil(context: SyncContext): number | null {
  return backOffUntil(readBackOff(context), context.clock.now());
}

/** Neither a success nor a reason to try again: the teacher, or the ENT's own number, says when. */
const NOT_OF_THE_LINE: ReadonlySet<ErrorCode> = new Set([
  'ent/paused',
  'account/sign-in-needed',
  'sync/dataset-changed',
  'sync/too-many-deletions',
]);

/** Remembers how a session ended, for the next one that goes by itself. */
export function noteSessionEnd(
  context: SyncContext,
  outcome: SyncSession['outcome'],
  code: ErrorCode | null,
  requests: number,
): void {
  if (outcome === 'cancelled' || (code !== null && NOT_OF_THE_LINE.has(code))) return;
  const known = readBackOff(context);
  const end = {
    now: context.clock.now(),
    requests,
    isRetry: known.failures > 0,
    fraction: context.random.fraction(),
  };
  saveBackOff(context, outcome === 'done' ? afterSuccess(known, end) : afterFailure(known, end));
}

const heard = new WeakMap<SyncContext, SteadySilence>();

/**
 * The ENT asks for silence; kept across restarts.
 *
 * @param askedMs what it asked for, or null when it gave no number
 * @returns when the silence ends: not before what was asked, and not when everyone else's does
 */
export function pauseFor(context: SyncContext, askedMs: number | null): number {
  const known = readBackOff(context);
  const now = context.clock.now();
  const lengthMs = pauseMs(askedMs, known.barePauses, context.random.fraction());
  // The longer of two wishes: one on an answer that was under way must not shorten the other.
  const untilMs = Math.max(now + lengthMs, pausedUntil(context) ?? 0);
  heard.set(context, steadySilence(context.clock, untilMs - now));
  saveState(context, { paused_until: untilMs, paused_at: now });
  if (askedMs === null) saveBackOff(context, { ...known, barePauses: known.barePauses + 1 });
  return untilMs;
}

/** When the ENT's silence ends, or null; see `silentUntil`. */
export function pausedUntil(context: SyncContext): number | null {
  const { paused_until: untilMs = null, paused_at: sinceMs = null } = readState(context) ?? {};
  return untilMs === null ? null : silentUntil(context.clock, { untilMs, sinceMs }, heard.get(context));
}

/** The machine has slept: its steady clock may have stood still, and the one on the wall is believed. */
export function trustWallClock(context: SyncContext): void {
  heard.delete(context);
}
