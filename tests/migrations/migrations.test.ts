import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { systemClock } from '../../main/engine/platform/clock.ts';
import { LATEST_VERSION, migrate } from '../../main/engine/store/migrate.ts';
import type { Migration } from '../../main/engine/store/migration.ts';
import { MIGRATIONS } from '../../main/engine/store/migrations/index.ts';
import { openStore } from '../../main/engine/store/store.ts';
import { temporaryFolder } from '../engine/synced-class.ts';

/** SHA-256 of each released migration's file. Append only: a released migration is never edited. None is released yet. */
const RELEASED: Readonly<Record<string, string>> = {};

const FOLDER = join(import.meta.dirname, '../../main/engine/store/migrations');

test('a released migration is as it was released', () => {
  for (const [file, hash] of Object.entries(RELEASED)) {
    expect(
      createHash('sha256')
        .update(readFileSync(join(FOLDER, file)))
        .digest('hex'),
      file,
    ).toBe(hash);
  }
  expect(MIGRATIONS.map(({ version }) => version)).toEqual(
    [...MIGRATIONS].map(({ version }) => version).sort((a, b) => a - b),
  );
});

test('a new database is at the latest version, durable, strict, and whole', async () => {
  const store = await openStore(join(await temporaryFolder(), 'cartable.sqlite'), systemClock);
  const pragma = (name: string) => store.db.pragma(name, { simple: true });
  expect(store.schemaVersion).toBe(LATEST_VERSION);
  expect([pragma('journal_mode'), pragma('synchronous'), pragma('foreign_keys')]).toEqual(['wal', 2, 1]);
  expect(pragma('integrity_check')).toBe('ok');
  const loose = store.db
    .prepare(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
    )
    .pluck()
    .all();
  expect(loose).toEqual([]);
  store.close();
});

test('a file from a newer version opens read-only, and not a byte of it changes', async () => {
  const path = join(await temporaryFolder(), 'cartable.sqlite');
  (await openStore(path, systemClock)).close();
  const newer = new Database(path);
  newer.pragma(`user_version = ${LATEST_VERSION + 10}`);
  newer.pragma('wal_checkpoint(TRUNCATE)');
  newer.close();
  const before = readFileSync(path);
  const store = await openStore(path, systemClock);
  expect(store.isReadOnly).toBe(true);
  expect(() => store.write(() => undefined)).toThrowError(
    expect.objectContaining({ code: 'store/from-future' }),
  );
  expect(store.db.prepare('SELECT COUNT(*) FROM lesson').pluck().get()).toBe(0);
  store.close();
  expect(readFileSync(path).equals(before)).toBe(true);
});

const addNote: Migration = {
  version: LATEST_VERSION + 10,
  name: 'add-note',
  up: (db) => db.exec('CREATE TABLE note (id TEXT PRIMARY KEY) STRICT'),
};

const fails: Migration = {
  version: LATEST_VERSION + 20,
  name: 'fails-half-way',
  up(db) {
    db.exec('CREATE TABLE half (id TEXT PRIMARY KEY) STRICT');
    throw new Error('cut');
  },
};

test('a migration that stops half-way leaves the schema before it, whole, and a checked copy of the file', async () => {
  const folder = await temporaryFolder();
  const path = join(folder, 'cartable.sqlite');
  const store = await openStore(path, systemClock);
  store.write(() =>
    store.db.prepare("INSERT INTO setting (key, value) VALUES ('quality', '\"print\"')").run(),
  );
  store.close();
  const db = new Database(path);
  await expect(migrate(db, path, systemClock, [...MIGRATIONS, addNote, fails])).rejects.toThrow('cut');
  expect(db.pragma('user_version', { simple: true })).toBe(addNote.version);
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE name IN ('note', 'half')").pluck().all();
  expect(tables).toEqual(['note']);
  db.close();
  const [backup = ''] = readdirSync(join(folder, 'backups')).filter((name) => name.endsWith('.sqlite'));
  const copy = new Database(join(folder, 'backups', backup), { readonly: true });
  expect(copy.pragma('user_version', { simple: true })).toBe(LATEST_VERSION);
  expect(copy.prepare("SELECT value FROM setting WHERE key = 'quality'").pluck().get()).toBe('"print"');
  copy.close();
});

test('only the last five copies are kept', async () => {
  const folder = await temporaryFolder();
  const path = join(folder, 'cartable.sqlite');
  (await openStore(path, systemClock)).close();
  const db = new Database(path);
  for (let step = 1; step <= 7; step += 1) {
    const version = LATEST_VERSION + step * 10;
    await migrate(db, path, systemClock, [...MIGRATIONS, { version, name: 'nothing', up: () => undefined }]);
  }
  db.close();
  expect(readdirSync(join(folder, 'backups')).filter((name) => name.endsWith('.sqlite'))).toHaveLength(5);
});

test('a file that is no database is named, and left as it is', async () => {
  const path = join(await temporaryFolder(), 'cartable.sqlite');
  const { writeFileSync } = await import('node:fs');
  writeFileSync(path, 'ceci n’est pas une base de données, mais le devoir de quelqu’un');
  await expect(openStore(path, systemClock)).rejects.toMatchObject({ code: 'store/corrupt' });
  expect(existsSync(path)).toBe(true);
  expect(readFileSync(path, 'utf8')).toContain('devoir de quelqu’un');
});
