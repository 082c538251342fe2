import { ActionIcon, Button, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assignment, Criterion } from '../../../../preload/contract/index.ts';
import { CRITERION_LABEL_MAX, parseGrade, totalOf } from '../../../../preload/contract/index.ts';
import { useFormats } from '../../../i18n/use-formats.ts';
import { readLevels, writeLevels } from './levels-text.ts';
import { ReadyCriteria } from './ready-criteria.tsx';
import { useSaveCriteria } from './use-criteria.ts';

/** A criterion as it is being typed. */
interface Draft {
  readonly id: string;
  readonly label: string;
  readonly points: string;
  readonly kind: Criterion['kind'];
  readonly levels: string;
}

interface Props {
  readonly assignment: Assignment;
  readonly criteria: readonly Criterion[];
  readonly onClose: () => void;
}

const KINDS = ['ordinary', 'bonus', 'malus'] as const;

/** Writes what an assignment is marked by. A line without a label is left out; one that cannot be read is marked. */
export function CriteriaDialog({ assignment, criteria, onClose }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const saveCriteria = useSaveCriteria(assignment.id);
  const toDraft = (one: Criterion): Draft => ({
    id: one.id,
    label: one.label,
    points: formats.points(one.maxTimes100),
    kind: one.kind,
    levels: writeLevels(one.levels, formats.points),
  });
  const [drafts, setDrafts] = useState<readonly Draft[]>(() =>
    criteria.length === 0 ? [newDraft()] : criteria.map(toDraft),
  );
  const read = drafts.filter(({ label }) => label.trim() !== '').map(readDraft);
  const whole = read.filter((one) => one !== null);
  const total = totalOf(whole);
  const change = (id: string, part: Partial<Draft>) =>
    setDrafts(drafts.map((draft) => (draft.id === id ? { ...draft, ...part } : draft)));
  const save = async () => {
    if (whole.length === read.length && (await saveCriteria(whole))) onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t('grading.criteria.title')}
      closeButtonProps={{ 'aria-label': t('app.action.close') }}
    >
      <Stack gap="sm" data-testid="criteria-dialog">
        <p className="grading-hint">{t('grading.criteria.help')}</p>
        {drafts.map((draft, index) => (
          <CriterionLine
            key={draft.id}
            draft={draft}
            number={index + 1}
            onChange={(part) => change(draft.id, part)}
            onRemove={() => setDrafts(drafts.filter(({ id }) => id !== draft.id))}
          />
        ))}
        <Group gap="xs">
          <Button
            variant="subtle"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => setDrafts([...drafts, newDraft()])}
            data-testid="add-criterion"
          >
            {t('grading.criteria.add')}
          </Button>
          <ReadyCriteria
            assignment={assignment}
            onTake={(taken) =>
              setDrafts([...drafts.filter(({ label }) => label.trim() !== ''), ...taken.map(toDraft)])
            }
          />
        </Group>
        <p role="status" className="grading-hint" data-testid="criteria-total">
          {t(total === assignment.maxTimes100 ? 'grading.criteria.total' : 'grading.criteria.otherTotal', {
            total: formats.points(total),
            max: formats.points(assignment.maxTimes100),
          })}
        </p>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('app.action.cancel')}
          </Button>
          <Button
            disabled={whole.length < read.length}
            onClick={() => void save()}
            data-testid="save-criteria"
          >
            {t('grading.criteria.save')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

interface LineProps {
  readonly draft: Draft;
  readonly number: number;
  readonly onChange: (part: Partial<Draft>) => void;
  readonly onRemove: () => void;
}

function CriterionLine({ draft, number, onChange, onRemove }: LineProps) {
  const { t } = useTranslation();
  const isFaulty = draft.label.trim() !== '' && readDraft(draft) === null;
  return (
    <Group gap="xs" align="start" wrap="nowrap">
      <TextInput
        flex={2}
        aria-label={t('grading.criteria.labelOf', { number })}
        placeholder={t('grading.criteria.labelHint')}
        maxLength={CRITERION_LABEL_MAX}
        value={draft.label}
        onChange={(event) => onChange({ label: event.currentTarget.value })}
        data-testid="criterion-label"
      />
      <TextInput
        w={72}
        aria-label={t('grading.criteria.maxOf', { number })}
        value={draft.points}
        error={isFaulty}
        onChange={(event) => onChange({ points: event.currentTarget.value })}
        data-testid="criterion-max"
      />
      <NativeSelect
        w={120}
        aria-label={t('grading.criteria.kindOf', { number })}
        value={draft.kind}
        data={KINDS.map((kind) => ({ value: kind, label: t(`grading.criteria.${kind}`) }))}
        onChange={(event) =>
          onChange({ kind: KINDS.find((kind) => kind === event.currentTarget.value) ?? 'ordinary' })
        }
      />
      <TextInput
        flex={2}
        aria-label={t('grading.criteria.levelsOf', { number })}
        placeholder={t('grading.criteria.levelsHint')}
        value={draft.levels}
        error={isFaulty}
        onChange={(event) => onChange({ levels: event.currentTarget.value })}
        data-testid="criterion-levels"
      />
      <ActionIcon
        variant="subtle"
        color="red"
        size={36}
        aria-label={t('grading.criteria.removeOf', { number })}
        onClick={onRemove}
      >
        <IconTrash size={18} stroke={1.6} aria-hidden />
      </ActionIcon>
    </Group>
  );
}

function newDraft(): Draft {
  return { id: crypto.randomUUID(), label: '', points: '1', kind: 'ordinary', levels: '' };
}

/** Null when its points or its levels are none, or a level has more than its maximum. */
function readDraft({ id, label, points, kind, levels: typed }: Draft): Criterion | null {
  const maxTimes100 = parseGrade(points);
  const levels = readLevels(typed);
  if (maxTimes100 === null || maxTimes100 === 0 || levels === null) return null;
  if (levels.some(({ pointsTimes100 }) => pointsTimes100 > maxTimes100)) return null;
  return { id, label: label.trim(), maxTimes100, kind, levels };
}
