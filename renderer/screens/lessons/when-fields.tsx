import { Group } from '@mantine/core';
import { TimePicker } from '@mantine/dates';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DateField } from './date-field.tsx';
import { toTimeText, toWallTime, withTime } from './school-time.ts';

interface Props {
  readonly startsAt: number;
  readonly isReadOnly: boolean;
  readonly onChange: (startsAt: number) => void;
}

/** The day and the hour of a lesson, on the school's clock. */
export function WhenFields({ startsAt, isReadOnly, onChange }: Props) {
  const { t } = useTranslation();
  const saved = toTimeText(toWallTime(startsAt));
  // A time that is half typed (« 1 », « 14: ») is the field's own until it is a time.
  const [typed, setTyped] = useState(saved);
  useEffect(() => setTyped(saved), [saved]);
  return (
    <Group gap="sm" align="flex-end" wrap="nowrap" className="lesson-when">
      <DateField
        label={t('lessons.editor.date')}
        atMs={startsAt}
        isReadOnly={isReadOnly}
        onChange={onChange}
        testId="lesson-date"
      />
      <TimePicker
        label={t('lessons.editor.time')}
        format="24h"
        hoursInputLabel={t('lessons.editor.hours')}
        minutesInputLabel={t('lessons.editor.minutes')}
        readOnly={isReadOnly}
        value={typed}
        onChange={(value) => {
          setTyped(value);
          const next = withTime(startsAt, value);
          if (next !== null && next !== startsAt) onChange(next);
        }}
        onBlur={() => setTyped(saved)}
        data-testid="lesson-time"
      />
    </Group>
  );
}
