import type { Scale } from '../../../preload/contract/domain.ts';
import { folded } from '../../../preload/contract/folded.ts';
import { levelOf } from '../../../preload/contract/scales.ts';
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

/** What Moodle's worksheet calls the column of a scale's levels, which it has in place of the maximum's. */
const SCALES = ['scale', 'bareme', 'echelle'];

/**
 * The levels as a row of the worksheet names them; null: the assignment is graded by points there.
 *
 * Moodle writes them a line each, in an older form or by hand a comma apart (mod/assign/gradingtable.php, `col_scale`).
 */
function levelsIn(titles: readonly string[], row: Table[number] | undefined): readonly string[] | null {
  const column = titles.findIndex((title) => SCALES.includes(nameWords(title).join(' ')));
  const texts = textOf(row?.[column])
    .split(/[\n,]/)
    .map((text) => text.trim())
    .filter((text) => text !== '');
  return texts.every((text) => /^\d+$/.test(text)) ? null : texts;
}

/** A grade as a row of the worksheet takes it. */
export type WorksheetGrade =
  | { readonly kind: 'none' | 'no-level' }
  | { readonly kind: 'points'; readonly pointsTimes100: number }
  | { readonly kind: 'level'; readonly text: string };

/**
 * How a grade is written for Moodle: on its scale by a level's own text, for its import takes nothing else
 * (mod/assign/feedback/offline/locallib.php, `process_import_grades`).
 *
 * @returns `no-level` where none of Moodle's levels is called as the grade's
 */
export function worksheetGrade(
  pointsTimes100: number | null,
  scale: Scale | null,
  { titles, row }: { readonly titles: readonly string[]; readonly row: Table[number] | undefined },
): WorksheetGrade {
  if (pointsTimes100 === null) return { kind: 'none' };
  const texts = levelsIn(titles, row);
  if (texts === null) return { kind: 'points', pointsTimes100 };
  const label = levelOf(scale, pointsTimes100)?.label ?? '';
  const text = texts.find((one) => one === label) ?? texts.find((one) => folded(one) === folded(label));
  return text === undefined ? { kind: 'no-level' } : { kind: 'level', text };
}

/** What goes into a row of the worksheet. */
export interface FilledRow {
  /** Index of the row in the table. */
  readonly row: number;
  readonly grade: WorksheetGrade;
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
    const { grade } = filling;
    if (grade.kind === 'points') put(columns.mark, pointsText(grade.pointsTimes100, decimal));
    if (grade.kind === 'level') put(columns.mark, grade.text);
    if (columns.comment !== null && filling.comment !== '') put(columns.comment, filling.comment);
    return cells;
  });
}

function pointsText(pointsTimes100: number, decimal: string): string {
  return (pointsTimes100 / 100).toFixed(2).replace('.', decimal);
}
