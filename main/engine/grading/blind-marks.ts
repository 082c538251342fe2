import type { BlindCopy, BlindMark, MarkingRound } from '../../../preload/contract/blind-marks.ts';
import type { DomainContext } from '../context.ts';
import { CartableError } from '../platform/cartable-error.ts';
import type { Db } from '../store/store.ts';
import { readAssignment, readSubmission } from './repository.ts';
import { gradeFault } from './rules.ts';

/*
 * Grades of two rounds, kept apart from the copy's own grade, which the ENT alone gets. What was given is not told before both
 * are there, and is no longer changed after that: it would no longer be blind.
 */

/** What the screens ask of second marking. */
export const blindMarkHandlers = {
  /** Of each copy that somebody has marked. What was given leaves the engine only once both are there. */
  blindMarks({ store: { db } }: DomainContext, { assignmentId }: { assignmentId: string }): BlindCopy[] {
    const byCopy = Map.groupBy(
      readMarks(db, 'submission_id IN (SELECT id FROM submission WHERE assignment_id = ?)', assignmentId),
      ({ submissionId }) => submissionId,
    );
    return [...byCopy].map(([submissionId, marks]) => ({
      submissionId,
      given: marks.map(({ round, marker }) => ({ round, marker })),
      disclosed: marks.length === 2 ? marks : null,
    }));
  },

  saveBlindMark,
};

/**
 * Gives a round's grade, or (null) takes it back.
 *
 * @returns what was there before, to be given back for undo
 * @throws CartableError `store/not-found`; `grading/grade-out-of-range`; `grading/marks-disclosed` for another grade once both
 *   are known
 */
function saveBlindMark(
  context: DomainContext,
  change: Omit<BlindMark, 'pointsTimes100'> & { pointsTimes100: number | null },
): { previous: BlindMark | null } {
  const { store, clock } = context;
  const { submissionId, round, pointsTimes100 } = change;
  const previous = store.write(() => {
    const submission = readSubmission(store.db, submissionId);
    const assignment = submission && readAssignment(store.db, submission.assignmentId);
    if (assignment === undefined) throw new CartableError('store/not-found', {}, 'never');
    const { maxTimes100 } = assignment;
    const marks = readMarks(store.db, 'submission_id = ?', submissionId);
    const before = marks.find((mark) => mark.round === round) ?? null;
    if (pointsTimes100 === null) {
      store.db
        .prepare('DELETE FROM blind_mark WHERE submission_id = ? AND round = ?')
        .run(submissionId, round);
      return before;
    }
    if (gradeFault(pointsTimes100, maxTimes100) !== null)
      throw new CartableError('grading/grade-out-of-range', { maxTimes100, pointsTimes100 });
    if (marks.length === 2) throw new CartableError('grading/marks-disclosed', {}, 'never');
    store.db
      .prepare(
        'INSERT OR REPLACE INTO blind_mark VALUES (@submissionId, @round, @pointsTimes100, @marker, @at)',
      )
      .run({ ...change, at: clock.now() });
    return before;
  });
  context.announce('grading');
  return { previous };
}

function readMarks(db: Db, condition: string, id: string): BlindMark[] {
  return db
    .prepare(
      `SELECT submission_id AS submissionId, round, points_x100 AS pointsTimes100, marker FROM blind_mark
       WHERE ${condition} ORDER BY submission_id, round`,
    )
    .all(id) as (BlindMark & { round: MarkingRound })[];
}
