import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../main/engine/platform/clock.ts';
import { startReferenceEnt } from '../../main/reference-ent/server.ts';
import { openEngine, temporaryFolder } from './synced-class.ts';
import { writeClass } from './write-class.ts';

const DAY_MS = 86_400_000;

/** A class and its ENT, which forgets what was removed after 180 days, and months that pass. */
async function openAgeing() {
  const directory = await temporaryFolder();
  let aheadMs = 0;
  const clock = { ...systemClock, now: () => Date.now() + aheadMs };
  const ent = await startReferenceEnt({ directory: join(directory, 'ent'), seed: 'empty', clock });
  onTestFinished(() => ent.close());
  const written = writeClass(ent, 3);
  const engine = await openEngine(join(directory, 'data'), { clock });
  await engine.client.account.connect({ url: ent.url, login: ent.login, password: ent.password });
  await engine.client.sync.start();
  const sync = async () => {
    const { outcome, error } = await engine.client.sync.start().catch(async () => {
      await engine.client.account.signIn({ password: ent.password });
      return engine.client.sync.start();
    });
    return error?.code ?? outcome;
  };
  const pass = (days: number) => {
    aheadMs += days * DAY_MS;
    ent.tidy();
  };
  /** Half a year and more in which this computer syncs every month. */
  const passInUse = async () => {
    for (let month = 0; month < 7; month += 1) {
      pass(28);
      await sync();
    }
  };
  return { ent, engine, ...written, sync, pass, passInUse };
}

test('a grade that was cleared, and is given on the web half a year later, is news and no step back in time', async () => {
  const { ent, engine, submissionIds, sync, passInUse } = await openAgeing();
  const [submissionId = ''] = submissionIds;
  await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1200 });
  expect(await sync()).toBe('done');
  await engine.client.grading.saveGrade({ submissionId, pointsTimes100: null });
  expect(await sync()).toBe('done');
  await passInUse();
  ent.editOnTheWeb([
    { entity: 'grade', id: submissionId, body: { submission_id: submissionId, points_x100: 1500 } },
  ]);
  expect(await sync()).toBe('done');
  const { db } = engine.workspaces.current().store;
  expect(db.prepare('SELECT points_x100 FROM grade').pluck().all()).toEqual([1500]);
});

test('a student who leaves, and comes back under the same name half a year later, is there again', async () => {
  const { ent, engine, sync, passInUse } = await openAgeing();
  const student = { first_name: 'Aya', last_name: 'Benali', class_group_ids: ['class-1'] };
  ent.editOnTheWeb([{ entity: 'student', id: 'student-2', body: null }]);
  expect(await sync()).toBe('done');
  await passInUse();
  ent.editOnTheWeb([{ entity: 'student', id: 'student-2', body: student }]);
  expect(await sync()).toBe('done');
  const { db } = engine.workspaces.current().store;
  expect(db.prepare("SELECT last_name FROM student WHERE id = 'student-2'").pluck().get()).toBe('Benali');
});

test('what the ENT has removed and forgotten while a computer lay in a drawer stays there, and is told', async () => {
  const { ent, engine, sync, pass } = await openAgeing();
  ent.editOnTheWeb([
    { entity: 'student', id: 'student-2', body: null },
    { entity: 'submission', id: 'submission-2', body: null },
  ]);
  pass(210);
  ent.editOnTheWeb([{ entity: 'subject', id: 'subject-9', body: { name: 'Latin' } }]);
  expect(await sync()).toBe('done');
  const { db } = engine.workspaces.current().store;
  expect(db.prepare('SELECT COUNT(*) FROM student').pluck().get()).toBe(3);
  expect((await engine.client.sync.notices()).unknownToEnt).toContainEqual({ kind: 'student', count: 1 });
});
