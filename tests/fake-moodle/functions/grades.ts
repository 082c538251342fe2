import { multiple, single, value, withDefault } from '../external/descriptions.ts';
import { defineFunction } from '../external/external-function.ts';
import type { Assign } from '../site/assign.ts';
import type { Grade } from '../site/rows.ts';
import { openAssigns } from './submissions.ts';

/**
 * mod/assign/externallib.php `get_grades`: grades of the latest attempts, of whoever they are, also of users who are no
 * participants. They are joined to the user's own submission: a member of a team who has none is left out.
 */
export const getGrades = defineFunction({
  name: 'mod_assign_get_grades',
  parameters: single({ assignmentids: multiple(value('int')), since: withDefault(value('int'), 0) }),
  run: (call, { assignmentids, since }) => {
    const { open, warnings } = openAssigns(call, assignmentids);
    const refused = new Set(warnings.map(({ itemid }) => itemid));
    const assignments = open
      .map((assign) => ({ assignmentid: assign.row.id, grades: latestGrades(assign, since) }))
      .filter(({ grades }) => grades.length > 0);
    const found = new Set(assignments.map(({ assignmentid }) => assignmentid));
    for (const itemid of assignmentids) {
      if (found.has(itemid) || refused.has(itemid)) continue;
      warnings.push({ item: 'assignment', itemid, warningcode: '3', message: 'No grades found' });
    }
    return { assignments, warnings };
  },
});

function latestGrades(assign: Assign, since: number): object[] {
  const isLatest = ({ userid, attemptnumber }: Grade) =>
    assign.submissions.of(userid).some((row) => row.latest && row.attemptnumber === attemptnumber);
  return (
    assign.grades
      .all()
      .filter((grade) => grade.timemodified >= since && isLatest(grade))
      // `(string)`: a grade that is NULL is an empty text here, and null in a status.
      .map((grade) => ({ ...describeGrade(grade), grade: grade.grade?.toFixed(5) ?? '' }))
  );
}

export function describeGrade(row: Grade): object {
  return {
    id: row.id,
    userid: row.userid,
    attemptnumber: row.attemptnumber,
    timecreated: row.timecreated,
    timemodified: row.timemodified,
    grader: row.grader,
    grade: row.grade?.toFixed(5) ?? null,
  };
}
