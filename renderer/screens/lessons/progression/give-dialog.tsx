import { Button, Group, Modal, NativeSelect, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClassGroup, Sequence } from '../../../../preload/contract/index.ts';
import { engine } from '../../../app/engine.ts';
import type { ProgressionEdits } from './use-progression-edits.ts';
import { useShownYear } from './use-shown-year.ts';

interface Props {
  /** The one that is asked for; null: the teacher chooses. */
  readonly sequenceId: string | null;
  readonly classes: readonly ClassGroup[];
  /** The class that is shown; null for all. */
  readonly classGroupId: string | null;
  readonly edits: ProgressionEdits;
  readonly onClose: () => void;
}

/** A sequence that there is goes to a class too, with copies of its lessons on that class's own hours. */
export function GiveDialog(props: Props) {
  const { t } = useTranslation();
  const { data: sequences } = useQuery(engine.progression.sequences.queryOptions({ input: useShownYear() }));
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t('progression.give.title')}
      closeButtonProps={{ 'aria-label': t('app.action.close') }}
    >
      {sequences === undefined ? null : <GiveForm {...props} sequences={sequences} />}
    </Modal>
  );
}

interface FormProps extends Props {
  readonly sequences: readonly (Sequence & Record<'classGroupIds' | 'everIds', readonly string[]>)[];
}

function GiveForm({ sequences, sequenceId, classes, classGroupId, edits, onClose }: FormProps) {
  const { t } = useTranslation();
  const [chosenId, setChosenId] = useState(sequenceId ?? sequences[0]?.id ?? '');
  const chosen = sequences.find(({ id }) => id === chosenId);
  const holders = classes.filter(({ id }) => chosen?.everIds.includes(id));
  const others = classes.filter(({ id }) => !chosen?.classGroupIds.includes(id));
  const shown = sequenceId === null ? classGroupId : null;
  const [wantedClass, setWantedClass] = useState(shown ?? '');
  const [wantedModel, setWantedModel] = useState<string | null>(null);
  const target = others.find(({ id }) => id === wantedClass) ?? others[0];
  const isHeld = holders.some(({ id }) => id === target?.id);
  // Taken from a class unless the teacher does not want it: a sequence is mostly given again as it is.
  const model = wantedModel ?? holders[0]?.id ?? '';
  const give = async () => {
    if (target === undefined || chosen === undefined) return;
    const step = {
      kind: 'give',
      sequenceId: chosen.id,
      fromClassGroupId: holders.some(({ id }) => id === model) ? model : null,
    } as const;
    const what = t('progression.done.given', { title: chosen.title, classGroup: target.name });
    if (await edits.take(target.id, step, what)) onClose();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void give();
      }}
      data-testid="give-dialog"
    >
      <Stack gap="sm">
        <NativeSelect
          label={t('progression.give.sequence')}
          data={sequences.map(({ id, title }) => ({ value: id, label: title }))}
          value={chosenId}
          onChange={(event) => setChosenId(event.currentTarget.value)}
          data-testid="give-sequence"
          data-autofocus
        />
        {target === undefined ? (
          <p role="status">{t('progression.give.everywhere')}</p>
        ) : (
          <NativeSelect
            label={t('progression.give.class')}
            data={others.map(({ id, name }) => ({ value: id, label: name }))}
            value={target.id}
            onChange={(event) => setWantedClass(event.currentTarget.value)}
            data-testid="give-class"
          />
        )}
        {holders.length === 0 ? null : (
          <NativeSelect
            label={t('progression.give.lessons')}
            description={t('progression.give.hint')}
            data={[
              ...holders.map(({ id, name }) => ({
                value: id,
                label: t('progression.give.from', { classGroup: name }),
              })),
              // Of what the class has in another year alone, without lessons nothing would be shown in this one.
              ...(isHeld ? [] : [{ value: '', label: t('progression.give.none') }]),
            ]}
            value={model}
            onChange={(event) => setWantedModel(event.currentTarget.value)}
            data-testid="give-from"
          />
        )}
        <Group gap="xs" justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('app.action.cancel')}
          </Button>
          <Button type="submit" disabled={target === undefined} data-testid="give-save">
            {t('progression.give.do')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
