import type { Db } from '../store/store.ts';

type Saved = 'lesson' | 'homework';

/** Whether this very save was the last one made: its answer was lost with the engine, and it is sent again. */
export function isMade(db: Db, table: Saved, id: string, saveId: string | undefined): boolean {
  if (saveId === undefined) return false;
  return db.prepare(`SELECT last_save_id FROM ${table} WHERE id = ?`).pluck().get(id) === saveId;
}

/** Keeps which save was made last. Called within its transaction: both are on disk, or neither. */
export function noteSave(db: Db, table: Saved, id: string, saveId: string | undefined): void {
  if (saveId === undefined) return;
  db.prepare(`UPDATE ${table} SET last_save_id = ? WHERE id = ?`).run(saveId, id);
}
