import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openEngineLog } from '../../main/engine/log.ts';
import { systemClock } from '../../main/engine/platform/clock.ts';
import { systemRandom } from '../../main/engine/platform/random.ts';

async function openLog() {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'cartable-log-'));
  onTestFinished(() => rm(dataDirectory, { recursive: true, force: true }));
  const open = () => openEngineLog({ dataDirectory, clock: systemClock, random: systemRandom(systemClock) });
  const log = open();
  onTestFinished(() => log.close());
  const folder = join(dataDirectory, 'logs');
  const read = (name: string) => readFile(join(folder, name), 'utf8');
  const lines = async () =>
    (await read('engine.log'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  return { log, open, dataDirectory, folder, read, lines };
}

test('a line tells the event, when, and its facts', async () => {
  const { log, lines } = await openLog();
  log.info('sync-ended', { requests: 7, code: 'ent/unreachable' });
  log.warn('engine-not-started', { signal: 'SIGSEGV' });
  expect(await lines()).toEqual([
    { level: 'info', time: expect.any(Number), event: 'sync-ended', requests: 7, code: 'ent/unreachable' },
    { level: 'warn', time: expect.any(Number), event: 'engine-not-started', signal: 'SIGSEGV' },
  ]);
});

test('a bug is found under the id that was given for it', async () => {
  const { log, lines } = await openLog();
  const bugId = log.bug(new TypeError('Emma Durand is not a function'));
  expect(await lines()).toMatchObject([
    { level: 'error', event: 'bug', bugId, error: { name: 'TypeError' } },
  ]);
});

test('nothing personal reaches the disk, whatever is handed in', async () => {
  const { log, read, dataDirectory } = await openLog();
  log.info('sync-ended', {
    title: 'Copie de Durand.pdf',
    path: dataDirectory,
    grade: '12,5',
    sizeBytes: 10,
  });
  log.bug(new Error(`Durand in ${dataDirectory}`, { cause: new SyntaxError('"Durand"') }));
  const text = await read('engine.log');
  for (const secret of ['Durand', dataDirectory, '12,5', hostname(), `/${userInfo().username}/`])
    expect(text).not.toContain(secret);
  expect(text).toContain('"sizeBytes":10');
});

test('nothing is on the disk before the first line', async () => {
  const { folder } = await openLog();
  expect(existsSync(folder)).toBe(false);
});

test('the log stays small: the newest lines are kept in three files', async () => {
  const { log, folder, read, open } = await openLog();
  for (let count = 0; count < 30_000; count += 1) log.info('sync-ended', { count });
  expect((await readdir(folder)).sort()).toEqual(['engine.1.log', 'engine.2.log', 'engine.log']);
  for (const name of await readdir(folder))
    expect((await stat(join(folder, name))).size).toBeLessThanOrEqual(512 * 1024);
  const counts = [await read('engine.2.log'), await read('engine.1.log'), await read('engine.log')]
    .flatMap((text) => text.trimEnd().split('\n'))
    .map((line) => JSON.parse(line).count);
  expect(counts).toEqual(Array.from({ length: counts.length }, (_, index) => 30_000 - counts.length + index));
  log.close();
  const again = open();
  onTestFinished(() => again.close());
  again.info('engine-started', { count: 30_000 });
  expect((await read('engine.log')).trimEnd().split('\n').at(-1)).toContain('"count":30000');
});

test('a place that cannot be written to stops nobody', async () => {
  const { log, folder } = await openLog();
  await writeFile(folder, 'a file where the folder should be');
  log.info('engine-started', {});
  expect(log.bug(new Error('x'))).toMatch(/^[0-9a-f-]{36}$/);
});
