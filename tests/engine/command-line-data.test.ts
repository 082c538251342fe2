import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { createEngine } from '../../main/engine/create-engine.ts';
import { memorySecrets } from '../../main/engine/platform/secrets.ts';
import { startReferenceEnt } from '../../main/reference-ent/server.ts';
import { cartable } from './command-line-run.ts';
import { temporaryFolder } from './synced-class.ts';

/** A data directory with a connected account, closed, whose ENT is gone; and that account's folder. */
async function connectedData(): Promise<{ data: string; account: string; url: string; login: string }> {
  const data = join(await temporaryFolder(), 'data');
  const ent = await startReferenceEnt({ directory: await temporaryFolder(), seed: 'empty' });
  const { url, login, password } = ent;
  const engine = await createEngine({
    dataDirectory: data,
    appVersion: '0.0.0',
    deviceName: 'test',
    secrets: memorySecrets(),
  });
  await engine.client.account.connect({ url, login, password });
  await engine.close();
  await ent.close();
  const [key = ''] = readdirSync(join(data, 'accounts'));
  return { data, account: join(data, 'accounts', key), url, login };
}

/** Leaves a copy of the database beside it, as an upgrade does. */
function leaveBackUp(account: string): string {
  const path = join(account, 'backups', '0010-2026-11-24T09-00-00-000Z.sqlite');
  mkdirSync(join(account, 'backups'), { recursive: true });
  copyFileSync(join(account, 'cartable.sqlite'), path);
  return path;
}

test.each(['database-missing', 'database-empty'] as const)(
  '%s: that the data vanished is said, with what helps',
  async (reason) => {
    const { data, account } = await connectedData();
    const backUp = leaveBackUp(account);
    const database = join(account, 'cartable.sqlite');
    for (const journal of ['-wal', '-shm']) rmSync(`${database}${journal}`, { force: true });
    if (reason === 'database-missing') rmSync(database);
    else truncateSync(database);
    for (const command of ['status', 'doctor']) {
      const run = cartable([command, '--data', data]);
      expect(run.status, command).toBe(1);
      expect(run.stderr).toContain(`cli/${reason}`);
      expect(run.stderr).toContain('have vanished');
      expect(run.stdout).toContain(backUp);
      expect(run.stdout).not.toContain('No account');
      const json = JSON.parse(cartable([command, '--data', data, '--json']).stdout);
      expect(json.dataMissing).toEqual({ reason, directory: account, backUps: [backUp] });
    }
    const sync = cartable(['sync', '--data', data]);
    expect([sync.status, sync.stderr]).toEqual([1, expect.stringContaining(`cli/${reason}`)]);
  },
);

test('a sign-in that fails where a database is missing leaves the documents and the back-ups', async () => {
  const { data, account, url, login } = await connectedData();
  const backUp = leaveBackUp(account);
  rmSync(join(account, 'cartable.sqlite'));
  const run = cartable(['connect', '--url', url, '--login', login, '--data', data]);
  expect([run.status, run.stderr]).toEqual([1, expect.stringContaining('ent/unreachable')]);
  expect(existsSync(backUp)).toBe(true);
  expect(existsSync(join(account, 'vault'))).toBe(true);
  const status = cartable(['status', '--data', data]);
  expect([status.status, status.stderr]).toEqual([1, expect.stringContaining('have vanished')]);
});

test.each(['{"workspace":', null])(
  'which account was open cannot be read (%s): said, with what helps',
  async (text) => {
    const { data } = await connectedData();
    const path = join(data, 'active.json');
    if (text === null) rmSync(path);
    else writeFileSync(path, text);
    for (const command of ['status', 'doctor']) {
      const run = cartable([command, '--data', data]);
      expect([run.status, run.stderr]).toEqual([1, expect.stringContaining('cli/active-unreadable')]);
      expect(run.stdout).toContain('Connect again');
    }
  },
);

test('data of a newer version are named as such by every command', async () => {
  const { data, account, url, login } = await connectedData();
  const db = new Database(join(account, 'cartable.sqlite'));
  db.pragma('user_version = 9990');
  db.close();
  for (const command of [['sync'], ['connect', '--url', url, '--login', login], ['doctor', '--repair']]) {
    const run = cartable([...command, '--data', data]);
    expect([run.status, run.stderr]).toEqual([1, expect.stringContaining('newer version')]);
    expect(run.stderr).toContain('store/from-future');
  }
  for (const command of ['status', 'doctor']) {
    const run = cartable([command, '--data', data]);
    expect([run.status, run.stdout]).toEqual([0, expect.stringContaining('newer version')]);
  }
});

test('doctor tells which values of the policy are of no use, and that all is well here', async () => {
  const { data, account } = await connectedData();
  const db = new Database(join(account, 'cartable.sqlite'));
  db.prepare(
    'INSERT INTO sync_state (dataset_id, policy) SELECT dataset_id, ? FROM account WHERE true ON CONFLICT DO UPDATE SET policy = excluded.policy',
  ).run(JSON.stringify({ strange_fields: ['limits.ops', 'poll_min_s'] }));
  db.close();
  const run = cartable(['doctor', '--data', data]);
  expect(run.status).toBe(0);
  expect(run.stdout).toContain("The ENT's policy holds values of no use (limits.ops, poll_min_s)");
});

test('doctor writes a support file, with an account or without, and whatever else is wrong', async () => {
  const { data, account } = await connectedData();
  const file = join(data, 'aide.json');
  const run = cartable(['doctor', '--support', file, '--json', '--data', data]);
  expect(run.status).toBe(0);
  expect(JSON.parse(run.stdout)).toMatchObject({ supportBytes: readFileSync(file).byteLength });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ account: { kind: 'ent' } });
  rmSync(join(account, 'cartable.sqlite'));
  const broken = cartable(['doctor', '--support', file, '--data', data]);
  expect([broken.status, broken.stderr]).toEqual([1, expect.stringContaining('have vanished')]);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ account: null });
});

test('a newer version whose tables are others is no fault of this one', async () => {
  const { data, account } = await connectedData();
  const db = new Database(join(account, 'cartable.sqlite'));
  db.exec('ALTER TABLE outbox_op RENAME TO outgoing; ALTER TABLE account RENAME TO person');
  db.pragma('user_version = 9990');
  db.close();
  for (const command of ['status', 'doctor', 'sync']) {
    const run = cartable([command, '--data', data]);
    expect([run.status, run.stderr]).toEqual([1, expect.stringContaining('store/from-future')]);
  }
});

describe.runIf(process.platform !== 'win32')('what others on this computer can read', () => {
  test('nothing of ours: new files and folders, and those of an earlier version once opened', async () => {
    const { data, account } = await connectedData();
    leaveBackUp(account);
    expect(openToOthers(data).filter((path) => !path.includes('backups'))).toEqual([]);
    // As an earlier version left them.
    openAll(account, 0o755, 0o644);
    cartable(['status', '--data', data]);
    expect(openToOthers(account).filter((path) => !path.includes('vault'))).toEqual([]);
  });
});

function everything(directory: string): string[] {
  const below = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  return [directory, ...below.map((name) => join(directory, name))];
}

function openToOthers(directory: string): string[] {
  return everything(directory).filter((path) => (statSync(path).mode & 0o077) !== 0);
}

function openAll(directory: string, folderMode: number, fileMode: number): void {
  for (const path of everything(directory))
    chmodSync(path, statSync(path).isDirectory() ? folderMode : fileMode);
}
