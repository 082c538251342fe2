import { readdirSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { databasePath } from '../../main/reference-ent/ent-store.ts';
import { type ReferenceEnt, startReferenceEnt } from '../../main/reference-ent/server.ts';
import { openSyncedClass, type SyncedClass } from './synced-class.ts';

const STOPPED = { outcome: 'failed', editsSent: 0, error: { code: 'sync/dataset-changed' } };

/** Stops an ENT, lets its operator work on its folder, and starts it again at the same address. */
async function whileClosed(
  ent: ReferenceEnt,
  work: (directory: string) => Promise<void> | void,
): Promise<ReferenceEnt> {
  const { port } = new URL(ent.url);
  await ent.close();
  await work(ent.directory);
  const again = await startReferenceEnt({ directory: ent.directory, port: Number(port), seed: 'empty' });
  onTestFinished(() => again.close());
  return again;
}

const backUpOf = (directory: string) => `${directory}-yesterday`;
const backUp = (ent: ReferenceEnt) =>
  whileClosed(ent, (directory) => cp(directory, backUpOf(directory), { recursive: true }));

const restore = (ent: ReferenceEnt, change: (db: Database.Database) => void = () => undefined) =>
  whileClosed(ent, async (directory) => {
    await rm(directory, { recursive: true });
    await cp(backUpOf(directory), directory, { recursive: true });
    changeDatabase(directory, change);
  });

function changeDatabase(directory: string, change: (db: Database.Database) => void): void {
  const db = new Database(databasePath(directory));
  change(db);
  db.close();
}

function renameDataset(db: Database.Database): void {
  db.exec("UPDATE account SET dataset_id = '0d0d0d0d-new'; UPDATE record SET dataset_id = '0d0d0d0d-new'");
}

/** Connects anew: an ENT that was put back may not know the session that was opened since. */
async function signInAgain({ engine }: SyncedClass, ent: ReferenceEnt): Promise<void> {
  await engine.client.account.signIn({ password: ent.password });
}

async function adopt({ engine }: SyncedClass): Promise<void> {
  const { datasetChange } = await engine.client.sync.notices();
  await engine.client.sync.adoptDataset({ datasetId: datasetChange?.datasetId ?? '' });
}

const gradeOf = ({ engine }: SyncedClass, submissionId = '') =>
  engine.client.grading.submission({ submissionId }).then(({ pointsTimes100 }) => pointsTimes100);

test('another dataset in the ENT’s place is sent nothing, deletes nothing, and is told; ours coming back ends it', async () => {
  const world = await openSyncedClass();
  const { engine, submissionIds, assignmentId } = world;
  const ent = await whileClosed(await backUp(world.ent), (directory) =>
    changeDatabase(directory, (db) => {
      renameDataset(db);
      db.exec("DELETE FROM record WHERE entity = 'submission'");
    }),
  );
  await engine.client.grading.saveGrade({ submissionId: submissionIds[0] ?? '', pointsTimes100: 1200 });
  expect(await engine.client.sync.start()).toMatchObject(STOPPED);
  expect(await engine.client.sync.start()).toMatchObject(STOPPED);
  expect((await engine.client.sync.notices()).datasetChange).toMatchObject({
    datasetId: '0d0d0d0d-new',
    reason: 'replaced',
  });
  expect(ent.store.count('grade')).toBe(0);
  expect(await engine.client.grading.submissions({ assignmentId })).toHaveLength(3);
  await restore(ent);
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 1 });
  expect((await engine.client.sync.notices()).datasetChange).toBeNull();
});

test('signing in to another dataset keeps the account’s own, and everything in it, until the teacher decides', async () => {
  const world = await openSyncedClass();
  const { engine, submissionIds } = world;
  const ent = await whileClosed(world.ent, (directory) => changeDatabase(directory, renameDataset));
  await engine.client.grading.saveGrade({ submissionId: submissionIds[0] ?? '', pointsTimes100: 1200 });
  await signInAgain(world, ent);
  expect(await gradeOf(world, submissionIds[0])).toBe(1200);
  expect(await engine.client.sync.start()).toMatchObject(STOPPED);
});

test('starting again from a new dataset sends what it lacks, asks about what differs, and keeps what it does not know', async () => {
  const world = await openSyncedClass(5);
  const { engine, submissionIds, assignmentId } = world;
  const [alike = '', changed = '', lost = '', waiting = '', gone = ''] = submissionIds;
  const grade = (submissionId: string, pointsTimes100: number) =>
    engine.client.grading.saveGrade({ submissionId, pointsTimes100 });
  for (const submissionId of [alike, changed, lost, gone]) await grade(submissionId, 1000);
  await engine.client.sync.start();
  const ent = await whileClosed(world.ent, (directory) =>
    changeDatabase(directory, (db) => {
      renameDataset(db);
      db.prepare('UPDATE record SET body = ? WHERE entity = ? AND id = ?').run(
        JSON.stringify({ submission_id: changed, points_x100: 1500 }),
        'grade',
        changed,
      );
      db.prepare("DELETE FROM record WHERE entity = 'grade' AND id = ?").run(lost);
      db.prepare('DELETE FROM record WHERE id IN (?, ?)').run(gone, gone.replace('submission', 'student'));
      db.exec('UPDATE record SET version = 1; DELETE FROM ledger; DELETE FROM device');
    }),
  );
  await grade(waiting, 1300);
  expect(await engine.client.sync.start()).toMatchObject(STOPPED);
  let undisturbed = 0;
  Object.assign(engine.workspaces.current().syncContext, {
    undisturbed: (work: () => Promise<unknown>) => {
      undisturbed += 1;
      return work();
    },
  });
  await adopt(world);
  // The copy of a large database: nobody takes the engine for dead meanwhile.
  expect(undisturbed).toBe(1);
  const { path } = engine.workspaces.current().store;
  const [backup = ''] = readdirSync(join(dirname(path), 'backups'));
  const copy = new Database(join(dirname(path), 'backups', backup), { readonly: true });
  expect(copy.prepare('SELECT COUNT(*) FROM grade').pluck().get()).toBe(5);
  copy.close();
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done' });
  expect(
    Object.fromEntries(ent.store.entities('grade').map(({ id, body }) => [id, body.points_x100])),
  ).toEqual({ [alike]: 1000, [changed]: 1500, [lost]: 1000, [waiting]: 1300 });
  expect(await engine.client.sync.conflicts()).toMatchObject([
    { entityId: changed, mine: { fields: [{ value: 1000 }] }, theirs: { fields: [{ value: 1500 }] } },
  ]);
  expect((await engine.client.sync.waiting()).filter(({ state }) => state !== 'conflict')).toMatchObject([
    { entityId: gone, state: 'refused', reason: 'not-found' },
  ]);
  expect(await gradeOf(world, gone)).toBe(1000);
  expect(await engine.client.grading.submissions({ assignmentId })).toHaveLength(5);
  expect(await engine.client.sync.notices()).toMatchObject({
    datasetChange: null,
    unknownToEnt: [
      { kind: 'student', count: 1 },
      { kind: 'submission', count: 1 },
    ],
  });
  expect((await engine.client.sync.start()).outcome).toBe('done');
  await engine.client.sync.dismissUnknown();
  expect((await engine.client.sync.notices()).unknownToEnt).toEqual([]);
  await engine.client.sync.start();
  expect((await engine.client.sync.notices()).unknownToEnt).toEqual([]);
  expect(await engine.client.grading.submissions({ assignmentId })).toHaveLength(5);
});

test('an edit that waits, made on a value that the new dataset has alike, leaves without a conflict', async () => {
  const world = await openSyncedClass();
  const { engine, submissionIds } = world;
  const [submissionId = ''] = submissionIds;
  await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1000 });
  await engine.client.sync.start();
  const ent = await whileClosed(world.ent, (directory) => changeDatabase(directory, renameDataset));
  await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1100 });
  await engine.client.sync.start();
  await adopt(world);
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 1 });
  expect(await engine.client.sync.conflicts()).toEqual([]);
  expect(ent.store.entities('grade')).toMatchObject([{ body: { points_x100: 1100 } }]);
});

test('a document that only this device has left goes to the new dataset with its lesson', async () => {
  const world = await openSyncedClass();
  const { engine, submissionIds, document } = world;
  await engine.client.grading.attachFeedback({
    submissionId: submissionIds[0] ?? '',
    path: await document('corrige.txt', 'Voir page 12.'),
  });
  await engine.client.sync.start();
  const ent = await whileClosed(world.ent, (directory) =>
    changeDatabase(directory, (db) => {
      renameDataset(db);
      db.exec("DELETE FROM record WHERE entity = 'feedback'; DELETE FROM blob_right; DELETE FROM blob");
    }),
  );
  await engine.client.sync.start();
  await adopt(world);
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', documentsSent: 1, editsSent: 1 });
  expect(ent.store.count('feedback')).toBe(1);
});

test('an ENT put back to yesterday under its own name is sent nothing until the teacher decides, then gets back what it lost', async () => {
  const world = await openSyncedClass(4);
  const { engine, submissionIds } = world;
  const [older = '', added = ''] = submissionIds;
  await engine.client.grading.saveGrade({ submissionId: older, pointsTimes100: 1000 });
  await engine.client.sync.start();
  let ent = await backUp(world.ent);
  await engine.client.grading.saveGrade({ submissionId: older, pointsTimes100: 1200 });
  await engine.client.grading.saveGrade({ submissionId: added, pointsTimes100: 900 });
  await engine.client.sync.start();
  ent = await restore(ent);
  await signInAgain(world, ent);
  await engine.client.grading.saveGrade({ submissionId: submissionIds[2] ?? '', pointsTimes100: 700 });
  expect(await engine.client.sync.start()).toMatchObject(STOPPED);
  expect((await engine.client.sync.notices()).datasetChange).toMatchObject({ reason: 'restored' });
  expect(await engine.client.sync.start()).toMatchObject(STOPPED);
  expect(ent.store.count('grade')).toBe(1);
  expect(await gradeOf(world, older)).toBe(1200);
  await adopt(world);
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 2 });
  expect(await engine.client.sync.conflicts()).toMatchObject([
    { entityId: older, mine: { fields: [{ value: 1200 }] }, theirs: { fields: [{ value: 1000 }] } },
  ]);
  expect(await gradeOf(world, added)).toBe(900);
  expect(ent.store.count('grade')).toBe(3);
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done' });
});

test('an ENT put back to yesterday is noticed by what it serves, when nothing was sent since', async () => {
  const world = await openSyncedClass();
  const { engine, assignmentId } = world;
  let ent = await backUp(world.ent);
  const assignment = ent.store.entities('assignment')[0];
  ent.editOnTheWeb([
    { entity: 'assignment', id: assignmentId, body: { ...assignment?.body, title: 'Devoir n° 1 bis' } },
  ]);
  await engine.client.sync.start();
  ent = await restore(ent);
  await signInAgain(world, ent);
  expect(await engine.client.sync.start()).toMatchObject(STOPPED);
  await adopt(world);
  expect((await engine.client.sync.start()).outcome).toBe('done');
  expect((await engine.client.grading.assignments({})).map(({ title }) => title)).toEqual(['Devoir n° 1']);
});

test('two texts under one version, after an ENT was put back and written to again, are a conflict, never a silence', async () => {
  const world = await openSyncedClass();
  const { engine, submissionIds } = world;
  const [submissionId = ''] = submissionIds;
  const write = (ent: ReferenceEnt, points_x100: number) =>
    ent.editOnTheWeb([
      { entity: 'grade', id: submissionId, body: { submission_id: submissionId, points_x100 } },
    ]);
  let ent = await backUp(world.ent);
  write(ent, 1200);
  await engine.client.sync.start();
  ent = await restore(ent);
  write(ent, 1500);
  await signInAgain(world, ent);
  engine.workspaces.current().store.db.prepare('UPDATE sync_state SET cursor = NULL').run();
  expect((await engine.client.sync.start()).outcome).toBe('done');
  expect(await engine.client.sync.conflicts()).toMatchObject([
    { mine: { fields: [{ value: 1200 }] }, theirs: { fields: [{ value: 1500 }] } },
  ]);
});

test('only what was offered can be adopted', async () => {
  const world = await openSyncedClass();
  await expect(world.engine.client.sync.adoptDataset({ datasetId: 'autre' })).rejects.toMatchObject({
    code: 'store/not-found',
  });
});
