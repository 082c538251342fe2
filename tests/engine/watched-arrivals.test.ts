import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { gradingHandlers } from '../../main/engine/grading/handlers.ts';
import { lessonsHandlers } from '../../main/engine/lessons/handlers.ts';
import { libraryHandlers } from '../../main/engine/library/handlers.ts';
import { watchHandlers } from '../../main/engine/watch/handlers.ts';
import { START } from './domain-workspace.ts';
import { openWatchedWorkspace, until } from './watched-workspace.ts';

test('a document that is accepted hangs on its copy and leaves the list; undo brings both back as they were', async () => {
  const { workspace, put, arrivals } = await openWatchedWorkspace();
  const { context } = workspace;
  await put('Nom01 Prénom01.txt');
  await until(() => arrivals().length === 1);
  const arrivalId = arrivals()[0]?.id as string;
  const target = { kind: 'submission', id: 'copy-01' } as const;
  const feedback = () => gradingHandlers.submission(context, { submissionId: 'copy-01' }).feedback;
  for (const _ of ['once', 'and again'])
    watchHandlers.accept(context, { decisions: [{ arrivalId, target }] });
  expect(arrivals()).toEqual([]);
  expect(feedback()).toMatchObject([{ document: { name: 'Nom01 Prénom01.txt' } }]);
  expect(libraryHandlers.list(context)).toHaveLength(1);
  expect(workspace.waiting()).toMatchObject([{ entity: 'feedback', kind: 'put' }]);
  watchHandlers.reopen(context, { arrivalIds: [arrivalId] });
  expect(arrivals()).toHaveLength(1);
  expect(feedback()).toEqual([]);
});

test('a document can be hung on a lesson; ignored, it leaves the list and the library, and comes back by undo', async () => {
  const { workspace, put, arrivals } = await openWatchedWorkspace();
  const { context } = workspace;
  const lesson = {
    classGroupId: '2de4',
    title: 'Les Fables',
    startsAt: START,
    isPublished: false,
    blocks: [],
  };
  const { id } = lessonsHandlers.save(context, lesson);
  await put('fables.txt');
  await until(() => arrivals().length === 1);
  const [arrival] = arrivals();
  expect(arrival?.targets).toMatchObject([{ kind: 'lesson', id, title: 'Les Fables' }]);
  expect(watchHandlers.targets(context, { text: 'fab' })).toMatchObject([{ kind: 'lesson', id }]);
  expect(watchHandlers.targets(context, { text: 'nom02 dev' })).toMatchObject([{ id: 'copy-02' }]);
  const arrivalIds = [arrival?.id as string];
  watchHandlers.ignore(context, { arrivalIds });
  expect([arrivals(), libraryHandlers.list(context)]).toEqual([[], []]);
  watchHandlers.reopen(context, { arrivalIds });
  watchHandlers.accept(context, {
    decisions: [{ arrivalId: arrivalIds[0] as string, target: { kind: 'lesson', id } }],
  });
  expect(lessonsHandlers.get(context, { lessonId: id }).resources).toHaveLength(1);
});

test('what cannot be sent is told with the reason; the same bytes brought by hand are not proposed', async () => {
  const { workspace, put, arrivals, folders } = await openWatchedWorkspace();
  const byHand = join(workspace.directory, 'by hand.txt');
  writeFileSync(byHand, 'the same');
  await workspace.context.importDocument(byHand);
  await put('twice.txt', 'the same');
  await put('broken.pdf', 'no pdf at all');
  await until(() => arrivals().length === 1);
  expect(arrivals()[0]).toMatchObject({ prepared: null, reason: 'misnamed', targets: [] });
  watchHandlers.ignore(workspace.context, { arrivalIds: [arrivals()[0]?.id as string] });
  await until(() => folders.list()[0]?.waitingCount === 0);
  expect(arrivals()).toEqual([]);
});

test('what was ignored is forgotten after a month, its bytes left to the next sweep', async () => {
  const { workspace, put, arrivals, restart } = await openWatchedWorkspace();
  await put('noise.txt');
  await until(() => arrivals().length === 1);
  watchHandlers.ignore(workspace.context, { arrivalIds: [arrivals()[0]?.id as string] });
  workspace.clock.advance(31 * 86_400_000);
  await restart();
  expect(workspace.store.db.prepare('SELECT COUNT(*) FROM document').pluck().get()).toBe(0);
  expect(arrivals()).toEqual([]);
});

const MANY = 5000;

test('five thousand files are noted without holding the engine up, and come in one by one', async () => {
  let turns = 0;
  let isOver = false;
  const heapBefore = process.memoryUsage().heapUsed;
  const watched = openWatchedWorkspace(async (folder) => {
    for (let index = 0; index < MANY; index += 1)
      writeFileSync(join(folder, `${index}.txt`), `File ${index}`);
  });
  const count = async () => {
    while (!isOver) {
      turns += 1;
      await setImmediate();
    }
  };
  const counting = count();
  const { state, folders, folderId, put, arrivals, restart, workspace } = await watched;
  isOver = true;
  await counting;
  expect(state()).toMatchObject({ heldCount: MANY, waitingCount: 0 });
  // Somebody else had his turn between any few files.
  expect(turns).toBeGreaterThan(MANY / 5);
  await put('new.txt');
  await until(() => arrivals().length === 1);
  folders.takeHeld(folderId);
  await until(() => arrivals().length > 5);
  expect(process.memoryUsage().heapUsed - heapBefore).toBeLessThan(64 * 1024 * 1024);
  const { heldCount, waitingCount } = state();
  expect([heldCount, waitingCount > MANY - 200]).toEqual([0, true]);
  await restart();
  expect(workspace.store.db.prepare('SELECT COUNT(*) FROM watched_file').pluck().get()).toBe(MANY + 1);
});

test('a file that is dropped on the list waits in it, once, and open again if it had been decided on', async () => {
  const { workspace, arrivals } = await openWatchedWorkspace();
  const { context } = workspace;
  const path = join(workspace.directory, 'Nom02 Prénom02.txt');
  writeFileSync(path, 'La copie');
  const { arrivalId, optimisation } = await watchHandlers.bringIn(context, { path, newId: 'arrival-1' });
  expect(arrivalId).toBe('arrival-1');
  expect(optimisation).toMatchObject({ outcome: 'kept', bytesBefore: 8 });
  const target = { kind: 'submission', id: 'copy-02' } as const;
  expect(arrivals()).toMatchObject([{ id: arrivalId, path, name: 'Nom02 Prénom02.txt', targets: [target] }]);
  expect(libraryHandlers.list(context)).toEqual([]);
  expect((await watchHandlers.bringIn(context, { path })).arrivalId).toBe(arrivalId);
  watchHandlers.accept(context, { decisions: [{ arrivalId, target }] });
  expect(arrivals()).toEqual([]);
  expect((await watchHandlers.bringIn(context, { path })).arrivalId).toBe(arrivalId);
  expect(arrivals()).toHaveLength(1);
  await expect(watchHandlers.bringIn(context, { path: `${path}.rien` })).rejects.toThrowError(
    expect.objectContaining({ code: 'library/file-missing' }),
  );
  // Its folder is known, and not watched.
  expect(
    context.store.db.prepare('SELECT path FROM watched_folder WHERE removed_at IS NULL').all(),
  ).toHaveLength(1);
});

test('what was dropped and given up half way is neither in the list nor in the library', async () => {
  const { workspace, arrivals } = await openWatchedWorkspace();
  const path = join(workspace.directory, 'copie.txt');
  writeFileSync(path, 'La copie');
  const controller = new AbortController();
  const cancelled = new Error('cancelled');
  const work = watchHandlers.bringIn(workspace.context, { path }, controller.signal);
  controller.abort(cancelled);
  await expect(work).rejects.toBe(cancelled);
  expect(arrivals()).toEqual([]);
  expect(workspace.store.db.prepare('SELECT COUNT(*) FROM document').pluck().get()).toBe(0);
});

test('several documents are put in their places together, or none of them', async () => {
  const { workspace, put, arrivals } = await openWatchedWorkspace();
  const { context } = workspace;
  for (const name of ['Nom01 Prénom01.txt', 'Nom02 Prénom02.txt']) await put(name);
  await until(() => arrivals().length === 2);
  const decisions = arrivals().map(({ id, targets: [target] }) => {
    if (target === undefined) throw new Error('no target');
    return { arrivalId: id, target };
  });
  const { kind } = decisions[0]?.target ?? { kind: 'submission' };
  const nowhere = { arrivalId: decisions[1]?.arrivalId as string, target: { kind, id: 'nowhere' } };
  const broken = [decisions[0] as (typeof decisions)[number], nowhere];
  expect(() => watchHandlers.accept(context, { decisions: broken })).toThrowError(
    expect.objectContaining({ code: 'store/not-found' }),
  );
  expect(arrivals()).toHaveLength(2);
  expect(workspace.waiting()).toEqual([]);
  watchHandlers.accept(context, { decisions });
  expect(arrivals()).toEqual([]);
  expect(workspace.waiting()).toMatchObject([{ entity: 'feedback' }, { entity: 'feedback' }]);
  watchHandlers.reopen(context, { arrivalIds: decisions.map(({ arrivalId }) => arrivalId) });
  expect(arrivals()).toHaveLength(2);
});
