import type { Gradebook, GradebookCell } from '../../../preload/contract/classes.ts';
import type { Scale } from '../../../preload/contract/domain.ts';
import type { TableWords } from '../../../preload/contract/exchange.ts';
import { levelOf } from '../../../preload/contract/scales.ts';
import { type Cell, type Table, textOf } from '../tables/table.ts';

/**
 * A gradebook as a table: titles, maxima, coefficients, then a row a student with the average out of 20.
 *
 * What is read again by `readMark` says what it said.
 */
export function gradebookTable(gradebook: Gradebook, words: TableWords): Table {
  const { assignments, cells, students, studentAverages } = gradebook;
  const cellOf = new Map(cells.map((cell) => [`${cell.studentId} ${cell.assignmentId}`, cell]));
  const averageOf = new Map(studentAverages.map((one) => [one.studentId, one.averageTimes100]));
  return [
    [words.lastName, words.firstName, ...assignments.map(({ title }) => title), words.average],
    [words.maximum, null, ...assignments.map(({ maxTimes100 }) => maxTimes100 / 100), 20],
    [words.coefficient, null, ...assignments.map((one) => one.coefficientTimes100 / 100), null],
    ...students.map(({ id, lastName, firstName }): Cell[] => {
      const average = averageOf.get(id) ?? null;
      return [
        lastName,
        firstName,
        ...assignments.map((assignment) =>
          markCell(cellOf.get(`${id} ${assignment.id}`), assignment.rules.scale, words),
        ),
        average === null ? null : average / 100,
      ];
    }),
  ];
}

/**
 * A plain grade is a number that spreadsheets count with; a level is written in words, and what stands beside it makes it a text, as
 * does a maximum of its own.
 */
export function markCell(
  cell: Pick<GradebookCell, 'pointsTimes100' | 'standing' | 'isCounted' | 'outOfTimes100'> | undefined,
  scale: Scale | null,
  { standings }: Pick<TableWords, 'standings'>,
): Cell {
  if (cell === undefined) return null;
  const { pointsTimes100, standing, isCounted, outOfTimes100 } = cell;
  if (pointsTimes100 === null) return standing === null ? null : standings[standing];
  const points =
    outOfTimes100 === undefined
      ? (levelOf(scale, pointsTimes100)?.label ?? pointsTimes100 / 100)
      : `${textOf(pointsTimes100 / 100)}/${textOf(outOfTimes100 / 100)}`;
  if (standing === null && isCounted) return points;
  const written = isCounted ? textOf(points) : `(${textOf(points)})`;
  return standing === null ? written : `${written} ${standings[standing]}`;
}
