import type { Lane } from '../../../preload/contract/sync.ts';
import { endOfNight, type ScheduleInput, scheduleLane, scheduleReady } from './schedule.ts';

/**
 * The ENT is asked for news so often by day, or as rarely as its policy wants. Whoever opens Cartable after that long asks at
 * once: nothing else is asked for as often, and copies are not awaited by the hour.
 */
const POLL_MS = 3 * 3_600_000;
/**
 * A question that the ENT, being full, has not answered: while an evening's laptop may still be open. At 45 minutes a few
 * more classes have their copies the evening before (a tenth of those that lacked them), and the peak is a tenth higher.
 */
const ASK_AGAIN_MS = 90 * 60_000;
/** Computers that stay on all night ask within this, from six o'clock on: copies that they learn of come before the students do. */
const MORNING_MS = 2 * 3_600_000;
/** Between two sessions that begin by themselves, where no policy is known. */
const DEFAULT_POLL_MIN_S = 900;
/** A policy that asks for less, or for more than a day, is a slip of the pen: neither may cost the ENT or the teacher anything. */
const POLL_MIN_S = { least: 60, most: 86_400 };
/** No two sessions begin by themselves closer than this, whatever is urgent; retries after a failure have their own pace. */
const SESSION_GAP_MS = 60_000;

/** A session that has begun before, as far as the next one depends on it. */
export interface LastSession {
  /** When it began; when it ended, where it was cancelled: who does that wants no other one at once. Epoch ms. */
  readonly countsFrom: number;
  readonly isRunning: boolean;
  /** It failed for the line's or the ENT's sake: the back-off then says when. */
  readonly hasFailed: boolean;
  /** It came to no good end, whatever for (a pause of the ENT's too): what the ENT has is not known. */
  readonly isInVain: boolean;
}

/**
 * Edits are gathered until the policy lets us come again, or until the teacher has stopped for a moment.
 *
 * @param pollMinS of the policy, seconds; undefined without one
 * @param quietUntilMs see `Gathering`; null when no edit was made
 */
export function gatheredUntil(
  now: number,
  last: LastSession | null,
  pollMinS: number | undefined,
  quietUntilMs: number | null,
): number | null {
  return isToBeSpacedFrom(last, now)
    ? Math.max(last.countsFrom + pollMinMs(pollMinS), quietUntilMs ?? 0)
    : quietUntilMs;
}

/** False too when the clock was set back since: how long ago it was is then not known. */
function isToBeSpacedFrom(last: LastSession | null, now: number): last is LastSession {
  return last !== null && !last.isRunning && !last.hasFailed && last.countsFrom <= now;
}

function pollMinMs(pollMinS = DEFAULT_POLL_MIN_S): number {
  return Math.min(Math.max(pollMinS, POLL_MIN_S.least), POLL_MIN_S.most) * 1000;
}

/**
 * When a session that begins by itself would do something: now, later, or null when nothing is foreseen.
 *
 * @param busy lanes in which something waits, in either direction, each with when the first of it is ready (epoch ms)
 * @param last the session before; null before the first
 * @param pollMinS of the policy, seconds; undefined without one
 */
export function nextSessionAt(
  input: ScheduleInput,
  busy: ReadonlyMap<Lane, number>,
  last: LastSession | null,
  pollMinS: number | undefined,
): number | null {
  const instants = [...busy].map(([lane, readyAt]) => instantOf(lane, input, readyAt));
  const poll = pollAt(input, last, pollMinS);
  instants.push(instantOf('normal', { ...input, now: poll }, poll));
  const known = instants.filter((instant) => instant !== null);
  if (known.length === 0) return null;
  return Math.max(Math.min(...known), soonestAfter(last, input.now));
}

function soonestAfter(last: LastSession | null, now: number): number {
  return isToBeSpacedFrom(last, now) ? last.countsFrom + SESSION_GAP_MS : 0;
}

/**
 * Do edits go before Cartable is closed, or the computer sleeps? Their quiet moment would be the next day's.
 *
 * The hours bind as ever, and so does a pause. `poll_min_s` does not: it spaces those that come again and again, and
 * nobody closes that often.
 *
 * @param busy as in `nextSessionAt`
 */
export function goesBeforeLeaving(
  input: ScheduleInput,
  busy: ReadonlyMap<Lane, number>,
  last: LastSession | null,
): boolean {
  if (last?.isRunning === true || soonestAfter(last, input.now) > input.now) return false;
  const ready = (lane: Lane) => (busy.get(lane) ?? Number.POSITIVE_INFINITY) <= input.now;
  const hurried = { ...input, gatheringUntil: null };
  return (['urgent', 'normal'] as const).some((lane) => ready(lane) && scheduleLane(lane, hurried).mayGo);
}

/** When the ENT is asked for news although nothing waits here; not at night. */
function pollAt(input: ScheduleInput, last: LastSession | null, pollMinS?: number): number {
  const lastAt = last?.countsFrom ?? 0;
  // A session that lies ahead was noted by another clock: when it was is not known.
  const due =
    lastAt > input.now ? input.now : Math.max(lastAt + pollEveryMs(input, last, pollMinS), input.now);
  const morning = endOfNight(due);
  // Computers that stay on all night do not all wake at one moment.
  return morning === due ? due : morning + input.spreadMs(new Date(morning).toISOString(), MORNING_MS);
}

/**
 * A question that got no answer is asked again sooner, at the hours at which documents come: the evening before is when a
 * class is fetched, and a laptop is not open for three more hours. In the students' hours it waits: copies could not come.
 */
function pollEveryMs(input: ScheduleInput, last: LastSession | null, pollMinS?: number): number {
  const isAwaited = last?.isInVain === true && scheduleLane('bulk', { ...input, ...UNHINDERED }).mayGo;
  return Math.max(isAwaited ? ASK_AGAIN_MS : POLL_MS, pollMinMs(pollMinS));
}

/** The hours alone are asked for. */
const UNHINDERED = { pausedUntil: null, backOffUntil: null, gatheringUntil: null } as const;

function instantOf(lane: Lane, input: ScheduleInput, readyAt: number): number | null {
  const answer = scheduleReady(lane, input, readyAt);
  return answer.mayGo ? input.now : answer.at;
}
