import {
  multiple,
  optional,
  type Received,
  single,
  value,
  withEmptyDefault,
} from '../external/descriptions.ts';
import { defineFunction } from '../external/external-function.ts';
import { invalidParameter } from '../external/moodle-error.ts';
import { type GradeForm, saveGrade } from '../site/grading.ts';
import { requireTeacher, validateAssign } from './access.ts';

/** `get_external_parameters` of the feedback plugins of a site, whatever the assignment has of them. */
const PLUGIN_DATA = single({
  assignfeedbackcomments_editor: optional(single({ text: value('raw'), format: value('int') })),
  files_filemanager: optional(value('int')),
});

/** grade/grading/form/rubric/lib.php `get_external_instance_filling_details`. */
const RUBRIC = single({
  criteria: optional(
    multiple(
      single({
        criterionid: value('int'),
        fillings: optional(
          multiple(
            single({
              criterionid: optional(value('int')),
              levelid: optional(value('int')),
              remark: optional(value('raw')),
              remarkformat: optional(value('int')),
            }),
          ),
        ),
      }),
    ),
  ),
});

/** grade/grading/form/guide/lib.php: the same, with points. */
const GUIDE = single({
  criteria: optional(
    multiple(
      single({
        criterionid: value('int'),
        fillings: optional(
          multiple(
            single({
              criterionid: value('int'),
              levelid: optional(value('int')),
              remark: optional(value('raw')),
              remarkformat: optional(value('int')),
              score: value('float'),
            }),
          ),
        ),
      }),
    ),
  ),
});

const GRADE = {
  userid: value('int'),
  grade: value('float'),
  attemptnumber: value('int'),
  addattempt: value('bool'),
  workflowstate: value('alpha'),
};

const FEEDBACK = {
  plugindata: withEmptyDefault(PLUGIN_DATA),
  advancedgradingdata: withEmptyDefault(single({ rubric: optional(RUBRIC), guide: optional(GUIDE) })),
};

/** mod/assign/externallib.php: answers null, whatever was kept of it. */
export const saveOneGrade = defineFunction({
  name: 'mod_assign_save_grade',
  parameters: single({ assignmentid: value('int'), ...GRADE, applytoall: value('bool'), ...FEEDBACK }),
  run: (call, { assignmentid, applytoall, ...grade }) => {
    const assign = validateAssign(call, assignmentid);
    requireTeacher(call, assign.row.course, 'mod/assign:grade');
    saveGrade(assign, call.user.id, grade.userid, toForm(grade, applytoall));
    return null;
  },
});

const GRADES = multiple(single({ ...GRADE, ...FEEDBACK }));

/** The same for several: one after the other, in no transaction; a failure leaves those before it saved. */
export const saveGrades = defineFunction({
  name: 'mod_assign_save_grades',
  parameters: single({ assignmentid: value('int'), applytoall: value('bool'), grades: GRADES }),
  run: (call, { assignmentid, applytoall, grades }) => {
    const assign = validateAssign(call, assignmentid);
    if (assign.row.teamsubmission && applytoall) {
      const teams = grades.map(({ userid }) => assign.submissionGroup(userid)?.id ?? null);
      if (new Set(teams).size < teams.length) {
        throw invalidParameter('Multiple grades for the same team have been supplied');
      }
    }
    for (const grade of grades) {
      requireTeacher(call, assign.row.course, 'mod/assign:grade');
      saveGrade(assign, call.user.id, grade.userid, toForm(grade, applytoall));
    }
    return null;
  },
});

function toForm(grade: Received<typeof GRADES>[number], applytoall: boolean): GradeForm {
  const { plugindata, advancedgradingdata } = grade;
  // `reset`: the first method that is there, whichever the assignment has.
  const criteria = (advancedgradingdata.rubric ?? advancedgradingdata.guide)?.criteria;
  return {
    grade: grade.grade,
    attemptnumber: grade.attemptnumber,
    addattempt: grade.addattempt,
    workflowstate: grade.workflowstate,
    applytoall,
    comment: plugindata.assignfeedbackcomments_editor,
    draftid: plugindata.files_filemanager,
    fillings:
      criteria && new Map(criteria.map(({ criterionid, fillings }) => [criterionid, lastOf(fillings)])),
  };
}

interface Filling {
  readonly levelid?: number | undefined;
  readonly score?: number | undefined;
  readonly remark?: string | undefined;
}

function lastOf(fillings: readonly Filling[] | undefined) {
  const { levelid = 0, score = 0, remark = '' } = fillings?.at(-1) ?? {};
  return { levelid, score, remark };
}
