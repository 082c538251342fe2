import { Button, Group, Switch } from '@mantine/core';
import type { Ref } from 'react';
import { memo, useCallback, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assignment, CriterionMark, SubmissionSummary } from '../../../../preload/contract/index.ts';
import { sumCriteria } from '../../../../preload/contract/index.ts';
import { useSignal } from '../../../app/signal.ts';
import { useFormats } from '../../../i18n/use-formats.ts';
import { useSaveMark } from '../use-save-mark.ts';
import { isByQuestion, setByQuestion } from './by-question.ts';
import './criteria.css';
import { CriteriaDialog } from './criteria-dialog.tsx';
import { CriterionField } from './criterion-field.tsx';
import type { MarkPlace } from './next-mark.ts';
import { nextMark } from './next-mark.ts';
import { useCriteria, useSaveCriterionMark } from './use-criteria.ts';

export interface CriteriaHandle {
  /** Goes to the first question; nothing when there is none. */
  focus(): void;
}

interface Props {
  readonly assignment: Assignment;
  readonly copy: SubmissionSummary;
  /** In the order in which they are gone through. */
  readonly copiesNow: () => readonly SubmissionSummary[];
  readonly name: string;
  readonly isReadOnly: boolean;
  readonly handle: Ref<CriteriaHandle>;
  readonly onChoose: (submissionId: string) => void;
  /** Past the last question of a copy. */
  readonly onEnd: () => void;
  /** Adds lines to the comment. */
  readonly onTell: (lines: string) => void;
}

/** Points by question or criterion, their sum, and whether the grade is that sum. */
export function CriteriaSection({ assignment, copy, copiesNow, name, isReadOnly, ...rest }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const byQuestion = useSignal(isByQuestion);
  const { criteria, marks, marksNow } = useCriteria(assignment.id);
  const save = useSaveCriterionMark(assignment.id);
  const saveMark = useSaveMark();
  const [isEditing, setIsEditing] = useState(false);
  const edit = useCallback(() => setIsEditing(true), []);
  const section = useRef<HTMLElement>(null);
  /** The question to go to once the next copy is there. */
  const wanted = useRef<string | null>(null);
  const ofCopy = (all: readonly CriterionMark[]) =>
    all.filter(({ submissionId }) => submissionId === copy.id);
  const mine = ofCopy(marks);
  const { sumTimes100, isComplete } = sumCriteria(criteria, mine, assignment.maxTimes100);
  /** Before a bonus or lateness, which the sum knows nothing of. */
  const givenTimes100 = copy.adjustment?.rawTimes100 ?? copy.pointsTimes100;
  const isOverridden = givenTimes100 !== null && sumTimes100 !== null && givenTimes100 !== sumTimes100;

  const fields = () => [...(section.current?.querySelectorAll<HTMLInputElement>('[data-criterion]') ?? [])];
  const focusOn = (criterionId: string | undefined) =>
    fields()
      .find((field) => field.dataset.criterion === criterionId)
      ?.focus();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another copy has other fields
  useEffect(() => {
    if (wanted.current !== null) focusOn(wanted.current);
    wanted.current = null;
  }, [copy.id]);
  useImperativeHandle(rest.handle, () => ({ focus: () => fields()[0]?.focus() }));
  const markOf = (criterionId: string): CriterionMark =>
    mine.find((mark) => mark.criterionId === criterionId) ?? {
      submissionId: copy.id,
      criterionId,
      pointsTimes100: null,
      comment: '',
    };
  const goOn = (place: MarkPlace, index: number) => {
    if (!byQuestion) {
      if (index + 1 < criteria.length) focusOn(criteria[index + 1]?.id);
      else rest.onEnd();
      return;
    }
    const next = nextMark(criteria, copiesNow(), marks, place);
    if (next === null) return rest.onEnd();
    if (next.submissionId === copy.id) return focusOn(next.criterionId);
    wanted.current = next.criterionId;
    rest.onChoose(next.submissionId);
  };
  const detail = () => {
    const given = new Map(ofCopy(marksNow()).map((mark) => [mark.criterionId, mark]));
    return criteria
      .flatMap((criterion) => {
        const { pointsTimes100 = null, comment = '' } = given.get(criterion.id) ?? {};
        if (pointsTimes100 === null) return [];
        const sign = criterion.kind === 'malus' ? '−' : criterion.kind === 'bonus' ? '+' : '';
        const grade = criterion.kind === 'ordinary' ? `/${formats.points(criterion.maxTimes100)}` : '';
        const points = `${sign}${formats.points(pointsTimes100)}${grade}`;
        const remark = comment === '' ? '' : t('grading.criteria.toldRemark', { comment });
        return t('grading.criteria.told', { label: criterion.label, points, remark });
      })
      .join('\n');
  };
  return (
    <section
      ref={section}
      className="criteria"
      aria-label={t('grading.criteria.label')}
      data-testid="criteria"
    >
      {assignment.serverForm === undefined ? (
        <Head hasCriteria={criteria.length > 0} isReadOnly={isReadOnly} onEdit={edit} />
      ) : (
        <p className="grading-label">{t('grading.criteria.label')}</p>
      )}
      {criteria.map((criterion, index) => (
        <CriterionField
          key={`${copy.id} ${criterion.id}`}
          criterion={criterion}
          mark={markOf(criterion.id)}
          isReadOnly={isReadOnly}
          onSave={(mark) => save.mutate({ mark, previous: markOf(criterion.id), name, criterion })}
          onEnter={() => goOn({ submissionId: copy.id, criterionId: criterion.id }, index)}
        />
      ))}
      {criteria.length === 0 ? null : (
        <>
          <p className="criteria-sum" data-overridden={isOverridden || undefined} data-testid="criteria-sum">
            {sumTimes100 === null
              ? t('grading.criteria.nothing')
              : t(isComplete ? 'grading.criteria.sum' : 'grading.criteria.sumSoFar', {
                  grade: formats.grade(sumTimes100, assignment.maxTimes100),
                })}
            {isOverridden ? ` ${t('grading.criteria.overridden')}` : null}
          </p>
          <Group gap="xs">
            {isOverridden && isComplete ? (
              <Button
                variant="default"
                size="compact-sm"
                disabled={isReadOnly}
                onClick={() => saveMark(copy, name, { pointsTimes100: sumTimes100 })}
                data-testid="follow-sum"
              >
                {t('grading.criteria.follow')}
              </Button>
            ) : null}
            <Button
              variant="default"
              size="compact-sm"
              disabled={isReadOnly || sumTimes100 === null}
              onClick={() => rest.onTell(detail())}
              data-testid="tell-criteria"
            >
              {t('grading.criteria.tell')}
            </Button>
          </Group>
          <Switch
            size="sm"
            label={t('grading.criteria.byQuestion')}
            checked={byQuestion}
            onChange={(event) => setByQuestion(event.currentTarget.checked)}
            data-testid="by-question"
          />
        </>
      )}
      {isEditing ? (
        <CriteriaDialog assignment={assignment} criteria={criteria} onClose={() => setIsEditing(false)} />
      ) : null}
    </section>
  );
}

interface HeadProps {
  readonly hasCriteria: boolean;
  readonly isReadOnly: boolean;
  readonly onEdit: () => void;
}

/** The same for every copy. */
const Head = memo(function Head({ hasCriteria, isReadOnly, onEdit }: HeadProps) {
  const { t } = useTranslation();
  return (
    <Group justify="space-between" gap="xs">
      <p className="grading-label">{t('grading.criteria.label')}</p>
      <Button
        variant="subtle"
        size="compact-sm"
        disabled={isReadOnly}
        onClick={onEdit}
        data-testid="edit-criteria"
      >
        {t(hasCriteria ? 'grading.criteria.edit' : 'grading.criteria.make')}
      </Button>
    </Group>
  );
});
