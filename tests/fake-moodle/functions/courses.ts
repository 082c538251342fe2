import { multiple, single, value, withDefault, withEmptyDefault } from '../external/descriptions.ts';
import { type Call, defineFunction } from '../external/external-function.ts';
import { MoodleError, missingRecord, moodleException } from '../external/moodle-error.ts';
import type { Assign } from '../site/assign.ts';
import type { Course, Forum } from '../site/rows.ts';
import { validateContext, validateCourse } from './access.ts';

/**
 * enrol/externallib.php: courses that the caller may not enter are left out in silence; so are all of them while a
 * password must be changed or a policy agreed to.
 */
export const getUsersCourses = defineFunction({
  name: 'core_enrol_get_users_courses',
  parameters: single({ userid: value('int'), returnusercount: withDefault(value('bool'), true) }),
  run: (call, { userid, returnusercount }) =>
    call.site.enrolments
      .filter((enrolment) => enrolment.userid === userid && !enrolment.suspended)
      .map(({ courseid }) => call.site.courses.get(courseid))
      .filter((course) => course !== undefined && isOpen(call, course.id))
      .map((course) => describeCourse(call, course as Course, returnusercount)),
});

function isOpen(call: Call, courseid: number): boolean {
  try {
    validateContext(call, courseid);
    return true;
  } catch (error) {
    if (error instanceof MoodleError) return false;
    throw error;
  }
}

function describeCourse({ site }: Call, course: Course, isCounted: boolean): object {
  const active = site.enrolmentsIn(course.id).filter(({ suspended }) => !suspended);
  return {
    id: course.id,
    shortname: course.shortname,
    fullname: course.fullname,
    displayname: course.fullname,
    ...(isCounted && { enrolledusercount: active.length }),
    idnumber: '',
    visible: course.visible ? 1 : 0,
    summary: '',
    summaryformat: 1,
    format: 'topics',
    courseimage: `${site.wwwroot}/pluginfile.php/${course.contextid}/course/generated/course.svg`,
    showgrades: true,
    lang: '',
    enablecompletion: false,
    completionhascriteria: false,
    completionusertracked: false,
    category: 1,
    progress: null,
    completed: null,
    startdate: course.startdate,
    enddate: 0,
    marker: 0,
    lastaccess: site.now(),
    isfavourite: false,
    hidden: false,
    overviewfiles: [],
    showactivitydates: false,
    showcompletionconditions: true,
    timemodified: course.timemodified,
  };
}

/** course/externallib.php: what may be asked for, besides which an option is refused. */
const CONTENTS_OPTIONS = new Set([
  'excludemodules',
  'excludecontents',
  'includestealthmodules',
  'sectionid',
  'sectionnumber',
  'cmid',
  'modname',
  'modid',
]);

export const getContents = defineFunction({
  name: 'core_course_get_contents',
  parameters: single({
    courseid: value('int'),
    options: withEmptyDefault(multiple(single({ name: value('alphanum'), value: value('raw') }))),
  }),
  run: (call, { courseid, options }) => {
    const course = validateCourse(call, courseid);
    const refused = options.find(({ name }) => !CONTENTS_OPTIONS.has(name));
    if (refused !== undefined) {
      throw moodleException('errorinvalidparam', `The param "${refused.name}" is invalid.`);
    }
    const wanted = new Map(options.map(({ name, value }) => [name, value]));
    const assigns = [...call.site.assigns.values()].filter(({ row }) => row.course === course.id);
    const forums = call.site.forums.filter((forum) => forum.course === course.id);
    const isShown = (modname: string) =>
      wanted.get('excludemodules') !== '1' && (wanted.get('modname') ?? modname) === modname;
    const modules = [
      ...(isShown('assign') ? assigns.map((assign) => describeModule(call, assign)) : []),
      ...(isShown('forum') ? forums.map((forum) => describeForum(call, forum)) : []),
    ];
    return [0, 1, 2, 3, 4, 5].map((section) => ({
      id: section + 1,
      name: section === 0 ? 'General' : 'New section',
      visible: 1,
      summary: '',
      summaryformat: 1,
      section,
      hiddenbynumsections: 0,
      uservisible: true,
      component: null,
      itemid: null,
      modules: section === 0 ? modules : [],
    }));
  },
});

function describeForum({ site: { wwwroot } }: Call, forum: Forum): object {
  return {
    id: forum.cmid,
    url: `${wwwroot}/mod/forum/view.php?id=${forum.cmid}`,
    name: forum.name,
    instance: forum.id,
    contextid: forum.contextid,
    visible: 1,
    uservisible: true,
    visibleoncoursepage: 1,
    modname: 'forum',
    modplural: 'Forums',
    purpose: 'collaboration',
    groupmode: forum.groupmode,
  };
}

function describeModule({ site: { wwwroot } }: Call, { row }: Assign): object {
  return {
    id: row.cmid,
    url: `${wwwroot}/mod/assign/view.php?id=${row.cmid}`,
    name: row.name,
    instance: row.id,
    contextid: row.contextid,
    visible: row.visible ? 1 : 0,
    uservisible: true,
    visibleoncoursepage: 1,
    modicon: `${wwwroot}/theme/image.php/boost/assign/1795461295/monologo?filtericon=1`,
    modname: 'assign',
    purpose: 'assessment',
    branded: false,
    modplural: 'Assignments',
    availability: null,
    indent: 0,
    onclick: '',
    afterlink: null,
    customdata: '""',
    noviewlink: false,
    completion: 0,
    downloadcontent: 1,
    dates: [],
    groupmode: 0,
  };
}

/** course/externallib.php: `advancedgrading` is where a client learns that an assignment has a rubric. */
export const getCourseModule = defineFunction({
  name: 'core_course_get_course_module',
  parameters: single({ cmid: value('int') }),
  run: (call, { cmid }) => {
    const assign = [...call.site.assigns.values()].find(({ row }) => row.cmid === cmid);
    if (assign === undefined) throw missingRecord('course_modules');
    validateContext(call, assign.row.course);
    return describeCourseModule(call, assign);
  },
});

function describeCourseModule({ site }: Call, { row }: Assign): object {
  const method = row.rubric !== null ? 'rubric' : row.guide !== null ? 'guide' : null;
  return {
    cm: {
      id: row.cmid,
      course: row.course,
      module: 1,
      name: row.name,
      modname: 'assign',
      instance: row.id,
      section: 1,
      sectionnum: 0,
      groupmode: 0,
      groupingid: 0,
      completion: 0,
      idnumber: '',
      added: row.timemodified,
      score: 0,
      indent: 0,
      visible: row.visible ? 1 : 0,
      visibleoncoursepage: 1,
      visibleold: 1,
      ...(row.grade < 0 && { scale: (site.scales.get(-row.grade) ?? []).join(',') }),
      grade: row.grade,
      gradepass: row.gradepass.toFixed(5),
      gradecat: 1,
      advancedgrading: [{ area: 'submissions', method }],
    },
    warnings: [],
  };
}

/** The same by the assignment's own id. */
export const getCourseModuleByInstance = defineFunction({
  name: 'core_course_get_course_module_by_instance',
  parameters: single({ module: value('text'), instance: value('int') }),
  run: (call, { module, instance }) => {
    const assign = module === 'assign' ? call.site.assigns.get(instance) : undefined;
    if (assign === undefined) throw missingRecord('course_modules');
    validateContext(call, assign.row.course);
    return describeCourseModule(call, assign);
  },
});
