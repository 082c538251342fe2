import {
  type Criterion,
  type CriterionMark,
  criterion as criterionSchema,
  sumCriteria,
  totalOf,
} from '../../../preload/contract/criteria.ts';
import type { CriteriaScheme } from '../../../preload/contract/grading.ts';
import { isSettled } from '../../../preload/contract/marks.ts';
import type { DomainContext } from '../context.ts';
import { CartableError } from '../platform/cartable-error.ts';
import type { Db } from '../store/store.ts';
import { rawPoints, saveRawPoints } from './adjustments.ts';
import { MAXIMUM_CHANGED, outOfWhat } from './maximum.ts';
import { markOf, readAssignment, readSubmission, readSubmissions, type SubmissionRow } from './repository.ts';
import { gradeFault } from './rules.ts';
import { readFollowers, recordMark } from './save-grade.ts';
import { readFilling, requireOwnForm } from './server-form.ts';

/*
 * Questions and rubrics. The ENT knows a grade and no more, so they stay here; the grade that they make goes its usual way.
 *
 * A grade follows its sum until the teacher types another: then it is theirs, and no question moves it. Which of the two it
 * is is read from the grade itself. A copy gets a grade only once every ordinary criterion has its points: half a copy is
 * not to be published.
 */

/** What the screens ask of questions and rubrics. */
export const criteriaHandlers = {
  /** In the order in which they are marked. */
  criteria: ({ store }: DomainContext, { assignmentId }: { assignmentId: string }): Criterion[] =>
    readCriteria(store.db, assignmentId),

  criteriaSchemes: ({ store }: DomainContext, { assignmentId }: { assignmentId: string }): CriteriaScheme[] =>
    readSchemes(store.db, assignmentId),

  criterionMarks: ({ store }: DomainContext, { assignmentId }: { assignmentId: string }): CriterionMark[] =>
    readMarksOf(store.db, assignmentId),

  saveCriteria,
  saveCriterionMark,
};

/**
 * Changes what an assignment is marked by. Grades that followed their sum follow it on, out of what they are out of; none is taken away.
 *
 * @param change `ungraded`: copies whose grade what is undone has made; it goes, where it is still that one
 * @returns what was there, and `graded`: the copies that had no grade
 * @throws CartableError `store/not-found`; `grading/form-of-server`; `grading/grade-out-of-range` for a level above its criterion's maximum
 */
function saveCriteria(
  context: DomainContext,
  change: { assignmentId: string; criteria: readonly Criterion[]; ungraded?: readonly string[] | undefined },
): { previous: Criterion[]; graded: string[] } {
  const { assignmentId, criteria, ungraded = [] } = change;
  const { db } = context.store;
  for (const { maxTimes100, levels } of criteria)
    for (const { pointsTimes100 } of levels) requireInRange(pointsTimes100, maxTimes100);
  const saved = context.store.write(() => {
    const maxTimes100 = requireMaximum(db, assignmentId);
    requireOwnForm(db, assignmentId);
    const before = readCriteria(db, assignmentId);
    const marks = Map.groupBy(readMarksOf(db, assignmentId), ({ submissionId }) => submissionId);
    db.prepare(
      `INSERT INTO criteria (assignment_id, list, updated_at) VALUES (?, ?, ?)
       ON CONFLICT (assignment_id) DO UPDATE SET list = excluded.list, updated_at = excluded.updated_at`,
    ).run(assignmentId, JSON.stringify(criteria), context.clock.now());
    const graded: string[] = [];
    const withoutGrade = new Set(ungraded);
    for (const submission of readSubmissions(db, assignmentId)) {
      const given = marks.get(submission.id) ?? [];
      const outOf = outOfWhat(db, submission.id, maxTimes100);
      const { sumTimes100, isComplete } = sumCriteria(criteria, given, outOf);
      const oldTimes100 = sumCriteria(before, given, outOf).sumTimes100;
      const isTakenBack = !isComplete && withoutGrade.has(submission.id);
      if ((!isComplete && !isTakenBack) || !followsSum(submission, oldTimes100, outOf)) continue;
      const rawTimes100 = isTakenBack ? null : sumTimes100;
      saveRawPoints(context, submission, { rawTimes100, wasOutOf: outOf, outOf });
      if (submission.pointsTimes100 === null && !isTakenBack) graded.push(submission.id);
    }
    return { previous: before, graded };
  });
  context.announce('grading');
  return saved;
}

/**
 * Gives points for a criterion of a copy, or (null) takes them back; what is not named stays.
 *
 * A grade that is set aside as out of another maximum stays so, but where points are given by criteria that make today's maximum.
 * `outOfTimes100`: what the grade was out of that undo puts back.
 * @throws CartableError `store/not-found`; `grading/grade-out-of-range` with the criterion's `maxTimes100`
 */
function saveCriterionMark(
  context: DomainContext,
  change: {
    submissionId: string;
    criterionId: string;
    pointsTimes100?: number | null | undefined;
    comment?: string | undefined;
    outOfTimes100?: number | undefined;
  },
): { previous: CriterionMark; previousOutOfTimes100: number } {
  const { db } = context.store;
  const { submissionId, criterionId } = change;
  const saved = context.store.write(() => {
    const submission = readSubmission(db, submissionId);
    if (submission === undefined) throw new CartableError('store/not-found', {}, 'never');
    const maxTimes100 = requireMaximum(db, submission.assignmentId);
    const criteria = readCriteria(db, submission.assignmentId);
    const criterion = criteria.find(({ id }) => id === criterionId);
    if (criterion === undefined) throw new CartableError('store/not-found', {}, 'never');
    const marks = readMarksOfCopy(db, submissionId);
    const before = marks.find((mark) => mark.criterionId === criterionId) ?? {
      submissionId,
      criterionId,
      pointsTimes100: null,
      comment: '',
    };
    const after = {
      ...before,
      pointsTimes100: change.pointsTimes100 === undefined ? before.pointsTimes100 : change.pointsTimes100,
      comment: change.comment ?? before.comment,
    };
    if (after.pointsTimes100 !== null) requireInRange(after.pointsTimes100, criterion.maxTimes100);
    for (const { id } of [submission, ...readFollowers(context, submission)])
      writeCriterionMark(context, { ...after, submissionId: id });
    const wasOutOf = outOfWhat(db, submissionId, maxTimes100);
    const isGivenAnew = after.pointsTimes100 !== before.pointsTimes100 && totalOf(criteria) === maxTimes100;
    const outOf = change.outOfTimes100 ?? (isGivenAnew ? maxTimes100 : wasOutOf);
    const old = sumCriteria(criteria, marks, wasOutOf);
    const next = sumCriteria(criteria, readMarksOfCopy(db, submissionId), outOf);
    if (followsSum(submission, old.sumTimes100, wasOutOf)) {
      const rawTimes100 = next.isComplete ? next.sumTimes100 : null;
      if (next.isComplete || old.isComplete)
        saveRawPoints(context, submission, { rawTimes100, wasOutOf, outOf });
    }
    if (next.isComplete && next.sumTimes100 === old.sumTimes100) recordRemark(context, submissionId);
    return { previous: before, previousOutOfTimes100: wasOutOf };
  });
  context.announce('grading');
  return saved;
}

/** The grade is as it was, and what is said of it is not: where the criteria are the server's they go along with it. */
function recordRemark(context: DomainContext, submissionId: string): void {
  const submission = readSubmission(context.store.db, submissionId);
  if (submission === undefined || readFilling(context.store.db, submissionId) === undefined) return;
  const maxTimes100 = requireMaximum(context.store.db, submission.assignmentId);
  const outOf = outOfWhat(context.store.db, submissionId, maxTimes100);
  recordMark(context, submissionId, markOf(submission));
  if (outOf !== maxTimes100)
    context.edits.setAside({ entity: 'grade', entityId: submissionId }, MAXIMUM_CHANGED);
}

/** Whether what was given is the sum, or there is neither a grade nor what stands in its place. */
function followsSum(submission: SubmissionRow, sumTimes100: number | null, maxTimes100: number): boolean {
  const mark = markOf(submission);
  return mark.pointsTimes100 === null ? !isSettled(mark) : rawPoints(submission, maxTimes100) === sumTimes100;
}

function requireMaximum(db: Db, assignmentId: string): number {
  const assignment = readAssignment(db, assignmentId);
  if (assignment === undefined) throw new CartableError('store/not-found', {}, 'never');
  return assignment.maxTimes100;
}

function requireInRange(pointsTimes100: number, maxTimes100: number): void {
  if (gradeFault(pointsTimes100, maxTimes100) !== null)
    throw new CartableError('grading/grade-out-of-range', { maxTimes100, pointsTimes100 });
}

function readCriteria(db: Db, assignmentId: string): Criterion[] {
  const list = db.prepare('SELECT list FROM criteria WHERE assignment_id = ?').pluck().get(assignmentId);
  return list === undefined ? [] : criterionSchema.array().parse(JSON.parse(String(list)));
}

/** What other assignments are marked by, latest first. Alike is what differs by its ids alone: taken over, it has new ones. */
function readSchemes(db: Db, assignmentId: string): CriteriaScheme[] {
  const rows = db
    .prepare(
      `SELECT assignment_id AS assignmentId, title, list FROM criteria JOIN assignment ON assignment.id = assignment_id
       WHERE assignment_id <> ? AND list <> '[]' ORDER BY updated_at DESC, assignment_id LIMIT 50`,
    )
    .all(assignmentId) as { assignmentId: string; title: string; list: string }[];
  const schemes = rows.map(({ list, ...row }) => ({
    ...row,
    criteria: criterionSchema.array().parse(JSON.parse(list)),
  }));
  const contents = schemes.map(({ criteria }) => JSON.stringify(criteria.map(({ id: _, ...one }) => one)));
  return schemes.filter((_, index) => contents.indexOf(contents[index] ?? '') === index);
}

const MARKS = `
  SELECT submission_id AS submissionId, criterion_id AS criterionId, points_x100 AS pointsTimes100, comment
  FROM criterion_mark`;

function readMarksOf(db: Db, assignmentId: string): CriterionMark[] {
  return db
    .prepare(`${MARKS} WHERE submission_id IN (SELECT id FROM submission WHERE assignment_id = ?)`)
    .all(assignmentId) as CriterionMark[];
}

function readMarksOfCopy(db: Db, submissionId: string): CriterionMark[] {
  return db.prepare(`${MARKS} WHERE submission_id = ?`).all(submissionId) as CriterionMark[];
}

function writeCriterionMark({ store, clock }: DomainContext, mark: CriterionMark): void {
  store.db
    .prepare(
      `INSERT INTO criterion_mark (submission_id, criterion_id, points_x100, comment, updated_at)
       VALUES (@submissionId, @criterionId, @pointsTimes100, @comment, @at)
       ON CONFLICT (submission_id, criterion_id) DO UPDATE SET points_x100 = excluded.points_x100,
         comment = excluded.comment, updated_at = excluded.updated_at`,
    )
    .run({ ...mark, at: clock.now() });
}
