import { ActionIcon, Button, SegmentedControl, Select, Tooltip } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CalendarDay, ClassGroup } from '../../../preload/contract/index.ts';
import { useSignal } from '../../app/signal.ts';
import { useNow } from '../../app/use-now.ts';
import { CALENDAR_MODES, calendarState, showInCalendar } from './calendar-state.ts';
import { useWeekWords } from './use-week-words.ts';
import { addWeeks, startOfWeek } from './week.ts';

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

/** Which week, which class, and as a week, a list or a timetable. */
export function CalendarBar({ classes, days }: Props) {
  const { t } = useTranslation();
  const { mode, weekStart, classGroupId } = useSignal(calendarState);
  const thisWeek = startOfWeek(useNow());
  const weekWords = useWeekWords();
  const letter = days.find((day) => day.letter !== null)?.letter ?? null;
  const turn = (step: 1 | -1) => showInCalendar({ weekStart: addWeeks(weekStart, step) });
  return (
    <div className="calendar-bar">
      {mode === 'week' ? (
        <div className="calendar-weeks">
          <WeekButton label={t('lessons.week.previous')} keys="PageUp" onTurn={() => turn(-1)}>
            <IconChevronLeft size={18} aria-hidden />
          </WeekButton>
          <WeekButton label={t('lessons.week.next')} keys="PageDown" onTurn={() => turn(1)}>
            <IconChevronRight size={18} aria-hidden />
          </WeekButton>
          <Button
            variant="default"
            size="compact-sm"
            disabled={weekStart === thisWeek}
            aria-keyshortcuts="T"
            onClick={() => showInCalendar({ weekStart: thisWeek })}
          >
            {t('lessons.week.today')}
          </Button>
          <h2 className="calendar-title" aria-live="polite" data-testid="week-title">
            {weekWords(weekStart)}
            {letter === null ? null : <small>{t('timetable.week', { letter })}</small>}
          </h2>
        </div>
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

interface WeekButtonProps {
  readonly label: string;
  readonly keys: string;
  readonly onTurn: () => void;
  readonly children: React.ReactNode;
}

function WeekButton({ label, keys, onTurn, children }: WeekButtonProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="default" size={30} aria-label={label} aria-keyshortcuts={keys} onClick={onTurn}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
