import type { Assignment, Gradebook, GradebookCell, Student } from '../../../preload/contract/index.ts';

/** The column of the students' names, before the assignments'. */
export const NAME_COLUMN = -1;

/** A place in the gradebook: a student's row and an assignment's column, or `NAME_COLUMN`. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

export interface GridRow {
  readonly student: Student;
  /** In the order of the assignments; null where the student has no submission. */
  readonly cells: readonly (GradebookCell | null)[];
  readonly averageTimes100: number | null;
  /** Copies that the student owes. */
  readonly missingCount: number;
}

export interface Grid {
  readonly assignments: readonly Assignment[];
  readonly rows: readonly GridRow[];
}

/** Lays a gradebook's list of cells out in rows and columns. */
export function layOutGrid({
  students,
  assignments,
  cells,
  studentAverages,
  missingCounts,
}: Gradebook): Grid {
  const cellOf = new Map(cells.map((cell) => [`${cell.studentId} ${cell.assignmentId}`, cell]));
  const averageOf = new Map(
    studentAverages.map(({ studentId, averageTimes100 }) => [studentId, averageTimes100]),
  );
  const missingOf = new Map(missingCounts.map(({ studentId, count }) => [studentId, count]));
  const rows = students.map((student) => ({
    student,
    cells: assignments.map((assignment) => cellOf.get(`${student.id} ${assignment.id}`) ?? null),
    averageTimes100: averageOf.get(student.id) ?? null,
    missingCount: missingOf.get(student.id) ?? 0,
  }));
  return { assignments, rows };
}

/** 10 rows: a page of the gradebook on a small screen, and less than the rows kept ready out of sight. */
const PAGE_ROWS = 10;

/**
 * Where a key leads from a place, kept within the grid; null for a key that does not move.
 *
 * Home and End go along the row, and with Ctrl to the grid's corners, as in a spreadsheet. The arrow alone leads past the
 * first grade to the name.
 */
export function placeAfterKey(key: string, isControl: boolean, from: Place, grid: Grid): Place | null {
  const lastRow = grid.rows.length - 1;
  const lastColumn = grid.assignments.length - 1;
  const moves: Record<string, Place> = {
    ArrowUp: { row: isControl ? 0 : from.row - 1, column: from.column },
    ArrowDown: { row: isControl ? lastRow : from.row + 1, column: from.column },
    ArrowLeft: { row: from.row, column: isControl ? 0 : Math.max(NAME_COLUMN, from.column - 1) },
    ArrowRight: { row: from.row, column: isControl ? lastColumn : from.column + 1 },
    PageUp: { row: from.row - PAGE_ROWS, column: from.column },
    PageDown: { row: from.row + PAGE_ROWS, column: from.column },
    Home: { row: isControl ? 0 : from.row, column: 0 },
    End: { row: isControl ? lastRow : from.row, column: lastColumn },
  };
  const to = moves[key];
  if (to === undefined) return null;
  return {
    row: Math.min(lastRow, Math.max(0, to.row)),
    column: Math.min(lastColumn, Math.max(NAME_COLUMN, to.column)),
  };
}
