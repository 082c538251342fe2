import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarDay, LessonSummary } from '../../../preload/contract/index.ts';
import { useNow } from '../../app/use-now.ts';
import '../../components/empty-state.css';
import { RuledPage } from '../../components/ruled-page.tsx';
import { DayColumn } from './day-column.tsx';
import { type DayLoad, scaleOf } from './load/day-loads.ts';
import { LoadHead } from './load/load-head.tsx';
import { useDayLoads } from './load/use-day-loads.ts';
import { useLoadWords } from './load/use-load-words.ts';
import { toDateText } from './school-time.ts';
import type { BeginLesson } from './use-begin-lesson.ts';
import { useHolidayWords } from './use-holiday-words.ts';
import { useDayWords } from './use-week-words.ts';
import { sessionsOf, shownDays, shownHours } from './week.ts';
import './week-grid.css';

interface Props {
  readonly weekStart: number;
  /** Whose homework load is shown; null: of all classes none. */
  readonly classGroupId: string | null;
  readonly lessons: readonly LessonSummary[];
  /** The days of the week, with their sessions; empty as long as it is not known. */
  readonly calendar: readonly CalendarDay[];
  /** Null when no lesson can be begun. */
  readonly onBegin: BeginLesson | null;
}

/** The school week: a column a day, a line an hour. */
export function WeekGrid({ weekStart, classGroupId, lessons, calendar, onBegin }: Props) {
  const { t } = useTranslation();
  const now = useNow();
  const words = useDayWords();
  const holidayWords = useHolidayWords();
  const loads = useDayLoads(weekStart, classGroupId);
  const sessions = sessionsOf(calendar);
  const loadWords = useLoadWords();
  const loadOf = (index: number) => {
    const load = loads?.[index];
    return load === undefined || load.count === 0 ? '' : t('lessons.load.due', { load: loadWords(load) });
  };
  const days = shownDays(weekStart, lessons, calendar);
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
      aria-label={t('lessons.week.label')}
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
          <p role="status">{t(onBegin === null ? 'lessons.week.none' : 'lessons.week.noneBegin')}</p>
        </div>
      ) : null}
    </section>
  );
}

/** The load of one of the days; nothing in a week without homework. */
function DayLoadHead({ loads, index }: { loads: readonly DayLoad[] | null; index: number }) {
  const load = loads?.[index];
  if (loads === null || load === undefined || loads.every(({ count }) => count === 0)) return null;
  return <LoadHead load={load} scale={scaleOf(loads)} />;
}
