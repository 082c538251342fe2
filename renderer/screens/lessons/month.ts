import { addDays, fromWallTime, toWallTime } from './school-time.ts';
import { addWeeks, startOfWeek } from './week.ts';

/** The first day of the month that most of a week is in: its Thursday's. */
export function startOfMonth(weekStart: number): number {
  return fromWallTime({ ...addDays(toWallTime(weekStart), 3), day: 1 });
}

/** The week from which the month `months` later (or earlier) is shown: that of its fourth day, whatever weekday that is. */
export function addMonths(weekStart: number, months: number): number {
  const first = toWallTime(startOfMonth(weekStart));
  const at = first.month - 1 + months;
  const year = first.year + Math.floor(at / 12);
  return startOfWeek(fromWallTime({ ...first, year, month: (((at % 12) + 12) % 12) + 1, day: 4 }));
}

/** The beginnings of the weeks that a month has a day in, four to six of them. */
export function weeksOfMonth(weekStart: number): number[] {
  const first = startOfMonth(weekStart);
  const next = startOfMonth(addMonths(weekStart, 1));
  const weeks = [startOfWeek(first)];
  for (let week = addWeeks(weeks[0] ?? first, 1); week < next; week = addWeeks(week, 1)) weeks.push(week);
  return weeks;
}
