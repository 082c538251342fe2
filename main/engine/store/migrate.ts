import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { CartableError } from '../platform/cartable-error.ts';
import type { Clock } from '../platform/clock.ts';
import { closeToOthers, makeFolder, makeOwnFile, makeOwnFolder } from '../platform/own-files.ts';
import type { Migration } from './migration.ts';
import { MIGRATIONS } from './migrations/index.ts';

export const LATEST_VERSION = MIGRATIONS.at(-1)?.version ?? 0;

/** Copies kept beside the database: five upgrades back. */
const BACKUPS_KEPT = 5;

/**
 * Brings an open database to the latest schema.
 *
 * Each migration and its version are one transaction, so that a kill in between leaves a whole older
 * schema. An existing file is copied and the copy checked before the first step.
 */
export async function migrate(
  db: Database.Database,
  path: string,
  clock: Clock,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  assertAscending(migrations);
  const from = db.pragma('user_version', { simple: true }) as number;
  const pending = migrations.filter((migration) => migration.version > from);
  if (pending.length === 0) return;
  if (from > 0) await backUpBeside(db, path, clock);
  for (const migration of pending) {
    db.transaction(() => {
      migration.up(db);
      db.pragma(`user_version = ${migration.version}`);
    }).immediate();
  }
}

function assertAscending(migrations: readonly Migration[]): void {
  migrations.reduce((last, { version }) => {
    if (version <= last) throw new Error(`migration ${version} does not come after ${last}`);
    return version;
  }, 0);
}

/**
 * Writes a verified copy to `backups/` beside the database, before something that cannot be taken back.
 *
 * Only the newest ones are kept. @throws CartableError `store/corrupt` when the copy is not sound
 */
export async function backUpBeside(
  db: Pick<Database.Database, 'backup' | 'pragma'>,
  path: string,
  clock: Clock,
): Promise<void> {
  const from = db.pragma('user_version', { simple: true }) as number;
  const directory = backUpsOf(path);
  const stamp = new Date(clock.now()).toISOString().replaceAll(/[:.]/g, '-');
  makeOwnFolder(directory);
  await writeVerifiedCopy(db, join(directory, `${String(from).padStart(4, '0')}-${stamp}.sqlite`));
  const older = readdirSync(directory)
    .filter((name) => name.endsWith('.sqlite'))
    .sort()
    .reverse()
    .slice(BACKUPS_KEPT);
  for (const name of older) rmSync(join(directory, name));
}

/** Closes the copies to others: those of an earlier version may lie open. */
export function closeBackUps(path: string): void {
  const directory = backUpsOf(path);
  if (!existsSync(directory)) return;
  for (const name of ['', ...readdirSync(directory)]) closeToOthers(join(directory, name));
}

function backUpsOf(path: string): string {
  return join(dirname(path), 'backups');
}

/**
 * Copies an open database to `target` and checks the copy before giving it its name.
 *
 * @throws CartableError `store/corrupt` when the copy does not pass SQLite's integrity check
 */
export async function writeVerifiedCopy(
  db: Pick<Database.Database, 'backup'>,
  target: string,
): Promise<void> {
  makeFolder(dirname(target));
  const draft = `${target}.part`;
  removeDraft(draft);
  try {
    makeOwnFile(draft);
    await db.backup(draft);
    assertSound(draft);
    renameSync(draft, target);
  } finally {
    removeDraft(draft);
  }
}

/** Checks a copy, and leaves it as one file: in WAL mode it could not be opened from a disk that cannot be written. */
function assertSound(path: string): void {
  const copy = new Database(path);
  try {
    copy.pragma('journal_mode = DELETE');
    if (copy.pragma('integrity_check', { simple: true }) !== 'ok') throw new CartableError('store/corrupt');
  } finally {
    copy.close();
  }
}

/** With its journals: those of an earlier draft would be taken for this one's. */
function removeDraft(draft: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${draft}${suffix}`, { force: true });
}
