import type { DomainContext } from '../context.ts';
import { CartableError } from '../platform/cartable-error.ts';
import type { EditName } from '../store/edit-log.ts';
import type { AssessmentBody } from './bodies.ts';
import {
  type AssessmentRow,
  readAssessment,
  readAssignment,
  readMarks,
  readSubmissions,
  writeAssessment,
} from './repository.ts';

interface PublicationInput {
  readonly assignmentId: string;
  readonly at: number | 'now' | null;
  readonly before?: number | null | undefined;
}

/**
 * Lets students read an assignment's grades and comments: now, from an instant on, or (null) no more.
 *
 * What waits of them goes with it, all or nothing: no class sees half of its grades. Documents follow in their own hours.
 * `before`: what undo takes away. Another date that stands there by now is nobody's to replace unseen, and to be asked about one is
 * more than an undo is worth: it is refused.
 * @throws CartableError `store/not-found`; `sync/cannot-undo`
 */
export function publish(
  context: DomainContext,
  { assignmentId, at, before }: PublicationInput,
): { previousAt: number | null; publishAt: number | null } {
  const publishAt = at === 'now' ? context.clock.now() : at;
  const previous = context.store.write(() => {
    if (before !== undefined && readAssessment(context.store.db, assignmentId).publishAt !== before)
      throw new CartableError('sync/cannot-undo', {}, 'never');
    return saveAssessment(context, assignmentId, { publishAt });
  });
  return { previousAt: previous.publishAt, publishAt };
}

/**
 * Changes what is decided of an assignment, and answers what was.
 *
 * @throws CartableError `store/not-found`
 */
export function saveAssessment(
  context: DomainContext,
  assignmentId: string,
  change: Partial<AssessmentRow>,
): AssessmentRow {
  const { db } = context.store;
  const previous = context.store.write(() => {
    if (readAssignment(db, assignmentId) === undefined)
      throw new CartableError('store/not-found', {}, 'never');
    const before = readAssessment(db, assignmentId);
    const row = { ...before, ...change };
    if (row.publishAt === before.publishAt && row.counting === before.counting) return before;
    writeAssessment(db, assignmentId, row, context.clock.now());
    const body: AssessmentBody = {
      assignment_id: assignmentId,
      publish_at: row.publishAt,
      counting: row.counting === 'ordinary' ? undefined : row.counting,
    };
    const leader = { entity: 'assessment', entityId: assignmentId } as const;
    context.edits.record({ ...leader, body: { ...body } });
    context.edits.gather(leader, row.publishAt === null ? [] : gradesAndComments(context, assignmentId));
    return before;
  });
  context.announce('grading', 'classes');
  return previous;
}

function gradesAndComments({ store: { db } }: DomainContext, assignmentId: string): EditName[] {
  const comments = readMarks(db, assignmentId).filter(
    ({ entity, isMine }) => entity === 'comment' && isMine === 1,
  );
  return [
    ...readSubmissions(db, assignmentId).map(({ id }) => ({ entity: 'grade', entityId: id }) as const),
    ...comments.map(({ id }) => ({ entity: 'comment', entityId: id }) as const),
  ];
}
