import { join } from 'node:path';
import { expect, test } from 'vitest';
import { classOnDisk } from './command-line-class.ts';
import { cartable } from './command-line-run.ts';
import { temporaryFolder } from './synced-class.ts';

test('`history` tells what each sync asked of the ENT, to people and to programs, with the ENT gone', async () => {
  const { data } = await classOnDisk();
  const run = (...options: string[]) => cartable(['history', '--data', data, ...options]);
  const json = run('--json');
  expect(json.status, json.stderr).toBe(0);
  const { sessions } = JSON.parse(json.stdout);
  expect(sessions).toMatchObject([{ outcome: 'done', error: null, changesReceived: 9, editsSent: 0 }]);
  const [{ requests, bytesUp, bytesDown }] = sessions;
  expect([requests, bytesUp, bytesDown].every((count) => count > 0)).toBe(true);
  expect(run('--lang', 'fr').stdout).toContain(`${requests} requêtes`);
});

test('`history` without an account says so', async () => {
  const data = join(await temporaryFolder(), 'data');
  const { status, stderr } = cartable(['history', '--data', data]);
  expect([status, stderr]).toEqual([1, expect.stringContaining('account/not-connected')]);
});
