import { single, value, withDefault } from '../external/descriptions.ts';
import { defineFunction } from '../external/external-function.ts';
import { noPermission } from '../external/moodle-error.ts';
import { validateContext, validateCourse } from './access.ts';

/** group/externallib.php: asks for moodle/course:managegroups, which non-editing teachers lack. */
export const getCourseGroups = defineFunction({
  name: 'core_group_get_course_groups',
  parameters: single({ courseid: value('int') }),
  run: (call, { courseid }) => {
    validateCourse(call, courseid);
    if (call.site.enrolment(courseid, call.user.id)?.role !== 'editingteacher') {
      throw noPermission('moodle/course:managegroups');
    }
    return call.site.groups
      .filter((group) => group.courseid === courseid)
      .map(({ id, name }) => ({
        id,
        courseid,
        name,
        description: '',
        descriptionformat: 1,
        enrolmentkey: '',
        idnumber: '',
        visibility: 0,
        participation: true,
      }));
  },
});

/** The same file: the groups of one user (0: the caller's own). */
export const getCourseUserGroups = defineFunction({
  name: 'core_group_get_course_user_groups',
  parameters: single({
    courseid: withDefault(value('int'), 0),
    userid: withDefault(value('int'), 0),
    groupingid: withDefault(value('int'), 0),
  }),
  run: (call, { courseid, userid }) => {
    validateContext(call, courseid === 0 ? null : courseid);
    const owner = userid === 0 ? call.user.id : userid;
    const groups = call.site.groups.filter(
      (group) => (courseid === 0 || group.courseid === courseid) && group.members.has(owner),
    );
    return {
      groups: groups.map((group) => ({
        id: group.id,
        name: group.name,
        description: '',
        descriptionformat: 1,
        idnumber: '',
        courseid: group.courseid,
      })),
      warnings: [],
    };
  },
});
