import type { GradeAdjustment, GradeMark } from '../../../preload/contract/domain.ts';
import { gradeOfParts, latePenalty } from '../../../preload/contract/lateness.ts';
import type { DomainContext } from '../context.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { outOfWhat } from './maximum.ts';
import { adjustmentOf, markOf, readAssignment, readSubmission, type SubmissionRow } from './repository.ts';
import { gradeFault } from './rules.ts';
import { readFollowers, saveGrade } from './save-grade.ts';

/** What was given for the work, points added or taken off, and how many days late it counts as. */
export interface Adjusting {
  readonly submissionId: string;
  readonly rawTimes100: number;
  readonly bonusTimes100: number;
  /** Null: no lateness is taken off. */
  readonly lateDays: number | null;
  /** What was shown, or what undo and redo take away. */
  readonly before?: GradeMark | undefined;
  /** What the grade was out of that undo puts back. */
  readonly outOfTimes100?: number | undefined;
}

/**
 * Makes a copy's grade of its parts, by its assignment's rule of lateness. Only the grade is sent.
 *
 * Never by itself: the teacher asks for it copy by copy. A grade that is typed afterwards is the teacher's, whatever its parts
 * said before.
 * @param givenOutOf what it is made out of; by itself what it is out of, so that one that is set aside under another maximum stays so
 * @returns what was there, to be given back for undo
 * @throws CartableError `store/not-found`, also without a grade; `grading/grade-out-of-range` for what was given;
 *   `sync/cannot-undo` for what was out of another maximum
 */
export function adjustGrade(
  context: DomainContext,
  { submissionId, before: shown, outOfTimes100, ...parts }: Adjusting,
  givenOutOf?: number,
): { previous: Adjusting } {
  const { db } = context.store;
  const previous = context.store.write(() => {
    const submission = readSubmission(db, submissionId);
    const assignment = submission && readAssignment(db, submission.assignmentId);
    if (submission === undefined || assignment === undefined || submission.pointsTimes100 === null)
      throw new CartableError('store/not-found', {}, 'never');
    const { rules } = assignment;
    const wasOutOf = outOfWhat(db, submissionId, assignment.maxTimes100);
    const maxTimes100 = givenOutOf ?? wasOutOf;
    if (outOfTimes100 !== undefined && outOfTimes100 !== maxTimes100)
      throw new CartableError('sync/cannot-undo', {}, 'never');
    const { rawTimes100, bonusTimes100, lateDays } = parts;
    if (gradeFault(rawTimes100, maxTimes100) !== null)
      throw new CartableError('grading/grade-out-of-range', { maxTimes100, pointsTimes100: rawTimes100 });
    const penaltyTimes100 =
      rules.lateness === null || lateDays === null ? 0 : latePenalty(rules.lateness, rawTimes100, lateDays);
    const adjustment: GradeAdjustment = { rawTimes100, bonusTimes100, penaltyTimes100, lateDays };
    const before = partsOf(submission, wasOutOf, submission.pointsTimes100);
    for (const { id } of [submission, ...readFollowers(context, submission, shown)])
      writeAdjustment(context, id, adjustment);
    saveGrade(context, {
      submissionId,
      pointsTimes100: gradeOfParts(adjustment, maxTimes100),
      forTeam: true,
      before: shown,
      madeOutOfTimes100: maxTimes100,
    });
    const made = readSubmission(db, submissionId) ?? submission;
    return { submissionId, ...before, before: markOf(made), outOfTimes100: wasOutOf };
  });
  context.announce('grading', 'classes');
  return { previous };
}

/** What was given for a copy's work: its grade before anything was added or taken off. */
export function rawPoints(submission: SubmissionRow, maxTimes100: number): number | null {
  return adjustmentOf(submission, maxTimes100)?.rawTimes100 ?? submission.pointsTimes100;
}

/** Saves what was given for the work, and leaves what was added and taken off beside it. Null removes the grade. */
export function saveRawPoints(
  context: DomainContext,
  submission: SubmissionRow,
  { rawTimes100, wasOutOf, outOf }: { rawTimes100: number | null; wasOutOf: number; outOf: number },
): void {
  const adjustment = adjustmentOf(submission, wasOutOf);
  const { id: submissionId } = submission;
  if (rawTimes100 === null || adjustment === null)
    saveGrade(context, {
      submissionId,
      pointsTimes100: rawTimes100,
      forTeam: true,
      madeOutOfTimes100: outOf,
    });
  else {
    const { bonusTimes100, lateDays } = adjustment;
    adjustGrade(context, { submissionId, rawTimes100, bonusTimes100, lateDays }, outOf);
  }
}

function partsOf(
  submission: SubmissionRow,
  maxTimes100: number,
  pointsTimes100: number,
): Pick<Adjusting, 'rawTimes100' | 'bonusTimes100' | 'lateDays'> {
  const adjustment = adjustmentOf(submission, maxTimes100);
  if (adjustment === null) return { rawTimes100: pointsTimes100, bonusTimes100: 0, lateDays: null };
  const { rawTimes100, bonusTimes100, lateDays } = adjustment;
  return { rawTimes100, bonusTimes100, lateDays };
}

/** One that adds and takes off nothing is none. */
function writeAdjustment(
  { store: { db }, clock }: DomainContext,
  submissionId: string,
  adjustment: GradeAdjustment,
): void {
  if (adjustment.bonusTimes100 === 0 && adjustment.lateDays === null) {
    db.prepare('DELETE FROM grade_adjustment WHERE submission_id = ?').run(submissionId);
    return;
  }
  db.prepare(
    `INSERT OR REPLACE INTO grade_adjustment (submission_id, raw_x100, bonus_x100, penalty_x100, late_days, updated_at)
     VALUES (@submissionId, @rawTimes100, @bonusTimes100, @penaltyTimes100, @lateDays, @at)`,
  ).run({ submissionId, ...adjustment, at: clock.now() });
}
