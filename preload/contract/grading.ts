import * as z from 'zod';
import { blindCopy, blindMark } from './blind-marks.ts';
import { criterion, criterionMark } from './criteria.ts';
import {
  assignment,
  counting,
  epochMs,
  feedback,
  gradeAdjustment,
  gradeMark,
  gradingRules,
  handling,
  id,
  pointsTimes100,
  submissionDetail,
  submissionSummary,
} from './domain.ts';
import { procedure } from './procedures.ts';
import { chosenReference, reference, referenceChoice, referenceRole } from './references.ts';
import { standingApart, teams } from './teams.ts';

/** A comment's longest text, in UTF-16 units: what the ENT sync API accepts. */
export const COMMENT_MAX_LENGTH = 4000;

/** A grade that waits and that was given out of another maximum than its assignment's. */
export const outgrownGrade = z.object({
  submissionId: id,
  assignmentId: id,
  pointsTimes100,
  outOfTimes100: pointsTimes100,
  maxTimes100: pointsTimes100,
  /** The same share of the new maximum, to the quarter. */
  proposedTimes100: pointsTimes100,
});
export type OutgrownGrade = z.infer<typeof outgrownGrade>;

/** What a grade said, and out of what; `insteadTimes100`: what was given in its place. */
const replacedGrade = outgrownGrade
  .pick({ submissionId: true, pointsTimes100: true, outOfTimes100: true })
  .extend({ insteadTimes100: pointsTimes100 });
export type ReplacedGrade = z.infer<typeof replacedGrade>;

/** How an assignment is graded, and which grades do not count: of these, what has changed is what undo puts back. */
export const savedRules = gradingRules.extend({ counting, leftOut: z.array(id) }).partial();
export type SavedRules = z.infer<typeof savedRules>;

const rulesChange = savedRules.extend({ assignmentId: id });
export type RulesChange = z.infer<typeof rulesChange>;

/** What another assignment is marked by, to be taken over. */
export const criteriaScheme = z.object({ assignmentId: id, title: z.string(), criteria: z.array(criterion) });
export type CriteriaScheme = z.infer<typeof criteriaScheme>;
const collectedIds = z.object({ ids: z.array(id).min(1).max(10_000) });

/** When an assignment's names were hidden, or shown. */
export const namesChange = z.object({ isHidden: z.boolean(), changedAt: epochMs });
export type NamesChange = z.infer<typeof namesChange>;

const adjusting = gradeAdjustment
  .omit({ penaltyTimes100: true })
  .extend({ submissionId: id, before: gradeMark.optional(), outOfTimes100: pointsTimes100.optional() });

const handlingChange = handling.partial().extend({ submissionId: id, before: handling.partial().optional() });
export type HandlingChange = z.infer<typeof handlingChange>;

export const gradingContract = {
  assignments: procedure.input(z.object({ classGroupId: id.optional() })).output(z.array(assignment)),
  submissions: procedure.input(z.object({ assignmentId: id })).output(z.array(submissionSummary)),
  submission: procedure.input(z.object({ submissionId: id })).output(submissionDetail),
  /** The submissions whose typed text holds every word of `search`, without regard to accents and case. */
  findInAnswers: procedure
    .input(z.object({ assignmentId: id, search: z.string().max(200) }))
    .output(z.object({ submissionIds: z.array(id) })),
  /**
   * Saves or (null) removes a grade, and what stands beside it or in its place. What is not named stays as it is, but for
   * what the rest means (`settleMark`); `previous` is what undo puts back. `forTeam`: also for those who are graded with it;
   * otherwise a member who gets another grade than the others is graded apart from then on. `before`: what was shown when it
   * began to be typed; what has come from elsewhere since is not replaced, but shown beside it. `outOfTimes100`: what a grade
   * that undo or redo puts back was out of, as the answer to its save told; under another maximum it is not put back. `team`:
   * what the others of the team have and get, where undo or redo gives them another grade than the copy.
   */
  saveGrade: procedure
    .input(
      gradeMark.partial().extend({
        submissionId: id,
        forTeam: z.boolean().optional(),
        before: gradeMark.optional(),
        outOfTimes100: pointsTimes100.optional(),
        team: z.object({ before: gradeMark, mark: gradeMark }).optional(),
      }),
    )
    .output(
      z.object({ previous: gradeMark, previousOutOfTimes100: pointsTimes100, outOfTimes100: pointsTimes100 }),
    ),
  /** Grades that are kept from the ENT because their assignment's maximum has changed since they were given. */
  outgrownGrades: procedure.output(z.array(outgrownGrade)),
  /** Gives them the share of the new maximum that they were of the old one; `previous` is what undo puts back. */
  rescaleGrades: procedure
    .input(z.object({ submissionIds: z.array(id) }))
    .output(z.object({ previous: z.array(replacedGrade) })),
  /** Undo of `rescaleGrades`: they are kept from the ENT again; what has come from elsewhere since stays. */
  restoreOutgrown: procedure.input(z.object({ grades: z.array(replacedGrade) })).output(z.object({})),
  /**
   * Lets students read the grades of an assignment: now, from an instant on, or (null) no more.
   *
   * What waits of its grades and comments goes to the ENT with it, all or nothing. `before` is what undo and redo take away: where
   * another date has come since, nothing is changed (`sync/cannot-undo`).
   */
  publish: procedure
    .input(
      z.object({
        assignmentId: id,
        at: z.union([epochMs, z.literal('now')]).nullable(),
        before: epochMs.nullable().optional(),
      }),
    )
    .output(z.object({ previousAt: epochMs.nullable(), publishAt: epochMs.nullable() })),
  /**
   * Changes how an assignment is graded; what is not named stays. Grades that are there count, or not, as it says; with `leftOut`
   * these do not, and those of which something else has been said since stay as they are. `previous`, of what has changed alone, is
   * what undo puts back.
   */
  saveRules: procedure.input(rulesChange).output(z.object({ previous: savedRules })),
  /** Hides the names of an assignment's students until it is published, or shows them; noted in its history. */
  hideNames: procedure
    .input(z.object({ assignmentId: id, isHidden: z.boolean() }))
    .output(z.object({ wasHidden: z.boolean() })),
  /** Latest first. */
  namesHistory: procedure.input(z.object({ assignmentId: id })).output(z.array(namesChange)),
  /** What is told of copies that are marked twice: who has given a grade, and what only once both have. */
  blindMarks: procedure.input(z.object({ assignmentId: id })).output(z.array(blindCopy)),
  /** Gives a round's grade, or (null) takes it back; `previous` is what undo puts back, never to be shown. */
  saveBlindMark: procedure
    .input(blindMark.extend({ pointsTimes100: pointsTimes100.nullable() }))
    .output(z.object({ previous: blindMark.nullable() })),
  /**
   * Makes a grade of what was given for the work, a bonus or malus, and the rule of lateness; `previous` is what undo puts back. `before`
   * and `outOfTimes100`: as for `saveGrade`.
   */
  adjustGrade: procedure.input(adjusting).output(z.object({ previous: adjusting })),
  /**
   * Gives a student a date of their own, opens another attempt, or says how far the marking is; what is not named stays. A server's
   * alone: where it follows none of it, refused. `previous` is what undo puts back; `before` is what it takes away, and where something
   * else has come since, nothing is changed (`sync/cannot-undo`).
   */
  saveHandling: procedure.input(handlingChange).output(z.object({ previous: handling })),
  /** Who is graded together, in their order; empty: everyone by themselves. */
  teams: procedure.input(z.object({ assignmentId: id })).output(teams),
  /**
   * Changes who is graded together. No grade changes: members whose grade is not most of their team's are apart. `previous` is
   * what undo puts back.
   */
  saveTeams: procedure.input(z.object({ assignmentId: id, teams })).output(z.object({ previous: teams })),
  /** Grades a member apart, or again with the team, which gives them its grade; `previous` is what undo puts back. */
  setApart: procedure.input(standingApart).output(z.object({ previous: standingApart })),
  /**
   * Saves the teacher's own comment; an empty text removes it. `forTeam`: also for those of the team who have the same.
   * `before`: the text that it was made of; another one, which has come since, is kept among the earlier texts.
   */
  saveComment: procedure
    .input(
      z.object({
        submissionId: id,
        text: z.string().max(COMMENT_MAX_LENGTH),
        forTeam: z.boolean().optional(),
        before: z.string().optional(),
      }),
    )
    .output(z.object({ previousText: z.string() })),
  /** What an assignment is marked by: questions or a rubric. Kept here; only the grade is sent. */
  criteria: procedure.input(z.object({ assignmentId: id })).output(z.array(criterion)),
  /**
   * Changes it; grades that follow their sum go along. `previous` is what undo puts back, and `graded` are the copies that had no grade
   * before: given back as `ungraded`, they have none again, but for one that is another by then.
   */
  saveCriteria: procedure
    .input(
      z.object({
        assignmentId: id,
        criteria: z.array(criterion).max(60),
        ungraded: z.array(id).optional(),
      }),
    )
    .output(z.object({ previous: z.array(criterion), graded: z.array(id) })),
  /** What other assignments are marked by, latest first; of those that are alike only one. */
  criteriaSchemes: procedure.input(z.object({ assignmentId: id })).output(z.array(criteriaScheme)),
  /** What was given for the criteria of all copies. */
  criterionMarks: procedure.input(z.object({ assignmentId: id })).output(z.array(criterionMark)),
  /**
   * Gives points or a remark for a criterion; the copy's grade follows unless it was typed by hand. `outOfTimes100`: what the grade
   * was out of that undo puts back, as `previousOutOfTimes100` told; under another maximum it is kept from the ENT.
   */
  saveCriterionMark: procedure
    .input(
      criterionMark
        .partial({ pointsTimes100: true, comment: true })
        .extend({ outOfTimes100: pointsTimes100.optional() }),
    )
    .output(z.object({ previous: criterionMark, previousOutOfTimes100: pointsTimes100 })),
  /** What is looked at beside an assignment's copies: the keys, then the subjects, in the order in which they were chosen. */
  references: procedure.input(z.object({ assignmentId: id })).output(z.array(reference)),
  /** Puts a document of the library beside the copies as a key or a subject, or takes it away: each is the other's undo. */
  chooseReference: procedure.input(referenceChoice).output(chosenReference),
  /** Brings a file into the library for it. */
  bringReference: procedure
    .input(z.object({ assignmentId: id, role: referenceRole, path: z.string().min(1) }))
    .output(chosenReference),
  /** Optimises a file and gives it back with the submission. */
  attachFeedback: procedure
    .input(z.object({ submissionId: id, path: z.string().min(1), newId: id.optional() }))
    .output(feedback),
  removeFeedback: procedure.input(z.object({ feedbackId: id })).output(z.object({})),
  /** Takes away documents that the teacher brought to copies; `restoreCollected` is its undo. */
  removeCollected: procedure.input(collectedIds).output(z.object({})),
  restoreCollected: procedure.input(collectedIds).output(z.object({})),
  /** Undo of `removeFeedback`. */
  restoreFeedback: procedure.input(z.object({ feedbackId: id })).output(z.object({})),
};
