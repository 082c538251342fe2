import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Engine } from '../../main/engine/create-engine.ts';
import { openEngine, openSyncedClass, type SyncedClass } from './synced-class.ts';

/** A copy of the data folder as it is now: a back-up, or the profile of a second computer. */
async function copyData({ directory }: SyncedClass, name: string): Promise<string> {
  const copy = join(directory, name);
  await cp(join(directory, 'data'), copy, { recursive: true });
  return copy;
}

/** Opens a copied data folder. The session's secret was in the keyring, not in the folder: the teacher signs in. */
async function openCopy({ ent, line }: SyncedClass, directory: string): Promise<Engine> {
  const engine = await openEngine(directory);
  await engine.client.account.connect({ url: line.url, login: ent.login, password: ent.password });
  return engine;
}

const grade = (engine: Engine, submissionId: string, pointsTimes100: number) =>
  engine.client.grading.saveGrade({ submissionId, pointsTimes100 });
const pointsOf = async (engine: Engine, submissionId: string) =>
  (await engine.client.grading.submission({ submissionId })).pointsTimes100;
const deviceOf = (engine: Engine) =>
  engine.workspaces.current().store.db.prepare('SELECT device_id FROM account').pluck().get();
const gradesAt = ({ ent }: SyncedClass) =>
  ent.store.entities('grade').map(({ id, version, body }) => [id, version, body.points_x100]);

test('a back-up put back sends its new grade, gets the later ones from the ENT, and overwrites none', async () => {
  const school = await openSyncedClass(4);
  const { ent, engine, submissionIds } = school;
  const [first = '', second = '', third = '', fourth = ''] = submissionIds;
  await grade(engine, first, 800);
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 1 });
  await grade(engine, second, 900);
  await engine.close();
  const copy = await copyData(school, 'back-up');
  const later = await openCopy(school, join(school.directory, 'data'));
  await grade(later, first, 1800);
  await later.client.sync.start();
  await grade(later, third, 1300);
  await later.client.sync.start();
  await later.close();

  const restored = await openCopy(school, copy);
  const device = deviceOf(restored);
  await grade(restored, fourth, 1400);
  expect(await restored.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 1, error: null });
  expect(gradesAt(school)).toEqual([
    [first, 2, 1800],
    [second, 1, 900],
    [third, 1, 1300],
    [fourth, 1, 1400],
  ]);
  for (const [submissionId, points] of [
    [first, 1800],
    [second, 900],
    [third, 1300],
    [fourth, 1400],
  ] as const)
    expect(await pointsOf(restored, submissionId)).toBe(points);
  expect(await restored.client.sync.waiting()).toEqual([]);
  expect(await restored.client.sync.conflicts()).toEqual([]);
  expect(deviceOf(restored)).not.toBe(device);
  // One row an operation that took effect: five grades were typed and sent, none twice.
  expect(ent.store.ledgerCount()).toBe(5);
  await grade(restored, fourth, 1500);
  expect(await restored.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 1 });
  expect(gradesAt(school).at(-1)).toEqual([fourth, 2, 1500]);
});

test('what was typed in a restored back-up on a value that is newer at the ENT is a conflict', async () => {
  const school = await openSyncedClass(2);
  const { ent, engine, submissionIds } = school;
  const [first = '', second = ''] = submissionIds;
  // It waits in the back-up, and was changed under the same name before it was sent.
  await grade(engine, first, 800);
  await grade(engine, second, 700);
  await engine.close();
  const copy = await copyData(school, 'back-up');
  const later = await openCopy(school, join(school.directory, 'data'));
  await grade(later, first, 1000);
  await later.client.sync.start();
  await later.close();

  const restored = await openCopy(school, copy);
  await grade(restored, first, 1600);
  expect(await restored.client.sync.start()).toMatchObject({ outcome: 'done' });
  expect(gradesAt(school)).toEqual([
    [first, 1, 1000],
    [second, 1, 700],
  ]);
  const [conflict] = await restored.client.sync.conflicts();
  expect(conflict).toMatchObject({
    mine: { fields: [{ value: 1600 }] },
    theirs: { fields: [{ value: 1000 }] },
  });
  await restored.client.sync.resolveConflict({ conflictId: conflict?.id ?? '', keep: 'mine' });
  await restored.client.sync.start();
  expect(gradesAt(school)[0]).toEqual([first, 2, 1600]);
  expect(ent.store.ledgerCount()).toBe(3);
});

test('a batch that was on its way when the back-up was made is not taken for a later one', async () => {
  const school = await openSyncedClass(3);
  const { engine, line, submissionIds } = school;
  const [first = '', second = '', third = ''] = submissionIds;
  await grade(engine, first, 800);
  line.failNext('/batches', 'captive-portal');
  expect((await engine.client.sync.start()).outcome).toBe('failed');
  await engine.close();
  const copy = await copyData(school, 'back-up');
  const later = await openCopy(school, join(school.directory, 'data'));
  await grade(later, first, 850);
  await grade(later, second, 900);
  expect(await later.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 3 });
  await later.close();

  const restored = await openCopy(school, copy);
  await grade(restored, third, 1400);
  expect(await restored.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 1 });
  expect(gradesAt(school)).toEqual([
    [first, 2, 850],
    [second, 1, 900],
    [third, 1, 1400],
  ]);
  expect(await pointsOf(restored, second)).toBe(900);
});

test('two copies of one profile in use at once: both send what is theirs, and a shared edit takes effect once', async () => {
  const school = await openSyncedClass(4);
  const { ent, engine, submissionIds } = school;
  const [shared = '', changed = '', own = '', other = ''] = submissionIds;
  await grade(engine, shared, 1000);
  await grade(engine, changed, 1100);
  await engine.close();
  const copy = await copyData(school, 'clone');
  const one = await openCopy(school, join(school.directory, 'data'));
  const two = await openCopy(school, copy);
  await grade(one, own, 1200);
  await grade(two, other, 1300);
  await grade(two, changed, 1150);
  // The policy tells nothing yet: it is by the answer to its batch that the second one finds out.
  school.line.failNext('/batches', 'captive-portal');
  expect((await two.client.sync.start()).outcome).toBe('failed');
  const [oneSent, twoSent] = [await one.client.sync.start(), await two.client.sync.start()];
  expect([oneSent.outcome, twoSent.outcome]).toEqual(['done', 'done']);
  expect(gradesAt(school).toSorted()).toEqual(
    [
      [shared, 1, 1000],
      [changed, 1, 1100],
      [own, 1, 1200],
      [other, 1, 1300],
    ].toSorted(),
  );
  expect(await two.client.sync.waiting()).toMatchObject([{ entityId: changed, state: 'conflict' }]);
  expect(deviceOf(two)).not.toBe(deviceOf(one));
  expect(ent.store.ledgerCount()).toBe(4);
  await one.client.sync.start();
  expect(await pointsOf(one, other)).toBe(1300);
});

test('an edit sent for the first time that the ENT claims to know is compared, not believed', async () => {
  const school = await openSyncedClass(2);
  const { engine, submissionIds } = school;
  const [first = ''] = submissionIds;
  await grade(engine, first, 1000);
  await engine.close();
  const copy = await copyData(school, 'clone');
  const one = await openCopy(school, join(school.directory, 'data'));
  await one.client.sync.start();
  const two = await openCopy(school, copy);
  await grade(two, first, 1700);
  // It has sealed batches that never arrived: its next number is above those that the ENT has answered.
  two.workspaces
    .current()
    .store.write(() =>
      two.workspaces.current().store.db.prepare("INSERT INTO counter VALUES ('batch_no', 40)").run(),
    );
  expect(await two.client.sync.start()).toMatchObject({ outcome: 'done' });
  expect(gradesAt(school)).toEqual([[first, 1, 1000]]);
  expect(await two.client.sync.conflicts()).toMatchObject([
    { mine: { fields: [{ value: 1700 }] }, theirs: { fields: [{ value: 1000 }] } },
  ]);
});
