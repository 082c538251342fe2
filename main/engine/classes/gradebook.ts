import type { Gradebook, GradebookCell } from '../../../preload/contract/classes.ts';
import type { Assignment, Student } from '../../../preload/contract/domain.ts';
import type { DomainContext } from '../context.ts';
import { gradingHandlers } from '../grading/handlers.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { readSettings } from '../settings/stored-settings.ts';
import { type CellRow, readCells, readClassGroup, readPeriods, readStudents } from './repository.ts';
import { averageOf20, compareStudents, distributionOf, isMissing, meanOf, medianOf } from './rules.ts';

/**
 * Students by assignments, with averages out of 20: of a period, else of the year.
 *
 * @param keeps which assignments it is made of, and its averages with it
 * @throws CartableError `store/not-found`
 */
export function readGradebook(
  context: DomainContext,
  input: { classGroupId: string; periodId?: string | null | undefined },
  keeps: (assignment: Assignment) => boolean = () => true,
): Gradebook {
  const { db } = context.store;
  const classGroup = readClassGroup(db, input.classGroupId);
  if (classGroup === undefined) throw new CartableError('store/not-found', {}, 'never');
  const students = readStudents(db, classGroup.id).sort(compareStudents);
  const { capsAverages: isCapped } = readSettings(db, context.policies);
  const periodId = input.periodId ?? null;
  const assignments = gradingHandlers
    .assignments(context, { classGroupId: classGroup.id })
    .filter((assignment) => (periodId === null || assignment.periodId === periodId) && keeps(assignment));
  // What stands beside a name there would tell whose copy it is.
  const named = assignments.filter((one) => !gradingHandlers.areNamesHidden(context, one));
  const shown = new Set(named.map(({ id }) => id));
  const now = context.clock.now();
  const isSetAside = (submissionId: string) => gradingHandlers.isSetAside(context, submissionId);
  const cells = readCells(db, classGroup.id, isSetAside)
    .filter(({ assignmentId }) => shown.has(assignmentId))
    .map((row) => toCell(row, now));
  return {
    classGroup,
    periods: readPeriods(db),
    periodId,
    students,
    assignments,
    cells: cells.map((cell) => ({ ...cell, sync: context.edits.stateOf('grade', cell.submissionId) })),
    isCapped,
    ...statisticsOf(students, assignments, cells, isCapped),
  };
}

function toCell(row: CellRow, now: number): Omit<GradebookCell, 'sync'> {
  const { dueAt: _, ...cell } = row;
  return { ...cell, isMissing: isMissing(row, now) };
}

export type Statistics = Pick<
  Gradebook,
  | 'studentAverages'
  | 'missingCounts'
  | 'assignmentStatistics'
  | 'classAverageTimes100'
  | 'classMedianTimes100'
  | 'distribution'
>;

/** What a gradebook's cells make together; a grade that is set aside counts out of its own maximum. The class's average is the mean of its students' averages as they are shown. */
export function statisticsOf(
  students: readonly Student[],
  assignments: readonly Assignment[],
  cells: readonly Omit<GradebookCell, 'sync'>[],
  isCapped: boolean,
): Statistics {
  const assignmentOf = new Map(assignments.map((assignment) => [assignment.id, assignment]));
  const counted = cells.flatMap((cell) => {
    const assignment = assignmentOf.get(cell.assignmentId);
    const { pointsTimes100 } = cell;
    return assignment === undefined || pointsTimes100 === null || !cell.isCounted
      ? []
      : [
          {
            ...assignment,
            ...cell,
            pointsTimes100,
            maxTimes100: cell.outOfTimes100 ?? assignment.maxTimes100,
          },
        ];
  });
  const byStudent = Map.groupBy(counted, ({ studentId }) => studentId);
  const byAssignment = Map.groupBy(counted, ({ assignmentId }) => assignmentId);
  const studentAverages = students.map(({ id }) => ({
    studentId: id,
    averageTimes100: averageOf20(byStudent.get(id) ?? [], isCapped),
  }));
  const averages = studentAverages.flatMap(({ averageTimes100 }) => averageTimes100 ?? []);
  const missing = Map.groupBy(
    cells.filter((cell) => cell.isMissing),
    ({ studentId }) => studentId,
  );
  return {
    studentAverages,
    missingCounts: [...missing].map(([studentId, { length: count }]) => ({ studentId, count })),
    assignmentStatistics: assignments.map(({ id, maxTimes100: max }) => {
      const points = (byAssignment.get(id) ?? []).map(({ pointsTimes100, maxTimes100 }) =>
        maxTimes100 === max ? pointsTimes100 : Math.round((pointsTimes100 * max) / maxTimes100),
      );
      return { assignmentId: id, averageTimes100: meanOf(points), medianTimes100: medianOf(points) };
    }),
    classAverageTimes100: meanOf(averages),
    classMedianTimes100: medianOf(averages),
    distribution: distributionOf(averages),
  };
}
