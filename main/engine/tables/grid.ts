import { tooLarge } from './package-parts.ts';
import { type Cell, TABLE_LIMITS, type Table } from './table.ts';

/** A table that is filled as a file tells of it, in any order of columns. Empty ends of rows and of the table are dropped. */
export class Grid {
  readonly #rows: Cell[][] = [];

  /** @throws CartableError `exchange/too-large` for a cell that says something beyond the limits */
  put(row: number, column: number, cell: Cell): void {
    if (cell === null || cell === '') return;
    if (row >= TABLE_LIMITS.rows || column >= TABLE_LIMITS.columns) throw tooLarge();
    while (this.#rows.length <= row) this.#rows.push([]);
    const cells = this.#rows[row] ?? [];
    while (cells.length <= column) cells.push(null);
    cells[column] = cell;
  }

  table(): Table {
    return this.#rows;
  }
}
