import * as z from 'zod';
import { type ErrorCode, SIGN_IN_CODES } from '../../../preload/contract/errors.ts';
import type { SyncSession } from '../../../preload/contract/sync.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { toStorageError } from '../store/sqlite-errors.ts';
import { afterFailure, afterSuccess, type BackOff, backOffUntil, NO_BACK_OFF, pauseMs } from './back-off.ts';
import { countedFromNow, endOfWait, leftMs, type SteadyWait, steadyWait } from './silence.ts';
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
  const { clock, store } = context;
  const backOff = readBackOff(context);
  const { untilMs, decidedAt } = backOff;
  if (untilMs === null) return null;
  const counted = countedFromNow({ untilMs, sinceMs: decidedAt }, clock.now());
  if (counted === null) return backOffUntil(backOff, clock.now());
  if (!store.isReadOnly)
    saveBackOff(context, { ...backOff, untilMs: counted.untilMs, decidedAt: clock.now() });
  return counted.untilMs;
}

/** Neither a success nor a reason to try again: the teacher, or the ENT's own number, says when. */
const NOT_OF_THE_LINE: ReadonlySet<ErrorCode> = new Set([
  'ent/paused',
  ...SIGN_IN_CODES,
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

/** The pauses of this process, as its steady clock has seen them since it knows of them. */
const known = new WeakMap<SyncContext, SteadyWait>();

/** Whose pause could not be written down: only this process knows of it. */
const unwritten = new WeakSet<SyncContext>();

/**
 * The ENT asks for silence; kept across restarts.
 *
 * @param askedMs what it asked for, or null when it gave no number
 * @returns when the silence ends: not before what was asked, and not when everyone else's does
 */
export function pauseFor(context: SyncContext, askedMs: number | null): number {
  const backOff = readBackOff(context);
  const lengthMs = pauseMs(askedMs, backOff.barePauses, context.random.fraction());
  const untilMs = pauseUntil(context, context.clock.now() + lengthMs);
  if (askedMs === null)
    writeIfPossible(() => saveBackOff(context, { ...backOff, barePauses: backOff.barePauses + 1 }));
  return untilMs;
}

/** Keeps a silence whose end is known. Of two wishes the longer one: an answer that was under way must not shorten the other. */
export function pauseUntil(context: SyncContext, wantedMs: number): number {
  const now = context.clock.now();
  const untilMs = Math.max(wantedMs, pausedUntil(context) ?? 0);
  known.set(context, steadyWait(context.clock, untilMs - now));
  unwritten.add(context);
  if (writeIfPossible(() => saveState(context, { paused_until: untilMs, paused_at: now })))
    unwritten.delete(context);
  return untilMs;
}

/** A full disk is told at the session's end; a silence is kept whatever can be written. True when it was written. */
function writeIfPossible(write: () => void): boolean {
  try {
    write();
    return true;
  } catch (thrown) {
    if (toStorageError(thrown) instanceof CartableError) return false;
    throw thrown;
  }
}

/**
 * When the ENT's silence ends, or null.
 *
 * A clock that is set forward does not end it, one that is set back does not make it longer.
 */
export function pausedUntil(context: SyncContext): number | null {
  const { paused_until: untilMs = null, paused_at: sinceMs = null } = readState(context) ?? {};
  const { clock, store } = context;
  const unkept = unwritten.has(context) ? known.get(context) : undefined;
  if (unkept !== undefined) return endOfWait(clock, unkept);
  if (untilMs === null) return null;
  const kept = { untilMs, sinceMs };
  const steady = known.get(context) ?? steadyWait(clock, leftMs(kept, clock.now()));
  known.set(context, steady);
  const end = endOfWait(clock, steady);
  if (end !== null && countedFromNow(kept, clock.now()) !== null && !store.isReadOnly)
    saveState(context, { paused_until: end, paused_at: clock.now() });
  return end;
}

/** The machine has slept: its steady clock may have stood still, and the one on the wall is believed. */
export function trustWallClock(context: SyncContext): void {
  known.delete(context);
}
