import type { CSSProperties, MouseEvent } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LessonSummary, Session } from '../../../preload/contract/index.ts';
import { useNow } from '../../app/use-now.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { LessonCard } from './lesson-card.tsx';
import { toWallTime } from './school-time.ts';
import { SessionCard } from './session-card.tsx';
import type { BeginLesson } from './use-begin-lesson.ts';
import type { WeekDay } from './week.ts';
import { byTheClock, LESSON_MINUTES, placeLessons, slotAt } from './week.ts';

interface Props {
  readonly day: WeekDay;
  readonly label: string;
  readonly isToday: boolean;
  readonly hours: { readonly first: number; readonly last: number };
  readonly isHoliday: boolean;
  readonly lessons: readonly LessonSummary[];
  readonly sessions: readonly Session[];
  readonly onBegin: BeginLesson | null;
}

/** One day: its lessons at their hours. A click in an empty hour begins one there; the keyboard has N. */
export function DayColumn({ day, label, isToday, isHoliday, hours, lessons, sessions, onBegin }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [ghost, setGhost] = useState<number | null>(null);
  const placed = placeLessons(lessons, day, sessions);
  const toPrepare = sessions.filter(
    ({ startsAt, lessonId }) => lessonId === null && startsAt >= day.startsAt && startsAt < day.endsAt,
  );
  const place = (fromMinute: number, minutes: number) => {
    const all = (hours.last - hours.first) * 60;
    const share = (value: number) => `${(value / all) * 100}%`;
    return { top: share(fromMinute - hours.first * 60), height: share(minutes) };
  };
  const slotOf = (event: MouseEvent<HTMLElement>): number | null => {
    if (event.target !== event.currentTarget) return null;
    const box = event.currentTarget.getBoundingClientRect();
    const share = (event.clientY - box.top) / box.height;
    return slotAt(day, (hours.first + share * (hours.last - hours.first)) * 60);
  };
  const minuteOf = (atMs: number) => {
    const { hour, minute } = toWallTime(atMs);
    return hour * 60 + minute;
  };
  return (
    <section
      className="week-day"
      aria-label={label}
      data-today={isToday || undefined}
      data-holiday={isHoliday || undefined}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the mouse */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard begins a lesson by N */}
      <div
        className="week-slots"
        data-open={onBegin === null ? undefined : true}
        onMouseMove={(event) => setGhost(slotOf(event))}
        onMouseLeave={() => setGhost(null)}
        onClick={(event) => {
          const slot = slotOf(event);
          if (slot !== null) onBegin?.(slot);
        }}
      >
        {ghost === null || onBegin === null ? null : (
          <span className="week-ghost" style={place(minuteOf(ghost), LESSON_MINUTES)} aria-hidden>
            {t('lessons.week.begin', { time: formats.time(ghost) })}
          </span>
        )}
      </div>
      {isToday ? <NowLine hours={hours} /> : null}
      <ul className="week-lessons">
        {byTheClock(toPrepare, placed).map((one) => {
          if (!('lesson' in one))
            return (
              <li
                key={`${one.slotId} ${one.startsAt}`}
                style={place(minuteOf(one.startsAt), (one.endsAt - one.startsAt) / 60_000)}
                className="week-session"
              >
                <SessionCard session={one} onBegin={onBegin} />
              </li>
            );
          const { lesson, fromMinute, toMinute, lane, laneCount } = one;
          const lanes: CSSProperties = {
            left: `${(lane / laneCount) * 100}%`,
            width: `${100 / laneCount}%`,
          };
          return (
            <li
              key={`${lesson.id} ${lesson.startsAt}`}
              style={{ ...place(fromMinute, toMinute - fromMinute), ...lanes }}
            >
              <LessonCard lesson={lesson} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The present, across today's column. */
function NowLine({ hours }: Pick<Props, 'hours'>) {
  const { hour, minute } = toWallTime(useNow());
  const share = (hour + minute / 60 - hours.first) / (hours.last - hours.first);
  if (share < 0 || share > 1) return null;
  return <span className="week-now" style={{ top: `${share * 100}%` }} aria-hidden />;
}
