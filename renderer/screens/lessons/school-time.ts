/** A date and a time as they are read on the school's clock. */
export interface WallTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

/** The school's clock: a teacher abroad still means the school's eight o'clock. */
const CLOCK = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Paris',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

export const DAY_MS = 86_400_000;

/** Reads an instant on the school's clock. */
export function toWallTime(atMs: number): WallTime {
  const read: Record<string, number> = {};
  for (const { type, value } of CLOCK.formatToParts(atMs)) read[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = read;
  return { year, month, day, hour, minute };
}

/**
 * Finds the instant of a date and time of the school's clock.
 *
 * In the hour that the clock skips in spring, the instant an hour later; in the one that it goes through
 * twice in autumn, the first of the two.
 */
export function fromWallTime(wall: WallTime): number {
  const asUtc = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute);
  // The offset to take off is the instant's own, which is sought: it is the one before or after a change.
  const candidates = [-DAY_MS / 2, DAY_MS / 2].map((near) => asUtc - offsetAt(asUtc + near));
  return candidates.find((at) => offsetAt(at) === asUtc - at) ?? Math.max(...candidates);
}

/** How far the school's clock is ahead of UTC, in milliseconds. */
function offsetAt(atMs: number): number {
  const { year, month, day, hour, minute } = toWallTime(atMs);
  const wholeMinutes = Math.floor(atMs / 60_000) * 60_000;
  return Date.UTC(year, month - 1, day, hour, minute) - wholeMinutes;
}

/** The day `days` later (or earlier), at the same time of the clock. */
export function addDays(wall: WallTime, days: number): WallTime {
  const date = new Date(Date.UTC(wall.year, wall.month - 1, wall.day + days));
  return {
    ...wall,
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
  };
}

/** 0 for Monday to 6 for Sunday. */
export function weekday({ year, month, day }: WallTime): number {
  return (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
}

/** « 2026-11-24 », as date fields want it. */
export function toDateText({ year, month, day }: WallTime): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}`;
}

/** « 08:05 », as time fields want it. */
export function toTimeText({ hour, minute }: WallTime): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** « 2026-11-24T08:05 », as fields of a date and a time want it. */
export function toMinuteText(atMs: number): string {
  const wall = toWallTime(atMs);
  return `${toDateText(wall)}T${toTimeText(wall)}`;
}

/** The instant of such a text; null for one that is none, as while it is typed. */
export function fromMinuteText(text: string): number | null {
  const [date = '', time = ''] = text.split('T');
  const day = withDate(0, date);
  return day === null ? null : withTime(day, time);
}

/** An instant moved to another day, at the same time; null for a text that is no date. */
export function withDate(atMs: number, dateText: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(dateText);
  if (match === null) return null;
  const [, year, month, day] = match.map(Number);
  return fromWallTime({ ...toWallTime(atMs), year: year ?? 0, month: month ?? 1, day: day ?? 1 });
}

/** An instant moved to another time of its day; null for a text that is no time. */
export function withTime(atMs: number, timeText: string): number | null {
  const match = /^(\d{1,2}):(\d{2})/.exec(timeText);
  if (match === null) return null;
  const [, hour = 0, minute = 0] = match.map(Number);
  if (hour > 23 || minute > 59) return null;
  return fromWallTime({ ...toWallTime(atMs), hour, minute });
}
