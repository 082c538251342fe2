import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { engine } from '../../app/engine.ts';
import { useSignal } from '../../app/signal.ts';
import { calendarState, showInCalendar } from './calendar-state.ts';

/** The school year that is under way, or the next one: September is prepared in June. */
export function YearChoice() {
  const { t } = useTranslation();
  const { yearDay } = useSignal(calendarState);
  const { data: years = [] } = useQuery(engine.progression.years.queryOptions());
  const [running] = years;
  if (running === undefined) return null;
  const nameOf = ({ firstDay, lastDay }: typeof running) =>
    t('lessons.year.name', { from: firstDay.slice(0, 4), to: lastDay.slice(0, 4) });
  return (
    <SegmentedControl
      aria-label={t('lessons.year.label')}
      value={yearDay ?? running.firstDay}
      onChange={(value) => showInCalendar({ yearDay: value === running.firstDay ? null : value })}
      data={years.map((year) => ({ value: year.firstDay, label: nameOf(year) }))}
      data-testid="year-choice"
    />
  );
}
