import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { createEngine } from '../../../main/engine/create-engine.ts';
import { memorySecrets } from '../../../main/engine/platform/secrets.ts';

/** The one account of a data directory: its database and its vault, with nobody else at work in them. */
export interface AccountDatabase {
  readonly db: Database.Database;
  /** Puts bytes into the vault, as a document that was received. @returns their name */
  keep(bytes: Uint8Array, mediaType: string): string;
}

/** A data directory connected to the demonstration, with all that its first sync brings. */
export async function connectDemonstration(dataDirectory: string): Promise<void> {
  const engine = await createEngine({
    dataDirectory,
    appVersion: '0.0.1',
    deviceName: 'bench',
    secrets: memorySecrets(),
  });
  await engine.client.account.connectDemo();
  await engine.client.sync.start();
  await engine.close();
}

/** Writes into the one account of a data directory, in one transaction. The engine must be closed. */
export function writeAccount(dataDirectory: string, write: (account: AccountDatabase) => void): void {
  const accounts = join(dataDirectory, 'accounts');
  const [account = ''] = readdirSync(accounts);
  const vault = join(accounts, account, 'vault');
  const db = new Database(join(accounts, account, 'cartable.sqlite'));
  const known = db.prepare(
    'INSERT OR IGNORE INTO blob (sha256, bytes, media_type, is_local, server_has, created_at) VALUES (?, ?, ?, 1, 1, 0)',
  );
  const keep = (bytes: Uint8Array, mediaType: string) => {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    mkdirSync(join(vault, sha256.slice(0, 2)), { recursive: true });
    writeFileSync(join(vault, sha256.slice(0, 2), sha256.slice(2)), bytes);
    known.run(sha256, bytes.length, mediaType);
    return sha256;
  };
  try {
    db.transaction(() => write({ db, keep }))();
    db.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    db.close();
  }
}

/** Reads the one account's database. */
export function readAccount<T>(dataDirectory: string, read: (db: Database.Database) => T): T {
  const accounts = join(dataDirectory, 'accounts');
  const db = new Database(join(accounts, readdirSync(accounts)[0] ?? '', 'cartable.sqlite'), {
    readonly: true,
  });
  try {
    return read(db);
  } finally {
    db.close();
  }
}
