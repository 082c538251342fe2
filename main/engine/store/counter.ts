import type { Db } from './store.ts';

/** The next number of a named series, starting at 1. Never gives a number twice, inside or across runs. */
export function nextNumber(db: Db, name: 'seq' | 'batch_no'): number {
  const row = db
    .prepare(
      'INSERT INTO counter (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value',
    )
    .get(name) as { value: number };
  return row.value;
}

/** The last number that was given out of a series; 0 when none was. */
export function lastNumber(db: Db, name: 'seq' | 'batch_no'): number {
  return (
    (db.prepare('SELECT value FROM counter WHERE name = ?').pluck().get(name) as number | undefined) ?? 0
  );
}
