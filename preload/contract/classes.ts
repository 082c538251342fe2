import * as z from 'zod';
import {
  assignment,
  classGroup,
  epochMs,
  gradeMark,
  id,
  pointsTimes100,
  student,
  submissionStatus,
  syncState,
} from './domain.ts';
import { procedure } from './procedures.ts';

export const gradebookCell = z.object({
  submissionId: id,
  studentId: id,
  assignmentId: id,
  status: submissionStatus,
  /** Due, and neither handed in nor graded nor excused. */
  isMissing: z.boolean(),
  ...gradeMark.shape,
  /** What a grade is out of that is set aside as out of another maximum than its assignment's; not there: its assignment's. */
  outOfTimes100: pointsTimes100.optional(),
  sync: syncState,
});
export type GradebookCell = z.infer<typeof gradebookCell>;

/** A part of the school year, with its own averages. */
export const period = z.object({ id, label: z.string(), startsAt: epochMs, endsAt: epochMs });
export type Period = z.infer<typeof period>;

export const gradebook = z.object({
  classGroup,
  /** The periods of the year, in their order. */
  periods: z.array(period),
  /** The one that assignments, cells and averages are of; null: the whole year. */
  periodId: id.nullable(),
  students: z.array(student),
  assignments: z.array(assignment),
  cells: z.array(gradebookCell),
  /** Whether an average that bonuses carry above 20 is 20. */
  isCapped: z.boolean(),
  /** Weighted averages out of 20, in hundredths; null without any grade. Formula: main/engine/classes/rules.ts. */
  studentAverages: z.array(z.object({ studentId: id, averageTimes100: z.number().int().nullable() })),
  /** Copies that a student did not hand in, without a grade or an excuse; only students who have some. */
  missingCounts: z.array(z.object({ studentId: id, count: z.number().int() })),
  /** In the assignment's own points, hundredths, of the grades that count; null without any. */
  assignmentStatistics: z.array(
    z.object({
      assignmentId: id,
      averageTimes100: z.number().int().nullable(),
      medianTimes100: z.number().int().nullable(),
    }),
  ),
  classAverageTimes100: z.number().int().nullable(),
  /** Of the students' averages. */
  classMedianTimes100: z.number().int().nullable(),
  /** Number of students by band of one point out of 20: index 0 is [0, 1[, index 19 is [19, 20]. */
  distribution: z.array(z.number().int()).length(20),
});
export type Gradebook = z.infer<typeof gradebook>;

/** An assignment in a student's course. Hundredths of points out of 20, whatever it is marked out of. */
export const courseStep = z.object({
  assignment,
  /** Null: nothing is expected of the student. */
  cell: gradebookCell.nullable(),
  gradeOf20Times100: z.number().int().nullable(),
  /** Of those of the class who have a grade that counts. */
  medianOf20Times100: z.number().int().nullable(),
  /** As the cell says it. */
  isMissing: z.boolean(),
  isLate: z.boolean(),
});
export type CourseStep = z.infer<typeof courseStep>;

/** What a student has made in a class so far. */
export const studentCourse = z.object({
  classGroup,
  student,
  /** By due date; those without a date come last. Assignments whose names are hidden are not there. */
  steps: z.array(courseStep),
  /** The school's periods in their order, then the whole year (`periodId` null, no label). Hundredths, out of 20. */
  averages: z.array(
    z.object({
      periodId: id.nullable(),
      label: z.string(),
      averageTimes100: z.number().int().nullable(),
      classAverageTimes100: z.number().int().nullable(),
      classMedianTimes100: z.number().int().nullable(),
    }),
  ),
});
export type StudentCourse = z.infer<typeof studentCourse>;

export const classesContract = {
  list: procedure.output(z.array(classGroup)),
  gradebook: procedure
    .input(z.object({ classGroupId: id, periodId: id.nullable().optional() }))
    .output(gradebook),
  course: procedure.input(z.object({ classGroupId: id, studentId: id })).output(studentCourse),
};
