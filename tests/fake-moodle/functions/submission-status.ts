import { single, value, withDefault } from '../external/descriptions.ts';
import { type Call, defineFunction } from '../external/external-function.ts';
import { missingRecord, moodleException } from '../external/moodle-error.ts';
import type { Assign } from '../site/assign.ts';
import { feedbackArea } from '../site/grading.ts';
import type { Grade } from '../site/rows.ts';
import { requireTeacher, validateAssign } from './access.ts';
import { formDisplay } from './form-display.ts';
import { describeGrade } from './grades.ts';
import { feedbackPlugins } from './plugins.ts';
import { describeSubmission } from './submissions.ts';

/** mod/assign/externallib.php `get_submission_status`: the one function that tells comments and files of a feedback. */
export const getSubmissionStatus = defineFunction({
  name: 'mod_assign_get_submission_status',
  parameters: single({
    assignid: value('int'),
    userid: withDefault(value('int'), 0),
    groupid: withDefault(value('int'), 0),
  }),
  run: (call, { assignid, userid: wanted }) => {
    const assign = validateAssign(call, assignid);
    const userid = wanted === 0 ? call.user.id : wanted;
    const user = call.site.users.get(userid);
    if (user === undefined) throw missingRecord('user');
    // lib/classes/user.php, `require_active_user`.
    if (!user.confirmed)
      throw moodleException('usernotconfirmed', `The user ${user.username} is not confirmed`);
    if (userid !== call.user.id) requireTeacher(call, assign.row.course, 'mod/assign:viewgrades');
    const grade = assign.userGrade(userid);
    return {
      gradingsummary: gradingSummary(assign),
      lastattempt: lastAttempt(call, assign, userid),
      ...(isFeedbackShown(assign, grade) && { feedback: describeFeedback(call, assign, grade) }),
      ...previousAttempts(call, assign, userid),
      assignmentdata: { attachments: { intro: [] } },
      warnings: [],
    };
  },
});

/** mod/assign/locallib.php `get_assign_grading_summary_renderable`. */
function gradingSummary(assign: Assign): object {
  const latest = assign.submissions.all().filter((row) => row.latest);
  const withStatus = (status: string) => latest.filter((row) => row.status === status);
  const gradeOf = (userid: number, attempt: number) =>
    assign.grades.of(userid).find(({ attemptnumber }) => attemptnumber === attempt);
  const waiting = withStatus('submitted').filter((row) => {
    const grade = gradeOf(row.userid, row.attemptnumber);
    return row.userid !== 0 && (grade === undefined || row.timemodified >= grade.timemodified);
  });
  return {
    participantcount: assign.participants().length,
    submissiondraftscount: withStatus('draft').length,
    submissionsenabled: true,
    submissionssubmittedcount: withStatus('submitted').length,
    submissionsneedgradingcount: waiting.length,
    warnofungroupedusers: '',
  };
}

function lastAttempt(call: Call, assign: Assign, userid: number): object {
  const own = assign.userSubmission(userid);
  const team = assign.row.teamsubmission ? assign.teamSubmission(userid) : undefined;
  const group = assign.row.teamsubmission ? assign.submissionGroup(userid) : null;
  const describe = (row: typeof own) =>
    row && {
      ...describeSubmission(call, assign, row),
      assignment: assign.row.id,
      latest: row.latest ? 1 : 0,
    };
  return {
    ...(own && { submission: describe(own) }),
    ...(team && { teamsubmission: describe(team) }),
    ...(group && { submissiongroup: group.id }),
    submissiongroupmemberswhoneedtosubmit: [],
    submissionsenabled: true,
    locked: false,
    graded: assign.gradingStatus(userid) === 'graded',
    canedit: false,
    caneditowner: isOpen(assign, userid),
    cansubmit: false,
    extensionduedate: assign.flags.get(userid)?.extensionduedate ?? 0,
    timelimit: 0,
    blindmarking: assign.isBlind,
    gradingstatus: assign.gradingStatus(userid),
    usergroups: call.site.groupsOf(assign.row.course, userid).map(({ id }) => id),
  };
}

/** `submissions_open`: an extension is later than the cut-off date. */
function isOpen({ row, flags, site }: Assign, userid: number): boolean {
  const end = Math.max(row.cutoffdate, flags.get(userid)?.extensionduedate ?? 0);
  const now = site.now();
  return now >= row.allowsubmissionsfromdate && (row.cutoffdate === 0 || now <= end);
}

/** `get_assign_feedback_status_renderable`: under a workflow nothing is shown before it is released. */
function isFeedbackShown(assign: Assign, grade: Grade | undefined): grade is Grade {
  if (grade === undefined) return false;
  const { row, flags, site } = assign;
  if (row.markingworkflow && flags.get(grade.userid)?.workflowstate !== 'released') return false;
  const isFiled = site.files.files(feedbackArea(assign, grade.id)).length > 0;
  // `$hasgrade`: that of the gradebook, which has none of a blind assignment.
  const hasGrade = (assign.gradebook.get(grade.userid)?.finalgrade ?? null) !== null;
  return hasGrade || isFiled || (grade.comment?.text ?? '') !== '';
}

function describeFeedback(call: Call, assign: Assign, grade: Grade): object {
  return {
    grade: { ...describeGrade(grade), assignment: assign.row.id },
    gradefordisplay: gradeForDisplay(assign, grade),
    gradeddate: grade.timemodified,
    plugins: feedbackPlugins(call, assign, grade),
  };
}

/** `display_grade` of what the gradebook has; of a form `render_grade`: the form as it was filled in, then the grade. */
function gradeForDisplay(assign: Assign, stored: Grade): string {
  const plain = plainGrade(assign, assign.gradebook.get(stored.userid)?.finalgrade ?? null);
  return formDisplay(assign.row, stored) + plain;
}

function plainGrade({ row, site }: Assign, grade: number | null): string {
  if (grade === null) return '-';
  if (row.grade < 0) return site.scales.get(-row.grade)?.[Math.trunc(grade) - 1] ?? '-';
  return `${grade.toFixed(2)}&nbsp;/&nbsp;${row.grade.toFixed(2)}`;
}

/** All attempts but the latest, the newest first: of a team those of the team (mod/assign/locallib.php `get_all_submissions`). */
function previousAttempts(call: Call, assign: Assign, userid: number): object {
  const groupid = assign.row.teamsubmission ? (assign.submissionGroup(userid)?.id ?? 0) : 0;
  const owner = assign.row.teamsubmission ? 0 : userid;
  const all = assign.submissions.of(owner).filter((row) => row.groupid === groupid);
  const rows = all.toSorted((one, other) => other.attemptnumber - one.attemptnumber);
  if (rows.length < 2) return {};
  return {
    previousattempts: rows.slice(1).map((row) => {
      const grade = assign.grades.of(userid).find(({ attemptnumber }) => attemptnumber === row.attemptnumber);
      return {
        attemptnumber: row.attemptnumber,
        submission: describeSubmission(call, assign, row),
        ...(grade && { grade: withGrader(grade), feedbackplugins: feedbackPlugins(call, assign, grade) }),
      };
    }),
  };
}

/** `$grade->grader = $grade->grader->id`, of a user that there is none of. */
const withGrader = (grade: Grade) => ({
  ...describeGrade(grade),
  grader: grade.grader > 0 ? grade.grader : null,
});
