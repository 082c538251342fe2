import { multiple, single, value } from '../external/descriptions.ts';
import { defineFunction } from '../external/external-function.ts';
import type { Assign } from '../site/assign.ts';
import { requireTeacher, validateAssign } from './access.ts';

/** mod/assign/externallib.php `save_user_extensions`: answers with the list of what was not granted. */
export const saveUserExtensions = defineFunction({
  name: 'mod_assign_save_user_extensions',
  parameters: single({
    assignmentid: value('int'),
    userids: multiple(value('int')),
    dates: multiple(value('int')),
  }),
  run: (call, { assignmentid, userids, dates }) => {
    const warning = (warningcode: string, message: string) => ({
      item: 'module',
      itemid: assignmentid,
      warningcode,
      message,
    });
    if (userids.length !== dates.length) {
      return [warning('invalidparameters', 'Length of userids and dates parameters differ.')];
    }
    const assign = validateAssign(call, assignmentid);
    requireTeacher(call, assign.row.course, 'mod/assign:grantextension');
    return userids
      .map((userid, index) => ({ userid, date: dates[index] ?? 0 }))
      .filter(({ userid, date }) => !extend(assign, userid, date))
      .map(({ userid, date }) =>
        warning(
          'couldnotgrantextensions',
          `User id: ${userid}, Assignment id: ${assignmentid}, Extension date: ${date}`,
        ),
      );
  },
});

/**
 * mod/assign/locallib.php `save_user_extension`: of whoever is in the course and may hand in; not before the due date, nor before submissions
 * are allowed. 0 takes it back.
 */
export function extend(assign: Assign, userid: number, date: number): boolean {
  const { row } = assign;
  const enrolment = assign.site.enrolmentsIn(row.course).find((one) => one.userid === userid);
  if (enrolment?.role !== 'student') return false;
  if (date !== 0 && (date < row.duedate || date < row.allowsubmissionsfromdate)) return false;
  assign.ensureFlags(userid).extensionduedate = date;
  return true;
}
