import { useQuery } from '@tanstack/react-query';
import { engine } from '../../app/engine.ts';
import { navigate } from '../../app/routes.ts';
import { useIsReadOnly } from '../../app/use-is-read-only.ts';
import { calendarState } from './calendar-state.ts';
import { NEW_LESSON, sessions } from './lesson-session.ts';
import { addDays, fromWallTime, toWallTime } from './school-time.ts';

/** Begins a lesson, now or at a given instant; null when none can be begun (no class yet, or read-only data). */
export function useBeginLesson(): ((startsAt?: number) => void) | null {
  const { data: classes } = useQuery(engine.classes.list.queryOptions());
  const isReadOnly = useIsReadOnly();
  const first = classes?.[0];
  if (first === undefined || isReadOnly) return null;
  return (startsAt) => {
    const { classGroupId, weekStart } = calendarState.get();
    const chosen = classes?.find(({ id }) => id === classGroupId) ?? first;
    sessions.begin({ classGroupId: chosen.id, startsAt: startsAt ?? usualStart(weekStart, Date.now()) });
    navigate({ screen: 'lessons', lessonId: NEW_LESSON });
  };
}

/** Tomorrow at eight in the week of today; the first morning of another week. */
export function usualStart(weekStart: number, now: number): number {
  const isThisWeek = now >= weekStart && now < weekStart + 7 * 86_400_000;
  const day = isThisWeek ? addDays(toWallTime(now), 1) : toWallTime(weekStart);
  return fromWallTime({ ...day, hour: 8, minute: 0 });
}
