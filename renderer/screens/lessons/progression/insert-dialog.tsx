import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 } from 'uuid';
import { engine } from '../../../app/engine.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import type { BoardDialog } from './section-props.ts';
import { useOutcomeWords } from './use-outcome-words.ts';
import type { ProgressionEdits } from './use-progression-edits.ts';
import { useShownYear } from './use-shown-year.ts';

interface Props {
  readonly place: Extract<BoardDialog, { kind: 'insert' }>;
  readonly edits: ProgressionEdits;
  readonly onClose: () => void;
}

/** A new lesson in a sequence: its title, and what it does to those that follow. */
export function InsertDialog({ place: { section, beforeId }, edits, onClose }: Props) {
  const { t } = useTranslation();
  const outcomeWords = useOutcomeWords();
  const { classGroupId, sequence, lessons } = section;
  const ofYear = useShownYear();
  const [newId] = useState<string>(() => v7());
  const [title, setTitle] = useState<string>(() =>
    t('progression.insert.usual', { title: sequence?.title ?? '', number: lessons.length + 1 }),
  );
  const step = { kind: 'insert', newId, sequenceId: sequence?.id ?? null, beforeId } as const;
  const { data, error } = useQuery({
    // The title changes nothing: it is not asked again at each letter.
    ...engine.progression.preview.queryOptions({
      input: { classGroupId, step: { ...step, title: t('progression.insert.title') }, ...ofYear },
    }),
    retry: false,
  });
  const insert = async () => {
    const name = title.trim();
    const what = t('progression.done.inserted', { title: name });
    if (await edits.take(classGroupId, { ...step, title: name }, what)) onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('progression.insert.title')}
      closeButtonProps={{ 'aria-label': t('app.action.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void insert();
        }}
        data-testid="insert-dialog"
      >
        <Stack gap="sm">
          <TextInput
            label={t('progression.field.title')}
            required
            maxLength={300}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
            data-testid="insert-title"
            data-autofocus
          />
          {error === null ? (
            <p className="progression-foresight" role="status" data-testid="insert-preview">
              {data === undefined ? '' : outcomeWords(data)}
            </p>
          ) : (
            <ErrorNotice error={error} />
          )}
          <Group gap="xs" justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('app.action.cancel')}
            </Button>
            <Button type="submit" disabled={title.trim() === '' || error !== null} data-testid="insert-save">
              {t('progression.insert.do')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
