import { type Cell, type Table, textOf } from '../tables/table.ts';
import { nameWords } from './names.ts';

/** `Participant 123`, `Élève 123`: what Moodle knows a row by (mod/assign/feedback/offline, importgradesform). */
const IDENTIFIERS = ['identifier', 'identifiant'];

/** Whether a table's titles are those of Moodle's offline grading worksheet. */
export function isWorksheet(titles: readonly string[]): boolean {
  return titles.some((title) => IDENTIFIERS.includes(nameWords(title).join(' ')));
}

/** The number by which Moodle knows the student of a row; null where the worksheet has none. */
export function participantOf(titles: readonly string[], row: Table[number] | undefined): string | null {
  const column = titles.findIndex((title) => IDENTIFIERS.includes(nameWords(title).join(' ')));
  return /(\d+)\s*$/.exec(textOf(row?.[column]))?.[1] ?? null;
}

/** What goes into a row of the worksheet. */
export interface FilledRow {
  /** Index of the row in the table. */
  readonly row: number;
  readonly pointsTimes100: number | null;
  readonly comment: string;
}

/**
 * The worksheet with grades and comments put in; every other cell, and every other row, as it was.
 *
 * Moodle reads grades with the decimal sign of the language in which the worksheet was made: the one that is found in
 * its column of maxima or grades, else a dot.
 */
export function fillTable(
  table: Table,
  columns: { readonly mark: number; readonly comment: number | null },
  rows: readonly FilledRow[],
): Table {
  const decimal = table.some((row) => row.some((cell) => /^\d+,\d+$/.test(textOf(cell)))) ? ',' : '.';
  const filled = new Map(rows.map((row) => [row.row, row]));
  return table.map((row, index) => {
    const filling = filled.get(index);
    if (filling === undefined) return row;
    const cells: Cell[] = [...row];
    const put = (column: number, cell: Cell) => {
      while (cells.length <= column) cells.push(null);
      cells[column] = cell;
    };
    if (filling.pointsTimes100 !== null) put(columns.mark, pointsText(filling.pointsTimes100, decimal));
    if (columns.comment !== null && filling.comment !== '') put(columns.comment, filling.comment);
    return cells;
  });
}

function pointsText(pointsTimes100: number, decimal: string): string {
  return (pointsTimes100 / 100).toFixed(2).replace('.', decimal);
}
