import {
  anyList,
  assignmentsReply,
  courseModuleReply,
  enrolledUsers,
  gateReply,
  gradesReply,
  participants,
  scaleValues,
  siteInfo,
  submissionStatus,
  submissionsReply,
  userFlagsReply,
  usersCourses,
} from './wire.ts';

/** Each web service that is called, with the parameters that it takes (its `…_parameters()` in Moodle's source). */

/** webservice/externallib… `core_webservice_external::get_site_info`. */
export const siteInfoCall = () => ({
  name: 'core_webservice_get_site_info',
  parameters: {},
  shape: siteInfo,
});

/**
 * files/classes/external/get/unused_draft.php: changes nothing, and is refused to whoever must first change their password, agree
 * to a policy or fill in their profile. To them Moodle's lists are empty, as if every class were gone.
 */
export const gateCall = () => ({
  name: 'core_files_get_unused_draft_itemid',
  parameters: {},
  shape: gateReply,
});

/** enrol/externallib.php, `get_users_courses`; counting the enrolled would cost a query a course. */
export const usersCoursesCall = (userid: number) => ({
  name: 'core_enrol_get_users_courses',
  parameters: { userid, returnusercount: false },
  shape: usersCourses,
});

/** mod/assign/externallib.php, `get_assignments`: only of courses in which the teacher may grade. */
export const assignmentsCall = (courseids: readonly number[] = []) => ({
  name: 'mod_assign_get_assignments',
  parameters: { courseids, capabilities: ['mod/assign:grade'] },
  shape: assignmentsReply,
});

/** enrol/externallib.php, `get_enrolled_users`; `withcapability` would need moodle/role:review, which teachers may lack. */
export const enrolledUsersCall = (courseid: number) => ({
  name: 'core_enrol_get_enrolled_users',
  parameters: {
    courseid,
    options: [{ name: 'userfields', value: 'id,firstname,lastname,fullname,roles,groups' }],
  },
  shape: enrolledUsers,
});

/** mod/assign/externallib.php, `list_participants`: without `tablesort`, what the teacher filters on the web leaves nobody out. */
export const participantsCall = (assignid: number) => ({
  name: 'mod_assign_list_participants',
  parameters: {
    assignid,
    groupid: 0,
    filter: '',
    skip: 0,
    limit: 0,
    onlyids: true,
    includeenrolments: false,
  },
  shape: participants,
});

/** mod/assign/externallib.php, `get_submissions`: those changed at or after `since`. */
export const submissionsCall = (assignmentids: readonly number[], since: number) => ({
  name: 'mod_assign_get_submissions',
  parameters: { assignmentids, since },
  shape: submissionsReply,
  isRaw: true,
});

/** mod/assign/externallib.php, `get_grades`: those changed at or after `since`. */
export const gradesCall = (assignmentids: readonly number[], since = 0) => ({
  name: 'mod_assign_get_grades',
  parameters: { assignmentids, since },
  shape: gradesReply,
});

/** mod/assign/externallib.php, `get_submission_status`: the only one that tells comments and files given back. */
export const statusCall = (assignid: number, userid: number) => ({
  name: 'mod_assign_get_submission_status',
  parameters: { assignid, userid },
  shape: submissionStatus,
  isRaw: true,
});

/** course/externallib.php, `get_course_module`. */
export const courseModuleCall = (cmid: number) => ({
  name: 'core_course_get_course_module',
  parameters: { cmid },
  shape: courseModuleReply,
});

/** competency/classes/external.php, `get_scale_values`: asks for no right beyond being signed in. */
export const scaleCall = (scaleid: number) => ({
  name: 'core_competency_get_scale_values',
  parameters: { scaleid },
  shape: scaleValues,
});

/** mod/assign/externallib.php, `get_user_flags`: extensions and states of the workflow, of all students at once. */
export const userFlagsCall = (assignmentids: readonly number[]) => ({
  name: 'mod_assign_get_user_flags',
  parameters: { assignmentids },
  shape: userFlagsReply,
});

/** mod/assign/externallib.php, `save_user_extensions`: what is not granted becomes a warning. 0 takes an extension back. */
export const extensionsCall = (
  assignmentid: number,
  extensions: readonly { readonly userId: number; readonly date: number }[],
) => ({
  name: 'mod_assign_save_user_extensions',
  parameters: {
    assignmentid,
    userids: extensions.map(({ userId }) => userId),
    dates: extensions.map(({ date }) => date),
  },
  shape: anyList,
});

/**
 * mod/assign/externallib.php, `set_user_flags`: the state alone. Unlike a grade it touches no comment, and tells the gradebook nothing.
 */
export const statesCall = (
  assignmentid: number,
  states: readonly { readonly userId: number; readonly state: string }[],
) => ({
  name: 'mod_assign_set_user_flags',
  parameters: {
    assignmentid,
    userflags: states.map(({ userId, state }) => ({ userid: userId, workflowstate: state })),
  },
  shape: anyList,
});

/** Without these a class can be neither read nor returned. */
export const NEEDED_FUNCTIONS = [
  'core_files_get_unused_draft_itemid',
  'core_enrol_get_users_courses',
  'core_enrol_get_enrolled_users',
  'mod_assign_get_assignments',
  'mod_assign_list_participants',
  'mod_assign_get_submissions',
  'mod_assign_get_grades',
  'mod_assign_get_submission_status',
  'mod_assign_save_grades',
  'tool_mobile_call_external_functions',
] as const;
