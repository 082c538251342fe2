import type {
  Assignment,
  Feedback,
  SubmissionDetail,
  SubmissionSummary,
} from '../../../preload/contract/domain.ts';
import { schoolDaysOf } from '../calendar/school-days.ts';
import type { DomainContext } from '../context.ts';
import { type AttachedRow, readAllAttached, toDocument } from '../library/attached-files.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { type EditState, gravestState } from '../store/edit-log.ts';
import { readSchoolTime } from '../store/school-time.ts';
import type { Db } from '../store/store.ts';
import { readEarlierAttempts } from './earlier-attempts.ts';
import { handlingIn } from './handling.ts';
import { lateDaysOf } from './late-days.ts';
import { markerIn } from './markers.ts';
import {
  adjustmentOf,
  type MarkRow,
  markOf,
  readAssignment,
  readComments,
  readDocuments,
  readEarlierMarks,
  readEarlierTexts,
  readMarks,
  readSubmission,
  readSubmissions,
  type SubmissionRow,
} from './repository.ts';

/** One line of the list of copies. */
export function summariseSubmissions(context: DomainContext, assignmentId: string): SubmissionSummary[] {
  const { db } = context.store;
  const marks = Map.groupBy(readMarks(db, assignmentId), ({ submissionId }) => submissionId);
  const assignment = readAssignment(db, assignmentId);
  if (assignment === undefined) return [];
  const lateDays = latenessOf(db, assignment);
  return readSubmissions(db, assignmentId).map((row) => ({
    ...summarise(context, row, marks.get(row.id) ?? []),
    ...partsOf(row, assignment, lateDays),
  }));
}

type PartOfCopy = 'adjustment' | 'lateDays' | 'handling' | 'marker';

/** How the grade was made, how late the copy is, and where it stands at its server: only what there is. */
function partsOf(
  row: SubmissionRow,
  { maxTimes100, handledBy }: Assignment,
  lateDaysOfCopy: (row: SubmissionRow) => number,
): Pick<SubmissionSummary, PartOfCopy> {
  const marker = markerIn(row);
  const adjustment = adjustmentOf(row, maxTimes100);
  const lateDays = lateDaysOfCopy(row);
  return {
    ...(adjustment === null ? {} : { adjustment }),
    ...(lateDays === 0 ? {} : { lateDays }),
    ...(handledBy === undefined ? {} : { handling: handlingIn(row, handledBy) }),
    ...(marker === null ? {} : { marker }),
  };
}

/** How many days late copies of an assignment are, by its rule; 0 without one. */
function latenessOf(db: Db, { dueAt, rules: { lateness } }: Assignment): (row: SubmissionRow) => number {
  if (lateness === null) return () => 0;
  const { zone, timeZone } = readSchoolTime(db);
  const counts = lateness.countsDaysOff ? () => true : schoolDaysOf(zone);
  return ({ submittedAt, extendedTo }) =>
    lateDaysOf({ dueAt: dueAt && Math.max(dueAt, extendedTo ?? 0), submittedAt }, { timeZone, counts });
}

function summarise(
  context: DomainContext,
  row: SubmissionRow,
  marks: readonly MarkRow[],
): Omit<SubmissionSummary, PartOfCopy> {
  const has = (entity: MarkRow['entity']) =>
    marks.some((mark) => mark.entity === entity && mark.isRemoved === 0);
  const own = marks.filter(({ isMine }) => isMine === 1);
  return {
    id: row.id,
    assignmentId: row.assignmentId,
    student: { id: row.studentId, lastName: row.lastName, firstName: row.firstName },
    status: row.status,
    submittedAt: row.submittedAt,
    documentCount: row.documentCount,
    ...markOf(row),
    hasComment: has('comment'),
    hasFeedback: has('feedback'),
    sync: gravestState([
      context.edits.stateOf('grade', row.id),
      context.edits.stateOf('handling', row.id),
      ...own.map(({ entity, id }) => context.edits.stateOf(entity, id)),
    ]),
  };
}

/**
 * A submission with all that is needed to grade it.
 *
 * @throws CartableError `store/not-found`
 */
export function detailSubmission(context: DomainContext, submissionId: string): SubmissionDetail {
  const { db } = context.store;
  const row = readSubmission(db, submissionId);
  const assignment = row && readAssignment(db, row.assignmentId);
  if (row === undefined || assignment === undefined) throw new CartableError('store/not-found', {}, 'never');
  const comments = readComments(db, row.id);
  const feedback = readAllAttached(db, 'feedback', row.id);
  const states: EditState[] = [
    context.edits.stateOf('grade', row.id),
    context.edits.stateOf('handling', row.id),
    ...comments.filter(({ isMine }) => isMine === 1).map(({ id }) => context.edits.stateOf('comment', id)),
    ...feedback.map(({ id }) => context.edits.stateOf('feedback', id)),
  ];
  return {
    id: row.id,
    assignment,
    student: { id: row.studentId, lastName: row.lastName, firstName: row.firstName },
    status: row.status,
    submittedAt: row.submittedAt,
    text: row.text,
    documents: readDocuments(db, row.id),
    ...markOf(row),
    earlierMarks: readEarlierMarks(db, row.id),
    earlierAttempts: readEarlierAttempts(db, row.id),
    comments: comments
      .filter(({ removedAt }) => removedAt === null)
      .map(({ removedAt: _, isMine, ...comment }) => {
        const earlierTexts = readEarlierTexts(db, comment.id);
        return { ...comment, isMine: isMine === 1, ...(earlierTexts.length === 0 ? {} : { earlierTexts }) };
      }),
    feedback: feedback
      .filter(({ removed_at }) => removed_at === null)
      .map((attached) => toFeedback(context, attached)),
    sync: gravestState(states),
  };
}

/** A file given back, as the screens know it. */
export function toFeedback(context: DomainContext, row: AttachedRow): Feedback {
  return { id: row.id, ...toDocument(row), sync: context.edits.stateOf('feedback', row.id) };
}
