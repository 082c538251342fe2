import * as z from 'zod';
import { assignment, feedback, id, pointsTimes100, submissionDetail, submissionSummary } from './domain.ts';
import { procedure } from './procedures.ts';

/** A comment's longest text, in UTF-16 units: what the ENT sync API accepts. */
export const COMMENT_MAX_LENGTH = 4000;

export const gradingContract = {
  assignments: procedure.input(z.object({ classGroupId: id.optional() })).output(z.array(assignment)),
  submissions: procedure.input(z.object({ assignmentId: id })).output(z.array(submissionSummary)),
  submission: procedure.input(z.object({ submissionId: id })).output(submissionDetail),
  /** Saves or (null) removes a grade; `previousTimes100` is what undo puts back. */
  saveGrade: procedure
    .input(z.object({ submissionId: id, pointsTimes100: pointsTimes100.nullable() }))
    .output(z.object({ previousTimes100: pointsTimes100.nullable() })),
  /** Saves the teacher's own comment; an empty text removes it. */
  saveComment: procedure
    .input(z.object({ submissionId: id, text: z.string().max(COMMENT_MAX_LENGTH) }))
    .output(z.object({ previousText: z.string() })),
  /** Optimises a file and gives it back with the submission. */
  attachFeedback: procedure.input(z.object({ submissionId: id, path: z.string().min(1) })).output(feedback),
  removeFeedback: procedure.input(z.object({ feedbackId: id })).output(z.object({})),
  /** Undo of `removeFeedback`. */
  restoreFeedback: procedure.input(z.object({ feedbackId: id })).output(z.object({})),
};
