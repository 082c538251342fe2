import { Button, Group } from '@mantine/core';
import { IconCalendarDown, IconPlus, IconSparkles } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClassGroup, Slot, Timetable } from '../../../../preload/contract/index.ts';
import { engine } from '../../../app/engine.ts';
import { useIsReadOnly } from '../../../app/use-is-read-only.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { CalendarExceptions } from './calendar-exceptions.tsx';
import { CycleFields } from './cycle-fields.tsx';
import { IcsImport } from './ics-import.tsx';
import { SlotCard } from './slot-card.tsx';
import { SlotDialog } from './slot-dialog.tsx';
import './timetable.css';
import { useTimetableEdits } from './use-timetable-edits.ts';
import { useWeekdayWords } from './use-weekday-words.ts';
import { useWriteCalendar } from './use-write-calendar.ts';

interface Props {
  readonly timetable: Timetable;
  readonly classes: readonly ClassGroup[];
  /** Null for every class. */
  readonly classGroupId: string | null;
}

/** The usual week, line by line, and what changes it: weeks A and B, days that are no days of school. */
export function TimetableView({ timetable, classes, classGroupId }: Props) {
  const { t } = useTranslation();
  const edits = useTimetableEdits();
  const isReadOnly = useIsReadOnly();
  const writeCalendar = useWriteCalendar(classGroupId);
  const { data: proposed = [] } = useQuery(engine.timetable.propose.queryOptions());
  const [subject, setSubject] = useState<Slot | { weekday: number } | null>(null);
  const slots = timetable.slots.filter((slot) => classGroupId === null || slot.classGroupId === classGroupId);
  const propose =
    proposed.length === 0 || isReadOnly ? null : (
      <Button
        variant="default"
        leftSection={<IconSparkles size={16} aria-hidden />}
        onClick={() => void edits.addProposed(proposed)}
        data-testid="timetable-propose"
      >
        {t('timetable.propose', { count: proposed.length })}
      </Button>
    );
  const add = isReadOnly ? null : (
    <Button
      variant={slots.length === 0 ? 'filled' : 'default'}
      leftSection={<IconPlus size={16} aria-hidden />}
      onClick={() => setSubject({ weekday: 1 })}
      data-testid="slot-add"
    >
      {t('timetable.add')}
    </Button>
  );
  const importing = isReadOnly ? null : <IcsImport classes={classes} edits={edits} />;
  return (
    <section
      className="timetable"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard
      tabIndex={0}
      aria-label={t('timetable.title')}
      data-testid="timetable"
    >
      {slots.length === 0 ? (
        <EmptyState
          writing="blank"
          text={t('timetable.none')}
          action={
            <Group gap="xs" justify="center">
              {propose}
              {importing}
              {add}
            </Group>
          }
        />
      ) : (
        <>
          <WeekOfSlots
            slots={slots}
            clashing={new Set(timetable.clashes.flat())}
            onOpen={isReadOnly ? null : setSubject}
          />
          <Group gap="xs">
            {add}
            {propose}
            {importing}
            <Button
              variant="default"
              leftSection={<IconCalendarDown size={16} aria-hidden />}
              onClick={() => void writeCalendar()}
              data-testid="timetable-export"
            >
              {t('timetable.export')}
            </Button>
          </Group>
        </>
      )}
      <div className="timetable-parts">
        <CycleFields timetable={timetable} edits={edits} isReadOnly={isReadOnly} />
        <CalendarExceptions timetable={timetable} edits={edits} isReadOnly={isReadOnly} />
      </div>
      {subject === null ? null : (
        <SlotDialog classes={classes} subject={subject} edits={edits} onClose={() => setSubject(null)} />
      )}
    </section>
  );
}

interface WeekProps {
  readonly slots: readonly Slot[];
  readonly clashing: ReadonlySet<string>;
  readonly onOpen: ((subject: Slot | { weekday: number }) => void) | null;
}

/** A column a day; Saturday and Sunday where there is something on them. */
function WeekOfSlots({ slots, clashing, onOpen }: WeekProps) {
  const { t } = useTranslation();
  const weekdays = useWeekdayWords();
  const days = [1, 2, 3, 4, 5, 6, 7].filter((day) => day < 6 || slots.some(({ weekday }) => weekday === day));
  return (
    <div className="timetable-week">
      {days.map((day) => (
        <section key={day} className="timetable-day" aria-label={weekdays(day)}>
          <h3>{weekdays(day)}</h3>
          <ul>
            {slots
              .filter(({ weekday }) => weekday === day)
              .map((slot) => (
                <li key={slot.id}>
                  <SlotCard
                    slot={slot}
                    isClashing={clashing.has(slot.id)}
                    onOpen={onOpen === null ? null : () => onOpen(slot)}
                  />
                </li>
              ))}
          </ul>
          {onOpen === null ? null : (
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<IconPlus size={14} aria-hidden />}
              aria-label={t('timetable.addOn', { day: weekdays(day) })}
              onClick={() => onOpen({ weekday: day })}
            >
              {t('timetable.addShort')}
            </Button>
          )}
        </section>
      ))}
    </div>
  );
}
