import { useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Assignment, SubmissionSummary } from '../../../preload/contract/index.ts';
import { navigate } from '../../app/routes.ts';
import { useToasts } from '../../app/toasts.tsx';
import { useStable } from '../../app/use-stable.ts';
import type { DocumentViewHandle } from '../../components/document-view/document-view.tsx';
import { AssessmentPanel } from './assessment-panel.tsx';
import { BankDialog } from './bank/bank-dialog.tsx';
import { countCopies, neighbourCopy, nextToGrade } from './copies.ts';
import type { CopiesPaneHandle } from './copies-pane.tsx';
import { CopiesPane } from './copies-pane.tsx';
import type { CopiesView } from './copies-view.ts';
import { copiesViews, viewByKey } from './copies-view.ts';
import type { CopyPart } from './copy-pane.tsx';
import { CopyPane, partsOf } from './copy-pane.tsx';
import type { GradeStep } from './grade-field.tsx';
import { GradingDone } from './grading-done.tsx';
import { commentSave } from './grading-edits.ts';
import type { GradingCommand } from './grading-keys.ts';
import { obeyInPanel, usePanelHandles } from './panel-handles.ts';
import { Middle } from './reference/middle.tsx';
import { toggleReference } from './reference/reference-views.ts';
import { TeamsDialog } from './teams/teams-dialog.tsx';
import { useTeams } from './teams/use-teams.ts';
import { ThreePanes } from './three-panes.tsx';
import { useCopyContent } from './use-copy-content.ts';
import { useCopyDetails } from './use-copy-details.ts';
import { useCopyNames } from './use-copy-names.ts';
import { useGradingKeys } from './use-grading-keys.ts';
import { useListedCopies } from './use-listed-copies.ts';

interface Props {
  readonly assignment: Assignment;
  /** At least one. */
  readonly copies: readonly SubmissionSummary[];
  readonly submissionId: string | undefined;
  readonly isAnonymous: boolean;
  readonly onShowKeys: () => void;
  readonly onEditRules: () => void;
  readonly onToggleNames: () => void;
  readonly areTeamsOpen: boolean;
  readonly onCloseTeams: () => void;
}

/** The three panes, the copy in hand, and the keys. */
export function OpenedAssignment({ assignment, copies, submissionId, isAnonymous, ...rest }: Props) {
  const toasts = useToasts();
  const [parts, setParts] = useState<ReadonlyMap<string, CopyPart>>(new Map());
  const [isDone, setIsDone] = useState(false);
  const handles = usePanelHandles();
  const { grade, comment } = handles;
  const [isBankOpen, setIsBankOpen] = useState(false);
  const viewer = useRef<DocumentViewHandle>(null);
  const pane = useRef<CopiesPaneHandle>(null);

  const { rows, teamOf, rowOf, teams } = useTeams(assignment.id, copies);
  const current = currentCopy(rows, rowOf.get(submissionId ?? '') ?? submissionId);
  const list = useListedCopies(assignment.id, rows, { currentId: current.id, isAnonymous, teamOf });
  const { listed } = list;
  const counts = useMemo(() => countCopies(copies), [copies]);
  const { memberName, nameOf } = useCopyNames(copies, isAnonymous, teamOf);
  const memberNow = useStable(memberName);
  const following = nextToGrade(listed, current.id);
  const details = useCopyDetails(current.id, [
    following,
    neighbourCopy(listed, current.id, 1),
    neighbourCopy(listed, current.id, -1),
  ]);
  const detail = details.current.data;
  const content = useCopyContent(detail, isAnonymous);
  const available = detail === undefined ? [] : partsOf(detail);
  const chosen = parts.get(current.id);
  const part = chosen !== undefined && available.includes(chosen) ? chosen : (available[0] ?? 0);

  const choose = useStable((id: string) => {
    setIsDone(false);
    navigate({ screen: 'grading', assignmentId: assignment.id, submissionId: id }, { replace: true });
  });
  // Said in the address at once: « the first to grade » is another copy as soon as this one has its grade.
  useEffect(() => {
    const to = { screen: 'grading', assignmentId: assignment.id, submissionId: current.id } as const;
    if (submissionId !== current.id) navigate(to, { replace: true });
  }, [assignment.id, submissionId, current.id]);
  const choosePart = useStable((next: CopyPart) => setParts(new Map(parts).set(current.id, next)));
  const step = useStable((kind: GradeStep) => {
    const next =
      kind === 'next-to-grade' ? following : neighbourCopy(listed, current.id, kind === 'next' ? 1 : -1);
    if (next !== null) choose(next.id);
    else if (kind === 'next-to-grade') setIsDone(true);
  });
  const saveAndNext = useStable(() => {
    if (grade.current?.commit() === false) {
      grade.current.focus();
      return;
    }
    void commentSave(current.id).flush();
    step('next-to-grade');
    grade.current?.focus();
  });
  const searchCopies = () => {
    if (pane.current?.search() !== false) return;
    // What stands beside the copies has the list's room, and gives it back.
    flushSync(() => toggleReference(assignment.id));
    pane.current.search();
  };
  const changeView = useStable((change: Partial<CopiesView>) => copiesViews.change(assignment.id, change));
  const copiesNow = useStable(() => listed);
  const tell = useStable((lines: string) => comment.current?.append(lines));
  const obey = (command: GradingCommand) => {
    // A dialog has the keyboard a moment after it is asked for: a letter typed meanwhile is no command.
    if (isBankOpen) return;
    if (obeyInPanel(command, handles)) return;
    switch (command.kind) {
      case 'next':
      case 'previous':
        step(command.kind);
        return;
      case 'save-next':
        saveAndNext();
        return;
      case 'manage-bank':
        setIsBankOpen(true);
        return;
      case 'undo':
        void toasts.undoLast();
        return;
      case 'show-keys':
        rest.onShowKeys();
        return;
      case 'next-document':
        choosePart(available[(available.indexOf(part) + 1) % available.length] ?? part);
        return;
      case 'toggle-reference':
        toggleReference(assignment.id);
        return;
      case 'search-copies':
        searchCopies();
        return;
      case 'next-filter':
      case 'next-order':
      case 'group-copies':
        copiesViews.change(assignment.id, viewByKey(command.kind, list.view, list.filters));
        return;
      case 'toggle-names':
        rest.onToggleNames();
        return;
      case 'edit-rules':
        rest.onEditRules();
        return;
      case 'leave-field':
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
        return;
      case 'find-in-document':
        viewer.current?.find();
        return;
      case 'view':
        viewer.current?.obey(command.command);
    }
  };
  useGradingKeys(obey);

  return (
    <>
      {isBankOpen ? <BankDialog assignmentId={assignment.id} onClose={() => setIsBankOpen(false)} /> : null}
      {rest.areTeamsOpen ? (
        <TeamsDialog {...{ assignment, copies, teams, memberName }} onClose={rest.onCloseTeams} />
      ) : null}
      <ThreePanes
        copies={
          <CopiesPane
            list={list}
            scale={assignment.rules.scale}
            currentId={current.id}
            isAnonymous={isAnonymous}
            nameOf={nameOf}
            handle={pane}
            onView={changeView}
            onChoose={choose}
          />
        }
        document={
          <Middle assignment={assignment}>
            {isDone ? (
              <GradingDone counts={counts} onReview={() => setIsDone(false)} />
            ) : (
              <CopyPane
                submissionId={current.id}
                detail={content}
                part={part}
                toWarm={details.toWarm}
                handle={viewer}
                onPart={choosePart}
              />
            )}
          </Middle>
        }
        panel={
          <AssessmentPanel
            copy={current}
            name={nameOf(current)}
            assignment={assignment}
            isAnonymous={isAnonymous}
            detail={detail}
            gradeHandle={grade}
            commentHandle={comment}
            adjustmentHandle={handles.adjustment}
            copiesNow={copiesNow}
            criteriaHandle={handles.criteria}
            onChoose={choose}
            onTell={tell}
            onStep={step}
            onNext={saveAndNext}
            copyTeam={teamOf.get(current.id)}
            memberName={memberNow}
          />
        }
      />
    </>
  );
}

/** The copy of the address, else the first to grade, else the first. */
function currentCopy(
  copies: readonly SubmissionSummary[],
  submissionId: string | undefined,
): SubmissionSummary {
  const named = copies.find(({ id }) => id === submissionId);
  const found = named ?? nextToGrade(copies, null) ?? copies[0];
  if (found === undefined) throw new Error('An assignment without copies is not opened.');
  return found;
}
