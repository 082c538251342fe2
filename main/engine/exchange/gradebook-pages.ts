import type { Gradebook } from '../../../preload/contract/classes.ts';
import { listName } from '../../../preload/contract/list-name.ts';
import type { PrintedPages, TableRow } from '../print/printed-pages.ts';
import { markCell } from './gradebook-table.ts';
import type { ReportFormats, ReportWords } from './report-words.ts';

const NAME_WIDTH = 130;
const LEAST_WIDTH = 58;
const MOST_WIDTH = 110;
const AVERAGE_WIDTH = 52;
const SIZE = 7.5;

/**
 * Draws a gradebook, a row a student. Assignments that do not fit beside each other go on to further pages, with the names
 * again; the averages are the last column.
 */
export function drawGradebook(
  { pages, words, formats }: { pages: PrintedPages; words: ReportWords; formats: ReportFormats },
  gradebook: Gradebook,
  { period, madeAt }: { period: string; madeAt: number },
): void {
  const { classGroup, students } = gradebook;
  const room = (pages.width - NAME_WIDTH - AVERAGE_WIDTH) / gradebook.assignments.length;
  const width = Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, room));
  const columns = columnsOf(gradebook, { words, formats, width });
  const title = `${classGroup.name} · ${classGroup.subject} · ${period}`;
  for (const part of pageColumns(columns, pages.width)) {
    pages.nextPage();
    pages.text(`${words.gradebook} · ${title}`, { size: 12, isBold: true });
    pages.space(4);
    const row = (name: string, cellOf: (column: Column) => string): TableRow => ({
      cells: [name, ...part.map(cellOf)],
    });
    pages.table(
      [{ width: NAME_WIDTH }, ...part.map(({ width }) => ({ width, align: 'right' as const }))],
      row(words.student, ({ head }) => head),
      [
        ...students.map((student) => row(listName(student), ({ cells }) => cells.get(student.id) ?? '')),
        { ...row(words.average, ({ average }) => average), isBold: true },
        { ...row(words.medianColumn, ({ median }) => median), isBold: true },
      ],
      { size: SIZE },
    );
  }
  pages.endPart((page, of) => `${title} · ${words.madeOn} ${formats.date(madeAt)} · ${words.page(page, of)}`);
}

interface Column {
  readonly head: string;
  readonly width: number;
  /** By student. */
  readonly cells: ReadonlyMap<string, string>;
  readonly average: string;
  readonly median: string;
}

function columnsOf(
  gradebook: Gradebook,
  { words, formats, width }: { words: ReportWords; formats: ReportFormats; width: number },
): Column[] {
  const write = (value: number | null | undefined) =>
    value === null || value === undefined ? '–' : formats.points(value);
  const statistics = new Map(gradebook.assignmentStatistics.map((one) => [one.assignmentId, one]));
  const cells = Map.groupBy(gradebook.cells, ({ assignmentId }) => assignmentId);
  const marks = gradebook.assignments.map(
    (assignment): Column => ({
      head: `${assignment.title}\n/${formats.points(assignment.maxTimes100)} · ${words.coefficient} ${formats.points(assignment.coefficientTimes100)}`,
      width,
      cells: new Map(
        (cells.get(assignment.id) ?? []).map((cell) => {
          const written = cell.isMissing
            ? words.standings['not-handed-in']
            : markCell(cell, assignment.rules.scale, words);
          return [
            cell.studentId,
            typeof written === 'number' ? formats.points(written * 100) : `${written ?? ''}`,
          ];
        }),
      ),
      average: write(statistics.get(assignment.id)?.averageTimes100),
      median: write(statistics.get(assignment.id)?.medianTimes100),
    }),
  );
  const averages: Column = {
    head: words.outOf20,
    width: AVERAGE_WIDTH,
    cells: new Map(gradebook.studentAverages.map((one) => [one.studentId, write(one.averageTimes100)])),
    average: write(gradebook.classAverageTimes100),
    median: write(gradebook.classMedianTimes100),
  };
  return [...marks, averages];
}

/** Columns in groups that fit beside the names. */
function pageColumns(columns: readonly Column[], width: number): Column[][] {
  const groups: Column[][] = [];
  let room = 0;
  for (const column of columns) {
    if (room < column.width) {
      groups.push([]);
      room = width - NAME_WIDTH;
    }
    groups.at(-1)?.push(column);
    room -= column.width;
  }
  return groups;
}
