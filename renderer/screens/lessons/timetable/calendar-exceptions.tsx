import { ActionIcon, Button, Group, SegmentedControl, TextInput, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Timetable } from '../../../../preload/contract/index.ts';
import { useNow } from '../../../app/use-now.ts';
import { useFormats } from '../../../i18n/use-formats.ts';
import { DateField } from '../date-field.tsx';
import { toDateText, toWallTime } from '../school-time.ts';
import { useDayPeriodWords } from './use-day-period-words.ts';
import type { TimetableEdits } from './use-timetable-edits.ts';

interface Props {
  readonly timetable: Pick<Timetable, 'exceptions' | 'breaksKnownUntil'>;
  readonly edits: TimetableEdits;
  readonly isReadOnly: boolean;
}

/** Days that the shipped calendar does not know as the school does. */
export function CalendarExceptions({ timetable, edits, isReadOnly }: Props) {
  const { exceptions, breaksKnownUntil } = timetable;
  const { t } = useTranslation();
  const formats = useFormats();
  const periodWords = useDayPeriodWords();
  const [isAdding, setIsAdding] = useState(false);
  return (
    <section className="timetable-part" aria-label={t('timetable.exceptions.title')}>
      <h3>{t('timetable.exceptions.title')}</h3>
      <p className="timetable-hint">
        {t('timetable.exceptions.hint', { date: formats.date(Date.parse(breaksKnownUntil)) })}
      </p>
      <ul className="timetable-exceptions">
        {exceptions.map((exception) => (
          <li key={exception.id} data-testid="exception">
            <span>
              <strong>{exception.name}</strong>{' '}
              {t(exception.isSchool ? 'timetable.exceptions.school' : 'timetable.exceptions.none', {
                period: periodWords(exception.firstDay, exception.lastDay),
              })}
            </span>
            {isReadOnly ? null : (
              <Tooltip label={t('timetable.exceptions.remove', { name: exception.name })}>
                <ActionIcon
                  variant="subtle"
                  color="red"
                  aria-label={t('timetable.exceptions.remove', { name: exception.name })}
                  onClick={() => void edits.removeException(exception)}
                >
                  <IconX size={16} aria-hidden />
                </ActionIcon>
              </Tooltip>
            )}
          </li>
        ))}
      </ul>
      {isAdding ? (
        <ExceptionForm edits={edits} onClose={() => setIsAdding(false)} />
      ) : isReadOnly ? null : (
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => setIsAdding(true)}
          data-testid="exception-add"
        >
          {t('timetable.exceptions.add')}
        </Button>
      )}
    </section>
  );
}

function ExceptionForm({ edits, onClose }: { edits: TimetableEdits; onClose: () => void }) {
  const { t } = useTranslation();
  const now = useNow();
  const [name, setName] = useState('');
  const [firstMs, setFirstMs] = useState(now);
  const [lastMs, setLastMs] = useState(now);
  const [isSchool, setIsSchool] = useState(false);
  const dayOf = (atMs: number) => toDateText(toWallTime(atMs));
  const isOrdered = dayOf(firstMs) <= dayOf(lastMs);
  const save = async () => {
    const fields = { name: name.trim(), firstDay: dayOf(firstMs), lastDay: dayOf(lastMs), isSchool };
    if (await edits.addException(fields)) onClose();
  };
  return (
    <form
      className="timetable-exception-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextInput
        label={t('timetable.exceptions.name')}
        placeholder={t('timetable.exceptions.nameHint')}
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        autoFocus
        data-testid="exception-name"
      />
      <Group gap="sm">
        <DateField
          label={t('timetable.exceptions.first')}
          atMs={firstMs}
          isReadOnly={false}
          onChange={(atMs) => {
            setFirstMs(atMs);
            if (lastMs < atMs) setLastMs(atMs);
          }}
          testId="exception-first"
        />
        <DateField
          label={t('timetable.exceptions.last')}
          atMs={lastMs}
          isReadOnly={false}
          onChange={setLastMs}
          testId="exception-last"
        />
      </Group>
      <SegmentedControl
        aria-label={t('timetable.exceptions.kind')}
        value={isSchool ? 'school' : 'none'}
        onChange={(value) => setIsSchool(value === 'school')}
        data={[
          { value: 'none', label: t('timetable.exceptions.kindNone') },
          { value: 'school', label: t('timetable.exceptions.kindSchool') },
        ]}
      />
      {isOrdered ? null : <p role="alert">{t('timetable.exceptions.disordered')}</p>}
      <Group gap="xs" justify="flex-end">
        <Button variant="default" size="compact-sm" onClick={onClose}>
          {t('app.action.cancel')}
        </Button>
        <Button
          type="submit"
          size="compact-sm"
          disabled={name.trim() === '' || !isOrdered}
          data-testid="exception-save"
        >
          {t('timetable.save')}
        </Button>
      </Group>
    </form>
  );
}
