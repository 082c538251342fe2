import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarDay, LessonSummary } from '../../../preload/contract/index.ts';
import { useNow } from '../../app/use-now.ts';
import '../../components/empty-state.css';
import { RuledPage } from '../../components/ruled-page.tsx';
import { DayColumn } from './day-column.tsx';
import { atGroupHours } from './group-hours.ts';
import { type DayLoad, scaleOf } from './load/day-loads.ts';
import { LoadHead } from './load/load-head.tsx';
import { useDayLoads } from './load/use-day-loads.ts';
import { useLoadWords } from './load/use-load-words.ts';
import { toDateText } from './school-time.ts';
import type { BeginLesson } from './use-begin-lesson.ts';
import { useHolidayWords } from './use-holiday-words.ts';
import { useDayWords } from './use-week-words.ts';
import { daysOfWeek, sessionsOf, shownDays, shownHours } from './week.ts';
import './week-grid.css';

interface Props {
  readonly weekStart: number;
  /** The one day of it that is shown; null: all of them. */
  readonly dayIndex: number | null;
  /** Whose homework load is shown; null: of all classes none. */
  readonly classGroupId: string | null;
  readonly lessons: readonly LessonSummary[];
  /** The days of the week, with their sessions; empty as long as it is not known. */
  readonly calendar: readonly CalendarDay[];
  /** Null when no lesson can be begun. */
  readonly onBegin: BeginLesson | null;
}

/** The school week, or one day of it: a column a day, a line an hour. */
export function WeekGrid({ weekStart, dayIndex, classGroupId, onBegin, ...all }: Props) {
  const { t } = useTranslation();
  const now = useNow();
  const words = useDayWords();
  const holidayWords = useHolidayWords();
  const loads = useDayLoads(weekStart, classGroupId);
  const period = dayIndex === null ? 'week' : 'day';
  const { days, lessons, calendar } = shownIn(weekStart, dayIndex, {
    ...all,
    lessons: atGroupHours(all.lessons, sessionsOf(all.calendar)),
  });
  const sessions = sessionsOf(calendar);
  const loadWords = useLoadWords();
  const loadOf = (index: number) => {
    const load = loads?.[index];
    return load === undefined || load.count === 0 ? '' : t('lessons.load.due', { load: loadWords(load) });
  };
  const hours = shownHours(lessons, sessions);
  const holidayOf = (day: (typeof days)[number]) =>
    calendar.find(({ date }) => date === toDateText(day.wall))?.holiday ?? null;
  const hourNumbers = Array.from({ length: hours.last - hours.first }, (_, index) => hours.first + index);
  const isToday = (day: (typeof days)[number]) => now >= day.startsAt && now < day.endsAt;
  const style = { '--week-days': days.length, '--week-hours': hours.last - hours.first } as CSSProperties;
  return (
    <section
      className="week"
      style={style}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard
      tabIndex={0}
      aria-label={t(`lessons.${period}.label`)}
      data-period={period}
      data-testid="week"
    >
      <div className="week-heads" aria-hidden>
        <span />
        {days.map((day) => (
          <div key={day.index} className="week-head" data-today={isToday(day) || undefined}>
            {words.short(day.startsAt)}
            <small>{holidayWords(holidayOf(day))}</small>
            <DayLoadHead loads={loads} index={day.index} />
          </div>
        ))}
      </div>
      <div className="week-body">
        <div className="week-hours" aria-hidden>
          {hourNumbers.map((hour) => (
            <span key={hour}>{t('lessons.week.hour', { hour })}</span>
          ))}
        </div>
        {days.map((day) => (
          <DayColumn
            key={day.index}
            day={day}
            label={[words.long(day.startsAt), holidayWords(holidayOf(day)), loadOf(day.index)]
              .filter(Boolean)
              .join(', ')}
            isHoliday={holidayOf(day) !== null}
            isToday={isToday(day)}
            hours={hours}
            lessons={lessons}
            sessions={sessions}
            onBegin={onBegin}
          />
        ))}
      </div>
      {lessons.length + sessions.length === 0 ? (
        <div className="week-none">
          <RuledPage writing="blank" />
          <p role="status">{t(`lessons.${period}.${onBegin === null ? 'none' : 'noneBegin'}`)}</p>
        </div>
      ) : null}
    </section>
  );
}

/** What is drawn: the days, and what takes place on them. */
function shownIn(
  weekStart: number,
  dayIndex: number | null,
  { lessons, calendar }: Pick<Props, 'lessons' | 'calendar'>,
) {
  if (dayIndex === null) return { days: shownDays(weekStart, lessons, calendar), lessons, calendar };
  const days = daysOfWeek(weekStart).filter(({ index }) => index === dayIndex);
  return {
    days,
    lessons: lessons.filter(({ startsAt }) =>
      days.some((day) => startsAt >= day.startsAt && startsAt < day.endsAt),
    ),
    calendar: calendar.filter(({ date }) => days.some(({ wall }) => toDateText(wall) === date)),
  };
}

/** The load of one of the days; nothing in a week without homework. */
function DayLoadHead({ loads, index }: { loads: readonly DayLoad[] | null; index: number }) {
  const load = loads?.[index];
  if (loads === null || load === undefined || loads.every(({ count }) => count === 0)) return null;
  return <LoadHead load={load} scale={scaleOf(loads)} />;
}
