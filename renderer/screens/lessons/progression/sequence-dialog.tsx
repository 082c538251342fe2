import { Autocomplete, Button, Group, Modal, NumberInput, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClassGroup, Sequence, SequenceFields } from '../../../../preload/contract/index.ts';
import type { ProgressionEdits } from './use-progression-edits.ts';

/** What the contract takes. */
const MOST_LETTERS = 4000;
const TEXTS = ['objectives', 'programme', 'competencies', 'notes'] as const;

interface Props {
  /** The sequence to change; null for a new one. */
  readonly sequence: Sequence | null;
  readonly classes: readonly ClassGroup[];
  /** The class that gets a new one; null for none. */
  readonly giveTo: string | null;
  readonly edits: ProgressionEdits;
  readonly onClose: () => void;
}

/** Writes a sequence. What could not be saved stays in the form. */
export function SequenceDialog({ sequence, classes, giveTo, edits, onClose }: Props) {
  const { t } = useTranslation();
  const [fields, setFields] = useState<SequenceFields>(() => sequence ?? newFields(classes, giveTo));
  const change = (part: Partial<SequenceFields>) => setFields({ ...fields, ...part });
  const subjects = [...new Set(classes.map(({ subject }) => subject))].filter((subject) => subject !== '');
  const save = async () => {
    const { title, subject, objectives, programme, competencies, notes, expectedSessions } = fields;
    const texts = { objectives, programme, competencies, notes };
    const isSaved = await edits.saveSequence(
      sequence?.id ?? null,
      { title: title.trim(), subject: subject.trim(), ...texts, expectedSessions },
      sequence === null ? giveTo : null,
    );
    if (isSaved) onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t(sequence === null ? 'progression.sequence.new' : 'progression.sequence.change')}
      closeButtonProps={{ 'aria-label': t('app.action.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
        data-testid="sequence-dialog"
      >
        <Stack gap="sm">
          <TextInput
            label={t('progression.field.title')}
            required
            maxLength={200}
            value={fields.title}
            onChange={(event) => change({ title: event.currentTarget.value })}
            data-testid="sequence-title"
            data-autofocus
          />
          <Group grow align="start">
            <Autocomplete
              label={t('progression.field.subject')}
              maxLength={80}
              data={subjects}
              value={fields.subject}
              onChange={(subject) => change({ subject })}
            />
            <NumberInput
              label={t('progression.field.expected')}
              min={1}
              max={200}
              allowDecimal={false}
              value={fields.expectedSessions ?? ''}
              onChange={(value) => change({ expectedSessions: toCount(value) })}
              data-testid="sequence-expected"
            />
          </Group>
          {TEXTS.map((name) => (
            <Textarea
              key={name}
              label={t(`progression.field.${name}`)}
              autosize
              minRows={2}
              maxRows={8}
              maxLength={MOST_LETTERS}
              value={fields[name]}
              onChange={(event) => change({ [name]: event.currentTarget.value })}
            />
          ))}
          <Group gap="xs" justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('app.action.cancel')}
            </Button>
            <Button type="submit" disabled={fields.title.trim() === ''} data-testid="sequence-save">
              {t('progression.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Null for an empty field. */
function toCount(value: string | number): number | null {
  const count = Math.trunc(Number(value));
  return value === '' || Number.isNaN(count) ? null : Math.min(200, Math.max(1, count));
}

function newFields(classes: readonly ClassGroup[], classGroupId: string | null): SequenceFields {
  const one = classes.find(({ id }) => id === classGroupId) ?? classes[0];
  const texts = { objectives: '', programme: '', competencies: '', notes: '' };
  return { title: '', subject: one?.subject ?? '', ...texts, expectedSessions: null };
}
