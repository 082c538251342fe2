import { AssignmentChoice } from './assignment-choice.tsx';
import './grading.css';
import { Workspace } from './workspace.tsx';

interface Props {
  readonly assignmentId?: string | undefined;
  readonly submissionId?: string | undefined;
}

/** « Corriger »: first an assignment, then its copies. */
export function GradingScreen({ assignmentId, submissionId }: Props) {
  if (assignmentId === undefined) return <AssignmentChoice />;
  return <Workspace key={assignmentId} assignmentId={assignmentId} submissionId={submissionId} />;
}
