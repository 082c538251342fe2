import type { CourseStep, Gradebook, StudentCourse } from '../../../preload/contract/classes.ts';
import type { DomainContext } from '../context.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { readGradebook, statisticsOf } from './gradebook.ts';
import { outOf20 } from './rules.ts';

/**
 * What a student has made in a class, beside the class's medians.
 *
 * @throws CartableError `store/not-found`, also for a student of another class
 */
export function readCourse(
  context: DomainContext,
  { classGroupId, studentId }: { classGroupId: string; studentId: string },
): StudentCourse {
  return courseOf(readGradebook(context, { classGroupId }), studentId);
}

/**
 * A student's course, out of the gradebook of the whole year. Pure.
 *
 * @throws CartableError `store/not-found` for a student of another class
 */
export function courseOf(year: Gradebook, studentId: string): StudentCourse {
  const student = year.students.find(({ id }) => id === studentId);
  if (student === undefined) throw new CartableError('store/not-found', {}, 'never');
  return {
    classGroup: year.classGroup,
    student,
    steps: stepsOf(year, studentId),
    averages: averagesOf(year, studentId),
  };
}

function stepsOf({ assignments, cells, assignmentStatistics }: Gradebook, studentId: string): CourseStep[] {
  const cellOf = new Map(
    cells.filter((cell) => cell.studentId === studentId).map((cell) => [cell.assignmentId, cell]),
  );
  const shown = new Set(cells.map(({ assignmentId }) => assignmentId));
  const medianOf = new Map(assignmentStatistics.map((one) => [one.assignmentId, one.medianTimes100]));
  return assignments
    .filter(({ id }) => shown.has(id))
    .map((assignment) => {
      const cell = cellOf.get(assignment.id) ?? null;
      const { maxTimes100 } = assignment;
      return {
        assignment,
        cell,
        gradeOf20Times100: outOf20(cell?.pointsTimes100 ?? null, cell?.outOfTimes100 ?? maxTimes100),
        medianOf20Times100: outOf20(medianOf.get(assignment.id) ?? null, maxTimes100),
        isMissing: cell?.isMissing === true,
        isLate: cell !== null && (cell.status === 'late' || cell.standing === 'late'),
      };
    });
}

/** As each period's gradebook has them, then the year's. */
function averagesOf(year: Gradebook, studentId: string): StudentCourse['averages'] {
  const parts = [
    ...year.periods.map(({ id, label }) => ({ periodId: id, label })),
    { periodId: null, label: '' },
  ];
  return parts.map(({ periodId, label }) => {
    const assignments = year.assignments.filter((one) => periodId === null || one.periodId === periodId);
    const own = new Set(assignments.map(({ id }) => id));
    const cells = year.cells.filter(({ assignmentId }) => own.has(assignmentId));
    const statistics = statisticsOf(year.students, assignments, cells, year.isCapped);
    const average = statistics.studentAverages.find((one) => one.studentId === studentId);
    return {
      periodId,
      label,
      averageTimes100: average?.averageTimes100 ?? null,
      classAverageTimes100: statistics.classAverageTimes100,
      classMedianTimes100: statistics.classMedianTimes100,
    };
  });
}
