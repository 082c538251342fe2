/** A past session, as far as the retry budget is concerned. */
interface SessionCost {
  readonly at: number;
  readonly requests: number;
  readonly isRetry: boolean;
}

/** What failures have taught, kept across restarts. */
export interface BackOff {
  /** Sessions that failed for the line's or the ENT's sake, one after the other. */
  readonly failures: number;
  /** Nothing goes by itself before. */
  readonly untilMs: number | null;
  /** When `untilMs` was decided: a clock that is set back since does not make the wait longer. */
  readonly decidedAt: number;
  /** The last hour's sessions. */
  readonly recent: readonly SessionCost[];
  /** Pauses without a number, one after the other. */
  readonly barePauses: number;
}

export const NO_BACK_OFF: BackOff = {
  failures: 0,
  untilMs: null,
  decidedAt: 0,
  recent: [],
  barePauses: 0,
};

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

const FIRST_MS = 5 * SECOND_MS;
const LONGEST_MS = 15 * MINUTE_MS;
/** Tries in a row; after them the next poll's time is awaited. */
const TRIES = 3;
/** After so many failures the circuit opens: one session an hour, to see. */
const CIRCUIT_FAILURES = 5;
/** Retries may be this share of an hour's requests; two are always allowed, or a quiet client could never retry. */
const RETRY_SHARE = 0.1;
const RETRIES_ALWAYS = 2;

/** Silence when an ENT asks for it without a number: longer each time in a row. */
const BARE_PAUSES_MS = [30 * SECOND_MS, 60 * SECOND_MS, 300 * SECOND_MS];
/** Whoever was refused at one moment was told one number: they must not come back at one moment. */
const PAUSE_JITTER_MIN_MS = 30 * SECOND_MS;
const PAUSE_JITTER_SHARE = 0.25;
/** A week: a pause that is longer is a slip of the pen, and must not silence a teacher for ever. */
const LONGEST_PAUSE_MS = 7 * 24 * HOUR_MS;

/** Full jitter before the `n`th retry (from 1). `fraction` is chance, in [0, 1[. */
export function retryDelayMs(n: number, fraction: number): number {
  return fraction * Math.min(LONGEST_MS, FIRST_MS * 2 ** n);
}

/** What a session leaves behind. `isRetry`: it began by itself after a failure. */
export interface SessionEnd {
  readonly now: number;
  readonly requests: number;
  readonly isRetry: boolean;
  readonly fraction: number;
}

/** A session that did what it was for. */
export function afterSuccess(known: BackOff, { now, requests, isRetry }: SessionEnd): BackOff {
  return { ...NO_BACK_OFF, recent: withCost(known, { at: now, requests, isRetry }) };
}

/** A session that broke on the line or at the ENT: tried again soon, then rarely. */
export function afterFailure(known: BackOff, { now, requests, isRetry, fraction }: SessionEnd): BackOff {
  const recent = withCost(known, { at: now, requests, isRetry });
  const failures = known.failures + 1;
  const delayMs = delayAfter(failures, recent, fraction);
  return { ...known, failures, recent, untilMs: now + Math.ceil(delayMs), decidedAt: now };
}

function delayAfter(failures: number, recent: readonly SessionCost[], fraction: number): number {
  if (failures >= CIRCUIT_FAILURES) return HOUR_MS + fraction * LONGEST_MS;
  if (failures >= TRIES || !mayRetry(recent)) return LONGEST_MS + fraction * LONGEST_MS;
  return retryDelayMs(failures, fraction);
}

/** True while retries take no more than their share of the last hour's requests. */
function mayRetry(recent: readonly SessionCost[]): boolean {
  const retries = recent.filter(({ isRetry }) => isRetry).length;
  const requests = recent.reduce((sum, cost) => sum + cost.requests, 0);
  return retries < Math.max(RETRIES_ALWAYS, Math.floor(requests * RETRY_SHARE));
}

function withCost({ recent }: BackOff, cost: SessionCost): readonly SessionCost[] {
  return [...recent.filter(({ at }) => at > cost.at - HOUR_MS && at <= cost.at), cost];
}

/** When something may go by itself again, or null. A clock that was set back counts from now. */
export function backOffUntil({ untilMs, decidedAt }: BackOff, now: number): number | null {
  if (untilMs === null) return null;
  const until = now < decidedAt ? now + (untilMs - decidedAt) : untilMs;
  return until > now ? until : null;
}

/** An ENT that asks an edit to wait without a usable number. */
const BARE_DEFERRAL_MS = 15 * MINUTE_MS;
/** An edit that should wait longer is asked about again: a slip of the pen must not keep a grade back for ever. */
const LONGEST_DEFERRAL_MS = 24 * HOUR_MS;

/**
 * How long an edit waits that the ENT has deferred, ms.
 *
 * As in a pause its number is a floor, to which chance is added; what is no positive number counts as none.
 */
export function deferralMs(askedS: number | undefined, fraction: number): number {
  const isNumber = askedS !== undefined && Number.isFinite(askedS) && askedS > 0;
  const floorMs = isNumber ? Math.min(askedS * SECOND_MS, LONGEST_DEFERRAL_MS) : BARE_DEFERRAL_MS;
  return withJitter(floorMs, fraction);
}

/**
 * How long to be silent after a 429, a 503 or a wish on success, ms.
 *
 * The ENT's number is a floor; chance is added to it. Without a number: 30, 60, then 300 seconds.
 */
export function pauseMs(askedMs: number | null, barePauses: number, fraction: number): number {
  const bare = BARE_PAUSES_MS[Math.min(barePauses, BARE_PAUSES_MS.length - 1)] ?? 0;
  const floorMs = Math.min(Math.max(askedMs ?? bare, 0), LONGEST_PAUSE_MS);
  return withJitter(floorMs, fraction);
}

function withJitter(floorMs: number, fraction: number): number {
  return Math.ceil(floorMs + fraction * Math.max(PAUSE_JITTER_MIN_MS, PAUSE_JITTER_SHARE * floorMs));
}
