import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarDay, LessonSummary } from '../../../preload/contract/index.ts';
import { useNow } from '../../app/use-now.ts';
import { showInCalendar } from './calendar-state.ts';
import { atGroupHours } from './group-hours.ts';
import { MonthDay } from './month-day.tsx';
import './month-grid.css';
import { startOfMonth, weeksOfMonth } from './month.ts';
import { toDateText, toWallTime } from './school-time.ts';
import type { BeginLesson } from './use-begin-lesson.ts';
import { useDayWords } from './use-week-words.ts';
import { daysOfWeek, sessionsOf, shownDays } from './week.ts';

interface Props {
  /** The week whose month is shown. */
  readonly weekStart: number;
  readonly lessons: readonly LessonSummary[];
  /** The days of all weeks of the month; empty as long as they are not known. */
  readonly calendar: readonly CalendarDay[];
  /** Null when no lesson can be begun. */
  readonly onBegin: BeginLesson | null;
}

/** A month: a line a week. The arrows go from day to day, Tab goes into one, Enter opens its week. */
export function MonthGrid({ weekStart, calendar, onBegin, ...all }: Props) {
  const lessons = atGroupHours(all.lessons, sessionsOf(calendar));
  const { t } = useTranslation();
  const words = useDayWords();
  const today = toDateText(toWallTime(useNow()));
  const root = useRef<HTMLTableElement>(null);
  const [chosen, setChosen] = useState('');
  const month = toDateText(toWallTime(startOfMonth(weekStart))).slice(0, 7);
  const mondays = weeksOfMonth(weekStart);
  // A column that is shown in one week is shown in all of them.
  const columns = new Set(
    mondays.flatMap((monday) => shownDays(monday, lessons, calendar).map(({ index }) => index)),
  );
  const weeks = mondays.map((monday) => daysOfWeek(monday).filter(({ index }) => columns.has(index)));
  const dates = weeks.flat().map(({ wall }) => toDateText(wall));
  const first = dates.find((date) => date.startsWith(month));
  const reached = [chosen, today].find((date) => dates.includes(date)) ?? first;
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns.size, ArrowDown: columns.size }[event.key];
    const from = dates.indexOf((event.target as HTMLElement).dataset.date ?? '');
    const next = step === undefined || from < 0 ? undefined : dates[from + step];
    if (next === undefined) return;
    event.preventDefault();
    setChosen(next);
    root.current?.querySelector<HTMLElement>(`[data-date="${next}"]`)?.focus();
  };
  return (
    <section
      className="month"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard
      tabIndex={0}
      aria-label={t('lessons.month.label')}
      data-testid="month"
    >
      <table ref={root} onKeyDown={onKeyDown}>
        <thead>
          <tr>
            {weeks[0]?.map(({ index, startsAt }) => (
              <th key={index} scope="col">
                {words.weekday(startsAt)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((days, line) => (
            <tr key={mondays[line]}>
              {days.map((day) => {
                const date = toDateText(day.wall);
                return (
                  <MonthDay
                    key={date}
                    day={day}
                    date={date}
                    isToday={date === today}
                    isOutside={!date.startsWith(month)}
                    isReached={date === reached}
                    lessons={lessons}
                    known={calendar.find((one) => one.date === date)}
                    onBegin={onBegin}
                    onOpen={() => showInCalendar({ mode: 'week', weekStart: mondays[line] ?? weekStart })}
                  />
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
