import {
  type Assignment,
  type CopyDocument,
  type Counting,
  type EarlierMark,
  type EarlierText,
  type GradeAdjustment,
  type GradeMark,
  type GradeStanding,
  type GradingRules,
  gradingRules,
  type HandledBy,
  type MarkingState,
  type ServerForm,
  type SubmissionStatus,
} from '../../../preload/contract/domain.ts';
import { gradeOfParts } from '../../../preload/contract/lateness.ts';
import { isEmptyMark } from '../../../preload/contract/marks.ts';
import { PLAIN_RULES } from '../../../preload/contract/scales.ts';
import { COPY_STATUS } from '../store/copy-status.ts';
import type { Db } from '../store/store.ts';

/** Counts are of the copies that were handed in: the progress of grading, not the size of the class (migration 0220). */
const ASSIGNMENTS = `
  SELECT assignment.id, class_group_id AS classGroupId, COALESCE(class_group.name, '') AS classGroupName, title,
    instructions, max_x100 AS maxTimes100, coefficient_x100 AS coefficientTimes100, due_at AS dueAt,
    period_id AS periodId, COALESCE(counting, 'ordinary') AS counting, publish_at AS publishAt,
    (SELECT rules FROM grading_rules WHERE assignment_id = assignment.id) AS rules,
    (SELECT kind FROM server_form WHERE assignment_id = assignment.id) AS serverForm,
    (SELECT json_object('hasStates', json(iif(has_states, 'true', 'false')), 'hasExtensions', json(iif(has_extensions, 'true', 'false')),
      'canReopen', json(iif(can_reopen, 'true', 'false')), 'attemptsMax', attempts_max)
      FROM server_handling WHERE assignment_id = assignment.id) AS handledBy,
    (SELECT seed FROM anonymity WHERE assignment_id = assignment.id AND is_hidden = 1) AS hiddenSeed,
    COALESCE(handed_in, 0) AS submissionCount, COALESCE(settled, 0) AS gradedCount,
    COALESCE(handed_in - settled, 0) AS toGradeCount
  FROM assignment LEFT JOIN class_group ON class_group.id = class_group_id
    LEFT JOIN assessment ON assessment.assignment_id = assignment.id
    LEFT JOIN assignment_count ON assignment_count.assignment_id = assignment.id`;

const BY_DUE_DATE = 'ORDER BY due_at IS NULL, due_at, assignment.id';

/** Assignments with their counts, by due date; those without a date come last. */
export function readAssignments(db: Db, classGroupId: string | undefined): Assignment[] {
  const rows =
    classGroupId === undefined
      ? db.prepare(`${ASSIGNMENTS} ${BY_DUE_DATE}`).all()
      : db.prepare(`${ASSIGNMENTS} WHERE class_group_id = ? ${BY_DUE_DATE}`).all(classGroupId);
  return (rows as AssignmentRow[]).map(toAssignment);
}

/** One assignment with its counts. */
export function readAssignment(db: Db, id: string): Assignment | undefined {
  const row = db.prepare(`${ASSIGNMENTS} WHERE assignment.id = ?`).get(id) as AssignmentRow | undefined;
  return row && toAssignment(row);
}

interface AssignmentRow extends Omit<Assignment, 'rules' | 'serverForm' | 'handledBy'> {
  readonly handledBy: string | null;
  readonly serverForm: ServerForm | null;
  readonly rules: string | null;
}

function toAssignment({ serverForm, handledBy, ...row }: AssignmentRow): Assignment {
  return {
    ...row,
    rules: rulesOf(row.rules),
    ...(serverForm === null ? {} : { serverForm }),
    ...(handledBy === null ? {} : { handledBy: JSON.parse(handledBy) as HandledBy }),
  };
}

/** An assignment's rules as they are in its row. What this version adds to them is as it is where nothing was decided. */
function rulesOf(written: string | null): GradingRules {
  return written === null ? PLAIN_RULES : gradingRules.parse({ ...PLAIN_RULES, ...JSON.parse(written) });
}

/** A submission with its student and its grade, if any. */
export interface SubmissionRow {
  readonly id: string;
  readonly assignmentId: string;
  readonly studentId: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly status: SubmissionStatus;
  readonly submittedAt: number | null;
  readonly text: string;
  readonly documentCount: number;
  readonly pointsTimes100: number | null;
  readonly standing: GradeStanding | null;
  readonly isCounted: 0 | 1 | null;
  readonly rawTimes100: number | null;
  readonly bonusTimes100: number | null;
  readonly penaltyTimes100: number | null;
  readonly lateDays: number | null;
  readonly extendedTo: number | null;
  readonly attempt: number | null;
  readonly state: MarkingState | null;
  readonly markerName: string | null;
  readonly isMineToMark: 0 | 1 | null;
}

/** Who handed in by a date of their own is not late. */
const STATUS = `iif(submission.status = 'late' AND submitted_at <= extended_to, 'submitted', ${COPY_STATUS})`;

const SUBMISSIONS = `
  SELECT submission.id, assignment_id AS assignmentId, student_id AS studentId, last_name AS lastName,
    first_name AS firstName, ${STATUS} AS status, submitted_at AS submittedAt, text, points_x100 AS pointsTimes100,
    standing, is_counted AS isCounted, raw_x100 AS rawTimes100, bonus_x100 AS bonusTimes100,
    penalty_x100 AS penaltyTimes100, late_days AS lateDays,
    extended_to AS extendedTo, attempt, handling.state, copy_marker.name AS markerName, is_mine AS isMineToMark,
    (SELECT COUNT(*) FROM submission_file WHERE submission_id = submission.id AND submission_file.attempt IS NULL)
      + (SELECT COUNT(*) FROM collected_file WHERE submission_id = submission.id AND removed_at IS NULL) AS documentCount
  FROM submission JOIN student ON student.id = student_id LEFT JOIN grade ON grade.submission_id = submission.id
    LEFT JOIN grade_adjustment ON grade_adjustment.submission_id = submission.id
    LEFT JOIN handling ON handling.submission_id = submission.id
    LEFT JOIN copy_marker ON copy_marker.submission_id = submission.id`;

/** The submissions of an assignment, in no order. */
export function readSubmissions(db: Db, assignmentId: string): SubmissionRow[] {
  return db.prepare(`${SUBMISSIONS} WHERE assignment_id = ?`).all(assignmentId) as SubmissionRow[];
}

/** One submission. */
export function readSubmission(db: Db, id: string): SubmissionRow | undefined {
  return db.prepare(`${SUBMISSIONS} WHERE submission.id = ?`).get(id) as SubmissionRow | undefined;
}

/** How a copy's grade was made of its parts; null when the grade is another than they make, or there are none. */
export function adjustmentOf(row: SubmissionRow, maxTimes100: number): GradeAdjustment | null {
  const { rawTimes100, bonusTimes100, penaltyTimes100, lateDays } = row;
  if (rawTimes100 === null || bonusTimes100 === null || penaltyTimes100 === null) return null;
  const adjustment = { rawTimes100, bonusTimes100, penaltyTimes100, lateDays };
  return gradeOfParts(adjustment, maxTimes100) === row.pointsTimes100 ? adjustment : null;
}

type DocumentRow = Omit<CopyDocument, 'isLocal' | 'isBrought'> & { isLocal: 0 | 1 | null };

/** What a student handed in, in the order given; then what the teacher brought of it. */
export function readDocuments(db: Db, submissionId: string): CopyDocument[] {
  const rows = db
    .prepare(
      `SELECT file.id, name, file.sha256, file.media_type AS mediaType, file.bytes AS sizeBytes, is_local AS isLocal,
         fetch_failure AS fetchFailure, isBrought
       FROM (SELECT id, name, sha256, media_type, bytes, 0 AS isBrought, position FROM submission_file
           WHERE submission_id = :submissionId AND attempt IS NULL
         UNION ALL SELECT id, name, sha256, media_type, bytes, 1, added_at FROM collected_file
           WHERE submission_id = :submissionId AND removed_at IS NULL) file
       LEFT JOIN blob ON blob.sha256 = file.sha256 ORDER BY isBrought, position, file.id`,
    )
    .all({ submissionId }) as (DocumentRow & { isBrought: 0 | 1 })[];
  return rows.map(({ isBrought, ...row }) => ({
    ...row,
    isLocal: row.isLocal === 1,
    ...(isBrought === 1 && { isBrought: true }),
  }));
}

/** What was written beside submissions: enough to know how far it has come to the ENT. */
export interface MarkRow {
  readonly submissionId: string;
  readonly entity: 'comment' | 'feedback';
  readonly id: string;
  readonly isRemoved: 0 | 1;
  readonly isMine: 0 | 1;
}

/** The comments and the feedback of an assignment's submissions, removed ones too: their removal may wait. */
export function readMarks(db: Db, assignmentId: string): MarkRow[] {
  return db
    .prepare(
      `SELECT submission_id AS submissionId, 'comment' AS entity, comment.id, removed_at IS NOT NULL AS isRemoved,
         is_mine AS isMine
       FROM comment JOIN submission ON submission.id = submission_id WHERE assignment_id = @assignmentId
       UNION ALL
       SELECT submission_id, 'feedback', feedback.id, removed_at IS NOT NULL, 1
       FROM feedback JOIN submission ON submission.id = submission_id WHERE assignment_id = @assignmentId`,
    )
    .all({ assignmentId }) as MarkRow[];
}

/** A row's mark; that of a copy without one when it has none. */
export function markOf(row: Pick<SubmissionRow, 'pointsTimes100' | 'standing' | 'isCounted'>): GradeMark {
  const { pointsTimes100, standing } = row;
  return { pointsTimes100, standing, isCounted: row.isCounted !== 0 };
}

/**
 * Saves a mark, or removes an empty one. Call inside a transaction.
 *
 * What students could read at that instant, and no longer can, goes to the history.
 * @param outOfTimes100 what it is given out of, where that is not its assignment's maximum of today
 */
export function writeMark(
  db: Db,
  submissionId: string,
  mark: GradeMark,
  { at, outOfTimes100 }: { readonly at: number; readonly outOfTimes100?: number },
): void {
  keepEarlierMark(db, submissionId, mark, at);
  if (isEmptyMark(mark)) {
    db.prepare('DELETE FROM grade WHERE submission_id = ?').run(submissionId);
    return;
  }
  db.prepare(
    `INSERT INTO grade (submission_id, points_x100, standing, is_counted, out_of_x100, updated_at)
     VALUES (@submissionId, @points, @standing, @isCounted, COALESCE(@outOf, (SELECT max_x100 FROM assignment
       JOIN submission ON assignment_id = assignment.id WHERE submission.id = @submissionId)), @at)
     ON CONFLICT (submission_id) DO UPDATE SET points_x100 = excluded.points_x100, standing = excluded.standing,
       is_counted = excluded.is_counted, out_of_x100 = excluded.out_of_x100, updated_at = excluded.updated_at`,
  ).run({
    submissionId,
    points: mark.pointsTimes100,
    standing: mark.standing,
    isCounted: Number(mark.isCounted),
    outOf: outOfTimes100 ?? null,
    at,
  });
}

function keepEarlierMark(db: Db, submissionId: string, mark: GradeMark, at: number): void {
  db.prepare(
    `INSERT INTO grade_history (submission_id, points_x100, standing, written_at, replaced_at)
     SELECT grade.submission_id, grade.points_x100, grade.standing, grade.updated_at, @at FROM grade
     JOIN submission ON submission.id = grade.submission_id
     JOIN assessment USING (assignment_id)
     WHERE grade.submission_id = @submissionId AND publish_at <= @at
       AND (points_x100 IS NOT @points OR standing IS NOT @standing)`,
  ).run({ submissionId, at, points: mark.pointsTimes100, standing: mark.standing });
}

/** What students could read of a copy before its mark was changed, latest first. */
export function readEarlierMarks(db: Db, submissionId: string): EarlierMark[] {
  return db
    .prepare(
      `SELECT points_x100 AS pointsTimes100, standing, written_at AS writtenAt, replaced_at AS replacedAt
       FROM grade_history WHERE submission_id = ? ORDER BY id DESC`,
    )
    .all(submissionId) as EarlierMark[];
}

/** What the teacher decides of an assignment. */
export interface AssessmentRow {
  readonly publishAt: number | null;
  readonly counting: Counting;
}

/** What was decided of an assignment; a draft like any other when nothing was. */
export function readAssessment(db: Db, assignmentId: string): AssessmentRow {
  const row = db
    .prepare('SELECT publish_at AS publishAt, counting FROM assessment WHERE assignment_id = ?')
    .get(assignmentId) as AssessmentRow | undefined;
  return row ?? { publishAt: null, counting: 'ordinary' };
}

/** Saves what is decided of an assignment. */
export function writeAssessment(db: Db, assignmentId: string, row: AssessmentRow, at: number): void {
  db.prepare(
    `INSERT INTO assessment (assignment_id, publish_at, counting, updated_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (assignment_id) DO UPDATE SET publish_at = excluded.publish_at, counting = excluded.counting,
       updated_at = excluded.updated_at`,
  ).run(assignmentId, row.publishAt, row.counting, at);
}

export interface CommentRow {
  readonly id: string;
  readonly text: string;
  readonly authorName: string;
  readonly isMine: 0 | 1;
  readonly updatedAt: number;
  readonly removedAt: number | null;
}

/** A submission's comments, removed ones too, in the order in which they were made. */
export function readComments(db: Db, submissionId: string): CommentRow[] {
  return db
    .prepare(
      `SELECT id, text, author_name AS authorName, is_mine AS isMine, updated_at AS updatedAt, removed_at AS removedAt
       FROM comment WHERE submission_id = ? ORDER BY id`,
    )
    .all(submissionId) as CommentRow[];
}

/** Keeps what a comment says, for `readEarlierTexts`, before another text takes its place. */
export function keepText(db: Db, commentId: string, next: string): void {
  db.prepare(
    `INSERT OR REPLACE INTO comment_text (comment_id, text, written_at)
       SELECT id, text, updated_at FROM comment WHERE id = ? AND text <> ? AND text <> ''`,
  ).run(commentId, next);
}

/** What a comment said before a sync put another text there, latest first. */
export function readEarlierTexts(db: Db, commentId: string): EarlierText[] {
  return db
    .prepare(
      `SELECT earlier.text, written_at AS writtenAt FROM comment_text earlier JOIN comment ON comment.id = comment_id
       WHERE comment_id = ? AND earlier.text <> comment.text ORDER BY written_at DESC`,
    )
    .all(commentId) as EarlierText[];
}

/** The title of an assignment: the words of the waiting list. */
export function labelOfAssignment(db: Db, assignmentId: string): string {
  const title = db.prepare('SELECT title FROM assignment WHERE id = ?').pluck().get(assignmentId);
  return (title as string | undefined) ?? '';
}

/** Who a submission is by, and for what: the words of the waiting list. */
export function labelOfSubmission(db: Db, submissionId: string): string {
  const row = db
    .prepare(
      `SELECT first_name, last_name, title FROM submission JOIN student ON student.id = student_id
       LEFT JOIN assignment ON assignment.id = assignment_id WHERE submission.id = ?`,
    )
    .get(submissionId) as { first_name: string; last_name: string; title: string | null } | undefined;
  if (row === undefined) return '';
  const name = `${row.first_name} ${row.last_name}`;
  return row.title === null ? name : `${name} · ${row.title}`;
}
