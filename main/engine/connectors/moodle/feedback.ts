import { isBlind } from './bodies.ts';
import { shownForm } from './form-display.ts';
import { type CriteriaForm, type Filling, settledPoints } from './grading-form.ts';
import { RELEASED } from './handling.ts';
import type {
  MoodleAssignment,
  MoodleFile,
  MoodleGrade,
  MoodlePlugin,
  MoodleSubmission,
  SubmissionStatus,
} from './wire.ts';

/** What a student was given back for one attempt. */
export interface Feedback {
  /** -1: there is no attempt yet. */
  readonly attempt: number;
  /** False when the latest attempt was only opened, so that what there is to grade is the one before. */
  readonly isLatest: boolean;
  readonly submission: MoodleSubmission | null;
  readonly grade: MoodleGrade | null;
  /** The grade in hundredths; null where there is none. */
  readonly points: number | null;
  /** What it was graded by, and what was given for each criterion, as far as Moodle shows it. */
  readonly form: CriteriaForm | null;
  readonly filling: Filling | null;
  /** As it is stored, HTML mostly. */
  readonly comment: { readonly text: string; readonly format: number };
  readonly files: readonly MoodleFile[];
  /** False where Moodle does not tell: comments and files before the release of a grade (`markingworkflow`), more of a team (`isListed`). */
  readonly isTold: boolean;
  /**
   * True when `get_grades` has a row of each grade that there is: it joins them to the student's own submission, which a team's member has only
   * once they have handed in. Of the others a grade may be there that nothing tells.
   */
  readonly isListed: boolean;
  /** True where what was written before the release is remembered, since Moodle does not tell. */
  readonly isRemembered?: boolean;
  /** True where the files alone are not told: some may have been brought for many copies at once, which makes no grader. */
  readonly areFilesUntold?: boolean | undefined;
  /** Of the latest attempt, opened or not, from 0 on. */
  readonly latestAttempt: number;
  /** Where the copy stands in the marking workflow; empty where there is none. */
  readonly workflowState: string;
}

/** Attempts in which a student has done nothing yet. */
const UNTOUCHED: ReadonlySet<string> = new Set(['new', 'reopened']);

/** True for an attempt that was opened by whoever graded the one before. */
export function isUntouchedAgain({ attemptnumber, status }: MoodleSubmission): boolean {
  return attemptnumber > 0 && UNTOUCHED.has(status);
}

/**
 * What a student's status tells of the attempt that is to be graded: the latest, unless it was only just opened.
 *
 * mod/assign/locallib.php, get_assign_feedback_status_renderable: nothing is told of feedback in an assignment with a marking
 * workflow until it is released.
 */
export function feedbackIn(status: SubmissionStatus, assignment: MoodleAssignment): Feedback {
  const { lastattempt, feedback, previousattempts = [] } = status;
  const latest = lastattempt?.teamsubmission ?? lastattempt?.submission ?? null;
  const [before] = previousattempts;
  const workflowState = assignment.markingworkflow ? (lastattempt?.gradingstatus ?? '') : '';
  if (latest !== null && isUntouchedAgain(latest) && before !== undefined) {
    const plugins = before.feedbackplugins ?? [];
    const submission = before.submission ?? null;
    const grade = before.grade ?? null;
    const isTold = !assignment.markingworkflow || before.feedbackplugins !== undefined;
    return {
      attempt: before.attemptnumber,
      latestAttempt: latest.attemptnumber,
      isLatest: false,
      submission,
      grade,
      // Of an earlier attempt no page shows the form.
      ...NO_FORM,
      points: pointsOf(grade),
      isTold,
      isListed: true,
      workflowState,
      ...given(plugins),
    };
  }
  const grade = feedback?.grade ?? null;
  const own = lastattempt?.submission;
  const isListed = !assignment.teamsubmission || (own != null && own.attemptnumber === latest?.attemptnumber);
  // While marking is blind the gradebook has no grade, and a status tells of one that there is no comment with nothing (`$hasgrade`).
  const isUnreleased = assignment.markingworkflow && workflowState !== RELEASED;
  const isHidden = isUnreleased || (isBlind(assignment) && !isListed);
  return {
    attempt: latest?.attemptnumber ?? -1,
    latestAttempt: latest?.attemptnumber ?? 0,
    isLatest: true,
    submission: latest,
    grade,
    ...shownIn(feedback?.gradefordisplay ?? '', grade, assignment),
    isTold: !isHidden || feedback?.plugins !== undefined,
    isListed,
    workflowState,
    ...given(feedback?.plugins ?? []),
  };
}

const NO_FORM = { form: null, filling: null } as const;

function shownIn(
  display: string,
  grade: MoodleGrade | null,
  { grade: max }: MoodleAssignment,
): Pick<Feedback, 'points' | 'form' | 'filling'> {
  const points = pointsOf(grade);
  if (points === null || max <= 0) return { points, ...NO_FORM };
  const shown = shownForm(display, { grade: gradeNumber(grade), max });
  if (shown === null) return { points, ...NO_FORM };
  return { ...shown, points: settledPoints(shown.form, shown.filling, points) };
}

export function given(plugins: readonly MoodlePlugin[]): Pick<Feedback, 'comment' | 'files'> {
  const editor = plugins
    .find(({ type }) => type === 'comments')
    ?.editorfields?.find(({ name }) => name === 'comments');
  const files = plugins
    .find(({ type }) => type === 'file')
    ?.fileareas?.find(({ area }) => area === 'feedback_files')?.files;
  return { comment: { text: editor?.text ?? '', format: editor?.format ?? 1 }, files: files ?? [] };
}

/** Which ways of giving feedback an assignment has (its enabled plugins). */
export function feedbackWays({ configs }: MoodleAssignment): {
  readonly comments: boolean;
  readonly files: boolean;
} {
  const isEnabled = (plugin: string) =>
    configs.some(
      (config) =>
        config.subtype === 'assignfeedback' &&
        config.plugin === plugin &&
        config.name === 'enabled' &&
        String(config.value) === '1',
    );
  return { comments: isEnabled('comments'), files: isEnabled('file') };
}

/** A grade in hundredths; null where there is none. */
export function pointsOf(grade: MoodleGrade | null): number | null {
  const points = gradeNumber(grade);
  return points >= 0 ? Math.round(points * 100) : null;
}

/**
 * A grade as Moodle takes it back; -1 where there is none (mod/assign/locallib.php, ASSIGN_GRADE_NOT_SET).
 *
 * One that was cleared on the web is NULL in the table, which a status tells as null and `get_grades` as an empty text.
 */
export function gradeNumber(grade: MoodleGrade | null): number {
  const points = Number.parseFloat(String(grade?.grade ?? ''));
  return Number.isFinite(points) ? points : -1;
}

/**
 * True for a row of grades that nobody has graded: one is made when a state is set for a whole class (mod/assign/locallib.php,
 * `get_user_grade`: no grade, and -1 for its grader). The form and the quick grading of the web name their grader even for a comment alone;
 * a worksheet that is brought in with comments and without grades does not (feedback/offline/locallib.php): `emptyRowNow` tells it apart.
 */
export function isUngraded(row: MoodleGrade): boolean {
  return gradeNumber(row) < 0 && row.grader < 0;
}
