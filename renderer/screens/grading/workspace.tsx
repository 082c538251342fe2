import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { engine } from '../../app/engine.ts';
import { navigate } from '../../app/routes.ts';
import { useStable } from '../../app/use-stable.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { KeysDialog } from '../../components/keys-dialog.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { Screen } from '../../components/screen.tsx';
import { countCopies } from './copies.ts';
import { GradingBar } from './grading-bar.tsx';
import { KEY_MAP } from './grading-keys.ts';
import { OpenedAssignment } from './opened-assignment.tsx';
import { RulesDialog } from './rules/rules-dialog.tsx';
import { useCopies } from './use-copies.ts';
import { useNames } from './use-names.tsx';

interface Props {
  readonly assignmentId: string;
  readonly submissionId: string | undefined;
}

/** One assignment being graded: the bar above, and the three panes. */
export function Workspace({ assignmentId, submissionId }: Props) {
  const { t } = useTranslation();
  const [areKeysShown, setAreKeysShown] = useState(false);
  const [areTeamsOpen, setAreTeamsOpen] = useState(false);
  const [areRulesOpen, setAreRulesOpen] = useState(false);
  const assignments = useQuery(engine.grading.assignments.queryOptions({ input: {} }));
  const assignment = assignments.data?.find(({ id }) => id === assignmentId);
  const names = useNames(assignment);
  const { isAnonymous } = names;
  const { query, copies } = useCopies(assignmentId, isAnonymous ? (assignment?.hiddenSeed ?? null) : null);
  const counts = useMemo(() => (copies === undefined ? null : countCopies(copies)), [copies]);
  const showKeys = useCallback(() => setAreKeysShown(true), []);
  const editTeams = useCallback(() => setAreTeamsOpen(true), []);
  const closeTeams = useCallback(() => setAreTeamsOpen(false), []);
  const editRules = useCallback(() => setAreRulesOpen(true), []);
  const toggleNames = useStable(names.toggle);
  const isGone = assignments.data !== undefined && assignment === undefined;
  return (
    <Screen
      name="grading"
      title={t('grading.title')}
      subject={assignment?.title}
      layout="panes"
      isTitleHidden
    >
      <GradingBar
        assignment={assignment}
        counts={counts}
        isAnonymous={isAnonymous}
        areNamesFixed={names.isFixed}
        onShowKeys={showKeys}
        onToggleNames={toggleNames}
        onEditRules={editRules}
        onEditTeams={editTeams}
      />
      {isGone ? (
        <EmptyState
          text={t('grading.bar.gone')}
          action={
            <Button onClick={() => navigate({ screen: 'grading' })}>{t('grading.bar.backLabel')}</Button>
          }
        />
      ) : (
        <QueryView
          query={query}
          show={() => {
            if (copies === undefined || assignment === undefined) return null;
            if (copies.length === 0) return <EmptyState text={t('grading.bar.noCopies')} />;
            return (
              <OpenedAssignment
                assignment={assignment}
                copies={copies}
                submissionId={submissionId}
                isAnonymous={isAnonymous}
                onShowKeys={showKeys}
                onToggleNames={toggleNames}
                onEditRules={editRules}
                areTeamsOpen={areTeamsOpen}
                onCloseTeams={closeTeams}
              />
            );
          }}
        />
      )}
      {names.question}
      {areRulesOpen && assignment !== undefined ? (
        <RulesDialog
          assignment={assignment}
          assignments={assignments.data ?? []}
          onClose={() => setAreRulesOpen(false)}
        />
      ) : null}
      {areKeysShown ? (
        <KeysDialog
          rows={KEY_MAP.map(({ name, keys }) => ({ keys, words: t(`grading.keys.${name}`) }))}
          isChangeable
          onClose={() => setAreKeysShown(false)}
        />
      ) : null}
    </Screen>
  );
}
