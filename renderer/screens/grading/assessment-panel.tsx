import { Anchor, Button } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import type { Ref } from 'react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assignment, SubmissionDetail, SubmissionSummary } from '../../../preload/contract/index.ts';
import { navigate } from '../../app/routes.ts';
import { useSignal } from '../../app/signal.ts';
import { useIsReadOnly } from '../../app/use-is-read-only.ts';
import { AttachmentList } from '../../components/attachments/attachment-list.tsx';
import { DropZone } from '../../components/attachments/drop-zone.tsx';
import { SaveMark } from '../../components/autosave/save-mark.tsx';
import { worstState } from '../../components/autosave/worst-state.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import './assessment-panel.css';
import type { CommentFieldHandle } from './comment-field.tsx';
import { CommentField } from './comment-field.tsx';
import { copyStatus } from './copies.ts';
import { CopyMarker } from './copy-marker.tsx';
import { CopyStatusMark } from './copy-status-mark.tsx';
import type { CriteriaHandle } from './criteria/criteria-section.tsx';
import { CriteriaSection } from './criteria/criteria-section.tsx';
import { EarlierAttempts } from './earlier-attempts.tsx';
import { EarlierMarks } from './earlier-marks.tsx';
import { EarlierTexts } from './earlier-texts.tsx';
import type { GradeFieldHandle, GradeStep } from './grade-field.tsx';
import { GradeField } from './grade-field.tsx';
import { commentSave, gradeSave, retrySaves, savingTrouble } from './grading-edits.ts';
import { HandlingSection } from './handling/handling-section.tsx';
import type { AdjustmentHandle } from './rules/adjustment-section.tsx';
import { AdjustmentSection } from './rules/adjustment-section.tsx';
import { LevelButtons } from './rules/level-buttons.tsx';
import { SecondMarking } from './second/second-marking.tsx';
import { StandingButtons } from './standing-buttons.tsx';
import type { CopyTeam } from './teams/team-rows.ts';
import { TeamSection } from './teams/team-section.tsx';
import { useBankValues } from './use-bank-values.ts';
import { useReturnedFiles } from './use-returned-files.ts';

interface Props {
  readonly copy: SubmissionSummary;
  readonly name: string;
  readonly assignment: Assignment;
  readonly isAnonymous: boolean;
  /** Undefined while it is being read: the grade can be typed all the same. */
  readonly detail: SubmissionDetail | undefined;
  readonly gradeHandle: Ref<GradeFieldHandle>;
  readonly commentHandle: Ref<CommentFieldHandle>;
  readonly adjustmentHandle: Ref<AdjustmentHandle>;
  /** In the order in which they are gone through, as it is when it is asked. */
  readonly copiesNow: () => readonly SubmissionSummary[];
  readonly criteriaHandle: Ref<CriteriaHandle>;
  readonly onChoose: (submissionId: string) => void;
  readonly onTell: (lines: string) => void;
  readonly onStep: (step: GradeStep) => void;
  readonly onNext: () => void;
  readonly copyTeam: CopyTeam | undefined;
  /** A member's own name, where `name` is its team's. */
  readonly memberName: (copy: SubmissionSummary) => string;
}

/** The right pane: grade, comment, files given back. */
export const AssessmentPanel = memo(function AssessmentPanel({
  copy,
  name,
  assignment,
  isAnonymous,
  detail,
  ...rest
}: Props) {
  const { t } = useTranslation();
  const isReadOnly = useIsReadOnly();
  const { serverForm } = assignment;
  /** A rubric or a guide makes the grade; of another form Cartable knows nothing. */
  const isMadeByForm = serverForm !== undefined && serverForm !== 'scale';
  const { incoming, remove } = useReturnedFiles(copy.id);
  const values = useBankValues(copy, assignment, { isAnonymous, copyTeam: rest.copyTeam });
  const mine = detail?.comments.find(({ isMine }) => isMine);
  return (
    <DropZone
      className="grading-panel"
      isDisabled={isReadOnly}
      onFiles={(paths) => void incoming.give(paths)}
    >
      <section className="grading-panel-body" aria-label={t('grading.panel.label')}>
        <CopyHead copy={copy} name={name} />
        <TeamSection
          copy={copy}
          copyTeam={rest.copyTeam}
          memberName={rest.memberName}
          onChoose={rest.onChoose}
        />
        <GradeField
          copy={copy}
          name={name}
          assignment={assignment}
          isReadOnly={isReadOnly || isMadeByForm}
          handle={rest.gradeHandle}
          onStep={rest.onStep}
        />
        {isMadeByForm ? <p className="grading-hint">{t(`grading.serverForm.${serverForm}`)}</p> : null}
        {assignment.rules.isMarkedTwice ? (
          <SecondMarking
            copy={copy}
            name={name}
            assignment={assignment}
            isReadOnly={isReadOnly}
            onNext={() => rest.onStep('next')}
          />
        ) : null}
        <LevelButtons copy={copy} name={name} assignment={assignment} isReadOnly={isReadOnly} />
        {serverForm === undefined ? (
          <AdjustmentSection
            copy={copy}
            name={name}
            assignment={assignment}
            isReadOnly={isReadOnly}
            handle={rest.adjustmentHandle}
          />
        ) : null}
        <HandlingSection copy={copy} name={name} assignment={assignment} isReadOnly={isReadOnly} />
        <StandingButtons copy={copy} name={name} isReadOnly={isReadOnly} />
        {serverForm === 'scale' || serverForm === 'unknown' ? null : (
          <CriteriaSection
            assignment={assignment}
            copy={copy}
            copiesNow={rest.copiesNow}
            name={name}
            isReadOnly={isReadOnly}
            handle={rest.criteriaHandle}
            onChoose={rest.onChoose}
            onEnd={rest.onNext}
            onTell={rest.onTell}
          />
        )}
        {detail === undefined ? null : <EarlierMarks detail={detail} />}
        {detail === undefined ? null : <EarlierAttempts detail={detail} isAnonymous={isAnonymous} />}
        <CommentField
          key={copy.id}
          submissionId={copy.id}
          assignmentId={assignment.id}
          name={name}
          values={values}
          savedText={detail === undefined ? undefined : (mine?.text ?? '')}
          isReadOnly={isReadOnly}
          handle={rest.commentHandle}
        />
        {detail === undefined ? null : <EarlierTexts detail={detail} name={name} isReadOnly={isReadOnly} />}
        {detail === undefined ? null : <OtherComments detail={detail} />}
        <div>
          <p className="grading-label">{t('grading.panel.files')}</p>
          {detail?.feedback.length ? null : <p className="grading-hint">{t('grading.panel.filesHint')}</p>}
          <AttachmentList
            label={t('grading.panel.files')}
            files={detail?.feedback ?? []}
            incoming={incoming}
            isReadOnly={isReadOnly}
            onRemove={remove}
          />
        </div>
      </section>
      <PanelFoot submissionId={copy.id} isReadOnly={isReadOnly} onNext={rest.onNext} />
    </DropZone>
  );
});

function CopyHead({ copy, name }: { copy: SubmissionSummary; name: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { status, submittedAt, sync } = copy;
  const handedIn =
    status === 'missing' || submittedAt === null
      ? t('grading.panel.missing')
      : t(`grading.panel.${status}`, { date: formats.dateTime(submittedAt) });
  return (
    <header className="grading-copy-head">
      <h2 data-testid="copy-name">{name}</h2>
      <p>{handedIn}</p>
      {status === 'missing' && copyStatus(copy) === 'missing' ? null : (
        <CopyStatusMark status={copyStatus(copy)} />
      )}
      {copy.marker === undefined ? null : <CopyMarker marker={copy.marker} />}
      {sync === 'conflict' || sync === 'refused' ? (
        <p className="grading-trouble" role="alert">
          {t(`grading.panel.${sync}`)}{' '}
          <Anchor component="button" type="button" onClick={() => navigate({ screen: 'sync' })}>
            {t('grading.panel.solve')}
          </Anchor>
        </p>
      ) : null}
    </header>
  );
}

/** What colleagues wrote on the same copy. */
function OtherComments({ detail }: { detail: SubmissionDetail }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const others = detail.comments.filter(({ isMine }) => !isMine);
  if (others.length === 0) return null;
  return (
    <div>
      <p className="grading-label">{t('grading.panel.others')}</p>
      {others.map(({ id, text, authorName, updatedAt }) => (
        <figure key={id} className="grading-other">
          <blockquote>{text}</blockquote>
          <figcaption>
            {t('grading.panel.by', { author: authorName, date: formats.date(updatedAt) })}
          </figcaption>
        </figure>
      ))}
    </div>
  );
}

interface FootProps {
  readonly submissionId: string;
  readonly isReadOnly: boolean;
  readonly onNext: () => void;
}

function PanelFoot({ submissionId, isReadOnly, onNext }: FootProps) {
  const { t } = useTranslation();
  const grade = useSignal(gradeSave(submissionId).state);
  const comment = useSignal(commentSave(submissionId).state);
  const trouble = useSignal(savingTrouble);
  const own = worstState([grade, comment]);
  const isElsewhere = trouble !== null && own.error === null;
  return (
    <footer className="grading-panel-foot">
      <SaveMark
        state={isElsewhere ? trouble : own}
        where={isElsewhere ? t('grading.panel.elsewhere') : undefined}
        onRetry={retrySaves}
      />
      <NextButton isReadOnly={isReadOnly} onNext={onNext} />
    </footer>
  );
}

/** The same for every copy. */
const NextButton = memo(function NextButton({ isReadOnly, onNext }: Omit<FootProps, 'submissionId'>) {
  const { t } = useTranslation();
  return (
    <Button
      fullWidth
      rightSection={<IconArrowRight size={16} aria-hidden />}
      disabled={isReadOnly}
      aria-keyshortcuts="Control+Enter"
      title={t('grading.panel.nextKeys')}
      data-testid="next-copy"
      onClick={onNext}
    >
      {t('grading.panel.next')}
    </Button>
  );
});
