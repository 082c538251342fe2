import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { engine } from '../../app/engine.ts';
import { useSignal } from '../../app/signal.ts';
import { useIsReadOnly } from '../../app/use-is-read-only.ts';
import { beginLesson } from './begin-lesson.ts';
import { calendarState } from './calendar-state.ts';
import { addDays, fromWallTime, toWallTime } from './school-time.ts';
import { datesOfWeeks, daysOfWeek, sessionsOf, type WeekDay } from './week.ts';

/** Begins a lesson: at an instant and for a class, or for the next session that has none, of the day that is shown alone. */
export type BeginLesson = (startsAt?: number, classGroupId?: string) => void;

/** Null when no lesson can be begun (no class or calendar yet, or read-only data). */
export function useBeginLesson(): BeginLesson | null {
  const { mode, weekStart, dayIndex, classGroupId: shown } = useSignal(calendarState);
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
    const day = mode === 'day' ? (daysOfWeek(weekStart)[dayIndex] ?? null) : null;
    const open = sessionsOf(days).find((session) => session.lessonId === null && isMeant(session, day, now));
    const next = startsAt === undefined ? open : undefined;
    const wanted = classGroupId ?? next?.classGroupId ?? shown;
    const chosen = classes?.find(({ id }) => id === wanted) ?? first;
    const at =
      startsAt ?? next?.startsAt ?? (day === null ? usualStart(weekStart, now) : eightOn(day.startsAt));
    beginLesson(at, chosen.id);
  };
}

/** On a day that is looked at, even one that is over; else one that is to come. */
function isMeant({ startsAt }: { startsAt: number }, day: WeekDay | null, now: number): boolean {
  return day === null ? startsAt > now : startsAt >= day.startsAt && startsAt < day.endsAt;
}

function eightOn(dayStart: number): number {
  return fromWallTime({ ...toWallTime(dayStart), hour: 8, minute: 0 });
}

/** Tomorrow at eight in the week of today; the first morning of another week. */
export function usualStart(weekStart: number, now: number): number {
  const isThisWeek = now >= weekStart && now < weekStart + 7 * 86_400_000;
  const day = isThisWeek ? addDays(toWallTime(now), 1) : toWallTime(weekStart);
  return fromWallTime({ ...day, hour: 8, minute: 0 });
}
