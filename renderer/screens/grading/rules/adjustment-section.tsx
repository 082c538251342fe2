import { Button, Group } from '@mantine/core';
import type { Ref } from 'react';
import { useId, useImperativeHandle, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assignment, SubmissionSummary } from '../../../../preload/contract/index.ts';
import { useKeyFor } from '../../../app/chosen-keys.ts';
import { useFormats } from '../../../i18n/use-formats.ts';
import { readBonus, readDays, wantedAdjustment, writeBonus } from './adjustment-draft.ts';
import './adjustment.css';
import { useAdjustGrade } from './use-adjust-grade.ts';
import { useComputation } from './use-computation.ts';

export interface AdjustmentHandle {
  /** Takes off what the rule of lateness says; nothing when it says nothing. */
  applyLateness(): void;
}

interface Props {
  readonly copy: SubmissionSummary;
  readonly name: string;
  readonly assignment: Assignment;
  readonly isReadOnly: boolean;
  readonly handle: Ref<AdjustmentHandle>;
}

/** What is added to a copy's grade or taken off it, with the computation; the rule of lateness is applied when it is asked for. */
export function AdjustmentSection({ copy, name, assignment, isReadOnly, handle }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const adjust = useAdjustGrade(copy, name);
  const latenessKey = useKeyFor()('L');
  const computationOf = useComputation(assignment);
  const rule = assignment.rules.lateness;
  const { adjustment = null, lateDays = 0, pointsTimes100 } = copy;
  const raw = adjustment?.rawTimes100 ?? pointsTimes100 ?? 0;
  const bonusTimes100 = adjustment?.bonusTimes100 ?? 0;
  const appliedDays = adjustment?.lateDays ?? null;
  const save = (bonus: number, days: number | null) =>
    adjust({ rawTimes100: raw, bonusTimes100: bonus, lateDays: days });
  const proposed = wantedAdjustment(assignment, copy);
  useImperativeHandle(handle, () => ({
    applyLateness: () => {
      if (pointsTimes100 !== null && proposed !== null && !isReadOnly) save(bonusTimes100, proposed.lateDays);
    },
  }));
  if (pointsTimes100 === null) return null;
  return (
    <section className="adjustment" aria-label={t('gradingRules.adjust.label')} data-testid="adjustment">
      <Group gap="sm">
        <ShortField
          key={`bonus ${copy.id} ${bonusTimes100}`}
          label={t('gradingRules.adjust.bonus')}
          written={writeBonus(bonusTimes100, formats.points)}
          placeholder="+0,5"
          isReadOnly={isReadOnly}
          testId="bonus-field"
          onCommit={(typed) => {
            const bonus = readBonus(typed);
            if (bonus === null) return false;
            if (bonus !== bonusTimes100) save(bonus, appliedDays);
            return true;
          }}
        />
        {rule === null ? null : (
          <ShortField
            key={`days ${copy.id} ${appliedDays ?? lateDays}`}
            label={t('gradingRules.adjust.days')}
            written={String(appliedDays ?? lateDays)}
            placeholder="0"
            isReadOnly={isReadOnly}
            testId="late-days-field"
            onCommit={(typed) => {
              const days = readDays(typed);
              if (days === null) return false;
              if (days !== (appliedDays ?? lateDays)) save(bonusTimes100, days);
              return true;
            }}
          />
        )}
      </Group>
      {adjustment === null ? null : (
        <p className="adjustment-computation" data-testid="computation">
          {computationOf(adjustment, pointsTimes100)}
        </p>
      )}
      {proposed === null ? null : (
        <p className="adjustment-proposal" role="status" data-testid="lateness-proposal">
          {t('gradingRules.adjust.proposal', {
            computation: computationOf(proposed, proposed.gradeTimes100),
          })}
        </p>
      )}
      <Group gap="xs">
        {proposed === null ? null : (
          <Button
            variant="default"
            size="compact-sm"
            disabled={isReadOnly}
            aria-keyshortcuts={latenessKey}
            data-testid="apply-lateness"
            onClick={() => save(bonusTimes100, proposed.lateDays)}
          >
            {t('gradingRules.adjust.apply', { key: latenessKey })}
          </Button>
        )}
        {adjustment === null ? null : (
          <Button
            variant="default"
            size="compact-sm"
            disabled={isReadOnly}
            data-testid="drop-adjustment"
            onClick={() => save(0, null)}
          >
            {t('gradingRules.adjust.drop', { grade: formats.points(adjustment.rawTimes100) })}
          </Button>
        )}
      </Group>
    </section>
  );
}

interface FieldProps {
  readonly label: string;
  readonly written: string;
  readonly placeholder: string;
  readonly isReadOnly: boolean;
  readonly testId: string;
  /** False: what was typed cannot be read, and stays, marked. */
  readonly onCommit: (typed: string) => boolean;
}

function ShortField({ label, written, placeholder, isReadOnly, testId, onCommit }: FieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [isFaulty, setIsFaulty] = useState(false);
  const commit = () => {
    if (typed === null) return;
    const isTaken = onCommit(typed);
    setIsFaulty(!isTaken);
    if (isTaken) setTyped(null);
  };
  return (
    <div className="adjustment-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="criterion-points"
        aria-invalid={isFaulty || undefined}
        title={isFaulty ? t('gradingRules.adjust.fault') : undefined}
        autoComplete="off"
        placeholder={placeholder}
        maxLength={8}
        readOnly={isReadOnly}
        value={typed ?? written}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.altKey) return;
          event.preventDefault();
          event.stopPropagation();
          commit();
        }}
        data-testid={testId}
      />
      {isFaulty ? (
        <span className="grade-field-message" role="alert">
          {t('gradingRules.adjust.fault')}
        </span>
      ) : null}
    </div>
  );
}
