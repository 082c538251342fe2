import type { Change } from '../../engine/connectors/ent/wire.ts';
import { NothingToTry } from './expectations.ts';
import type { Target } from './target.ts';

export interface Submission {
  readonly id: string;
  readonly assignmentId: string;
  /** What it is marked out of, in hundredths. */
  readonly max: number;
  readonly isGraded: boolean;
  readonly isClosed: boolean;
}

/** The submissions of assignments that have a maximum. */
export async function submissionsOf(target: Target): Promise<readonly Submission[]> {
  const living = (await target.changes()).filter(({ deleted }) => deleted !== true);
  const idsOf = (kind: string) => living.filter(({ entity }) => entity === kind);
  const graded = new Set(idsOf('grade').map(({ id }) => id));
  const closed = new Set(idsOf('period').flatMap(({ id, body }) => (body?.is_closed === true ? [id] : [])));
  const assignments = new Map(idsOf('assignment').map(({ id, body }) => [id, body]));
  return idsOf('submission').flatMap(({ id, body }) => {
    const assignmentId = String(body?.assignment_id);
    const assignment = assignments.get(assignmentId);
    const max = assignment?.max_x100;
    if (typeof max !== 'number') return [];
    const isClosed = closed.has(String(assignment?.period_id));
    return [{ id, assignmentId, max, isGraded: graded.has(id), isClosed }];
  });
}

/** One without a grade, of a period that is open. @throws NothingToTry when there is none */
export async function openSubmission(target: Target): Promise<Submission> {
  const found = (await submissionsOf(target)).find(({ isGraded, isClosed }) => !isGraded && !isClosed);
  if (found === undefined) throw new NothingToTry('every submission of an open period has a grade');
  return found;
}

/** An assignment of an open period, of which its teacher has decided nothing. @throws NothingToTry when there is none */
export async function undecidedAssignment(target: Target): Promise<string> {
  const isAssessment = ({ entity, deleted }: Change) => entity === 'assessment' && deleted !== true;
  const decided = new Set((await target.changes()).filter(isAssessment).map(({ id }) => id));
  const found = (await submissionsOf(target)).find(
    ({ assignmentId, isClosed }) => !isClosed && !decided.has(assignmentId),
  );
  if (found === undefined) throw new NothingToTry('every assignment of an open period has an assessment');
  return found.assignmentId;
}
