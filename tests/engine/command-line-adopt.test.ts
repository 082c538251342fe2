import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { databasePath } from '../../main/reference-ent/ent-store.ts';
import { startEntProcess } from '../bench/sync/ent-process.ts';
import { cartable } from './command-line-run.ts';
import { temporaryFolder } from './synced-class.ts';
import { writeClass } from './write-class.ts';

test('`sync --adopt` starts again from an ENT that was installed anew, which `sync` alone only names', async () => {
  const folder = await temporaryFolder();
  const ent = await startEntProcess(join(folder, 'ent'));
  onTestFinished(() => ent.close());
  await ent.betweenTwoRuns((school) => void writeClass(school, 2));
  const run = (...parameters: string[]) =>
    cartable([...parameters, '--data', join(folder, 'data'), '--json'], { CARTABLE_PASSWORD: ent.password });
  expect(run('connect', '--url', ent.url, '--login', ent.login).status).toBe(0);
  expect(run('sync').status).toBe(0);
  await ent.betweenTwoRuns((school) => {
    const db = new Database(databasePath(school.directory));
    db.exec("UPDATE account SET dataset_id = '0d0d0d0d-new'; UPDATE record SET dataset_id = '0d0d0d0d-new'");
    db.close();
  });
  const stopped = run('sync');
  expect([stopped.status, stopped.stderr]).toEqual([1, expect.stringContaining('sync/dataset-changed')]);
  const adopted = run('sync', '--adopt');
  expect(adopted.status, adopted.stderr).toBe(0);
  expect(JSON.parse(adopted.stdout)).toMatchObject({ outcome: 'done', datasetChange: null });
  expect(run('sync').status).toBe(0);
});
