import { ActionIcon, Button, SegmentedControl, Select, Tooltip } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CalendarDay, ClassGroup } from '../../../preload/contract/index.ts';
import { useSignal } from '../../app/signal.ts';
import { useNow } from '../../app/use-now.ts';
import { CALENDAR_MODES, calendarState, showInCalendar, shownAt, TURNED } from './calendar-state.ts';
import { startOfMonth } from './month.ts';
import { useDayWords, useMonthWords, useWeekWords } from './use-week-words.ts';
import { daysOfWeek } from './week.ts';
import { YearChoice } from './year-choice.tsx';

const TITLES = {
  list: 'lessons.list.title',
  board: 'progression.title',
  year: 'progression.year.title',
  timetable: 'timetable.title',
} as const;

interface Props {
  readonly classes: readonly ClassGroup[];
  /** Of the week that is shown. */
  readonly days: readonly CalendarDay[];
}

/** Which day, week or month, which class, and as what. */
export function CalendarBar({ classes, days }: Props) {
  const { t } = useTranslation();
  const { mode, classGroupId } = useSignal(calendarState);
  return (
    <div className="calendar-bar">
      {mode === 'day' || mode === 'week' || mode === 'month' ? (
        <Turning mode={mode} days={days} />
      ) : (
        <h2 className="calendar-title">{t(TITLES[mode])}</h2>
      )}
      <Select
        className="calendar-class"
        aria-label={t('lessons.filter.label')}
        data={[
          { value: '', label: t('lessons.filter.all') },
          ...classes.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={classGroupId ?? ''}
        allowDeselect={false}
        onChange={(value) => showInCalendar({ classGroupId: value === '' ? null : value })}
        data-testid="lessons-filter"
      />
      {mode === 'board' || mode === 'year' ? <YearChoice /> : null}
      <SegmentedControl
        aria-label={t('lessons.mode.label')}
        value={mode}
        onChange={(value) => showInCalendar({ mode: CALENDAR_MODES.find((one) => one === value) ?? 'week' })}
        data={CALENDAR_MODES.map((one) => ({ value: one, label: t(`lessons.mode.${one}`) }))}
        data-testid="lessons-mode"
      />
    </div>
  );
}

/** The day, the week or the month that is shown, and the ways to others. */
function Turning({ mode, days }: Pick<Props, 'days'> & { readonly mode: 'day' | 'week' | 'month' }) {
  const { t } = useTranslation();
  const shown = useSignal(calendarState);
  const { weekStart, dayIndex } = shown;
  const now = shownAt(useNow());
  const dayWords = useDayWords();
  const weekWords = useWeekWords();
  const monthWords = useMonthWords();
  const letter = mode === 'month' ? null : (days.find((day) => day.letter !== null)?.letter ?? null);
  const title = {
    day: () => dayWords.long(daysOfWeek(weekStart)[dayIndex]?.startsAt ?? weekStart),
    week: () => weekWords(weekStart),
    month: () => monthWords(weekStart),
  };
  const isNow = {
    day: weekStart === now.weekStart && dayIndex === now.dayIndex,
    week: weekStart === now.weekStart,
    month: startOfMonth(weekStart) === startOfMonth(now.weekStart),
  };
  const turn = (step: 1 | -1) => showInCalendar(TURNED[mode]?.(shown, step) ?? {});
  return (
    <div className="calendar-weeks">
      <TurnButton label={t(`lessons.${mode}.previous`)} keys="PageUp" onTurn={() => turn(-1)}>
        <IconChevronLeft size={18} aria-hidden />
      </TurnButton>
      <TurnButton label={t(`lessons.${mode}.next`)} keys="PageDown" onTurn={() => turn(1)}>
        <IconChevronRight size={18} aria-hidden />
      </TurnButton>
      <Button
        variant="default"
        size="compact-sm"
        disabled={isNow[mode]}
        aria-keyshortcuts="T"
        onClick={() => showInCalendar(now)}
      >
        {t(`lessons.${mode}.today`)}
      </Button>
      <h2 className="calendar-title" aria-live="polite" data-testid="week-title">
        {title[mode]()}
        {letter === null ? null : <small>{t('timetable.week', { letter })}</small>}
      </h2>
    </div>
  );
}

interface TurnButtonProps {
  readonly label: string;
  readonly keys: string;
  readonly onTurn: () => void;
  readonly children: React.ReactNode;
}

function TurnButton({ label, keys, onTurn, children }: TurnButtonProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="default" size={30} aria-label={label} aria-keyshortcuts={keys} onClick={onTurn}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
