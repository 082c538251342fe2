import type { Db } from './store.ts';

type Column = string | number | null;

/**
 * Writes a row of the ENT's: inserts it, or changes these columns of the one that has its id.
 *
 * `whenNew` are columns that an existing row keeps (when a file was added, who wrote a comment). Table and column
 * names come from our own code, never from a change.
 */
export function upsert(
  db: Db,
  table: string,
  row: Readonly<Record<string, Column>> & { readonly id: string },
  whenNew: Readonly<Record<string, Column>> = {},
): void {
  const whole = { ...whenNew, ...row };
  const names = Object.keys(whole);
  const updates = Object.keys(row)
    .filter((name) => name !== 'id')
    .map((name) => `${name} = excluded.${name}`);
  db.prepare(
    `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})
     ON CONFLICT (id) DO UPDATE SET ${updates.join(', ')}`,
  ).run(...Object.values(whole));
}

/** Deletes the row with this id, if it is there. */
export function deleteRow(db: Db, table: string, id: string): void {
  db.prepare(`DELETE FROM ${table} WHERE id = ?`).run(id);
}
