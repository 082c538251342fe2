import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { CartableError } from '../platform/cartable-error.ts';
import type { Clock } from '../platform/clock.ts';
import { closeToOthers, makeOwnFile, makeOwnFolder } from '../platform/own-files.ts';
import { type DbStatement, keepStatements } from './kept-statements.ts';
import { closeBackUps, LATEST_VERSION, migrate } from './migrate.ts';
import { toStorageError } from './sqlite-errors.ts';

/** A connection. What it compiles may be kept (`kept-statements.ts`), so that a statement is never changed for good. */
export interface Db extends Omit<Database.Database, 'prepare'> {
  prepare(sql: string): DbStatement;
}

/** An open database. Every write goes through `write`, so that it is one transaction with typed failures. */
export interface Store {
  readonly db: Db;
  readonly path: string;
  /** True for a file from a newer version. */
  readonly isReadOnly: boolean;
  readonly schemaVersion: number;
  /** Runs `change` in one IMMEDIATE transaction; nested calls join the outer one. */
  write<T>(change: () => T): T;
  close(): void;
}

/**
 * Opens (or makes) the database at `path`, bringing it to the latest schema.
 *
 * A file from a newer version opens read-only and is left as it is. Before any pending migration of an
 * existing file, a verified copy is written to `backups/`.
 * @throws CartableError `store/corrupt`, `store/disk-full`, `store/read-only`, `store/busy`, `store/not-a-folder`
 */
export async function openStore(path: string, clock: Clock): Promise<Store> {
  try {
    makeOwnFolder(dirname(path));
    makeOwnFile(path);
    // SQLite gives its journals the rights of the database; those of an earlier version may lie open.
    for (const journal of ['-wal', '-shm', '-journal']) closeToOthers(`${path}${journal}`);
    closeBackUps(path);
    const db = openWriter(path);
    const version = schemaVersionOf(db);
    if (version > LATEST_VERSION) {
      db.close();
      return asStore(new Database(path, { readonly: true }), path, true);
    }
    await migrate(db, path, clock);
    keepStatements(db);
    return asStore(db, path, false);
  } catch (error) {
    throw toStorageError(error, path);
  }
}

/**
 * WAL lets screens read while an edit is written. FULL: with NORMAL, a committed transaction can vanish
 * on power loss, and what the screen showed as saved must survive that.
 */
function openWriter(path: string): Database.Database {
  const db = new Database(path, { timeout: 5000 });
  // Looked at before journal_mode, which would write to a file from a newer version.
  if (schemaVersionOf(db) > LATEST_VERSION) return db;
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  return db;
}

function schemaVersionOf(db: Db): number {
  return db.pragma('user_version', { simple: true }) as number;
}

function asStore(db: Db, path: string, isReadOnly: boolean): Store {
  // Made once: each of them is four functions.
  const inTransaction = db.transaction((change: () => unknown) => change());
  return {
    db,
    path,
    isReadOnly,
    schemaVersion: schemaVersionOf(db),
    write<T>(change: () => T) {
      if (isReadOnly) throw new CartableError('store/from-future');
      try {
        return db.inTransaction ? change() : (inTransaction.immediate(change) as T);
      } catch (error) {
        throw toStorageError(error);
      }
    },
    close: () => db.close(),
  };
}
