import { multiple, single, value, withDefault, withEmptyDefault } from '../external/descriptions.ts';
import { type Call, defineFunction } from '../external/external-function.ts';
import { MoodleError } from '../external/moodle-error.ts';
import type { Assignment } from '../site/rows.ts';
import { validateContext } from './access.ts';

interface Warning {
  readonly item: string;
  readonly itemid: number;
  readonly warningcode: string;
  readonly message: string;
}

/** mod/assign/externallib.php: a course that may not be entered, or is gone, becomes a warning. */
export const getAssignments = defineFunction({
  name: 'mod_assign_get_assignments',
  parameters: single({
    courseids: withEmptyDefault(multiple(value('int'))),
    capabilities: withEmptyDefault(multiple(value('raw'))),
    includenotenrolledcourses: withDefault(value('bool'), false),
  }),
  run: (call, { courseids }) => {
    const warnings: Warning[] = [];
    const enrolled = call.site.enrolments
      .filter(({ userid, suspended }) => userid === call.user.id && !suspended)
      .map(({ courseid }) => courseid);
    const wanted = courseids.length === 0 ? enrolled : courseids;
    const courses = wanted.map((courseid) => describeCourse(call, courseid, enrolled, warnings));
    return { courses: courses.filter((course) => course !== null), warnings };
  },
});

function describeCourse(
  call: Call,
  courseid: number,
  enrolled: number[],
  warnings: Warning[],
): object | null {
  const course = call.site.courses.get(courseid);
  const warn = (warningcode: string, message: string) => {
    warnings.push({ item: 'course', itemid: courseid, warningcode, message });
    return null;
  };
  if (course === undefined || !enrolled.includes(courseid)) {
    return warn('2', 'User is not enrolled or does not have requested capability');
  }
  try {
    validateContext(call, courseid);
  } catch (error) {
    if (!(error instanceof MoodleError)) throw error;
    return warn('1', `No access rights in course context ${error.message}`);
  }
  return {
    id: course.id,
    fullname: course.fullname,
    shortname: course.shortname,
    timemodified: course.timemodified,
    assignments: [...call.site.assigns.values()]
      .filter(({ row }) => row.course === courseid)
      .map(({ row }) => describeAssignment(row)),
  };
}

const flag = (isSet: boolean) => (isSet ? 1 : 0);

function describeAssignment(row: Assignment): object {
  return {
    id: row.id,
    cmid: row.cmid,
    course: row.course,
    name: row.name,
    nosubmissions: 0,
    submissiondrafts: 0,
    sendnotifications: 0,
    sendlatenotifications: 0,
    sendstudentnotifications: 1,
    duedate: row.duedate,
    allowsubmissionsfromdate: row.allowsubmissionsfromdate,
    grade: row.grade,
    gradepenalty: 0,
    timemodified: row.timemodified,
    completionsubmit: 0,
    cutoffdate: row.cutoffdate,
    gradingduedate: row.gradingduedate,
    teamsubmission: flag(row.teamsubmission),
    requireallteammemberssubmit: 0,
    teamsubmissiongroupingid: 0,
    blindmarking: flag(row.blindmarking),
    hidegrader: 0,
    revealidentities: flag(row.revealidentities),
    attemptreopenmethod: row.attemptreopenmethod,
    maxattempts: row.maxattempts,
    markingworkflow: flag(row.markingworkflow),
    markingallocation: flag(row.markingallocation),
    markinganonymous: 0,
    requiresubmissionstatement: 0,
    preventsubmissionnotingroup: 0,
    configs: describeConfigs(row),
    intro: '',
    introformat: 1,
    introfiles: [],
    introattachments: [],
    timelimit: 0,
    submissionattachments: 0,
  };
}

/** `get_config_for_external` of the plugins that are enabled; "Submission comments" always is. */
function describeConfigs({ feedback }: Assignment): object[] {
  const configs: [string, string, string, string][] = [
    ['onlinetext', 'assignsubmission', 'enabled', '1'],
    ['onlinetext', 'assignsubmission', 'wordlimit', '0'],
    ['onlinetext', 'assignsubmission', 'wordlimitenabled', '0'],
    ['file', 'assignsubmission', 'enabled', '1'],
    ['file', 'assignsubmission', 'maxfilesubmissions', '3'],
    ['file', 'assignsubmission', 'maxsubmissionsizebytes', '20000000'],
    ['file', 'assignsubmission', 'filetypeslist', ''],
    ['comments', 'assignsubmission', 'enabled', '0'],
  ];
  if (feedback.comments) {
    configs.push(['comments', 'assignfeedback', 'enabled', '1']);
    configs.push(['comments', 'assignfeedback', 'commentinline', '0']);
  }
  configs.push(['editpdf', 'assignfeedback', 'enabled', '1']);
  if (feedback.file) configs.push(['file', 'assignfeedback', 'enabled', '1']);
  return configs.map(([plugin, subtype, name, value]) => ({ plugin, subtype, name, value }));
}
