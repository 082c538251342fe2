import { Switch } from '@mantine/core';
import { IconAdjustments, IconArrowLeft, IconCircleCheck, IconUsersGroup } from '@tabler/icons-react';
import { memo, useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assignment } from '../../../preload/contract/index.ts';
import { useKeyFor } from '../../app/chosen-keys.ts';
import { toHash } from '../../app/routes.ts';
import { useIsMoodle } from '../../app/use-is-moodle.ts';
import { KeysButton } from '../../components/keys-dialog.tsx';
import { ToolButton } from '../../components/tool-button.tsx';
import { AssignmentLesson } from './assignment-lesson.tsx';
import type { CopyCounts } from './copies.ts';
import { PublicationButton } from './publication-button.tsx';
import { ReferenceButton } from './reference/reference-button.tsx';

interface Props {
  readonly assignment: Assignment | undefined;
  readonly counts: CopyCounts | null;
  readonly isAnonymous: boolean;
  readonly areNamesFixed: boolean;
  readonly onShowKeys: () => void;
  readonly onEditRules: () => void;
  readonly onEditTeams: () => void;
  readonly onToggleNames: () => void;
}

/** What is being graded, how far it is, and the two settings of the evening; how far it is is told once the next copy is there. */
export function GradingBar(props: Props) {
  const assignment = useDeferredValue(props.assignment);
  const counts = useDeferredValue(props.counts);
  return <Bar {...props} assignment={assignment} counts={counts} />;
}

const Bar = memo(function Bar({ assignment, counts, isAnonymous, onShowKeys, ...rest }: Props) {
  const { t } = useTranslation();
  const rulesKey = useKeyFor()('O');
  return (
    <header className="grading-bar">
      <a
        className="grading-back"
        href={toHash({ screen: 'grading' })}
        aria-label={t('grading.bar.backLabel')}
        draggable={false}
      >
        <IconArrowLeft size={18} stroke={1.6} aria-hidden />
        <span>{t('grading.bar.back')}</span>
      </a>
      {assignment === undefined ? null : (
        <p className="grading-bar-title">
          <strong>{assignment.title}</strong>
          <span>{assignment.classGroupName}</span>
        </p>
      )}
      {assignment === undefined ? null : <AssignmentLesson assignmentId={assignment.id} />}
      {counts === null || counts.gradable === 0 ? null : <Progress counts={counts} />}
      {assignment === undefined ? null : <Publication assignment={assignment} counts={counts} />}
      {assignment === undefined || counts === null || counts.total === 0 ? null : (
        <ReferenceButton assignmentId={assignment.id} />
      )}
      {assignment === undefined ? null : (
        <ToolButton
          size="large"
          label={t('gradingRules.title')}
          tip={`${t('gradingRules.title')} (${rulesKey})`}
          keys={rulesKey}
          Icon={IconAdjustments}
          opensDialog
          testId="edit-rules"
          onUse={rest.onEditRules}
        />
      )}
      {counts === null || counts.total === 0 ? null : (
        <ToolButton
          size="large"
          label={t('grading.teams.title')}
          Icon={IconUsersGroup}
          opensDialog
          testId="edit-teams"
          onUse={rest.onEditTeams}
        />
      )}
      <Switch
        size="sm"
        label={t('grading.bar.names')}
        checked={isAnonymous}
        disabled={rest.areNamesFixed}
        onChange={rest.onToggleNames}
        data-testid="anonymous"
      />
      <KeysButton onShowKeys={onShowKeys} />
    </header>
  );
});

/** At a Moodle grades are seen once they are sent: there is nothing to publish. */
function Publication({ assignment, counts }: { assignment: Assignment; counts: CopyCounts | null }) {
  const { t } = useTranslation();
  const isMoodle = useIsMoodle();
  if (!isMoodle) return <PublicationButton assignment={assignment} counts={counts} />;
  const words = t(`grading.publication.${assignment.handledBy?.hasStates ? 'moodleStates' : 'moodle'}`);
  return (
    <span className="grading-bar-note" title={words} data-testid="publication-moodle">
      <span>{words}</span>
    </span>
  );
}

function Progress({ counts: { graded, gradable, toGrade } }: { counts: CopyCounts }) {
  const { t } = useTranslation();
  return (
    <div className="grading-progress" data-done={toGrade === 0 || undefined} data-testid="grading-progress">
      {toGrade === 0 ? <IconCircleCheck size={18} stroke={1.8} aria-hidden /> : null}
      <progress
        value={graded}
        max={gradable}
        aria-label={t('grading.choice.progressLabel', { graded, total: gradable })}
      />
      <span aria-hidden>{t('grading.bar.progress', { graded, total: gradable })}</span>
    </div>
  );
}
