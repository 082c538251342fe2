import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createEngine } from '../../main/engine/create-engine.ts';
import { memorySecrets } from '../../main/engine/platform/secrets.ts';
import { startEntProcess } from '../bench/sync/ent-process.ts';
import { cartable } from './command-line-run.ts';
import { temporaryFolder } from './synced-class.ts';
import { writeClass } from './write-class.ts';

test('what the ENT does not take is told by sync, status and doctor, and is not said to wait', async () => {
  const folder = await temporaryFolder();
  const data = join(folder, 'data');
  const ent = await startEntProcess(join(folder, 'ent'));
  onTestFinished(() => ent.close());
  const closeTerm = (isClosed: boolean) =>
    ent.betweenTwoRuns((school) => {
      if (!isClosed) writeClass(school, 3);
      const [assignment] = school.store.entities('assignment');
      const term = { label: '1er trimestre', starts_at: 1, ends_at: 2, is_closed: isClosed };
      school.editOnTheWeb([
        { entity: 'period', id: 'term-1', body: term },
        {
          entity: 'assignment',
          id: assignment?.id ?? '',
          body: { ...assignment?.body, period_id: 'term-1' },
        },
      ]);
    });
  await closeTerm(false);
  const run = (command: string, ...parameters: string[]) =>
    cartable([command, ...parameters, '--data', data, '--lang', 'fr'], { CARTABLE_PASSWORD: ent.password });
  expect(run('connect', '--url', ent.url, '--login', ent.login).status).toBe(0);
  expect(run('sync').status).toBe(0);
  const engine = await createEngine({
    dataDirectory: data,
    appVersion: '0.0.0',
    deviceName: 'test',
    secrets: memorySecrets(),
  });
  for (const submissionId of ['submission-1', 'submission-2', 'submission-3'])
    await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1000 });
  await engine.close();
  await closeTerm(true);
  const told = 'L’ENT n’a pas pris 3 modifications (locked × 3)';
  for (const command of ['sync', 'status', 'doctor']) expect(run(command).stdout).toContain(told);
  expect(run('status').stdout).toContain('0 modification attend');
});
