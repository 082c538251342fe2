import { DatePickerInput } from '@mantine/dates';
import { IconCalendar } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { toDateText, toWallTime, withDate } from './school-time.ts';

interface Props {
  readonly label: string;
  readonly atMs: number;
  readonly isReadOnly: boolean;
  readonly onChange: (atMs: number) => void;
  readonly testId: string;
}

/** A day of the school's calendar; the time of the day stays as it is. */
export function DateField({ label, atMs, isReadOnly, onChange, testId }: Props) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <DatePickerInput
      className="lesson-date"
      label={label}
      valueFormat="ddd D MMM YYYY"
      leftSection={<IconCalendar size={16} aria-hidden />}
      readOnly={isReadOnly}
      value={toDateText(toWallTime(atMs))}
      onChange={(value) => {
        const next = value === null ? null : withDate(atMs, value);
        if (next !== null && next !== atMs) onChange(next);
      }}
      ariaLabels={{
        monthLevelControl: t('lessons.date.chooseMonth'),
        yearLevelControl: t('lessons.date.chooseYear'),
        nextMonth: t('lessons.date.nextMonth'),
        previousMonth: t('lessons.date.previousMonth'),
        nextYear: t('lessons.date.nextYear'),
        previousYear: t('lessons.date.previousYear'),
        nextDecade: t('lessons.date.nextDecade'),
        previousDecade: t('lessons.date.previousDecade'),
      }}
      hideOutsideDates
      classNames={{ day: 'lesson-date-day' }}
      // Its dropdown is a dialog, which takes its name from the field.
      id={id}
      popoverProps={{ id, withinPortal: true }}
      data-testid={testId}
    />
  );
}
