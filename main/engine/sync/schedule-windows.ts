import type { Lane } from '../../../preload/contract/sync.ts';
import {
  addDays,
  type CivilDate,
  instantOf,
  minutesOf,
  wallTimeOf,
  weekdayOf,
} from '../calendar/civil-time.ts';

/** Hours of a server's policy, or the house's own. */
export interface LaneWindow {
  readonly days: string;
  readonly from: string;
  readonly to: string;
  readonly tz: string;
  readonly lane: Lane;
  readonly mode: 'avoid' | 'prefer';
}

/** From `startMs` (with it) to `endMs` (without it), epoch ms. */
export interface Interval {
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * The code of good practice where an ENT says nothing: on school days, documents leave the hours of the students alone.
 *
 * No hour outside of these is better than another: whoever waited for one would close the laptop before it, and look for its
 * copies the next day, in the students' hours.
 */
export function defaultWindows(schoolTimezone: string): readonly LaneWindow[] {
  return [{ days: '1-5', from: '08:30', to: '17:00', tz: schoolTimezone, lane: 'bulk', mode: 'avoid' }];
}

/** ISO weekdays in `1-5`, `1,3,5` or `6-7,1`; a range may go over Sunday (`6-2`). What cannot be read counts as every day. */
export function weekdaysIn(days: string): ReadonlySet<number> {
  const found = new Set<number>();
  for (const part of days.split(',')) {
    const [, first, last = first] = /^\s*([1-7])(?:\s*-\s*([1-7]))?\s*$/.exec(part) ?? [];
    if (first === undefined || last === undefined) return new Set([1, 2, 3, 4, 5, 6, 7]);
    for (let day = Number(first); ; day = (day % 7) + 1) {
      found.add(day);
      if (day === Number(last)) break;
    }
  }
  return found;
}

/**
 * When a window holds, between two instants, merged and in order.
 *
 * One that ends before it begins goes over midnight and belongs to the day of its beginning; `from` equal to `to` is a
 * whole day. `isDay` leaves days out.
 */
export function intervalsOf(
  window: Pick<LaneWindow, 'days' | 'from' | 'to' | 'tz'>,
  { startMs, endMs }: Interval,
  isDay: (date: CivilDate) => boolean = () => true,
): Interval[] {
  const weekdays = weekdaysIn(window.days);
  const from = minutesOf(window.from);
  const to = minutesOf(window.to);
  const intervals: Interval[] = [];
  const last = wallTimeOf(endMs, window.tz).date;
  for (let date = addDays(wallTimeOf(startMs, window.tz).date, -1); date <= last; date = addDays(date, 1)) {
    if (!weekdays.has(weekdayOf(date)) || !isDay(date)) continue;
    const end = to > from ? { date, minutes: to } : { date: addDays(date, 1), minutes: to };
    intervals.push({
      startMs: instantOf({ date, minutes: from }, window.tz),
      endMs: instantOf(end, window.tz),
    });
  }
  return union(intervals.filter((one) => one.endMs > startMs && one.startMs < endMs));
}

/** The instants of any of them, as few intervals in order. */
export function union(intervals: readonly Interval[]): Interval[] {
  const merged: { startMs: number; endMs: number }[] = [];
  for (const { startMs, endMs } of [...intervals].sort((a, b) => a.startMs - b.startMs)) {
    if (endMs <= startMs) continue;
    const before = merged.at(-1);
    if (before !== undefined && startMs <= before.endMs) before.endMs = Math.max(before.endMs, endMs);
    else merged.push({ startMs, endMs });
  }
  return merged;
}

/** The instants of `intervals` that are in none of `others`. */
export function subtract(intervals: readonly Interval[], others: readonly Interval[]): Interval[] {
  return others.reduce<Interval[]>(
    (left, cut) =>
      left.flatMap(({ startMs, endMs }) =>
        [
          { startMs, endMs: Math.min(endMs, cut.startMs) },
          { startMs: Math.max(startMs, cut.endMs), endMs },
        ].filter((piece) => piece.endMs > piece.startMs),
      ),
    union(intervals),
  );
}

/** The interval that holds an instant. */
export function holding<I extends Interval>(intervals: readonly I[], instant: number): I | undefined {
  return intervals.find(({ startMs, endMs }) => startMs <= instant && instant < endMs);
}
