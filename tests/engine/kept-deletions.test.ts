import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { CARTABLE, environment } from './command-line-run.ts';
import { openSyncedClass, type SyncedClass } from './synced-class.ts';

const HELD = { outcome: 'failed', error: { code: 'sync/too-many-deletions' } };
const DONE = { outcome: 'done', error: null };

const gone = (entity: string, ids: readonly string[]) => ids.map((id) => ({ entity, id, body: null }));

const studentsOf = (submissionIds: readonly string[]) =>
  submissionIds.map((id) => id.replace('submission', 'student'));

const notices = ({ engine }: SyncedClass) => engine.client.sync.notices();

const sync = ({ engine }: SyncedClass) => engine.client.sync.start();

const copies = async ({ engine, assignmentId }: SyncedClass) =>
  (await engine.client.grading.submissions({ assignmentId })).length;

async function refuse(world: SyncedClass): Promise<void> {
  const { heldDeletions } = await notices(world);
  await world.engine.client.sync.refuseDeletions({ setId: heldDeletions?.setId ?? '' });
}

async function deleteKept(world: SyncedClass): Promise<void> {
  const { keptDeletions } = await notices(world);
  await world.engine.client.sync.deleteKept({ setId: keptDeletions?.setId ?? '' });
}

/** A class whose ENT has let all but four copies and students go, which the teacher has refused. */
async function openKeptClass(): Promise<SyncedClass & { readonly gone: readonly string[] }> {
  const world = await openSyncedClass(30);
  const vanished = world.submissionIds.slice(4);
  world.ent.editOnTheWeb([...gone('submission', vanished), ...gone('student', studentsOf(vanished))]);
  expect(await sync(world)).toMatchObject(HELD);
  await refuse(world);
  expect(await sync(world)).toMatchObject(DONE);
  return { ...world, gone: vanished };
}

test('what the teacher refuses to delete stays, all the rest of the pull comes, and sessions end well from then on', async () => {
  const world = await openSyncedClass(30);
  const { ent, engine, submissionIds } = world;
  const [submissionId = ''] = submissionIds;
  ent.editOnTheWeb([
    ...gone('submission', submissionIds.slice(4)),
    { entity: 'grade', id: submissionId, body: { submission_id: submissionId, points_x100: 1250 } },
  ]);
  expect(await sync(world)).toMatchObject(HELD);
  await refuse(world);
  expect((await notices(world)).heldDeletions).toMatchObject({ decision: 'refused' });
  expect(await sync(world)).toMatchObject(DONE);
  expect(await copies(world)).toBe(30);
  expect(await engine.client.grading.submission({ submissionId })).toMatchObject({ pointsTimes100: 1250 });
  expect(await notices(world)).toMatchObject({
    heldDeletions: null,
    unknownToEnt: [],
    keptDeletions: { kinds: [{ kind: 'submission', count: 26 }] },
  });
  ent.editOnTheWeb([{ entity: 'subject', id: 'subject-9', body: { name: 'Latin' } }]);
  expect(await sync(world)).toMatchObject({ ...DONE, changesReceived: 1 });
  expect(await sync(world)).toMatchObject({ ...DONE, changesReceived: 0 });
  expect(await copies(world)).toBe(30);
});

test('a grade typed on a kept copy is sent, and shown with the ENT’s reason when it knows no such copy', async () => {
  const world = await openKeptClass();
  const { engine, gone: vanished } = world;
  const [submissionId = ''] = vanished;
  await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1450 });
  expect(await sync(world)).toMatchObject(DONE);
  expect(await engine.client.sync.waiting()).toMatchObject([
    { entity: 'grade', entityId: submissionId, state: 'refused', reason: 'not-found' },
  ]);
  expect(await engine.client.grading.submission({ submissionId })).toMatchObject({ pointsTimes100: 1450 });
});

test('an edit of what was kept itself is a choice for the teacher, whose text brings it back at the ENT', async () => {
  const world = await openSyncedClass(30);
  const { ent, engine, submissionIds } = world;
  for (const submissionId of submissionIds)
    await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1000 });
  await sync(world);
  ent.editOnTheWeb(gone('grade', submissionIds));
  expect(await sync(world)).toMatchObject(HELD);
  await refuse(world);
  expect(await sync(world)).toMatchObject(DONE);
  const [submissionId = ''] = submissionIds;
  await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1100 });
  expect(await sync(world)).toMatchObject(DONE);
  const [conflict] = await engine.client.sync.conflicts();
  expect(conflict).toMatchObject({ entityId: submissionId, theirs: { isRemoved: true } });
  await engine.client.sync.resolveConflict({ conflictId: conflict?.id ?? '', keep: 'mine' });
  expect(await sync(world)).toMatchObject(DONE);
  expect(ent.store.entities('grade')).toMatchObject([{ id: submissionId, body: { points_x100: 1100 } }]);
  expect((await notices(world)).keptDeletions?.kinds).toEqual([{ kind: 'grade', count: 29 }]);
});

test('another mass deletion is asked about anew, out of what the ENT still had', async () => {
  const world = await openKeptClass();
  const { ent, assignmentId } = world;
  const added = Array.from({ length: 40 }, (_, index) => `submission-new-${index}`);
  const first = ent.store.entities('submission')[0]?.body;
  ent.editOnTheWeb(
    added.map((id) => ({ entity: 'submission', id, body: { ...first, assignment_id: assignmentId } })),
  );
  expect(await sync(world)).toMatchObject(DONE);
  ent.editOnTheWeb(gone('submission', added.slice(0, 21)));
  expect(await sync(world)).toMatchObject(HELD);
  expect((await notices(world)).heldDeletions).toMatchObject({
    decision: null,
    kinds: [{ kind: 'submission', goneCount: 21, knownCount: 44 }],
  });
  await refuse(world);
  expect(await sync(world)).toMatchObject(DONE);
  expect((await notices(world)).keptDeletions?.kinds).toEqual([
    { kind: 'submission', count: 47 },
    { kind: 'student', count: 26 },
  ]);
});

test('what is kept goes after all when the teacher says so: at once, whole, after a back-up that still has it', async () => {
  const world = await openKeptClass();
  const { engine, gone: vanished } = world;
  const [submissionId = ''] = vanished;
  await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1450 });
  await sync(world);
  const { store } = engine.workspaces.current();
  await deleteKept(world);
  expect(await copies(world)).toBe(4);
  expect((await notices(world)).keptDeletions).toBeNull();
  const folder = join(dirname(store.path), 'backups');
  const [backup = ''] = readdirSync(folder);
  const copy = new Database(join(folder, backup), { readonly: true });
  expect(copy.prepare('SELECT COUNT(*) FROM submission').pluck().get()).toBe(30);
  copy.close();
  expect(await engine.client.sync.waiting()).toMatchObject([
    { entity: 'grade', entityId: submissionId, label: expect.stringContaining('Nom 5'), state: 'refused' },
  ]);
  expect(await sync(world)).toMatchObject({ ...DONE, changesReceived: 0 });
  expect(await copies(world)).toBe(4);
});

test('only what was shown as kept is deleted', async () => {
  const world = await openKeptClass();
  const { ent, engine, submissionIds, gone: vanished } = world;
  const shown = (await notices(world)).keptDeletions?.setId ?? '';
  const [back = ''] = vanished;
  const body = ent.store.entities('submission').find(({ id }) => id === submissionIds[0])?.body ?? {};
  ent.editOnTheWeb([{ entity: 'submission', id: back, body: { ...body } }]);
  await sync(world);
  await expect(engine.client.sync.deleteKept({ setId: shown })).rejects.toMatchObject({
    code: 'store/not-found',
  });
  expect(await copies(world)).toBe(30);
});

test('rows that come back are ordinary again: what they say is shown, and one that goes then is believed', async () => {
  const world = await openSyncedClass(30);
  const { ent, submissionIds } = world;
  const before = ent.store.entities('submission');
  ent.editOnTheWeb(gone('submission', submissionIds));
  await sync(world);
  await refuse(world);
  await sync(world);
  ent.editOnTheWeb(before.map(({ id, body }) => ({ entity: 'submission', id, body })));
  expect(await sync(world)).toMatchObject({ ...DONE, changesReceived: 30 });
  expect((await notices(world)).keptDeletions).toBeNull();
  ent.editOnTheWeb(gone('submission', submissionIds.slice(0, 1)));
  expect(await sync(world)).toMatchObject(DONE);
  expect(await copies(world)).toBe(29);
});

test.each(['versions', null])(
  'deletions that are told again by a comparison (%s) are no news: nothing is asked, nothing goes',
  async (comparison) => {
    const world = await openKeptClass();
    const { db } = world.engine.workspaces.current().store;
    db.prepare('UPDATE sync_state SET cursor = NULL, comparison = ?').run(comparison);
    const { keptDeletions } = await notices(world);
    expect(await sync(world)).toMatchObject({ ...DONE, changesReceived: 0 });
    expect(await notices(world)).toMatchObject({ heldDeletions: null, keptDeletions });
    expect(await copies(world)).toBe(30);
  },
);

test('a refusal holds for what has become of the set: some of it back, a few more gone', async () => {
  const world = await openSyncedClass(30);
  const { ent, submissionIds } = world;
  const before = ent.store.entities('submission');
  ent.editOnTheWeb(gone('submission', submissionIds.slice(2)));
  await sync(world);
  await refuse(world);
  ent.editOnTheWeb([
    ...before.slice(-3).map(({ id, body }) => ({ entity: 'submission', id, body })),
    ...gone('submission', submissionIds.slice(0, 1)),
  ]);
  expect(await sync(world)).toMatchObject(DONE);
  expect(await copies(world)).toBe(30);
  expect((await notices(world)).keptDeletions?.kinds).toEqual([{ kind: 'submission', count: 26 }]);
});

test('a refusal is of what was shown: when the ENT takes much more away, it is asked again', async () => {
  const world = await openSyncedClass(30);
  const { ent, submissionIds } = world;
  ent.editOnTheWeb(gone('submission', submissionIds));
  await sync(world);
  await refuse(world);
  ent.editOnTheWeb(gone('student', studentsOf(submissionIds)));
  expect(await sync(world)).toMatchObject(HELD);
  expect((await notices(world)).heldDeletions).toMatchObject({ decision: null });
});

test('`sync --refuse-deletions` keeps what was listed and receives the rest; `--delete-kept` deletes it after all', async () => {
  const { ent, engine, submissionIds, directory } = await openSyncedClass(30);
  await engine.close();
  ent.editOnTheWeb(gone('submission', submissionIds));
  const run = async (...options: string[]) => {
    const parameters = ['sync', '--data', join(directory, 'data'), '--json', ...options];
    return await promisify(execFile)(process.execPath, [CARTABLE, ...parameters], {
      env: environment({ CARTABLE_PASSWORD: ent.password }),
    }).catch((failure: { stdout: string; stderr: string }) => failure);
  };
  expect((await run()).stderr).toContain('--refuse-deletions');
  const kinds = [{ kind: 'submission', count: 30 }];
  expect(JSON.parse((await run('--refuse-deletions')).stdout)).toMatchObject({
    outcome: 'done',
    heldDeletions: null,
    keptDeletions: { kinds },
  });
  expect(JSON.parse((await run('--delete-kept')).stdout)).toMatchObject({
    outcome: 'done',
    keptDeletions: null,
  });
});
