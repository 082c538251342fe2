import { Group } from '@mantine/core';
import { TimePicker } from '@mantine/dates';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DateField } from './date-field.tsx';
import { toTimeText, toWallTime, withTime } from './school-time.ts';

/** 800 ms: « 10:30 » goes through 01:00 and 10:03, at which no lesson must be moved. */
const PAUSE_MS = 800;

interface Props {
  readonly startsAt: number;
  readonly isReadOnly: boolean;
  readonly onChange: (startsAt: number) => void;
}

/** The day and the hour of a lesson, on the school's clock. */
export function WhenFields(props: Props) {
  const { t } = useTranslation();
  const { startsAt, isReadOnly, onChange } = props;
  const time = useTypedTime(props);
  return (
    <Group gap="sm" align="flex-end" wrap="nowrap">
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
        value={time.text}
        onChange={time.type}
        onBlur={time.leave}
        data-testid="lesson-time"
      />
    </Group>
  );
}

/** A time while it is typed: taken at a pause, or when the field or the lesson is left. */
function useTypedTime({ startsAt, onChange }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const saved = toTimeText(toWallTime(startsAt));
  const takeTyped = () => {
    const next = typed === null ? null : withTime(startsAt, typed);
    if (next !== null && next !== startsAt) onChange(next);
  };
  const take = useEffectEvent(takeTyped);
  useEffect(() => {
    if (typed === null) return;
    const timer = setTimeout(() => take(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  useEffect(() => () => take(), []);
  const leave = () => {
    takeTyped();
    setTyped(null);
  };
  return { text: typed ?? saved, type: (text: string) => setTyped(text), leave };
}
