import { single, value, withDefault } from '../external/descriptions.ts';
import { type Call, defineFunction } from '../external/external-function.ts';
import type { Assign } from '../site/assign.ts';
import type { User } from '../site/rows.ts';
import { requireTeacher, validateAssign } from './access.ts';
import { enrolledCourses, fullname, userDetails } from './users.ts';

/** mod/assign/externallib.php `list_participants`. */
export const listParticipants = defineFunction({
  name: 'mod_assign_list_participants',
  parameters: single({
    assignid: value('int'),
    groupid: value('int'),
    filter: value('raw'),
    skip: withDefault(value('int'), 0),
    limit: withDefault(value('int'), 0),
    onlyids: withDefault(value('bool'), false),
    includeenrolments: withDefault(value('bool'), true),
    tablesort: withDefault(value('bool'), false),
  }),
  run: (call, { assignid, groupid, filter, skip, limit, onlyids, includeenrolments }) => {
    const assign = validateAssign(call, assignid);
    requireTeacher(call, assign.row.course, 'mod/assign:viewgrades');
    const sought = filter.toLowerCase();
    return assign
      .participants(groupid)
      .filter((user) => shownName(assign, user).toLowerCase().includes(sought))
      .slice(skip, limit > 0 ? skip + limit : undefined)
      .map((user) => ({
        ...(assign.isBlind || onlyids ? { id: user.id } : details(call, assign, user, includeenrolments)),
        fullname: shownName(assign, user),
        recordid: assign.row.blindmarking ? assign.blindId(user.id) : -1,
        ...standing(assign, user),
      }));
  },
});

/** `fullname`: while marking is blind, students have numbers. */
function shownName(assign: Assign, user: User): string {
  return assign.isBlind ? `Participant ${assign.blindId(user.id)}` : fullname(user);
}

function details(call: Call, { row }: Assign, user: User, isEnrolments: boolean): object {
  return {
    ...userDetails(call, user, row.course),
    suspended: false,
    ...(isEnrolments && { enrolledcourses: enrolledCourses(call, user.id) }),
  };
}

/** mod/assign/locallib.php `get_submission_info_for_participants`: of the student's own submission, not of the team's. */
function standing(assign: Assign, { id }: User): object {
  const submission = assign.submissions.of(id).find(({ latest }) => latest);
  const grade = assign.grades.of(id).find(({ attemptnumber }) => attemptnumber === submission?.attemptnumber);
  const isSubmitted = submission?.status === 'submitted';
  const group = assign.row.teamsubmission ? assign.submissionGroup(id) : null;
  return {
    submitted: isSubmitted,
    requiregrading: isSubmitted && (grade === undefined || submission.timemodified >= grade.timemodified),
    grantedextension: (assign.flags.get(id)?.extensionduedate ?? 0) !== 0,
    submissionstatus: submission?.status ?? '',
    ...(group !== null && { groupid: group.id, groupname: group.name }),
  };
}
