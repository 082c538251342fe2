import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DataMissing } from '../../../preload/contract/account.ts';
import { databasePath } from './workspace.ts';

/** Why the account of this folder, which was connected, cannot be opened; null when its database is there. */
export function findMissingDatabase(directory: string): DataMissing | null {
  const status = statSync(databasePath(directory), { throwIfNoEntry: false });
  if (status === undefined) return describeMissing('database-missing', directory);
  // SQLite would take it for a new database, and what shows that there was another would be gone.
  return status.size === 0 ? describeMissing('database-empty', directory) : null;
}

/** What is missing, with the copies of the database that lie beside it. */
export function describeMissing(reason: DataMissing['reason'], directory: string): DataMissing {
  const backUps = join(directory, 'backups');
  return { reason, directory, backUps: copiesIn(backUps).map((name) => join(backUps, name)) };
}

/** Their names begin with the schema's version, then the time. */
function copiesIn(directory: string): string[] {
  try {
    const names = readdirSync(directory).filter((name) => name.endsWith('.sqlite'));
    return names.sort().reverse();
  } catch {
    return [];
  }
}
