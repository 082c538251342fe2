import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProgressionYear, YearBar } from '../../../../preload/contract/index.ts';
import { engine } from '../../../app/engine.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { showInCalendar } from '../calendar-state.ts';
import { useShownYear } from './use-shown-year.ts';
import './year.css';
import { firstWeeks, placeBars, yearScale } from './year-places.ts';

/** Height of a lane, and the room below it. */
const LANE_PX = 34;

/** The school year: a row a class, a bar a sequence, holidays in grey. A bar leads to its sequence on the board. */
export function YearView({ classGroupId }: { classGroupId: string | null }) {
  const input = { ...useShownYear(), ...(classGroupId === null ? {} : { classGroupId }) };
  const query = useQuery(engine.progression.year.queryOptions({ input }));
  return <QueryView query={query} show={(year) => <Year year={year} />} />;
}

function Year({ year }: { year: ProgressionYear }) {
  const { t } = useTranslation();
  const share = yearScale(year);
  if (year.rows.every(({ bars }) => bars.length === 0))
    return (
      <EmptyState
        writing="begun"
        text={t('progression.year.none')}
        action={
          <Button onClick={() => showInCalendar({ mode: 'board' })}>{t('progression.year.toBoard')}</Button>
        }
      />
    );
  return (
    <div className="progression-year" data-testid="year">
      <section
        className="year-scroller"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard
        tabIndex={0}
        aria-label={t('progression.year.title')}
      >
        <div className="year-grid">
          <span className="year-corner" aria-hidden />
          <Months year={year} share={share} />
          {year.rows.map((row) => (
            <YearRow key={row.classGroupId} row={row} year={year} share={share} />
          ))}
        </div>
      </section>
      <p className="year-legend">
        {year.withoutBreaks === null
          ? t('progression.year.legend')
          : t('progression.year.legendWithoutBreaks', { year: year.withoutBreaks })}
      </p>
    </div>
  );
}

interface ScaledProps {
  readonly year: ProgressionYear;
  readonly share: (date: string) => number;
}

const percent = (value: number) => `${value * 100}%`;

/** The name of each month over its first week. */
function Months({ year, share }: ScaledProps) {
  const monthName = useMonthName();
  return (
    <div className="year-months" aria-hidden>
      {firstWeeks(year).map(({ monday, thursday }) => (
        <span key={monday} style={{ left: percent(share(monday)) }}>
          {monthName(thursday)}
        </span>
      ))}
    </div>
  );
}

interface RowProps extends ScaledProps {
  readonly row: ProgressionYear['rows'][number];
}

function YearRow({ row, year, share }: RowProps) {
  const { t } = useTranslation();
  const { placed, laneCount } = placeBars(row.bars, share);
  const over = row.bars.filter(({ overflowCount }) => overflowCount > 0);
  const open = (sequenceId: string) =>
    showInCalendar({ mode: 'board', classGroupId: row.classGroupId, sequenceId });
  return (
    <>
      <h3 className="year-name">{row.classGroupName}</h3>
      <div className="year-track" data-testid="year-row">
        {year.weeks
          .filter(({ isHoliday }) => isHoliday)
          .map(({ monday, holidayName }) => (
            <span
              key={monday}
              className="year-holiday"
              title={holidayName === '' ? t('timetable.holiday.break') : holidayName}
              style={{ left: percent(share(monday)), width: percent(1 / year.weeks.length) }}
            />
          ))}
        {year.today < year.firstDay || year.today > year.lastDay ? null : (
          <span className="year-today" style={{ left: percent(share(year.today)) }} aria-hidden />
        )}
        <ul
          className="year-bars"
          aria-label={t('progression.year.row', { classGroup: row.classGroupName })}
          style={{ height: laneCount * LANE_PX }}
        >
          {placed.map(({ bar, left, width, lane }) => (
            <li
              key={bar.sequenceId}
              style={{ left: percent(left), width: percent(width), top: lane * LANE_PX }}
            >
              <Bar bar={bar} onOpen={() => open(bar.sequenceId)} />
            </li>
          ))}
        </ul>
        {over.length === 0 ? null : (
          <p className="year-over" data-testid="year-over">
            {over.map(({ sequenceId, title, overflowCount }) => (
              <span key={sequenceId}>
                <IconAlertTriangle size={14} aria-hidden />
                {t('progression.year.over', { count: overflowCount, title })}{' '}
              </span>
            ))}
          </p>
        )}
      </div>
    </>
  );
}

/** Filled as far as it is done; dashed where none of it is prepared yet. */
function Bar({ bar, onOpen }: { bar: YearBar; onOpen: () => void }) {
  const { t } = useTranslation();
  const dayName = useDayName();
  const { title, doneCount, plannedCount, lessonCount, firstDay, lastDay, overflowCount } = bar;
  const facts = { title, first: dayName(firstDay), last: dayName(lastDay), done: doneCount };
  const words = t('progression.year.bar', { ...facts, count: plannedCount });
  const all =
    overflowCount === 0 ? words : `${words} ${t('progression.year.over', { count: overflowCount, title })}`;
  return (
    <button
      type="button"
      className="year-bar"
      data-empty={lessonCount === 0 || undefined}
      title={all}
      aria-label={all}
      onClick={onOpen}
      data-testid="year-bar"
    >
      <span className="year-bar-done" style={{ width: percent(doneCount / Math.max(1, plannedCount)) }} />
      <span className="year-bar-title">{title}</span>
      <span className="year-bar-share">
        {t('progression.year.share', { done: doneCount, planned: plannedCount })}
      </span>
    </button>
  );
}

/** Days of the calendar have no hour: they are read where they were written, in UTC. */
function useDateFormat(options: Intl.DateTimeFormatOptions): (date: string | null) => string {
  const { i18n } = useTranslation();
  const { day, month } = options;
  return useMemo(() => {
    const locale = i18n.language === 'en' ? 'en-GB' : 'fr-FR';
    const format = new Intl.DateTimeFormat(locale, { day, month, timeZone: 'UTC' });
    return (date) => (date === null ? '' : format.format(Date.parse(`${date}T00:00Z`)));
  }, [i18n.language, day, month]);
}

const useMonthName = () => useDateFormat({ month: 'short' });
const useDayName = () => useDateFormat({ day: 'numeric', month: 'long' });
