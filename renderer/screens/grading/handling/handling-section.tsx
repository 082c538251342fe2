import { Button, Select } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  Assignment,
  HandledBy,
  Handling,
  SubmissionSummary,
} from '../../../../preload/contract/index.ts';
import { markingState } from '../../../../preload/contract/index.ts';
import { ExtensionField } from './extension-field.tsx';
import './handling.css';
import { useSaveHandling } from './use-save-handling.ts';

interface Props {
  readonly copy: SubmissionSummary;
  readonly name: string;
  readonly assignment: Assignment;
  readonly isReadOnly: boolean;
}

/** Where the work on a copy stands at the server: only what it follows for this assignment, and nothing where it follows none. */
export function HandlingSection({ copy, name, assignment, isReadOnly }: Props) {
  const { t } = useTranslation();
  const save = useSaveHandling(copy, name);
  const { handledBy } = assignment;
  const { handling } = copy;
  if (handledBy === undefined || handling === undefined) return null;
  const { hasStates, hasExtensions, attemptsMax } = handledBy;
  const hasAttempts = attemptsMax !== 1 || handling.attempt > 1;
  if (!hasStates && !hasExtensions && !hasAttempts) return null;
  return (
    <section className="handling" aria-label={t('grading.handling.label')} data-testid="handling">
      {hasStates ? <StateField handling={handling} isReadOnly={isReadOnly} onSave={save} /> : null}
      {hasAttempts ? (
        <Attempts
          handling={handling}
          handledBy={handledBy}
          copy={copy}
          isReadOnly={isReadOnly}
          onSave={save}
        />
      ) : null}
      {hasExtensions ? (
        <ExtensionField
          key={`${copy.id} ${handling.extendedTo}`}
          extendedTo={handling.extendedTo}
          dueAt={assignment.dueAt}
          isReadOnly={isReadOnly}
          onSave={(extendedTo) => save({ extendedTo })}
        />
      ) : null}
    </section>
  );
}

interface PartProps {
  readonly handling: Handling;
  readonly isReadOnly: boolean;
  readonly onSave: (change: Partial<Handling>) => void;
}

function StateField({ handling: { state }, isReadOnly, onSave }: PartProps) {
  const { t } = useTranslation();
  return (
    <Select
      label={t('grading.handling.state')}
      description={state === 'released' ? undefined : t('grading.handling.released')}
      data={markingState.options.map((value) => ({ value, label: t(`grading.handling.states.${value}`) }))}
      value={state ?? 'not-marked'}
      allowDeselect={false}
      disabled={isReadOnly}
      onChange={(value) => onSave({ state: markingState.parse(value) })}
      data-testid="marking-state"
    />
  );
}

/** Attempts that were asked for and have not left yet: a server opens one at a time. */
const askedAttempts = new Map<string, number>();

interface AttemptProps extends PartProps {
  readonly copy: SubmissionSummary;
  readonly handledBy: HandledBy;
}

function Attempts({ handling: { attempt }, handledBy, copy, isReadOnly, onSave }: AttemptProps) {
  const { t } = useTranslation();
  const labelId = useId();
  const { attemptsMax, canReopen } = handledBy;
  const isLeft = attemptsMax === null || attempt < attemptsMax;
  // Moodle opens the next one with a grade of the one before: there must be something that was handed in.
  const isAsked = askedAttempts.get(copy.id) === attempt && copy.sync === 'waiting';
  const isOffered = canReopen && isLeft && !isAsked && copy.status !== 'missing';
  const reopen = () => {
    askedAttempts.set(copy.id, attempt + 1);
    onSave({ attempt: attempt + 1 });
  };
  return (
    <div className="handling-row">
      <p id={labelId} className="grading-label" data-testid="attempt">
        {attemptsMax === null
          ? t('grading.handling.attempt', { number: attempt })
          : t('grading.handling.attemptOf', { number: attempt, max: attemptsMax })}
      </p>
      {isOffered ? (
        <Button
          variant="default"
          size="compact-sm"
          disabled={isReadOnly}
          aria-describedby={labelId}
          onClick={reopen}
          data-testid="reopen"
        >
          {t('grading.handling.reopen')}
        </Button>
      ) : null}
      {isAsked ? <p className="handling-value">{t('grading.handling.reopened')}</p> : null}
    </div>
  );
}
