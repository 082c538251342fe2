import { multiple, single, value, withDefault } from '../external/descriptions.ts';
import { type Call, defineFunction } from '../external/external-function.ts';
import { MoodleError } from '../external/moodle-error.ts';
import type { Assign } from '../site/assign.ts';
import type { Submission } from '../site/rows.ts';
import { requireTeacher, validateAssign } from './access.ts';
import { submissionPlugins } from './plugins.ts';

/**
 * mod/assign/externallib.php `get_submissions`: the latest attempt of each student and each team. An assignment that
 * does not exist is left out without a warning.
 */
export const getSubmissions = defineFunction({
  name: 'mod_assign_get_submissions',
  parameters: single({
    assignmentids: multiple(value('int')),
    status: withDefault(value('alpha'), ''),
    since: withDefault(value('int'), 0),
    before: withDefault(value('int'), 0),
  }),
  run: (call, { assignmentids, status, since, before }) => {
    const { open, warnings } = openAssigns(call, assignmentids);
    const isWanted = (row: Submission) =>
      (status === '' || row.status === status) &&
      row.timemodified >= since &&
      (before === 0 || row.timemodified <= before);
    const assignments = open.map((assign) => {
      const latest = assign.submissions.all().filter((row) => row.latest && isWanted(row));
      if (latest.length === 0) {
        warnings.push({
          item: 'module',
          itemid: assign.row.id,
          warningcode: '3',
          message: 'No submissions found',
        });
      }
      const shown = latest.filter((row) => isShown(call, assign, row));
      return {
        assignmentid: assign.row.id,
        submissions: shown.map((row) => ({
          ...describeSubmission(call, assign, row),
          gradingstatus: assign.gradingStatus(row.userid === 0 ? call.user.id : row.userid),
        })),
      };
    });
    return { assignments, warnings };
  },
});

/** `can_view_submission`, `can_view_group_submission`: of users who are in the course, and in team work of all. */
function isShown(
  { site }: Call,
  { row: { course, teamsubmission } }: Assign,
  { userid }: Submission,
): boolean {
  return teamsubmission || site.enrolment(course, userid) !== undefined;
}

export function describeSubmission(call: Call, assign: Assign, row: Submission): object {
  return {
    id: row.id,
    userid: row.userid,
    attemptnumber: row.attemptnumber,
    timecreated: row.timecreated,
    timemodified: row.timemodified,
    timestarted: null,
    status: row.status,
    groupid: row.groupid,
    plugins: submissionPlugins(call, assign, row),
  };
}

export interface AssignmentWarning {
  readonly item: string;
  readonly itemid: number;
  readonly warningcode: string;
  readonly message: string;
}

/** Those that the caller may grade; the others that exist become warnings. */
export function openAssigns(call: Call, ids: readonly number[]) {
  const warnings: AssignmentWarning[] = [];
  const open: Assign[] = [];
  for (const id of new Set(ids)) {
    if (!call.site.assigns.has(id)) continue;
    try {
      const assign = validateAssign(call, id);
      requireTeacher(call, assign.row.course, 'mod/assign:viewgrades');
      open.push(assign);
    } catch (error) {
      if (!(error instanceof MoodleError)) throw error;
      const message = 'No access rights in module context';
      warnings.push({ item: 'assignment', itemid: id, warningcode: '1', message });
    }
  }
  return { open, warnings };
}
