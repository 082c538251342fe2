import { writeFailed } from '../external/moodle-error.ts';
import type { Assign } from './assign.ts';
import { type FileArea, isSame } from './file-storage.ts';
import type { Assignment, Fillings, Grade, Text } from './rows.ts';

/** What a grading form, or the web service in its place, hands over: mod/assign/locallib.php `save_grade`. */
export interface GradeForm {
  /** Null: the field of the web's form is empty (lib/moodlelib.php `unformat_float`, lib/gradelib.php `grade_floatval`). */
  readonly grade: number | null;
  /** -1: the latest. */
  readonly attemptnumber: number;
  readonly addattempt: boolean;
  readonly workflowstate: string;
  readonly applytoall: boolean;
  /** assignfeedbackcomments_editor */
  readonly comment: Text | undefined;
  /** files_filemanager: the number of a draft area of the grader's. */
  readonly draftid: number | undefined;
  /** Levels chosen, or points given, by criterion. */
  readonly fillings: Fillings | undefined;
}

/** Ends PHP in the middle of a request: what was written stays. */
export class PhpDeath extends Error {}

/** `save_grade`: for the whole team where that is asked for. */
export function saveGrade(assign: Assign, graderid: number, userid: number, form: GradeForm): void {
  if (!assign.row.teamsubmission || !form.applytoall) {
    applyGrade(assign, graderid, userid, form, form.attemptnumber);
    return;
  }
  const attempt = assign.teamSubmission(userid, form.attemptnumber)?.attemptnumber ?? -1;
  const groupid = assign.submissionGroup(userid)?.id ?? 0;
  for (const { id } of assign.participants()) {
    if ((assign.submissionGroup(id)?.id ?? 0) === groupid) applyGrade(assign, graderid, id, form, attempt);
  }
}

/**
 * `apply_grade_to_user`. Who the user is, is not looked at; and feedback is saved before the grade is checked, so
 * that a grade which is refused in silence leaves its comment and its files behind.
 */
function applyGrade(
  assign: Assign,
  graderid: number,
  userid: number,
  form: GradeForm,
  attempt: number,
): void {
  const { config } = assign.site;
  if (config.gradesBeforeDeath === 0) throw new PhpDeath();
  const stored = assign.ensureGrade(userid, attempt);
  const before = stored.grade;
  const next = { grade: before };
  if (!isGradingDisabled(assign, userid)) {
    const { rubric, guide } = assign.row;
    const isByForm = rubric !== null || guide !== null;
    next.grade = isByForm ? formGrade(assign.row, form.fillings) : form.grade;
    // `submit_and_get_grade`: a new instance, whatever was in the one before.
    if (isByForm) stored.fillings = form.fillings ?? new Map();
    assign.ensureFlags(userid).workflowstate = form.workflowstate;
  }
  const isCommented = assign.row.feedback.comments && saveComment(stored, form.comment);
  const isFiled = assign.row.feedback.file && saveFiles(assign, graderid, stored, form.draftid);
  if (form.addattempt || isGiven(before) || isGiven(next.grade) || isCommented || isFiled) {
    updateGrade(assign, stored, { grade: next.grade, graderid, addattempt: form.addattempt });
  }
  if (config.gradesBeforeDeath !== null) config.gradesBeforeDeath -= 1;
}

const isGiven = (grade: number | null) => grade !== null && grade !== -1;

/** `process_set_batch_marking_workflow_state`: makes a row of grades where there is none, of no grader's. */
export function setState(assign: Assign, userid: number, workflowstate: string): void {
  assign.ensureFlags(userid).workflowstate = workflowstate;
  const stored = assign.ensureGrade(userid, -1);
  updateGrade(assign, stored, { grade: stored.grade, graderid: stored.grader, addattempt: false });
}

/**
 * mod/assign/feedback/offline/locallib.php `process_import_grades`, of a worksheet with a comment and no grade: it names no grader, and
 * updates the grade for the gradebook's sake.
 */
export function importComment(assign: Assign, userid: number, text: string): void {
  const stored = assign.ensureGrade(userid, -1);
  assign.ensureFlags(userid).mailed = 0;
  stored.comment = { text, format: 1 };
  updateGrade(assign, stored, { grade: stored.grade, graderid: stored.grader, addattempt: false });
}

/** `grading_disabled`: what the gradebook has locked or overridden is not graded, and nobody is told. */
function isGradingDisabled(assign: Assign, userid: number): boolean {
  const entry = assign.gradebook.get(userid);
  return entry !== undefined && (entry.locked || entry.overridden);
}

/**
 * mod/assign/feedback/comments/locallib.php `is_feedback_modified` and `save`.
 *
 * A form without an editor differs from a comment that is there, and is then saved as a row without a format, which
 * the database refuses.
 * @returns whether it was changed
 */
function saveComment(grade: Grade, comment: Text | undefined): boolean {
  if ((grade.comment?.text ?? '') === (comment?.text ?? '')) return false;
  if (comment === undefined) throw writeFailed('null value in column "commentformat"');
  grade.comment = comment;
  return true;
}

/** mod/assign/feedback/file/locallib.php `is_feedback_modified` and `save`: draft 0 stands for no draft. */
function saveFiles(assign: Assign, graderid: number, grade: Grade, draftid: number | undefined): boolean {
  if (draftid === undefined) return false;
  const { site } = assign;
  const area = feedbackArea(assign, grade.id);
  const draft = site.files.files(draftArea(graderid, draftid));
  const files = site.files.files(area);
  const isModified =
    draft.length !== files.length || files.some((file) => !draft.some((other) => isSame(file, other)));
  if (isModified && draftid !== 0) site.files.replace(area, draft, site.now());
  return isModified;
}

export function feedbackArea({ row }: Assign, gradeid: number): FileArea {
  return {
    contextid: row.contextid,
    component: 'assignfeedback_file',
    filearea: 'feedback_files',
    itemid: gradeid,
  };
}

export function submissionArea({ row }: Assign, submissionid: number): FileArea {
  return {
    contextid: row.contextid,
    component: 'assignsubmission_file',
    filearea: 'submission_files',
    itemid: submissionid,
  };
}

/** Drafts lie in their user's own context. */
export function draftArea(userid: number, itemid: number): FileArea {
  return { contextid: userContext(userid), component: 'user', filearea: 'draft', itemid };
}

/** Apart from the contexts of courses and assignments. */
export const userContext = (userid: number): number => 100_000 + userid;

/** `update_grade`: what is out of range is not written, and `false` is all that it says, to nobody. */
function updateGrade(
  assign: Assign,
  stored: Grade,
  { grade, graderid, addattempt }: { grade: number | null; graderid: number; addattempt: boolean },
): void {
  if (grade !== null && grade !== 0 && grade !== -1 && !isInRange(assign, grade)) return;
  // NUMERIC(10,5)
  stored.grade = grade === null ? null : Math.round(grade * 100_000) / 100_000;
  stored.grader = graderid;
  stored.timemodified = assign.site.now();
  const submission = assign.gradedSubmission(stored.userid);
  if (submission !== undefined && submission.attemptnumber !== stored.attemptnumber) return;
  pushToGradebook(assign, stored);
  if (submission !== undefined && isReopened(assign, stored.userid, addattempt))
    addAttempt(assign, stored.userid);
}

function isInRange({ row, site }: Assign, grade: number): boolean {
  if (row.grade > 0) return grade >= 0 && grade <= row.grade;
  const scale = site.scales.get(-row.grade);
  return scale === undefined || (Math.trunc(grade) >= 1 && Math.trunc(grade) <= scale.length);
}

/** `gradebook_item_update`: not while marking is blind, nor before the workflow has released the grade. */
function pushToGradebook(assign: Assign, { userid, grade }: Grade): void {
  const { row } = assign;
  if (assign.isBlind || (row.markingworkflow && assign.flags.get(userid)?.workflowstate !== 'released'))
    return;
  const entry = assign.gradebook.get(userid) ?? { locked: false, overridden: false, finalgrade: null };
  assign.gradebook.set(userid, entry);
  if (!entry.locked && !entry.overridden) entry.finalgrade = grade === -1 ? null : grade;
}

/** `reopen_submission_if_required`. */
function isReopened(assign: Assign, userid: number, addattempt: boolean): boolean {
  const { attemptreopenmethod, maxattempts, gradepass } = assign.row;
  const attempt = assign.gradedSubmission(userid)?.attemptnumber ?? 0;
  if (maxattempts !== -1 && attempt >= maxattempts - 1) return false;
  if (attemptreopenmethod === 'automatic') return true;
  if (attemptreopenmethod === 'manual') return addattempt;
  const final = assign.gradebook.get(userid)?.finalgrade ?? null;
  return gradepass > 0 && final !== null && final < gradepass;
}

/** `add_attempt`: the grade before is then no longer that of the latest attempt. */
function addAttempt(assign: Assign, userid: number): void {
  const before = assign.gradedSubmission(userid);
  if (before === undefined) return;
  assign.addSubmission({
    userid: before.userid,
    groupid: before.groupid,
    attemptnumber: before.attemptnumber + 1,
    status: 'reopened',
  });
}

/**
 * grade/grading/form/rubric/lib.php and guide/lib.php `get_grade`, with `lockzeropoints`: the grade beside is not looked at, and a
 * form without fillings counts 0 points.
 */
function formGrade({ grade, rubric, guide }: Assignment, fillings: Fillings | undefined): number {
  const best = (levels: readonly { readonly score: number }[]) =>
    Math.max(...levels.map(({ score }) => score));
  const scores =
    rubric?.criteria.map(({ id, levels }) => ({
      most: best(levels),
      reached: levels.find((level) => level.id === fillings?.get(id)?.levelid)?.score ?? 0,
    })) ??
    guide?.criteria.map(({ id, maxscore }) => ({ most: maxscore, reached: fillings?.get(id)?.score ?? 0 })) ??
    [];
  const most = scores.reduce((sum, one) => sum + one.most, 0);
  if (most === 0) return -1;
  return Math.max(0, (scores.reduce((sum, one) => sum + one.reached, 0) / most) * grade);
}
