import type { Lane, LaneReason } from '../../../preload/contract/sync.ts';
import { addDays, type CivilDate, instantOf, minutesOf, wallTimeOf } from '../calendar/civil-time.ts';
import {
  defaultWindows,
  holding,
  type Interval,
  intervalsOf,
  type LaneWindow,
  subtract,
  union,
} from './schedule-windows.ts';

/** What a teacher or a school allows on a battery, or on a line paid by the byte. */
export type Allowance = 'all' | 'text' | 'nothing';

/** Local wishes: they make the schedule stricter, never looser. */
export interface SchedulePreferences {
  readonly automaticSync: boolean;
  /** Clock times of Paris; over midnight when `to` is before `from`. */
  readonly quietHours: { readonly from: string; readonly to: string } | null;
  /** Hours that the school keeps free on its computers, whatever the ENT's policy says. */
  readonly schoolHours: readonly LaneWindow[];
  readonly onBattery: Allowance;
  readonly onMetered: Allowance;
}

/** What the schedule is computed from: nothing is read from anywhere else. */
export interface ScheduleInput {
  readonly now: number;
  /** Of the ENT's policy; none: the house's own hold. */
  readonly windows: readonly LaneWindow[];
  readonly preferences: SchedulePreferences;
  readonly isSchoolDay: (date: CivilDate) => boolean;
  /** Of the school, whose students the house's own hours spare; absent: Paris. */
  readonly schoolTimezone?: string;
  /** This device's share of a range, always the same on a day: a keyed hash, so that 2,000 computers do not start at once. */
  readonly spreadMs: (date: CivilDate, rangeMs: number) => number;
  readonly isOnline: boolean;
  /** False too where the platform does not tell. */
  readonly isOnBattery: boolean;
  readonly isMetered: boolean;
  /** What only the teacher can end. */
  readonly obstacle: 'sign-in-needed' | 'decision-needed' | 'first-sync' | 'managed-off' | null;
  /** The teacher's pause: its end, 0 when it has none. */
  readonly stoppedUntil: number | null;
  /** The ENT's wish for silence, which binds whoever asks. */
  readonly pausedUntil: number | null;
  readonly backOffUntil: number | null;
  /** End of the quiet moment in which edits are gathered. */
  readonly gatheringUntil: number | null;
  /** The first deadline among the urgent edits: it beats hours, never a pause. */
  readonly urgentBefore: number | null;
  /** Since when this computer is there to go, epoch ms. One that comes after an opening does not come with all the others. */
  readonly presentSince: number;
}

/** `at` null: when what the reason names has changed. */
export type LaneAnswer =
  | { readonly mayGo: true }
  | { readonly mayGo: false; readonly at: number | null; readonly reason: LaneReason };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Openings are spread over this long at most. */
const SPREAD_MAX_MS = 2 * HOUR_MS;
/**
 * Hours that are neither avoided nor preferred are left unused when preferred ones are this near. Not longer: a laptop
 * that is closed for the night before they come would find its copies missing in the morning, in the students' hours.
 */
const PATIENCE_MS = HOUR_MS;
/** How far ahead hours are looked for: more than any week's. */
const HORIZON_MS = 9 * DAY_MS;
const PARIS = 'Europe/Paris';

/** What holds a lane back between two instants. */
interface Closure extends Interval {
  readonly reason: LaneReason;
}

/**
 * May a lane go by itself now; else when, and why not before?
 *
 * « Synchroniser maintenant » does not ask: only the ENT's pause holds it back.
 */
export function scheduleLane(lane: Lane, input: ScheduleInput): LaneAnswer {
  const standing = standingReason(lane, input);
  if (standing !== null) return { mayGo: false, at: null, reason: standing };
  const closureAt = closuresOf(lane, input);
  let at = input.now;
  let reason: LaneReason | null = null;
  for (let closure = closureAt(at); closure !== undefined; closure = closureAt(at)) {
    if (beatsHours(lane, closure, input)) break;
    at = closure.endMs;
    // Told by what holds longest: the teacher waits for that, not for the twenty seconds before it.
    if (closure.reason !== 'spread' || reason === null) reason = closure.reason;
  }
  if (reason === null) return { mayGo: true };
  // Hours without an end in sight are told without a time; so are the teacher's own that happen to follow them.
  const isEndless = (HOURS.has(reason) || WISHES.has(reason)) && at >= input.now + HORIZON_MS;
  return { mayGo: false, at: isEndless ? null : at, reason };
}

/** As `scheduleLane`, for a lane in which nothing is ready before `readyAt`: that is the ENT's own wish, which nobody passes. */
export function scheduleReady(lane: Lane, input: ScheduleInput, readyAt: number): LaneAnswer {
  if (readyAt <= input.now) return scheduleLane(lane, input);
  const answer = scheduleLane(lane, { ...input, now: readyAt });
  return answer.mayGo ? { mayGo: false, at: readyAt, reason: 'deferred' } : answer;
}

/** What ends at no known time. */
function standingReason(lane: Lane, input: ScheduleInput): LaneReason | null {
  const { preferences } = input;
  if (input.obstacle !== null) return input.obstacle;
  if (!preferences.automaticSync) return 'off';
  if (input.stoppedUntil === 0) return 'stopped';
  if (!input.isOnline) return 'offline';
  if (input.isOnBattery && !allows(preferences.onBattery, lane)) return 'on-battery';
  return input.isMetered && !allows(preferences.onMetered, lane) ? 'metered' : null;
}

function allows(allowance: Allowance, lane: Lane): boolean {
  return allowance === 'all' || (allowance === 'text' && lane !== 'bulk');
}

const HOURS: ReadonlySet<LaneReason> = new Set(['ent-hours', 'student-hours', 'spread', 'gathering']);

/** Hours that no deadline beats. */
const WISHES: ReadonlySet<LaneReason> = new Set(['quiet-hours', 'school-hours']);

/** An edit that would come too late after these hours goes before: it beats hours, never a pause or a teacher's own wish. */
function beatsHours(lane: Lane, closure: Closure, { urgentBefore }: ScheduleInput): boolean {
  return (
    lane === 'urgent' && HOURS.has(closure.reason) && urgentBefore !== null && urgentBefore <= closure.endMs
  );
}

/** What holds a lane back at an instant. */
function closuresOf(lane: Lane, input: ScheduleInput): (instant: number) => Closure | undefined {
  const { now } = input;
  const until = (endMs: number | null, reason: LaneReason): Closure[] =>
    endMs !== null && endMs > now ? [{ startMs: now, endMs, reason }] : [];
  const first = [
    ...until(input.pausedUntil, 'ent-pause'),
    ...until(input.stoppedUntil, 'stopped'),
    ...until(input.backOffUntil, 'back-off'),
  ];
  const hours = hoursOf(lane, input);
  const last = [
    ...schoolHours(lane, input.preferences, now),
    ...quietHours(input.preferences, now),
    ...until(input.gatheringUntil, 'gathering'),
  ];
  return (instant) => holding(first, instant) ?? hoursAt(hours, instant, input) ?? holding(last, instant);
}

function quietHours({ quietHours: hours }: SchedulePreferences, now: number): readonly Closure[] {
  if (hours === null || hours.from === hours.to) return [];
  return intervalsOf({ days: '1-7', ...hours, tz: PARIS }, spanAround(now)).map((quiet) => ({
    ...quiet,
    reason: 'quiet-hours' as const,
  }));
}

function schoolHours(
  lane: Lane,
  { schoolHours: windows }: SchedulePreferences,
  now: number,
): readonly Closure[] {
  const own = windows.filter((window) => window.lane === lane);
  return union(own.flatMap((window) => intervalsOf(window, spanAround(now)))).map((hours) => ({
    ...hours,
    reason: 'school-hours' as const,
  }));
}

/** What hours are looked at: the days around, whole ones, so that the hours of a day are always the same. */
function spanAround(now: number): Interval {
  const day = Math.floor(now / DAY_MS) * DAY_MS;
  return { startMs: day - 2 * DAY_MS, endMs: day + HORIZON_MS + 3 * DAY_MS };
}

type HoursOfDay = Map<string, readonly Interval[]>;
/** They are asked for many times in a day. Nothing outlives the policy and the calendar that it was computed from. */
const knownHours = new WeakMap<readonly LaneWindow[], WeakMap<ScheduleInput['isSchoolDay'], HoursOfDay>>();

/** When the policy's hours, or the house's own, close a lane: in order, and apart from each other. */
function hoursOf(lane: Lane, input: ScheduleInput): readonly Interval[] {
  const { now, windows, isSchoolDay, schoolTimezone = PARIS } = input;
  const span = spanAround(now);
  const bySchool = knownHours.get(windows) ?? new WeakMap<ScheduleInput['isSchoolDay'], HoursOfDay>();
  knownHours.set(windows, bySchool);
  const byDay: HoursOfDay = bySchool.get(isSchoolDay) ?? new Map();
  bySchool.set(isSchoolDay, byDay);
  const key = `${lane} ${span.startMs} ${schoolTimezone}`;
  const hours =
    byDay.get(key) ??
    (windows.length === 0
      ? computeHours(lane, defaultWindows(schoolTimezone), span, isSchoolDay)
      : computeHours(lane, windows, span));
  byDay.set(key, hours);
  return hours;
}

function computeHours(
  lane: Lane,
  all: readonly LaneWindow[],
  span: Interval,
  isSchoolDay?: ScheduleInput['isSchoolDay'],
): readonly Interval[] {
  const windows = all.filter((window) => window.lane === lane);
  const spans = (mode: LaneWindow['mode']) =>
    union(
      windows
        .filter((window) => window.mode === mode)
        .flatMap((window) => intervalsOf(window, span, isSchoolDay)),
    );
  const avoided = spans('avoid');
  const preferred = spans('prefer');
  const waits = preferred.map(({ startMs }) => ({ startMs: startMs - PATIENCE_MS, endMs: startMs }));
  return union([...avoided, ...subtract(waits, preferred)]);
}

/** The hours that hold at an instant, or this device's turn after them. */
function hoursAt(hours: readonly Interval[], instant: number, input: ScheduleInput): Closure | undefined {
  const index = hours.findLastIndex(({ startMs }) => startMs <= instant);
  const closed = hours[index];
  if (closed === undefined) return undefined;
  const reason = input.windows.length === 0 ? 'student-hours' : 'ent-hours';
  if (instant < closed.endMs) return { ...closed, reason };
  const turn = turnAfter(closed, hours[index + 1], input);
  return instant < turn.endMs ? turn : undefined;
}

/**
 * Between an opening and this device's turn: a range as long as the hours that open, two hours at most.
 *
 * Turns are for those that wait at the opening. A laptop that is opened later comes at a moment of its teacher's own; made
 * to wait, it would be closed again before its turn, and its copies be missing the next day, in the students' hours.
 */
function turnAfter({ endMs }: Interval, next: Interval | undefined, input: ScheduleInput): Closure {
  if (input.presentSince > endMs) return { startMs: endMs, endMs, reason: 'spread' };
  const openMs = (next?.startMs ?? Number.POSITIVE_INFINITY) - endMs;
  const rangeMs = Math.min(SPREAD_MAX_MS, openMs);
  const date = wallTimeOf(endMs, PARIS).date;
  return { startMs: endMs, endMs: endMs + input.spreadMs(date, rangeMs), reason: 'spread' };
}

/** When the night is over in which nobody is asked for news, epoch ms; `now` by day. */
export function endOfNight(now: number): number {
  const { date, minutes } = wallTimeOf(now, PARIS);
  if (minutes >= NIGHT_BEGINS) return instantOf({ date: addDays(date, 1), minutes: NIGHT_ENDS }, PARIS);
  return minutes < NIGHT_ENDS ? instantOf({ date, minutes: NIGHT_ENDS }, PARIS) : now;
}

const NIGHT_BEGINS = minutesOf('22:00');
const NIGHT_ENDS = minutesOf('06:00');
