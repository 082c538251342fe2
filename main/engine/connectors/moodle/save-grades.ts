import * as z from 'zod';
import { CartableError } from '../../platform/cartable-error.ts';
import { isOfTheSession } from './failures.ts';
import { feedbackWays, gradeNumber } from './feedback.ts';
import { type CriteriaForm, criteriaOf, type Filling } from './grading-form.ts';
import type { Parameter } from './parameters.ts';
import type { Return } from './plan-return.ts';
import type { Line } from './questions.ts';
import type { AssignmentNow } from './read-copies.ts';

/**
 * Grades in one `mod_assign_save_grades`: eight fields of the form each, of which PHP reads a thousand (`max_input_vars`) and
 * drops the rest without a word.
 */
const GRADES_TOGETHER = 100;
const FIELDS_TOGETHER = 900;

/** Moodle's word for no grade (ASSIGN_GRADE_NOT_SET). */
const NO_GRADE = -1;

/** A copy to be written, with the draft area of its files; null: its files stay. */
export interface Writing {
  readonly give: Return;
  readonly draftId: number | null;
}

/** How a writing ended, as far as Moodle says; what it has kept is read back. */
export type SaveEnd =
  | 'answered'
  /** It stumbled over one student, who ends the rest: mod/assign/externallib.php is no transaction. */
  | 'refused'
  /** It died on the way, of its memory or its time. */
  | 'died';

/**
 * Writes grades, comments and files of an assignment's copies (mod/assign/externallib.php, `save_grades`).
 *
 * Moodle answers `null` whatever it has kept: what came of it is for whoever reads it back. So a refusal is no failure here; a
 * line that breaks, or a session that is over, is.
 */
export async function saveGrades(
  line: Line,
  now: AssignmentNow,
  writings: readonly Writing[],
): Promise<SaveEnd> {
  let end: SaveEnd = 'answered';
  const together = gradesTogether(now);
  for (let at = 0; at < writings.length; at += together) {
    const grades = writings.slice(at, at + together).map((writing) => gradeParameter(now, writing));
    const parameters = { assignmentid: now.assignment.id, applytoall: false, grades };
    const call = { name: 'mod_assign_save_grades', parameters, shape: z.null() };
    try {
      await line.api.call(line.token, call, line.signal);
    } catch (error) {
      if (!isMoodlesRefusal(error)) throw error;
      end = error.code === 'ent/refused' ? 'refused' : 'died';
    }
  }
  return end;
}

/** A form has five fields a criterion. */
function gradesTogether({ form }: AssignmentNow): number {
  const criteria = criteriaOf(form)?.criteria.length ?? 0;
  return criteria === 0 ? GRADES_TOGETHER : Math.max(1, Math.floor(FIELDS_TOGETHER / (8 + 5 * criteria)));
}

/** Said by Moodle of what was asked; what it wrote before it stumbled is read back all the same. */
export function isMoodlesRefusal(error: unknown): error is CartableError {
  if (!(error instanceof CartableError) || isOfTheSession(error)) return false;
  return (error.code === 'ent/refused' || error.code === 'ent/server-error') && error.params.status === 200;
}

/**
 * One student's part. The comment always goes along as it is to be: without it Moodle empties it (feedback/comments/
 * locallib.php, `is_feedback_modified`); files only where they change, since an empty area would take them away.
 */
function gradeParameter({ assignment, form }: AssignmentNow, { give, draftId }: Writing): Parameter {
  const { key, now, points, comment, handling } = give;
  const isGraded = give.ops.some(({ entity }) => entity === 'grade');
  return {
    userid: key.userId,
    grade: isGraded ? (points === null ? NO_GRADE : points / 100) : gradeNumber(now.grade),
    attemptnumber: now.isLatest ? -1 : now.attempt,
    addattempt: handling !== null && handling.attempt > now.latestAttempt,
    // Always sent: an empty one would put the copy back to its beginning.
    workflowstate: handling?.state ?? now.workflowState,
    plugindata: {
      ...(feedbackWays(assignment).comments
        ? { assignfeedbackcomments_editor: { text: comment.text, format: comment.format } }
        : {}),
      ...(draftId === null ? {} : { files_filemanager: draftId }),
    },
    ...formParameter(criteriaOf(form), give.filling, now.filling),
  };
}

/** What the interface of Moodle calls FORMAT_MOODLE, in which its own form keeps a remark. */
const REMARK_FORMAT = 0;

/**
 * rubric/lib.php and guide/lib.php, `get_external_instance_filling_details`; mod/assign/externallib.php takes the last filling of a
 * criterion, and makes the grade of all of them whatever `grade` says.
 */
function formParameter(
  form: CriteriaForm | null,
  filling: Filling | null,
  before: Filling | null,
): Record<string, Parameter> {
  if (form === null || filling === null) return {};
  const criteria = filling.map(({ id, points, remark }) => {
    const alike = form.criteria
      .find((one) => one.id === id)
      ?.levels.filter((level) => level.points === points);
    // Of levels that are worth the same, the one that is there stays.
    const held = before?.find((one) => one.id === id)?.levelId;
    const chosen = alike?.find((level) => level.id === held) ?? alike?.[0];
    const given =
      form.kind === 'rubric' ? { levelid: chosen?.id ?? 0 } : { score: scoreOf(points, form.worth) };
    return {
      criterionid: id,
      fillings: [{ criterionid: id, ...given, remark, remarkformat: REMARK_FORMAT }],
    };
  });
  return { advancedgradingdata: { [form.kind]: { criteria } } };
}

/** A guide's own points, of which one may be worth more or less than a point of the grade. NUMERIC(10,5). */
const scoreOf = (points: number, worth: number) => Math.round((points / 100 / worth) * 100_000) / 100_000;
