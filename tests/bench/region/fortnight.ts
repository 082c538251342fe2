import { instantOf, minutesOf } from '../../../main/engine/calendar/civil-time.ts';

const PARIS = 'Europe/Paris';
export const MINUTE_MS = 60_000;
export const DAY_MINUTES = 1_440;
/** A normal week, then the surge: two weeks of school in every zone, without a change of the clocks. */
export const DAYS = 14;
export const MINUTES = DAYS * DAY_MINUTES;
/**
 * Days before the first Monday that are lived and not counted: copies that are graded on it were handed in before, and a
 * computer that was on at that weekend has them. Without these days the first morning begins with every copy missing.
 */
export const RUN_IN_DAYS = 4;
/** A Monday, at midnight in Paris, epoch ms. */
export const START = instantOf({ date: '2026-11-16', minutes: 0 }, PARIS);
/** Of the second Monday. */
export const SURGE_MONDAY = 7;

/** Minutes since the fortnight began. */
export function minuteOf(day: number, time: string): number {
  return day * DAY_MINUTES + minutesOf(time);
}

/** Epoch ms of a minute. */
export function msOf(minute: number): number {
  return START + minute * MINUTE_MS;
}

export function isWeekend(day: number): boolean {
  return ((day % 7) + 7) % 7 >= 5;
}

/** The students' hours, which the code of good practice leaves to them: 08:30 to 17:00 on school days. */
export function isStudentsHour(minute: number): boolean {
  const ofDay = minute % DAY_MINUTES;
  return !isWeekend(Math.floor(minute / DAY_MINUTES)) && ofDay >= 510 && ofDay < 1_020;
}
