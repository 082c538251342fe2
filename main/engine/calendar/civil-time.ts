/** A day without a place or an hour, as ISO 8601 writes it: `2026-11-24`. Compares as text. */
export type CivilDate = string;

/** What a clock on a wall shows. */
export interface WallTime {
  readonly date: CivilDate;
  /** Since midnight as the clock counts it, whatever was skipped or repeated before. */
  readonly minutes: number;
}

/** The zone of the school's clock: a lesson at eight is at the school's eight o'clock, wherever the teacher is. */
export const SCHOOL_CLOCK = 'Europe/Paris';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** The days after (before, when negative) a day. */
export function addDays(date: CivilDate, days: number): CivilDate {
  return new Date(utcOf(date) + days * DAY_MS).toISOString().slice(0, 10);
}

/** ISO weekday: 1 is Monday, 7 Sunday. */
export function weekdayOf(date: CivilDate): number {
  return new Date(utcOf(date)).getUTCDay() || 7;
}

/** `08:30` as minutes since midnight. */
export function minutesOf(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours * 60 + minutes;
}

/** What a clock of a time zone shows at an instant. An unknown zone is Paris: the ENT's policy is obeyed as well as it can be. */
export function wallTimeOf(instant: number, timeZone: string): WallTime {
  const local = instant + offsetAt(instant, timeZone);
  const midnight = Math.floor(local / DAY_MS) * DAY_MS;
  const date = new Date(midnight).toISOString().slice(0, 10);
  return { date, minutes: Math.floor((local - midnight) / MINUTE_MS) };
}

/**
 * The instant at which a clock of a time zone shows a time, epoch ms.
 *
 * A time that the clocks skip in spring is the moment of the skip; one that they show twice in autumn is the first.
 */
export function instantOf({ date, minutes }: WallTime, timeZone: string): number {
  const asUtc = utcOf(date) + minutes * MINUTE_MS;
  // The zone's distance from UTC a day before and a day after: between the two, at most one change of the clocks.
  const before = offsetAt(asUtc - DAY_MS, timeZone);
  const after = offsetAt(asUtc + DAY_MS, timeZone);
  const early = asUtc - Math.max(before, after);
  const late = asUtc - Math.min(before, after);
  for (const instant of [early, late]) if (instant + offsetAt(instant, timeZone) === asUtc) return instant;
  return firstAfterSkip(early, late, timeZone);
}

/** Clocks are changed on a whole minute: the first one that is past the wanted time ends the skip. */
function firstAfterSkip(from: number, to: number, timeZone: string): number {
  const offset = offsetAt(from, timeZone);
  let [low, high] = [from, to];
  while (high - low > MINUTE_MS) {
    const middle = low + Math.floor((high - low) / MINUTE_MS / 2) * MINUTE_MS;
    if (offsetAt(middle, timeZone) === offset) low = middle;
    else high = middle;
  }
  return high;
}

/** Zones change their clocks at a full quarter of an hour (since 1972), and asking the platform is dear. */
const QUARTER_MS = 15 * MINUTE_MS;
const MOST_OFFSETS = 10_000;
const offsets = new Map<string, number>();

function offsetAt(instant: number, timeZone: string): number {
  const quarter = Math.floor(instant / QUARTER_MS);
  const key = `${timeZone} ${quarter}`;
  let offset = offsets.get(key);
  if (offset === undefined) {
    if (offsets.size >= MOST_OFFSETS) offsets.clear();
    offset = askedOffset(quarter * QUARTER_MS, timeZone);
    offsets.set(key, offset);
  }
  return offset;
}

function askedOffset(instant: number, timeZone: string): number {
  const text = formatOf(timeZone).format(instant);
  return utcOf(text.slice(0, 10)) + minutesOf(text.slice(11, 16)) * MINUTE_MS - instant;
}

function utcOf(date: CivilDate): number {
  return Date.parse(`${date}T00:00Z`);
}

const DEFAULT_ZONE = 'Europe/Paris';
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = newFormat(timeZone) ?? formatOf(DEFAULT_ZONE);
    formats.set(timeZone, format);
  }
  return format;
}

/** Sweden writes `2026-11-24 08:30`. */
function newFormat(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  } catch {
    return null;
  }
}
