import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cartable } from './command-line-run.ts';
import { canMountDisks, smallDisk } from './small-disk.ts';
import { temporaryFolder } from './synced-class.ts';

/** One line, which begins with the name of the program: never a stack. */
function expectFailure(parameters: readonly string[], status: number, ...words: string[]): void {
  const run = cartable(parameters);
  expect(run.status, `${parameters.join(' ')}: ${run.stderr}`).toBe(status);
  for (const word of words) expect(run.stderr).toContain(word);
  expect(run.stderr.trim().split('\n'), run.stderr).toHaveLength(1);
  expect(run.stderr).not.toContain('.ts:');
  expect(run.stdout).toBe('');
}

test('data where a file is: each command names it', async () => {
  const file = join(await temporaryFolder(), 'fichier');
  writeFileSync(file, 'x');
  for (const command of ['status', 'demo', 'serve-ent', 'doctor'])
    expectFailure([command, '--data', file], 1, file, 'a folder is needed', 'store/not-a-folder');
  expectFailure(['status', '--data', join(file, 'dessous')], 1, 'store/not-a-folder');
});

test('results where a file is, or nowhere', async () => {
  const folder = await temporaryFolder();
  const file = join(folder, 'fiche.txt');
  writeFileSync(file, 'x');
  expectFailure(['optimise', file, '--out', file], 1, file, 'store/not-a-folder');
  expectFailure(['optimise', file, '--out', ''], 2, '--out', 'empty');
  expectFailure(['status', '--data', ''], 2, '--data', 'empty');
  expectFailure(['connect', '--url', '', '--login', 'a'], 2, '--url', 'empty');
  expectFailure(['connect', '--url', 'ent.example', '--login', ''], 2, '--login', 'empty');
});

test('a file that is a folder, or is not there, stops everything by its name', async () => {
  const folder = await temporaryFolder();
  const out = join(folder, 'out');
  mkdirSync(join(folder, 'copies'));
  expectFailure(
    ['optimise', join(folder, 'copies'), '--out', out],
    1,
    'copies',
    'is a folder',
    'cli/is-folder',
  );
  expectFailure(['optimise', join(folder, 'rien.pdf'), '--out', out], 1, 'rien.pdf', 'library/file-missing');
});

describe.runIf(process.platform === 'linux')('on Linux', () => {
  test('where the system takes no folders, a command ends and says so', async () => {
    const file = join(await temporaryFolder(), 'fiche.txt');
    writeFileSync(file, 'x');
    expectFailure(
      ['optimise', file, '--out', '/proc/cartable/out'],
      1,
      '/proc/cartable',
      'folder-unwritable',
    );
    expectFailure(['status', '--data', '/proc/cartable/data'], 1, '/proc/cartable', 'cannot be written');
    expectFailure(['serve-ent', '--data', '/proc/cartable/data'], 1, '/proc/cartable');
  });

  test('a file that cannot be read is named, and a pipe is not waited for', async () => {
    const folder = await temporaryFolder();
    execFileSync('mkfifo', [join(folder, 'tube.pdf')]);
    expectFailure(['optimise', join(folder, 'tube.pdf'), '--out', folder], 1, 'tube.pdf', 'cannot be read');
  });
});

describe.runIf(canMountDisks)('on a disk of its own', () => {
  test('a disk that cannot be written is told as such', async () => {
    const disk = await smallDisk(1 << 20);
    const file = join(await temporaryFolder(), 'fiche.txt');
    writeFileSync(file, 'x');
    execFileSync('mount', ['-o', 'remount,ro', disk]);
    expectFailure(['status', '--data', join(disk, 'data')], 1, disk, 'store/read-only');
    expectFailure(['serve-ent', '--data', join(disk, 'data')], 1, disk, 'store/read-only');
    expectFailure(['optimise', file, '--out', disk], 1, disk, 'library/folder-unwritable');
  });

  test('a demonstration without room says that the disk is full', async () => {
    const run = cartable(['demo', '--data', join(await smallDisk(2 << 20), 'data'), '--json']);
    expect([run.status, run.stderr]).toEqual([1, expect.stringContaining('store/disk-full')]);
  });
});

test('a port that is not a port is wrong usage', async () => {
  expectFailure(['serve-ent', '--data', await temporaryFolder(), '--port', 'abc'], 2, 'abc', '65535');
});

test('refusals are told on stderr one by one, and are no failure', async () => {
  const folder = await temporaryFolder();
  writeFileSync(join(folder, 'vide.pdf'), '');
  writeFileSync(join(folder, 'faux.pdf'), 'bonjour');
  const files = [join(folder, 'vide.pdf'), join(folder, 'faux.pdf')];
  const run = cartable(['optimise', ...files, '--out', join(folder, 'out')]);
  expect(run.status).toBe(0);
  expect(run.stderr).toContain('vide.pdf: refused (it is empty)');
  expect(run.stderr).toContain('faux.pdf: refused (it is not what its name says)');
  expect(cartable(['optimise', '--help']).stdout).toContain('refused');
});

test('where the locale is French so are the sentences, the wrong usage and the help; --lang goes before', async () => {
  const french = { LC_ALL: '', LANG: 'fr_FR.UTF-8', LC_MESSAGES: '' };
  const data = await temporaryFolder();
  expect(cartable(['sync', '--data', data], french).stderr).toContain('Aucun compte n’est connecté');
  expect(cartable(['inconnu'], french).stderr).toContain('commande inconnue : « inconnu »');
  expect(cartable(['connect', '--login', 'a'], french).stderr).toContain(
    'il faut l’option « --url <address> »',
  );
  expect(cartable(['status', '--data', ''], french).stderr).toContain('Une valeur vide');
  const help = cartable(['optimise', '--help'], french).stdout;
  expect(help).toContain('Usage :');
  expect(help).toMatch(/Les originaux ne sont jamais\s+touchés/);
  expect(help).not.toMatch(/display help|default:|choices:/);
  expect(cartable(['status', '--data', data, '--lang', 'en'], french).stdout).toContain('No account');
  expect(cartable(['status', '--data', data, '--lang=fr']).stdout).toContain('Aucun compte');
  expect(cartable(['status', '--lang', 'de']).status).toBe(2);
  expect(cartable([]).status).toBe(2);
});
