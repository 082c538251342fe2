import { Checkbox, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LateRule } from '../../../../preload/contract/index.ts';
import { useFormats } from '../../../i18n/use-formats.ts';
import { type LateDraft, readLateRule } from './late-rule-draft.ts';

interface Props {
  readonly rule: LateRule | null;
  readonly maxTimes100: number;
  /** Null: none; undefined: what is typed is no rule. */
  readonly onRule: (rule: LateRule | null | undefined) => void;
}

const KINDS = ['none', 'points', 'percent'] as const;

/** What a day of lateness takes off, down to what, and from when a copy is refused. */
export function LatenessFields({ rule, maxTimes100, onRule }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [draft, setDraft] = useState<LateDraft>({
    kind: rule?.kind ?? 'none',
    perDay: rule === null ? '' : formats.points(rule.perDayTimes100),
    floor: rule?.floorTimes100 == null ? '' : formats.points(rule.floorTimes100),
    refusedAfter: rule?.refusedAfterDays == null ? '' : String(rule.refusedAfterDays),
    countsDaysOff: rule?.countsDaysOff ?? false,
  });
  const change = (part: Partial<LateDraft>) => {
    const next = { ...draft, ...part };
    setDraft(next);
    onRule(readLateRule(next, maxTimes100));
  };
  const isFaulty = readLateRule(draft, maxTimes100) === undefined;
  return (
    <Stack gap="xs">
      <Group gap="sm" align="end">
        <NativeSelect
          label={t('gradingRules.late.label')}
          value={draft.kind}
          onChange={({ currentTarget }) =>
            change({ kind: KINDS.find((kind) => kind === currentTarget.value) ?? 'none' })
          }
          data={KINDS.map((value) => ({ value, label: t(`gradingRules.late.${value}`) }))}
          data-testid="late-kind"
        />
        {draft.kind === 'none' ? null : (
          <>
            <TextInput
              w={110}
              label={t(`gradingRules.late.perDay.${draft.kind}`)}
              value={draft.perDay}
              onChange={({ currentTarget }) => change({ perDay: currentTarget.value })}
              data-testid="late-per-day"
            />
            <TextInput
              w={110}
              label={t('gradingRules.late.floor')}
              value={draft.floor}
              onChange={({ currentTarget }) => change({ floor: currentTarget.value })}
              data-testid="late-floor"
            />
            <TextInput
              w={150}
              label={t('gradingRules.late.refusedAfter')}
              value={draft.refusedAfter}
              onChange={({ currentTarget }) => change({ refusedAfter: currentTarget.value })}
              data-testid="late-refused"
            />
          </>
        )}
      </Group>
      {draft.kind === 'none' ? null : (
        <>
          <Checkbox
            label={t('gradingRules.late.countsDaysOff')}
            checked={draft.countsDaysOff}
            onChange={({ currentTarget }) => change({ countsDaysOff: currentTarget.checked })}
          />
          <p
            className={isFaulty ? 'grade-field-message' : 'grading-hint'}
            role={isFaulty ? 'alert' : undefined}
          >
            {t(isFaulty ? 'gradingRules.late.fault' : 'gradingRules.late.help')}
          </p>
        </>
      )}
    </Stack>
  );
}
