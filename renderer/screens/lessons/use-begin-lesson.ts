import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { engine } from '../../app/engine.ts';
import { NEW_LESSON, navigate } from '../../app/routes.ts';
import { useSignal } from '../../app/signal.ts';
import { useIsReadOnly } from '../../app/use-is-read-only.ts';
import { calendarState, showInCalendar } from './calendar-state.ts';
import { sessions } from './lesson-sessions.ts';
import { addDays, fromWallTime, toWallTime } from './school-time.ts';
import { datesOfWeeks, sessionsOf, startOfWeek } from './week.ts';

/** Begins a lesson: at an instant and for a class, or for the next session that has none. */
export type BeginLesson = (startsAt?: number, classGroupId?: string) => void;

/** Null when no lesson can be begun (no class or calendar yet, or read-only data). */
export function useBeginLesson(): BeginLesson | null {
  const { weekStart, classGroupId: shown } = useSignal(calendarState);
  const { data: classes } = useQuery(engine.classes.list.queryOptions());
  const { data: days } = useQuery(
    engine.timetable.days.queryOptions({
      input: { ...datesOfWeeks(weekStart), ...(shown === null ? {} : { classGroupId: shown }) },
      placeholderData: keepPreviousData,
    }),
  );
  const isReadOnly = useIsReadOnly();
  const first = classes?.[0];
  if (first === undefined || days === undefined || isReadOnly) return null;
  return (startsAt, classGroupId) => {
    const now = Date.now();
    const open = sessionsOf(days).find((session) => session.lessonId === null && session.startsAt > now);
    const next = startsAt === undefined ? open : undefined;
    const wanted = classGroupId ?? next?.classGroupId ?? shown;
    const chosen = classes?.find(({ id }) => id === wanted) ?? first;
    const at = startsAt ?? next?.startsAt ?? usualStart(weekStart, now);
    sessions.begin({ classGroupId: chosen.id, startsAt: at });
    // On a Sunday tomorrow is in another week: whoever leaves the lesson must see it there.
    showInCalendar({ weekStart: startOfWeek(at) });
    navigate({ screen: 'lessons', lessonId: NEW_LESSON });
  };
}

/** Tomorrow at eight in the week of today; the first morning of another week. */
export function usualStart(weekStart: number, now: number): number {
  const isThisWeek = now >= weekStart && now < weekStart + 7 * 86_400_000;
  const day = isThisWeek ? addDays(toWallTime(now), 1) : toWallTime(weekStart);
  return fromWallTime({ ...day, hour: 8, minute: 0 });
}
