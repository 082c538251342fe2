import { readFile } from 'node:fs/promises';
import Database from 'better-sqlite3';
import type { Body, EntityName } from '../engine/connectors/ent/wire.ts';
import { blobPath } from './blob-store.ts';
import { type Db, databasePath } from './ent-store.ts';

/** An entity as the server's own tables hold it. */
export interface StoredEntity<E extends EntityName> {
  readonly id: string;
  readonly version: number;
  readonly by: string;
  readonly at: number;
  readonly body: Body<E>;
}

/** Read access to the server's tables, for comparisons: what the ENT holds, not what it says. */
export interface EntReader {
  /** Living entities of one kind, over all datasets, by id. */
  entities<E extends EntityName>(entity: E): StoredEntity<E>[];
  count(entity: EntityName): number;
  /** What the ledger says of an operation: how often it took effect cannot be more than once. */
  ledgerRow(opId: string): { outcome: string; version: number | null; code: string | null } | undefined;
  ledgerCount(): number;
  blobBytes(sha256: string): Promise<Buffer>;
  /** SQLite's own check of the file: `ok`. */
  integrity(): string;
  close(): void;
}

/** Opens the tables of a running or stopped server, from any process, without being able to change them. */
export function openEntReader(directory: string): EntReader {
  const db = new Database(databasePath(directory), { readonly: true, timeout: 5000 });
  return readerOf(db, directory);
}

/** A reader on an open database; whoever opened it closes it. */
export function readerOf(db: Db, directory: string): EntReader {
  return {
    entities(entity) {
      const rows = db
        .prepare(
          'SELECT id, version, changed_by AS "by", changed_at AS at, body FROM record WHERE entity = ? AND body IS NOT NULL ORDER BY id',
        )
        .all(entity) as { id: string; version: number; by: string; at: number; body: string }[];
      return rows.map((row) => ({ ...row, body: JSON.parse(row.body) }));
    },
    count: (entity) =>
      db
        .prepare('SELECT count(*) FROM record WHERE entity = ? AND body IS NOT NULL')
        .pluck()
        .get(entity) as number,
    ledgerRow: (opId) =>
      db.prepare('SELECT outcome, version, code FROM ledger WHERE op_id = ?').get(opId) as ReturnType<
        EntReader['ledgerRow']
      >,
    ledgerCount: () => db.prepare('SELECT count(*) FROM ledger').pluck().get() as number,
    blobBytes: (sha256) => readFile(blobPath(directory, sha256)),
    integrity: () => String(db.pragma('integrity_check', { simple: true })),
    close: () => void db.close(),
  };
}
