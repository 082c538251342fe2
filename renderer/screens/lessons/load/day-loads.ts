import type { Homework } from '../../../../preload/contract/index.ts';
import { daysOfWeek, type WeekDay } from '../week.ts';

/** What a class has to do for one day. */
export interface DayLoad {
  readonly day: WeekDay;
  /** Expected minutes of what has some. */
  readonly minutes: number;
  readonly count: number;
  /** Pieces of which nobody said how long they take. */
  readonly unsaidCount: number;
}

/** The load of each of the seven days of a week, by the day for which homework is due. */
export function dayLoads(weekStart: number, homework: readonly Homework[]): DayLoad[] {
  return daysOfWeek(weekStart).map((day) => {
    const due = homework.filter(({ dueAt }) => dueAt >= day.startsAt && dueAt < day.endsAt);
    return {
      day,
      count: due.length,
      minutes: due.reduce((sum, { expectedMinutes }) => sum + (expectedMinutes ?? 0), 0),
      unsaidCount: due.filter(({ expectedMinutes }) => expectedMinutes === null).length,
    };
  });
}

/** 2 h: the height of the plot, unless a day has more; a quarter of an hour is still seen, and weeks compare. */
export const USUAL_MAX_MINUTES = 120;

/** What a full bar of the plot stands for, in minutes. */
export function scaleOf(loads: readonly DayLoad[]): number {
  return Math.max(USUAL_MAX_MINUTES, ...loads.map(({ minutes }) => minutes));
}
