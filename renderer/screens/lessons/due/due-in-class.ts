import type { Session } from '../../../../preload/contract/index.ts';
import { addDays, DAY_MS, fromWallTime, toWallTime, type WallTime } from '../school-time.ts';

/** A piece of homework, and the lesson in which it is given. */
interface Given {
  readonly dueAt: number;
  readonly givenAt: number;
}

/**
 * When homework is due in a class that gets its lesson at `startsAt`: with the class's first session from as many days later on as
 * there are between its own two; where the timetable has none, on that day at the same hour. Pure.
 */
export function dueInClass(
  { dueAt, givenAt }: Given,
  startsAt: number,
  sessions: readonly Pick<Session, 'startsAt'>[],
): number {
  const due = toWallTime(dueAt);
  const days = Math.max(1, dayNumber(due) - dayNumber(toWallTime(givenAt)));
  const day = addDays(toWallTime(startsAt), days);
  const midnight = fromWallTime({ ...day, hour: 0, minute: 0 });
  const session = sessions.find((one) => one.startsAt >= midnight);
  return session?.startsAt ?? fromWallTime({ ...day, hour: due.hour, minute: due.minute });
}

function dayNumber({ year, month, day }: WallTime): number {
  return Date.UTC(year, month - 1, day) / DAY_MS;
}
