import { ActionIcon, Button, Select, TextInput, Tooltip } from '@mantine/core';
import { IconArrowRight, IconChecklist, IconCopy, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type GradedHomework, type HomeworkGrading, parseGrade } from '../../../../preload/contract/index.ts';
import { engine } from '../../../app/engine.ts';
import { toHash } from '../../../app/routes.ts';
import { useSignal } from '../../../app/signal.ts';
import { useToasts } from '../../../app/toasts.tsx';
import { useIsMoodle } from '../../../app/use-is-moodle.ts';
import { useFormats } from '../../../i18n/use-formats.ts';
import type { HomeworkDraft } from '../homework-drafts.ts';
import './graded.css';
import { useGradeHomework } from './use-grade-homework.ts';

/** Out of 20: what French schools grade with. */
const USUAL: HomeworkGrading = { maxTimes100: 2000, assignmentId: null };

interface Props {
  readonly draft: HomeworkDraft;
  readonly lessonId: string | null;
  readonly number: number;
  readonly isReadOnly: boolean;
}

/** Whether homework is graded, and with what. Nothing is before a word of it is saved. */
export function HomeworkGradingPart({ draft, lessonId, number, isReadOnly }: Props) {
  const { t } = useTranslation();
  useSignal(draft.autosave.state);
  const { id } = draft;
  const { data } = useQuery({
    ...engine.lessons.gradedHomework.queryOptions({ input: { lessonId: lessonId ?? '' } }),
    enabled: lessonId !== null && id !== null,
  });
  const grade = useGradeHomework();
  const graded = data?.find(({ homeworkId }) => homeworkId === id);
  if (graded === undefined || (graded.grading === null && isReadOnly)) return null;
  if (graded.grading === null)
    return (
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconChecklist size={16} aria-hidden />}
        aria-label={t('lessons.grading.beginLabel', { number })}
        onClick={() => grade(graded, USUAL)}
        data-testid="homework-grade"
      >
        {t('lessons.grading.begin')}
      </Button>
    );
  const { grading } = graded;
  return (
    <fieldset className="graded" data-testid="homework-graded">
      <legend>{t('lessons.grading.title', { number })}</legend>
      <Standing graded={graded} grading={grading} isReadOnly={isReadOnly} onGrade={grade} />
      {graded.choices.length === 0 ? null : (
        <Choice graded={graded} grading={grading} isReadOnly={isReadOnly} onGrade={grade} />
      )}
    </fieldset>
  );
}

interface PartProps {
  readonly graded: GradedHomework;
  readonly grading: HomeworkGrading;
  readonly isReadOnly: boolean;
  readonly onGrade: (graded: GradedHomework, grading: HomeworkGrading | null) => void;
}

/** The assignment that it is graded with, or what is missing for one. */
function Standing(props: PartProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { graded, isReadOnly, onGrade } = props;
  const { assignment } = graded;
  const stop = isReadOnly ? null : (
    <Tooltip label={t('lessons.grading.stop')}>
      <ActionIcon
        variant="subtle"
        color="red"
        size={36}
        aria-label={t('lessons.grading.stop')}
        onClick={() => onGrade(graded, null)}
        data-testid="graded-stop"
      >
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
  if (assignment === null)
    return (
      <>
        <div className="graded-line">
          <Maximum key={props.grading.maxTimes100} {...props} />
          {stop}
        </div>
        <Missing {...props} />
      </>
    );
  const { id: assignmentId, title, maxTimes100 } = assignment;
  return (
    <div className="graded-line">
      <Button
        component="a"
        href={toHash({ screen: 'grading', assignmentId })}
        draggable={false}
        size="compact-md"
        rightSection={<IconArrowRight size={16} aria-hidden />}
        data-testid="graded-open"
      >
        {t('lessons.grading.open')}
      </Button>
      <span className="graded-name">
        {t('lessons.grading.with', { title, points: formats.points(maxTimes100) })}
      </span>
      {stop}
    </div>
  );
}

/** Out of how much. What is no number changes nothing. */
function Maximum({ graded, grading, isReadOnly, onGrade }: PartProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [typed, setTyped] = useState(formats.points(grading.maxTimes100));
  const maxTimes100 = parseGrade(typed);
  const isGood = maxTimes100 !== null && maxTimes100 > 0 && maxTimes100 <= 1_000_000;
  const save = () => {
    if (isGood && maxTimes100 !== grading.maxTimes100) onGrade(graded, { ...grading, maxTimes100 });
  };
  return (
    <TextInput
      className="graded-maximum"
      label={t('lessons.grading.maximum')}
      inputMode="decimal"
      maxLength={8}
      readOnly={isReadOnly}
      value={typed}
      error={isGood ? undefined : t('lessons.grading.notANumber')}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') save();
      }}
      data-testid="graded-maximum"
    />
  );
}

/** The server alone creates assignments: what the teacher does there, and what comes of it here. */
function Missing({ graded: { title, classGroupName } }: PartProps) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const isMoodle = useIsMoodle();
  const copy = () =>
    navigator.clipboard.writeText(title).then(() => toasts.done(t('lessons.grading.copied')), toasts.failed);
  return (
    <>
      <p className="lesson-hint" data-testid="graded-missing">
        {t(`lessons.grading.${isMoodle ? 'missingMoodle' : 'missing'}`, {
          title,
          classGroup: classGroupName,
        })}
      </p>
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconCopy size={16} aria-hidden />}
        onClick={() => void copy()}
        data-testid="graded-copy"
      >
        {t('lessons.grading.copy')}
      </Button>
    </>
  );
}

/** Another assignment of the class than the one of its title. */
function Choice({ graded, grading, isReadOnly, onGrade }: PartProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Select
      label={t('lessons.grading.choice')}
      placeholder={t('lessons.grading.choose')}
      data={graded.choices.map(({ id, title, dueAt }) => ({
        value: id,
        label: dueAt === null ? title : t('lessons.grading.dated', { title, date: formats.shortDay(dueAt) }),
      }))}
      value={graded.assignment?.id ?? null}
      allowDeselect={false}
      searchable={graded.choices.length > 8}
      readOnly={isReadOnly}
      onChange={(assignmentId) => {
        if (assignmentId !== null && assignmentId !== graded.assignment?.id)
          onGrade(graded, { ...grading, assignmentId });
      }}
      data-testid="graded-choice"
    />
  );
}
