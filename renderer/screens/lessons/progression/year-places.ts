import type { ProgressionYear, YearBar } from '../../../../preload/contract/index.ts';
import { assignLanes } from '../week.ts';

const DAY_MS = 86_400_000;

/** A bar on the year's line: its left and its width as shares of the line, and its lane. */
export interface PlacedBar {
  readonly bar: YearBar;
  readonly left: number;
  readonly width: number;
  readonly lane: number;
}

/** Shares of the line that weeks and days take: it goes from the first Monday to the last Sunday. */
export function yearScale({ weeks }: Pick<ProgressionYear, 'weeks'>): (date: string) => number {
  const first = dayNumber(weeks[0]?.monday ?? '1970-01-01');
  const all = weeks.length * 7;
  return (date) => Math.min(1, Math.max(0, (dayNumber(date) - first) / all));
}

/** The first week of each month: a week is of the month that its Thursday is in, as most of its days are. */
export function firstWeeks({
  weeks,
}: Pick<ProgressionYear, 'weeks'>): { monday: string; thursday: string }[] {
  const named = weeks.map(({ monday }) => ({ monday, thursday: laterDay(monday, 3) }));
  return named.filter(
    ({ thursday }, index) => thursday.slice(0, 7) !== named[index - 1]?.thursday.slice(0, 7),
  );
}

/** The bars of a row, those that overlap below one another; what has no day within the year is left out. */
export function placeBars(
  bars: readonly YearBar[],
  share: (date: string) => number,
): { placed: PlacedBar[]; laneCount: number } {
  const spans = bars
    .flatMap((bar) => {
      if (bar.firstDay === null || bar.lastDay === null) return [];
      const [left, right] = [share(bar.firstDay), share(laterDay(bar.lastDay, 1))];
      return [{ bar, left, width: Math.max(LEAST_WIDTH, right - left) }];
    })
    .sort((a, b) => a.left - b.left);
  const lanes = assignLanes(spans.map(({ left, width }) => ({ fromMinute: left, toMinute: left + width })));
  const placed = spans.map((span, index) => ({ ...span, lane: lanes[index] ?? 0 }));
  return { placed, laneCount: Math.max(1, ...lanes.map((lane) => lane + 1)) };
}

/** 1.2 %: half a week, wide enough to be hit by the mouse. */
const LEAST_WIDTH = 0.012;

function dayNumber(date: string): number {
  return Math.round(Date.parse(`${date}T00:00Z`) / DAY_MS);
}

function laterDay(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
