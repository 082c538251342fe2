import type { Call } from '../external/external-function.ts';
import { MoodleError, missingRecord, moodleException, noPermission } from '../external/moodle-error.ts';
import type { Assign } from '../site/assign.ts';
import type { Course } from '../site/rows.ts';

/**
 * lib/external/classes/external_api.php `validate_context`, by way of lib/moodlelib.php `require_login`.
 *
 * Null: the whole site, or the user themselves.
 * @throws MoodleError `forcepasswordchangenotice`, `sitepolicynotagreed`, `requireloginerror`
 */
export function validateContext({ site, user }: Call, courseid: number | null): void {
  if (user.mustChangePassword) {
    throw moodleException('forcepasswordchangenotice', 'You must change your password to proceed.');
  }
  if (site.config.sitepolicy !== '' && !user.policyagreed) {
    throw moodleException('sitepolicynotagreed', `Site policy not agreed: ${site.config.sitepolicy}`);
  }
  if (courseid === null) return;
  const enrolment = site.enrolment(courseid, user.id);
  const course = site.courses.get(courseid);
  const isHidden = course !== undefined && !course.visible && !site.isTeacher(courseid, user.id);
  if (course === undefined || enrolment === undefined || enrolment.suspended || isHidden) {
    throw new MoodleError(
      'require_login_exception',
      'requireloginerror',
      'Course or activity not accessible. (Not enrolled)',
    );
  }
}

/** The same for functions that name the course in their refusal, for example enrol/externallib.php. */
export function validateCourse(call: Call, courseid: number): Course {
  const course = call.site.courses.get(courseid);
  if (course === undefined) throw missingRecord('course');
  try {
    validateContext(call, courseid);
  } catch (error) {
    if (!(error instanceof MoodleError)) throw error;
    throw moodleException(
      'errorcoursecontextnotvalid',
      `You cannot execute functions in the course context (course id:${courseid}). The context error message was: ${error.message}`,
    );
  }
  return course;
}

/** mod/assign/classes/external/external_api.php `validate_assign`. */
export function validateAssign(call: Call, assignid: number): Assign {
  const assign = call.site.assigns.get(assignid);
  if (assign === undefined) throw missingRecord('assign');
  validateContext(call, assign.row.course);
  return assign;
}

/** mod/assign/locallib.php `require_view_grades` and the capability mod/assign:grade: teachers of the course have both. */
export function requireTeacher({ site, user }: Call, courseid: number, capability: string): void {
  if (!site.isTeacher(courseid, user.id)) throw noPermission(capability);
}
