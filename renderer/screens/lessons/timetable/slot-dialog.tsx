import { Button, Group, Modal, NativeSelect, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { TimePicker } from '@mantine/dates';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClassGroup, Slot, SlotFields, SlotWeeks } from '../../../../preload/contract/index.ts';
import { fromClockText, toClockText } from './clock-minutes.ts';
import type { TimetableEdits } from './use-timetable-edits.ts';
import { useWeekdayWords } from './use-weekday-words.ts';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
const WEEKS: readonly SlotWeeks[] = ['every', 'A', 'B'];
/** An hour of lycée. */
const USUAL_MINUTES = 55;

interface Props {
  readonly classes: readonly ClassGroup[];
  /** The line to change, or the day on which to add one. */
  readonly subject: Slot | { readonly weekday: number };
  readonly edits: TimetableEdits;
  readonly onClose: () => void;
}

/** Writes a line of the timetable. What could not be saved stays in the form. */
export function SlotDialog({ classes, subject, edits, onClose }: Props) {
  const { t } = useTranslation();
  const weekdays = useWeekdayWords();
  const slot = 'id' in subject ? subject : null;
  const [fields, setFields] = useState<SlotFields>(() => slot ?? newFields(classes, subject.weekday));
  const [from, setFrom] = useState(toClockText(fields.fromMinute));
  const [to, setTo] = useState(toClockText(fields.toMinute));
  const change = (part: Partial<SlotFields>) => setFields({ ...fields, ...part });
  const [fromMinute, toMinute] = [fromClockText(from), fromClockText(to)];
  const isOrdered = fromMinute !== null && toMinute !== null && fromMinute < toMinute;
  const save = async () => {
    if (!isOrdered) return;
    const { classGroupId, weekday, weeks, room, group, firstDay, lastDay } = fields;
    const times = { classGroupId, weekday, fromMinute, toMinute };
    const isSaved = await edits.saveSlot(slot?.id ?? null, {
      ...times,
      ...{ weeks, room: room.trim(), group: group.trim(), firstDay, lastDay },
    });
    if (isSaved) onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(slot === null ? 'timetable.add' : 'timetable.change')}
      closeButtonProps={{ 'aria-label': t('app.action.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
        data-testid="slot-dialog"
      >
        <Stack gap="sm">
          <Group grow>
            <NativeSelect
              label={t('timetable.class')}
              data={classes.map(({ id, name }) => ({ value: id, label: name }))}
              value={fields.classGroupId}
              onChange={(event) => change({ classGroupId: event.currentTarget.value })}
              data-testid="slot-class"
              data-autofocus
            />
            <NativeSelect
              label={t('timetable.weekday')}
              data={WEEKDAYS.map((day) => ({ value: String(day), label: weekdays(day) }))}
              value={String(fields.weekday)}
              onChange={(event) => change({ weekday: Number(event.currentTarget.value) })}
              data-testid="slot-weekday"
            />
          </Group>
          <Group grow align="start">
            <ClockField label={t('timetable.from')} value={from} onChange={setFrom} testId="slot-from" />
            <ClockField
              label={t('timetable.to')}
              value={to}
              onChange={setTo}
              error={isOrdered ? null : t('timetable.disordered')}
              testId="slot-to"
            />
          </Group>
          <SegmentedControl
            aria-label={t('timetable.weeks')}
            value={fields.weeks}
            onChange={(value) => change({ weeks: WEEKS.find((one) => one === value) ?? 'every' })}
            data={WEEKS.map((one) => ({ value: one, label: t(`timetable.inWeeks.${one}`) }))}
          />
          <Group grow>
            <TextInput
              label={t('timetable.room')}
              maxLength={80}
              value={fields.room}
              onChange={(event) => change({ room: event.currentTarget.value })}
              data-testid="slot-room"
            />
            <TextInput
              label={t('timetable.group')}
              placeholder={t('timetable.groupHint')}
              maxLength={80}
              value={fields.group}
              onChange={(event) => change({ group: event.currentTarget.value })}
            />
          </Group>
          <Group justify="space-between">
            {slot === null ? (
              <span />
            ) : (
              <Button
                variant="subtle"
                color="red"
                onClick={() => void edits.removeSlot(slot).then((isDone) => isDone && onClose())}
                data-testid="slot-remove"
              >
                {t('timetable.remove')}
              </Button>
            )}
            <Group gap="xs">
              <Button variant="default" onClick={onClose}>
                {t('app.action.cancel')}
              </Button>
              <Button type="submit" disabled={!isOrdered} data-testid="slot-save">
                {t('timetable.save')}
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface ClockFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | null;
  readonly testId: string;
}

function ClockField({ label, value, onChange, error = null, testId }: ClockFieldProps) {
  const { t } = useTranslation();
  return (
    <TimePicker
      label={label}
      format="24h"
      hoursInputLabel={t('lessons.editor.hours')}
      minutesInputLabel={t('lessons.editor.minutes')}
      value={value}
      onChange={onChange}
      error={error}
      data-testid={testId}
    />
  );
}

function newFields(classes: readonly ClassGroup[], weekday: number): SlotFields {
  return {
    classGroupId: classes[0]?.id ?? '',
    weekday,
    fromMinute: 8 * 60,
    toMinute: 8 * 60 + USUAL_MINUTES,
    weeks: 'every',
    room: '',
    group: '',
    firstDay: null,
    lastDay: null,
  };
}
