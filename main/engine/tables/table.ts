/** What a cell says; null: nothing. */
export type Cell = string | number | null;

/** Rows of cells, each as long as it is written. */
export type Table = readonly (readonly Cell[])[];

/** What a gradebook never is larger than; what is, is refused before it fills the memory. */
export const TABLE_LIMITS = {
  fileBytes: 10 * 1024 * 1024,
  /** Of one part of a packed table. */
  unpackedBytes: 64 * 1024 * 1024,
  rows: 20_000,
  columns: 500,
} as const;

/** A cell as text, numbers as French writes them. */
export function textOf(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  return typeof cell === 'number' ? String(cell).replace('.', ',') : cell.trim();
}
