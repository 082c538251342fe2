import type { OutgrownGrade, ReplacedGrade } from '../../../preload/contract/grading.ts';
import type { DomainContext } from '../context.ts';
import type { Db } from '../store/store.ts';
import type { Doubt } from '../store/syncable-entity.ts';
import { markOf, readAssignment, readSubmission, writeMark } from './repository.ts';
import { bodyOfMark, rescalePoints } from './rules.ts';

/*
 * A grade waits, and its assignment's maximum changes at the ENT. Once that is known here, 8 out of 10 no longer leaves as 8 out
 * of 20: it is set aside until the teacher has said what it is out of the new one. What left before tells the ENT what it is
 * out of, and is refused where that has changed (by an older ENT, where it is above its maximum); the way on is then the same.
 */

/** Under which such a grade is shown. */
export const MAXIMUM_CHANGED = 'maximum-changed';

type GivenGrade = Pick<OutgrownGrade, 'submissionId' | 'pointsTimes100' | 'outOfTimes100'>;

/** The grades that a new maximum gives another meaning. */
export function doubtsOfMaximum(db: Db, to: { assignmentId: string; maxTimes100: number }): Doubt[] {
  const ids = db
    .prepare(
      `SELECT submission_id FROM grade JOIN submission ON submission.id = submission_id
       WHERE assignment_id = @assignmentId AND points_x100 IS NOT NULL AND out_of_x100 <> @maxTimes100`,
    )
    .pluck()
    .all(to) as string[];
  return ids.map((entityId) => ({ entity: 'grade', entityId, code: MAXIMUM_CHANGED }));
}

const OUTGROWN = `
  SELECT submission_id AS submissionId, assignment_id AS assignmentId, points_x100 AS pointsTimes100,
    out_of_x100 AS outOfTimes100, max_x100 AS maxTimes100
  FROM grade JOIN submission ON submission.id = submission_id JOIN assignment ON assignment.id = assignment_id
  WHERE points_x100 IS NOT NULL AND out_of_x100 <> max_x100 AND out_of_x100 > 0 AND EXISTS
    (SELECT 1 FROM outbox_op WHERE entity = 'grade' AND entity_id = submission_id AND state IN ('refused', 'parked'))`;

/** Grades that wait for the teacher because their assignment is marked out of something else by now. */
export function outgrownGrades(context: DomainContext): OutgrownGrade[] {
  const rows = context.store.db.prepare(OUTGROWN).all() as Omit<OutgrownGrade, 'proposedTimes100'>[];
  return rows.map((row) => ({
    ...row,
    proposedTimes100: rescalePoints(row.pointsTimes100, row.outOfTimes100, row.maxTimes100),
  }));
}

/** Whether a copy's grade is one of those. */
export function isOutgrown(db: Db, submissionId: string): boolean {
  return findOutgrown(db, submissionId) !== undefined;
}

/** What a copy's grade is out of: for one of those the earlier maximum, for any other its assignment's. */
export function outOfWhat(db: Db, submissionId: string, maxTimes100: number): number {
  return findOutgrown(db, submissionId)?.outOfTimes100 ?? maxTimes100;
}

function findOutgrown(db: Db, submissionId: string): OutgrownGrade | undefined {
  return db.prepare(`${OUTGROWN} AND submission_id = ?`).get(submissionId) as OutgrownGrade | undefined;
}

/** Gives grades the share of the new maximum that they were of the old one; those that no longer wait for it are left alone. */
export function rescaleGrades(
  context: DomainContext,
  { submissionIds }: { submissionIds: readonly string[] },
): { previous: ReplacedGrade[] } {
  const wanted = new Set(submissionIds);
  const previous = context.store.write(() => {
    const grades = outgrownGrades(context).filter(({ submissionId }) => wanted.has(submissionId));
    for (const { submissionId, proposedTimes100, maxTimes100 } of grades)
      writePoints(context, { submissionId, pointsTimes100: proposedTimes100, outOfTimes100: maxTimes100 });
    return grades.map(({ submissionId, pointsTimes100, outOfTimes100, proposedTimes100 }) => ({
      submissionId,
      pointsTimes100,
      outOfTimes100,
      insteadTimes100: proposedTimes100,
    }));
  });
  context.announce('grading', 'classes');
  return { previous };
}

/**
 * Undo of `rescaleGrades`: the grades say what they said, out of what they were, and are kept from the ENT again. One that is no
 * longer what was given in its place has come from elsewhere since, and stays.
 */
export function restoreOutgrown(
  context: DomainContext,
  { grades }: { grades: readonly ReplacedGrade[] },
): Record<string, never> {
  context.store.write(() => {
    for (const grade of grades) {
      const { submissionId, outOfTimes100, insteadTimes100 } = grade;
      const submission = readSubmission(context.store.db, submissionId);
      if (submission?.pointsTimes100 !== insteadTimes100) continue;
      writePoints(context, grade);
      if (readAssignment(context.store.db, submission.assignmentId)?.maxTimes100 !== outOfTimes100)
        context.edits.setAside({ entity: 'grade', entityId: submissionId }, MAXIMUM_CHANGED);
    }
  });
  context.announce('grading', 'classes');
  return {};
}

function writePoints(
  context: DomainContext,
  { submissionId, pointsTimes100, outOfTimes100 }: GivenGrade,
): void {
  const submission = readSubmission(context.store.db, submissionId);
  if (submission === undefined) return;
  const mark = { ...markOf(submission), pointsTimes100 };
  writeMark(context.store.db, submissionId, mark, { at: context.clock.now(), outOfTimes100 });
  const body = bodyOfMark(submissionId, mark);
  context.edits.record({ entity: 'grade', entityId: submissionId, body: body && { ...body } });
}
