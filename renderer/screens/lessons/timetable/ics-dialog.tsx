import { Button, Group, Modal, NativeSelect, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClassGroup, IcsPreview, IcsSlot, SlotFields } from '../../../../preload/contract/index.ts';
import { toClockText } from './clock-minutes.ts';
import type { TimetableEdits } from './use-timetable-edits.ts';
import { useWeekdayWords } from './use-weekday-words.ts';

interface Props {
  readonly preview: IcsPreview;
  readonly classes: readonly ClassGroup[];
  readonly edits: TimetableEdits;
  readonly onClose: () => void;
}

/** What a calendar file would bring, and for which class each of it is. */
export function IcsDialog(props: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={props.onClose}
      size={640}
      title={t('timetable.import.title')}
      closeButtonProps={{ 'aria-label': t('app.action.close') }}
    >
      <IcsForm {...props} />
    </Modal>
  );
}

function IcsForm({ preview, classes, edits, onClose }: Props) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(
    () => new Map(preview.groups.map(({ summary, classGroupId }) => [summary, classGroupId ?? ''])),
  );
  const classOf = (summary: string) => chosen.get(summary) ?? '';
  const slots = preview.groups.flatMap((group) => {
    const classGroupId = classOf(group.summary);
    const isProposed = classGroupId === group.classGroupId;
    return classGroupId === ''
      ? []
      : group.slots
          .filter(({ isKnown }) => !(isKnown && isProposed))
          .map((slot) => toFields(slot, classGroupId));
  });
  const isEmpty = preview.groups.length === 0;
  const add = async () => {
    if (await edits.addSlots(slots)) onClose();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
      data-testid="ics-dialog"
    >
      <Stack gap="sm">
        <p>{t(isEmpty ? 'timetable.import.none' : 'timetable.import.hint')}</p>
        {preview.groups.map((group, index) => (
          <GroupChoice
            key={group.summary}
            group={group}
            classes={classes}
            chosen={classOf(group.summary)}
            isFirst={index === 0}
            onChoose={(id) => setChosen(new Map(chosen).set(group.summary, id))}
          />
        ))}
        {preview.leftOutCount === 0 ? null : (
          <p data-testid="ics-left-out">{t('timetable.import.leftOut', { count: preview.leftOutCount })}</p>
        )}
        <Group gap="xs" justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t(isEmpty ? 'app.action.close' : 'app.action.cancel')}
          </Button>
          {isEmpty ? null : (
            <Button type="submit" disabled={slots.length === 0} data-testid="ics-add">
              {t('timetable.import.do', { count: slots.length })}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

interface GroupProps {
  readonly group: IcsPreview['groups'][number];
  readonly classes: readonly ClassGroup[];
  /** Empty: it is not imported. */
  readonly chosen: string;
  readonly isFirst: boolean;
  readonly onChoose: (classGroupId: string) => void;
}

function GroupChoice({ group, classes, chosen, isFirst, onChoose }: GroupProps) {
  const { t } = useTranslation();
  const weekdays = useWeekdayWords();
  const summary = group.summary === '' ? t('timetable.import.untitled') : group.summary;
  return (
    <section className="ics-group" aria-label={summary} data-testid="ics-group">
      <NativeSelect
        label={t('timetable.import.classFor', { summary })}
        data={[
          { value: '', label: t('timetable.import.ignore') },
          ...classes.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={chosen}
        onChange={(event) => onChoose(event.currentTarget.value)}
        data-autofocus={isFirst || undefined}
      />
      <ul>
        {group.slots.map((slot) => (
          <li key={`${slot.weekday} ${slot.fromMinute} ${slot.toMinute} ${slot.room}`}>
            {t('timetable.import.slot', {
              day: weekdays(slot.weekday),
              from: toClockText(slot.fromMinute),
              to: toClockText(slot.toMinute),
            })}
            <span>{slot.room}</span>
            {slot.weeks === 'every' ? null : <span>{t('timetable.week', { letter: slot.weeks })}</span>}
            <span>{t('timetable.import.sessions', { count: slot.sessionCount })}</span>
            {slot.isKnown && chosen === group.classGroupId ? (
              <span>{t('timetable.import.known')}</span>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function toFields({ sessionCount: _, isKnown: __, ...slot }: IcsSlot, classGroupId: string): SlotFields {
  return { ...slot, classGroupId, group: '' };
}
