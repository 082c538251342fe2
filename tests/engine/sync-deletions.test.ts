import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { KeptPages } from '../../main/engine/sync/kept-pages.ts';
import { documentOf, handIn, noise, putAtEnt } from './class-documents.ts';
import { pickyEnt, pointTo } from './picky-ent.ts';
import { startReplyRewriter } from './reply-rewriter.ts';
import { openSyncedClass, type SyncedClass } from './synced-class.ts';

const HELD = { outcome: 'failed', error: { code: 'sync/too-many-deletions' } };

const gone = (entity: string, ids: readonly string[]) => ids.map((id) => ({ entity, id, body: null }));

const studentsOf = (submissionIds: readonly string[]) =>
  submissionIds.map((id) => id.replace('submission', 'student'));

async function held({ engine }: SyncedClass) {
  return (await engine.client.sync.notices()).heldDeletions;
}

async function accept(world: SyncedClass): Promise<void> {
  await world.engine.client.sync.acceptDeletions({ setId: (await held(world))?.setId ?? '' });
}

function backups({ engine }: SyncedClass): string[] {
  try {
    const folder = join(dirname(engine.workspaces.current().store.path), 'backups');
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
}

test('what the ENT says is gone is shown by kind, out of how many, and edits still leave meanwhile', async () => {
  const world = await openSyncedClass(30);
  const { ent, engine, submissionIds, assignmentId } = world;
  ent.editOnTheWeb([
    ...gone('submission', submissionIds.slice(5)),
    ...gone('student', studentsOf(submissionIds.slice(5))),
  ]);
  expect(await engine.client.sync.start()).toMatchObject(HELD);
  const notice = await held(world);
  expect(notice).toMatchObject({ decision: null });
  expect(notice?.kinds.toSorted((a, b) => (a.kind < b.kind ? -1 : 1))).toEqual([
    { kind: 'student', goneCount: 25, knownCount: 30 },
    { kind: 'submission', goneCount: 25, knownCount: 30 },
  ]);
  await engine.client.grading.saveGrade({ submissionId: submissionIds[0] ?? '', pointsTimes100: 1200 });
  expect(await engine.client.sync.start()).toMatchObject({ ...HELD, editsSent: 1 });
  expect(ent.store.entities('grade')).toMatchObject([{ body: { points_x100: 1200 } }]);
  expect(await engine.client.grading.submissions({ assignmentId })).toHaveLength(30);
  expect(await held(world)).toMatchObject({ decision: null, setId: notice?.setId });
});

test('documents that were awaited before still come while deletions are held', async () => {
  const world = await openSyncedClass(30);
  const { ent, engine, submissionIds, directory } = world;
  const handedIn = documentOf(noise(3_000, 1));
  await putAtEnt(ent, directory, [handedIn]);
  handIn(ent, submissionIds.slice(0, 1), [handedIn]);
  let isWell = false;
  const url = await pickyEnt(ent.url, ({ path }) =>
    isWell || !path.includes('/blobs') ? null : { status: 500, code: null },
  );
  pointTo(engine, url);
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'failed', documentsReceived: 0 });
  isWell = true;
  ent.editOnTheWeb(gone('submission', submissionIds.slice(5)));
  expect(await engine.client.sync.start()).toMatchObject({ ...HELD, documentsReceived: 1 });
});

test('edits leave even when the deletions come with everything else, on a cursor that has expired', async () => {
  const world = await openSyncedClass(30);
  const { ent, engine, submissionIds } = world;
  ent.editOnTheWeb(gone('submission', submissionIds.slice(1)));
  const { db } = engine.workspaces.current().store;
  db.prepare('UPDATE sync_state SET cursor = NULL').run();
  await engine.client.grading.saveGrade({ submissionId: submissionIds[0] ?? '', pointsTimes100: 1200 });
  expect(await engine.client.sync.start()).toMatchObject({ ...HELD, editsSent: 1 });
  expect(ent.store.count('grade')).toBe(1);
});

test('accepted deletions are applied by the next sync, after a back-up that still has everything', async () => {
  const world = await openSyncedClass(30);
  const { ent, engine, submissionIds, assignmentId } = world;
  ent.editOnTheWeb(gone('submission', submissionIds));
  await engine.client.sync.start();
  await accept(world);
  expect(await held(world)).toMatchObject({ decision: 'accepted' });
  expect(backups(world)).toEqual([]);
  expect((await engine.client.sync.start()).outcome).toBe('done');
  expect(await engine.client.grading.submissions({ assignmentId })).toHaveLength(0);
  expect(await held(world)).toBeNull();
  const [backup = ''] = backups(world);
  const copy = new Database(backup, { readonly: true });
  expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(copy.prepare('SELECT COUNT(*) FROM submission').pluck().get()).toBe(30);
  copy.close();
  expect((await engine.client.sync.start()).outcome).toBe('done');
});

test('an acceptance is about the deletions that were shown: one more, and it is asked again', async () => {
  const world = await openSyncedClass(30);
  const { ent, engine, submissionIds, assignmentId } = world;
  ent.editOnTheWeb(gone('submission', submissionIds.slice(1)));
  await engine.client.sync.start();
  const shown = (await held(world))?.setId ?? '';
  await accept(world);
  ent.editOnTheWeb(gone('submission', submissionIds.slice(0, 1)));
  expect(await engine.client.sync.start()).toMatchObject(HELD);
  expect(await engine.client.grading.submissions({ assignmentId })).toHaveLength(30);
  expect(await held(world)).toMatchObject({ decision: null, kinds: [{ goneCount: 30 }] });
  await expect(engine.client.sync.acceptDeletions({ setId: shown })).rejects.toMatchObject({
    code: 'sync/too-many-deletions',
  });
  await accept(world);
  expect((await engine.client.sync.start()).outcome).toBe('done');
  expect(await engine.client.grading.submissions({ assignmentId })).toHaveLength(0);
});

test('the notice goes by itself when the ENT brings back what it had removed', async () => {
  const world = await openSyncedClass(30);
  const { ent, engine, submissionIds, assignmentId } = world;
  const before = ent.store.entities('submission');
  ent.editOnTheWeb(gone('submission', submissionIds));
  await engine.client.sync.start();
  ent.editOnTheWeb(before.map(({ id, body }) => ({ entity: 'submission', id, body })));
  expect((await engine.client.sync.start()).outcome).toBe('done');
  expect(await held(world)).toBeNull();
  expect(await engine.client.grading.submissions({ assignmentId })).toHaveLength(30);
});

test('a grade that waits for a vanished student is kept, named, and never leaves the outbox by itself', async () => {
  const world = await openSyncedClass(30);
  const { ent, engine, submissionIds } = world;
  const [submissionId = ''] = submissionIds;
  await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1450 });
  const [{ label } = { label: '' }] = await engine.client.sync.waiting();
  expect(label).toContain('Nom 1');
  ent.editOnTheWeb([...gone('submission', submissionIds), ...gone('student', studentsOf(submissionIds))]);
  await engine.client.sync.start();
  await accept(world);
  expect((await engine.client.sync.start()).outcome).toBe('done');
  expect(await engine.client.sync.waiting()).toMatchObject([
    { entity: 'grade', entityId: submissionId, label, state: 'refused', reason: 'not-found' },
  ]);
  const { db } = engine.workspaces.current().store;
  expect(db.prepare('SELECT points_x100 FROM grade').pluck().all()).toEqual([1450]);
  const [edit] = await engine.client.sync.waiting();
  await engine.client.sync.retryEdit({ opId: edit?.opId ?? '' });
  await engine.client.sync.start();
  expect(await engine.client.sync.waiting()).toMatchObject([{ label, state: 'refused' }]);
});

test('the command line lists what is held, and accepts it when it is told to', async () => {
  const { ent, engine, submissionIds, directory } = await openSyncedClass(30);
  await engine.close();
  ent.editOnTheWeb(gone('submission', submissionIds));
  const sync = (...options: string[]) =>
    promisify(execFile)(
      process.execPath,
      [
        resolve(import.meta.dirname, '../../main/cli/cartable.ts'),
        'sync',
        '--data',
        join(directory, 'data'),
        '--json',
        ...options,
      ],
      { env: { ...process.env, CARTABLE_PASSWORD: ent.password } },
    );
  const refused = await sync().catch((failure: { code: number; stdout: string; stderr: string }) => failure);
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.stderr).toContain('--accept-deletions');
  expect(JSON.parse(refused.stdout)).toMatchObject({
    heldDeletions: { kinds: [{ kind: 'submission', goneCount: 30, knownCount: 30 }] },
  });
  const accepted = await sync('--accept-deletions');
  expect(JSON.parse(accepted.stdout)).toMatchObject({ outcome: 'done', heldDeletions: null });
});

test('deletions that come in many small pages are held and accepted as one, and nothing of the pages stays behind', async () => {
  const world = await openSyncedClass(30);
  const { ent, engine, submissionIds, assignmentId } = world;
  const rewriter = await startReplyRewriter(ent.url);
  let pages = 0;
  // An ENT that gives ten changes a page, whatever is asked for.
  rewriter.doWrong({
    onRequest(request) {
      if (!request.path.includes('/changes')) return;
      pages += 1;
      request.path = request.path.replace(/limit=\d+/, 'limit=10');
    },
  });
  const { store } = engine.workspaces.current();
  store.write(() => store.db.prepare('UPDATE account SET url = ?').run(rewriter.url));
  ent.editOnTheWeb([
    ...Array.from({ length: 25 }, (_, index) => ({
      entity: 'subject',
      id: `subject-${index}`,
      body: { name: `Matière ${index}` },
    })),
    ...gone('submission', submissionIds),
  ]);
  store.write(() => store.db.prepare('UPDATE sync_state SET cursor = NULL, comparison = NULL').run());
  expect(await engine.client.sync.start()).toMatchObject(HELD);
  const kept = () => store.db.prepare('SELECT COUNT(*) FROM temp.kept_page').pluck().get();
  expect(await held(world)).toMatchObject({ kinds: [{ kind: 'submission', goneCount: 30, knownCount: 30 }] });
  expect(kept()).toBe(0);
  await accept(world);
  pages = 0;
  expect((await engine.client.sync.start()).outcome).toBe('done');
  expect(pages).toBeGreaterThan(3);
  expect(await engine.client.grading.submissions({ assignmentId })).toHaveLength(0);
  expect(kept()).toBe(0);
});

test('pages that no ENT needs are not put by', async () => {
  const { engine } = await openSyncedClass(1);
  const { db } = engine.workspaces.current().store;
  const pages = new KeptPages(db, 200);
  pages.add({ changes: [], cursor: 'a', more: true });
  expect([...pages].map(({ cursor }) => cursor)).toEqual(['a']);
  expect(() => pages.add({ changes: [], cursor: 'b'.repeat(200), more: true })).toThrowError(
    expect.objectContaining({ code: 'ent/not-an-ent' }),
  );
  pages.drop();
  expect([...pages]).toEqual([]);
});
