import { Button, Checkbox, Group, Modal, Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assignment, LateRule, Scale } from '../../../../preload/contract/index.ts';
import { useIsMoodle } from '../../../app/use-is-moodle.ts';
import { useIsReadOnly } from '../../../app/use-is-read-only.ts';
import { LatenessFields } from './lateness-fields.tsx';
import { NamesHistory } from './names-history.tsx';
import { ScaleFields } from './scale-fields.tsx';
import { useSaveRules } from './use-save-rules.ts';

interface Props {
  readonly assignment: Assignment;
  /** All that there are: their scales can be taken over. */
  readonly assignments: readonly Assignment[];
  readonly onClose: () => void;
}

const WEIGHTS = ['ordinary', 'bonus', 'not-counted'] as const;
type Weight = (typeof WEIGHTS)[number];

/** How an assignment is graded, and how it counts. Nothing changes before it is saved; then it is one step of undo. */
export function RulesDialog({ assignment, assignments, onClose }: Props) {
  const { t } = useTranslation();
  const isReadOnly = useIsReadOnly();
  const isMoodle = useIsMoodle();
  const saveRules = useSaveRules(assignment);
  /** Undefined: what is typed is no scale. */
  const [scale, setScale] = useState<Scale | null | undefined>(assignment.rules.scale);
  const [lateness, setLateness] = useState<LateRule | null | undefined>(assignment.rules.lateness);
  const [weight, setWeight] = useState<Weight>(weightOf(assignment));
  const [isMarkedTwice, setIsMarkedTwice] = useState(assignment.rules.isMarkedTwice);
  const save = async () => {
    if (scale === undefined || lateness === undefined) return;
    const counting = weight === 'bonus' ? 'bonus' : 'ordinary';
    if (await saveRules({ scale, lateness, isMarkedTwice, isCounted: weight !== 'not-counted', counting }))
      onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('gradingRules.title')}
      closeButtonProps={{ 'aria-label': t('app.action.close') }}
    >
      <Stack gap="md" data-testid="rules-dialog">
        {assignment.serverForm === undefined ? (
          <ScaleFields assignment={assignment} assignments={assignments} onScale={setScale} />
        ) : (
          <p className="grading-hint">{t(`grading.serverForm.${assignment.serverForm}`)}</p>
        )}
        <LatenessFields
          rule={assignment.rules.lateness}
          maxTimes100={assignment.maxTimes100}
          onRule={setLateness}
        />
        {/* At a Moodle a grade is a number and nothing beside it; what counts is Moodle's own affair. */}
        {isMoodle ? null : (
          <Radio.Group
            label={t('gradingRules.weight.label')}
            value={weight}
            onChange={(value) => setWeight(WEIGHTS.find((one) => one === value) ?? 'ordinary')}
          >
            <Stack gap="xs" mt="xs">
              {WEIGHTS.map((value) => (
                <Radio
                  key={value}
                  value={value}
                  label={t(`gradingRules.weight.${value}`)}
                  description={t(`gradingRules.weight.help.${value}`)}
                />
              ))}
            </Stack>
          </Radio.Group>
        )}
        <Checkbox
          label={t('gradingRules.second.enable')}
          description={t('gradingRules.second.help')}
          checked={isMarkedTwice}
          onChange={({ currentTarget }) => setIsMarkedTwice(currentTarget.checked)}
          data-testid="mark-twice"
        />
        <NamesHistory assignmentId={assignment.id} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('app.action.cancel')}
          </Button>
          <Button
            disabled={isReadOnly || scale === undefined || lateness === undefined}
            onClick={() => void save()}
            data-testid="save-rules"
          >
            {t('gradingRules.save')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function weightOf({ counting, rules }: Assignment): Weight {
  return rules.isCounted ? counting : 'not-counted';
}
