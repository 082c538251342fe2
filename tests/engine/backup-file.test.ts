import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cartable } from './command-line-run.ts';
import { openEngine, openSyncedClass, temporaryFolder } from './synced-class.ts';

/** An account in one encrypted file: written, opened on another computer, and refused when it is not what it was. */

const PASSPHRASE = 'cheval agrafe pile juste';

/** A graded class whose account was written to a file; one grade has left, another waits. */
async function writeBackup() {
  const school = await openSyncedClass(2);
  const { engine, submissionIds, directory } = school;
  const [sent = '', waiting = ''] = submissionIds;
  await engine.client.grading.saveGrade({ submissionId: sent, pointsTimes100: 1450 });
  await engine.client.sync.start();
  await engine.client.grading.saveGrade({ submissionId: waiting, pointsTimes100: 900 });
  const document = await school.document('plan.txt', 'Un plan de cours.');
  await engine.client.grading.attachFeedback({ submissionId: waiting, path: document });
  const path = join(directory, 'sauvegarde.cartable');
  const written = await engine.client.account.writeBackupFile({ path, passphrase: PASSPHRASE });
  return { ...school, path, written, sent, waiting };
}

const open = (path: string, rest: { passphrase?: string; isReplacing?: boolean } = {}) => ({
  path,
  passphrase: PASSPHRASE,
  isReplacing: false,
  ...rest,
});

test('a backup file opens on another computer with everything in it, and what waited there is sent once', async () => {
  const { ent, line, path, written, sent, waiting, engine } = await writeBackup();
  expect(written).toMatchObject({ documentCount: 1, leftOutCount: 0 });
  const other = await openEngine(join(await temporaryFolder(), 'data'));
  const { account, grading, library, sync, settings } = other.client;
  const opened = await account.openBackupFile(open(path));
  expect(opened).toMatchObject({ account: { login: ent.login, isSignedIn: false }, leftOutCount: 0 });
  expect((await grading.submission({ submissionId: sent })).pointsTimes100).toBe(1450);
  expect((await grading.submission({ submissionId: waiting })).pointsTimes100).toBe(900);
  expect((await library.list()).length).toBe(1);
  expect((await settings.doctor()).isHealthy).toBe(true);
  await expect(sync.start()).rejects.toMatchObject({ code: 'account/sign-in-needed' });
  await account.signIn({ password: ent.password });
  expect(await sync.start()).toMatchObject({ outcome: 'done' });
  expect(await sync.waiting()).toEqual([]);
  const grades = () => ent.store.entities('grade').map(({ id, body }) => [id, body.points_x100]);
  expect(grades()).toEqual([
    [sent, 1450],
    [waiting, 900],
  ]);
  // The computer that it was written on goes on, as the device that it is: it finds its edit there.
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done' });
  expect([await engine.client.sync.waiting(), await engine.client.sync.conflicts()]).toEqual([[], []]);
  expect(ent.store.ledgerCount()).toBeGreaterThan(0);
  expect(line.url).toBe(opened.account.url);
});

test('a wrong passphrase, another file, a cut one and one changed byte are told apart, and leave everything as it was', async () => {
  const { path, engine, directory } = await writeBackup();
  const bytes = readFileSync(path);
  // Nothing of it can be read without the passphrase.
  expect(bytes.subarray(0, 21).toString()).toBe('age-encryption.org/v1');
  for (const word of ['plan', 'SQLite', 'cartable', 'vault', 'submission'])
    expect(bytes.includes(word, 30)).toBe(false);
  const change = (name: string, to: Buffer) => {
    writeFileSync(join(directory, name), to);
    return join(directory, name);
  };
  const flipped = Buffer.from(bytes);
  flipped[bytes.length - 40_000] = (flipped[bytes.length - 40_000] ?? 0) ^ 1;
  const data = join(await temporaryFolder(), 'data');
  const other = await openEngine(data);
  const refuses = (target: string, code: string, passphrase = PASSPHRASE) =>
    expect(other.client.account.openBackupFile(open(target, { passphrase }))).rejects.toMatchObject({ code });
  await refuses(path, 'backup/wrong-passphrase', 'cheval agrafe pile faux');
  await refuses(change('a', Buffer.from('bonjour')), 'backup/not-a-backup');
  await refuses(change('b', Buffer.alloc(0)), 'backup/not-a-backup');
  await refuses(change('c', bytes.subarray(0, bytes.length - 1000)), 'backup/damaged');
  await refuses(change('d', bytes.subarray(0, 300)), 'backup/damaged');
  await refuses(change('e', flipped), 'backup/damaged');
  await refuses(join(directory, 'absent'), 'library/file-missing');
  await refuses(directory, 'library/file-unreadable');
  expect((await other.client.account.state()).account).toBeNull();
  expect(readdirSync(data).filter((name) => name.startsWith('unpacking'))).toEqual([]);
  expect(existsSync(join(data, 'accounts'))).toBe(false);
  expect((await engine.client.account.state()).account).not.toBeNull();
});

test('an account that is here already is not overwritten; put aside, it lies whole beside', async () => {
  const { path, engine, waiting, directory } = await writeBackup();
  const { account, grading } = engine.client;
  await grading.saveGrade({ submissionId: waiting, pointsTimes100: 1900 });
  const key = engine.workspaces.current().key;
  await expect(account.openBackupFile(open(path))).rejects.toMatchObject({ code: 'backup/account-here' });
  expect((await grading.submission({ submissionId: waiting })).pointsTimes100).toBe(1900);
  await account.openBackupFile(open(path, { isReplacing: true }));
  expect((await grading.submission({ submissionId: waiting })).pointsTimes100).toBe(900);
  const folders = readdirSync(join(directory, 'data', 'accounts')).sort();
  expect(folders).toEqual([key, expect.stringMatching(new RegExp(`^${key}-before-2`))]);
  expect(existsSync(join(directory, 'data', 'accounts', folders[1] ?? '', 'cartable.sqlite'))).toBe(true);
});

test('a document that is damaged here is left out and counted; the file is whole', async () => {
  const { engine, directory, document, submissionIds } = await openSyncedClass(1);
  for (const text of ['abc', 'def'])
    await engine.client.grading.attachFeedback({
      submissionId: submissionIds[0] ?? '',
      path: await document(`${text}.txt`, text),
    });
  const { store, domain } = engine.workspaces.current();
  const [sha256 = ''] = store.db.prepare('SELECT sha256 FROM blob').pluck().all() as string[];
  await writeFile(domain.vault.pathOf(sha256), 'xyz');
  const path = join(directory, 'b.cartable');
  const written = await engine.client.account.writeBackupFile({ path, passphrase: PASSPHRASE });
  expect(written).toMatchObject({ documentCount: 1, leftOutCount: 1 });
  const other = await openEngine(join(await temporaryFolder(), 'data'));
  expect(await other.client.account.openBackupFile(open(path))).toMatchObject({ leftOutCount: 1 });
});

test('a backup that is cancelled leaves no file, and what was there stays', async () => {
  const { engine, directory } = await openSyncedClass(1);
  const path = join(directory, 'kept.cartable');
  writeFileSync(path, 'before');
  const abort = new AbortController();
  const written = engine.client.account.writeBackupFile(
    { path, passphrase: PASSPHRASE },
    { signal: abort.signal },
  );
  abort.abort();
  await expect(written).rejects.toThrow();
  expect(readFileSync(path, 'utf8')).toBe('before');
  await expect.poll(() => readdirSync(directory).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('by the command line: backup, then restore into another folder', async () => {
  const { path, directory } = await writeBackup();
  const data = join(await temporaryFolder(), 'data');
  const run = cartable(['restore', path, '--data', data, '--json'], { CARTABLE_PASSPHRASE: PASSPHRASE });
  expect(run.status, run.stderr).toBe(0);
  expect(JSON.parse(run.stdout)).toMatchObject({ leftOutCount: 0, account: { isSignedIn: false } });
  const again = join(directory, 'again.cartable');
  const short = cartable(['backup', '--out', again, '--data', data], { CARTABLE_PASSPHRASE: 'court' });
  expect([short.status, short.stderr]).toEqual([1, expect.stringContaining('cli/passphrase-short')]);
  const written = cartable(['backup', '--out', again, '--data', data, '--json'], {
    CARTABLE_PASSPHRASE: PASSPHRASE,
  });
  expect(written.status, written.stderr).toBe(0);
  expect(JSON.parse(written.stdout)).toMatchObject({ documentCount: 1, leftOutCount: 0 });
});
