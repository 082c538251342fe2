import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { EntStore } from './ent-store.ts';

/** Copies the database as it is now into a file beside it. Returns the file's path. */
export function takeSnapshot({ db }: EntStore, directory: string): string {
  const path = join(directory, `snapshot-${randomUUID()}.sqlite`);
  db.prepare('VACUUM INTO ?').run(path);
  return path;
}

/** Makes every table what it was in a snapshot, in one transaction: requests see the one state or the other. */
export function restoreSnapshot(store: EntStore, path: string): void {
  const { db } = store;
  db.prepare('ATTACH ? AS snapshot').run(path);
  try {
    store.write(() => {
      db.pragma('defer_foreign_keys = ON');
      const tables = db
        .prepare("SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        .pluck()
        .all() as string[];
      for (const table of tables) db.exec(`DELETE FROM main.${table}`);
      for (const table of tables) db.exec(`INSERT INTO main.${table} SELECT * FROM snapshot.${table}`);
    });
  } finally {
    db.exec('DETACH snapshot');
  }
}
