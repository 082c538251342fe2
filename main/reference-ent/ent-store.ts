import { join } from 'node:path';
import Database from 'better-sqlite3';
import { CartableError } from '../engine/platform/cartable-error.ts';
import { makeFolder, makeOwnFile } from '../engine/platform/own-files.ts';

export type Db = Database.Database;

/** The server's database. Every write goes through `write`: one IMMEDIATE transaction, counted. */
export interface EntStore {
  readonly db: Db;
  /** Runs `change` in one transaction; nothing of it is kept if it throws. */
  write<T>(change: () => T): T;
  /** Committed transactions since the server started. */
  transactionCount(): number;
  close(): void;
}

/**
 * Words of the schema:
 * - record: one row per entity of a dataset, with its latest version. `seq` orders the change feed, so that the
 *   feed is a compressed history: one row per entity, however often it changed. `body` NULL is a tombstone.
 * - ledger: what became of each operation, written in the transaction that carries the effect.
 * - answered_batch: the hash of each batch, so that a key used for other bytes is seen.
 * - device.last_batch_no is kept for ever, when ledger and batches are long forgotten.
 * - watch_ticket: goes with its refresh token.
 * - life: the run of the server in which an account's feed went on from `from_seq`; see lives.ts.
 * - upload: a document that arrives in pieces; how far it is, is the size of its file. `completed_at`: it exists by now.
 * - blob_right: which account may know of a blob. Bytes are stored once; knowledge of them never crosses accounts.
 */
const SCHEMA = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE account (
  account_id TEXT PRIMARY KEY, login TEXT NOT NULL UNIQUE, display_name TEXT NOT NULL,
  password_salt BLOB NOT NULL, password_hash BLOB NOT NULL,
  dataset_id TEXT NOT NULL UNIQUE, last_seq INTEGER NOT NULL DEFAULT 0, forgotten_seq INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE token (
  token_sha256 BLOB PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('access', 'refresh')),
  account_id TEXT NOT NULL REFERENCES account, device_id TEXT NOT NULL,
  refresh_sha256 BLOB REFERENCES token ON DELETE CASCADE, expires_at INTEGER NOT NULL) STRICT;
CREATE INDEX token_by_refresh ON token (refresh_sha256);
CREATE TABLE device (
  account_id TEXT NOT NULL REFERENCES account, device_id TEXT NOT NULL, name TEXT NOT NULL,
  last_batch_no INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (account_id, device_id)) STRICT, WITHOUT ROWID;
CREATE TABLE record (
  dataset_id TEXT NOT NULL, entity TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, seq INTEGER NOT NULL,
  changed_by TEXT NOT NULL, changed_by_id TEXT, changed_at INTEGER NOT NULL, author_id TEXT, body TEXT,
  PRIMARY KEY (dataset_id, entity, id)) STRICT;
CREATE UNIQUE INDEX record_by_seq ON record (dataset_id, seq);
CREATE TABLE answered_batch (
  account_id TEXT NOT NULL, batch_id TEXT NOT NULL, body_sha256 BLOB NOT NULL, received_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, batch_id)) STRICT;
CREATE TABLE ledger (
  account_id TEXT NOT NULL, op_id TEXT NOT NULL, batch_id TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('applied', 'unchanged', 'conflict', 'refused')),
  version INTEGER, code TEXT, answered_at INTEGER NOT NULL, PRIMARY KEY (account_id, op_id)) STRICT;
CREATE TABLE blob (sha256 TEXT PRIMARY KEY, size_bytes INTEGER NOT NULL, stored_at INTEGER NOT NULL) STRICT;
CREATE TABLE blob_right (
  account_id TEXT NOT NULL REFERENCES account, sha256 TEXT NOT NULL REFERENCES blob, is_upload INTEGER NOT NULL,
  PRIMARY KEY (account_id, sha256)) STRICT, WITHOUT ROWID;
`;

/** What version 2 brought. */
const SCHEMA_2 = `
CREATE TABLE watch_ticket (
  ticket_sha256 BLOB PRIMARY KEY, account_id TEXT NOT NULL REFERENCES account, device_id TEXT NOT NULL,
  refresh_sha256 BLOB NOT NULL UNIQUE REFERENCES token ON DELETE CASCADE) STRICT, WITHOUT ROWID;
CREATE TABLE upload (
  upload_id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES account, sha256 TEXT NOT NULL,
  length_bytes INTEGER NOT NULL, touched_at INTEGER NOT NULL, completed_at INTEGER) STRICT;
`;

/** What version 3 brought. */
const SCHEMA_3 = `
CREATE TABLE life (
  account_id TEXT NOT NULL REFERENCES account, from_seq INTEGER NOT NULL, life TEXT NOT NULL,
  PRIMARY KEY (account_id, from_seq)) STRICT, WITHOUT ROWID;
`;

/** By version: a database of an earlier one is brought up to the last as it is opened. */
const SCHEMAS = [SCHEMA, SCHEMA_2, SCHEMA_3];
const SCHEMA_VERSION = SCHEMAS.length;

/** Where the database lies in a data directory. */
export function databasePath(directory: string): string {
  return join(directory, 'ent.sqlite');
}

/**
 * Opens (or makes) the server's database.
 *
 * WAL with FULL: an answer that left the server survives a power cut, or the promise "exactly once" would be
 * worth nothing. @throws on a file from a newer version
 */
export function openEntStore(directory: string): EntStore {
  makeFolder(directory);
  makeOwnFile(databasePath(directory));
  const db = new Database(databasePath(directory), { timeout: 5000 });
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version > SCHEMA_VERSION) {
    db.close();
    throw new CartableError('store/from-future', { version });
  }
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  if (version !== SCHEMA_VERSION) {
    db.transaction(() => {
      for (const schema of SCHEMAS.slice(version)) db.exec(schema);
      db.pragma(`user_version = ${SCHEMA_VERSION}`);
    }).immediate();
  }
  return withCounter(db);
}

function withCounter(db: Db): EntStore {
  let transactions = 0;
  return {
    db,
    write(change) {
      const result = db.transaction(change).immediate();
      transactions += 1;
      return result;
    },
    transactionCount: () => transactions,
    close: () => db.close(),
  };
}
