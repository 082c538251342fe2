import { tooLarge } from './package-parts.ts';
import { type Cell, TABLE_LIMITS, type Table } from './table.ts';

/** A table that is filled as a file tells of it, in any order of columns. Empty ends of rows and of the table are dropped. */
export class Grid {
  readonly mostRows: number = TABLE_LIMITS.rows;
  readonly mostColumns: number = TABLE_LIMITS.columns;
  readonly #rows: Cell[][] = [];

  /** @throws CartableError `exchange/too-large` for a cell that says something beyond the limits */
  put(row: number, column: number, cell: Cell): void {
    if (cell === null || cell === '') return;
    if (row >= this.mostRows || column >= this.mostColumns) {
      this.refuse();
      return;
    }
    while (this.#rows.length <= row) this.#rows.push([]);
    const cells = this.#rows[row] ?? [];
    while (cells.length <= column) cells.push(null);
    cells[column] = cell;
  }

  protected refuse(): void {
    throw tooLarge();
  }

  table(): Table {
    return this.#rows;
  }
}

/** One of which only the beginning is wanted: to be looked at. */
export class CutGrid extends Grid {
  override readonly mostRows = 2000;
  override readonly mostColumns = 100;
  isCut = false;
  readonly #budget: { left: number };

  /** `budget` is how many cells more are taken, of this and of all others that share it: a file may repeat one without end. */
  constructor(budget: { left: number }) {
    super();
    this.#budget = budget;
  }

  override put(row: number, column: number, cell: Cell): void {
    if (cell === null || cell === '') return;
    if (this.#budget.left > 0) {
      this.#budget.left -= 1;
      super.put(row, column, cell);
    } else this.refuse();
  }

  protected override refuse(): void {
    this.isCut = true;
  }
}
