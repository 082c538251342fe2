import { existsSync, readdirSync } from 'node:fs';
import { readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { lessonsHandlers } from '../../main/engine/lessons/handlers.ts';
import { cleanUp } from '../../main/engine/opened/clean-up.ts';
import { OpenedCopies } from '../../main/engine/opened/opened-copies.ts';
import { readCopies, type WorkingCopy } from '../../main/engine/opened/repository.ts';
import { takeBack } from '../../main/engine/opened/take-back.ts';
import { type Clock, systemClock } from '../../main/engine/platform/clock.ts';
import type { EngineEvent } from '../../preload/contract/events.ts';
import { openDomainWorkspace, receiveClass, START } from './domain-workspace.ts';
import { filesWith } from './files-with.ts';

const { save, get, attach, detach, saveHomework, swapResources, remove, restore } = lessonsHandlers;
const SETTLE_MS = 40;
type Taken = Extract<EngineEvent, { type: 'copy-taken' }>;

/** A lesson with a document, and the system's programs, which only say what they were asked to open. */
async function openLesson(fileName = 'fiche.txt', text = 'Une fiche.') {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 1);
  const { context, directory } = workspace;
  const lesson = { classGroupId: '2de4', title: 'Ondes', startsAt: START + 86_400_000, blocks: [] };
  const { id: lessonId } = save(context, lesson);
  const path = join(directory, fileName);
  await writeFile(path, text);
  const { id: resourceId } = await attach(context, { lessonId, path });
  const events: EngineEvent[] = [];
  const asked: string[] = [];
  const program = { isThere: true };
  const begin = (clock: Clock = systemClock) => {
    const copies = new OpenedCopies({
      context,
      clock,
      directory,
      settleMs: SETTLE_MS,
      openCopy: async (way) => {
        asked.push(way);
        return program.isThere;
      },
      emit: (event) => events.push(event),
      onBug: (error) => {
        throw error;
      },
    });
    copies.start();
    onTestFinished(() => copies.close());
    return copies;
  };
  const copies = begin();
  const opened = () => join(directory, 'opened', asked.at(-1) ?? '');
  const texts = () =>
    get(context, { lessonId }).resources.map(({ id, document: { name, sha256 } }) => ({ id, name, sha256 }));
  const read = async () =>
    Promise.all(texts().map(({ sha256 }) => readFile(workspace.vault.pathOf(sha256), 'utf8')));
  const taken = (count: number) =>
    vi.waitFor(
      () => {
        expect(events.filter(({ type }) => type === 'copy-taken')).toHaveLength(count);
        return events.at(-1) as Taken;
      },
      { timeout: 15_000 },
    );
  return {
    workspace,
    context,
    directory,
    lessonId,
    resourceId,
    events,
    asked,
    program,
    begin,
    copies,
    opened,
    texts,
    read,
    taken,
  };
}

test('what is saved in another program comes back in the place of what was opened, once; undo and redo swap the two', async () => {
  const { context, lessonId, resourceId, asked, events, copies, opened, texts, read, taken } =
    await openLesson();
  const { id: homeworkId } = saveHomework(context, { lessonId, text: 'Lire', dueAt: START });
  context.store.db.prepare('INSERT INTO homework_document VALUES (?, ?)').run(resourceId, homeworkId);
  await copies.open({ resourceId });
  expect(asked).toEqual([expect.stringMatching(/^[^/]+\/fiche\.txt$/)]);
  expect(await readFile(opened(), 'utf8')).toBe('Une fiche.');

  await writeFile(opened(), 'Une fiche corrigée.');
  const { before, after, name } = await taken(1);
  expect([before, name, await read()]).toEqual([resourceId, 'fiche.txt', ['Une fiche corrigée.']]);
  expect(get(context, { lessonId }).resources).toMatchObject([{ id: after, homeworkId }]);

  swapResources(context, { off: after, on: before });
  expect(await read()).toEqual(['Une fiche.']);
  swapResources(context, { off: before, on: after });
  expect(await read()).toEqual(['Une fiche corrigée.']);

  // Saving once more replaces again, and saving without a change is nothing: only the third event is another text.
  await writeFile(opened(), 'Une fiche corrigée.');
  await writeFile(opened(), 'Une fiche relue.');
  await taken(2);
  expect([await read(), texts().length]).toEqual([['Une fiche relue.'], 1]);
  expect(events).toHaveLength(2);
});

test('a program that saves by renaming, and puts locks and drafts beside its file, is followed all the same', async () => {
  const { resourceId, events, copies, opened, read, taken } = await openLesson();
  await copies.open({ resourceId });
  const folder = dirname(opened());
  for (const [index, text] of ['Premier.', 'Deuxième.', 'Troisième.'].entries()) {
    await writeFile(join(folder, '.~lock.fiche.txt#'), 'moi');
    await writeFile(join(folder, 'lu1234.tmp'), text);
    await rm(opened());
    await rename(join(folder, 'lu1234.tmp'), opened());
    await rm(join(folder, '.~lock.fiche.txt#'));
    await taken(index + 1);
    expect(await read()).toEqual([text]);
  }
  expect(events).toHaveLength(3);
});

test('after undo the next saving replaces what was put back; a document that came from elsewhere, or was taken off, is not replaced', async () => {
  const { workspace, context, lessonId, resourceId, copies, opened, texts, read, taken } = await openLesson();
  await copies.open({ resourceId });
  await writeFile(opened(), 'Deux.');
  const first = await taken(1);
  swapResources(context, { off: first.after, on: first.before });
  await writeFile(opened(), 'Trois.');
  const second = await taken(2);
  expect([second.before, await read()]).toEqual([resourceId, ['Trois.']]);

  // A colleague's version comes under the same id.
  workspace.push();
  const file = { id: 'f9', name: 'fiche.txt', sha256: 'c'.repeat(64), bytes: 9, media_type: 'text/plain' };
  workspace.receive('resource', second.after, { lesson_id: lessonId, file });
  await writeFile(opened(), 'Quatre.');
  const third = await taken(3);
  expect(third.before).toBeNull();
  expect(texts().map(({ sha256 }) => sha256)).toContain(file.sha256);
  expect(texts()).toHaveLength(2);

  detach(context, { resourceId: third.after });
  detach(context, { resourceId: second.after });
  await writeFile(opened(), 'Cinq.');
  expect((await taken(4)).before).toBeNull();
  expect(await read()).toEqual(['Cinq.']);
});

test('what was saved while Cartable was closed comes back when it opens; an open copy is shown as it was left', async () => {
  const { resourceId, copies, begin, asked, opened, read, taken } = await openLesson();
  await copies.open({ resourceId });
  await copies.close();
  await writeFile(opened(), 'La nuit.');
  const again = begin();
  const { after } = await taken(1);
  expect(await read()).toEqual(['La nuit.']);
  await again.open({ resourceId: after });
  expect(asked[1]).toBe(asked[0]);
});

test('a file that cannot be sent is told once and stays where it is; an empty one, or none, is waited out', async () => {
  const { resourceId, events, copies, opened, read, taken } = await openLesson();
  await copies.open({ resourceId });
  await writeFile(opened(), '');
  await rm(opened());
  // Cut short while it was written, as a stick that is pulled out leaves it.
  await writeFile(opened(), Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
  await vi.waitFor(() => expect(events.length).toBeGreaterThan(0), { timeout: 15_000 });
  expect(events).toMatchObject([{ type: 'copy-refused', error: { code: 'library/file-refused' } }]);
  expect([await read(), existsSync(opened())]).toEqual([['Une fiche.'], true]);
  await writeFile(opened(), 'Remis.');
  await taken(1);
  expect(await read()).toEqual(['Remis.']);
});

test('what nothing opens, and kinds that a system would run, are refused and said so', async () => {
  const { context, resourceId, asked, program, copies } = await openLesson();
  program.isThere = false;
  await expect(copies.open({ resourceId })).rejects.toMatchObject({ code: 'library/no-program' });
  context.store.db.prepare("UPDATE resource SET name = 'fiche.desktop', document_id = NULL").run();
  await expect(copies.open({ resourceId })).rejects.toMatchObject({ code: 'library/no-program' });
  expect(asked).toHaveLength(1);
  detach(context, { resourceId });
  await expect(copies.open({ resourceId })).rejects.toMatchObject({ code: 'store/not-found' });
});

test('copies go after a week, but for those with changes that were not taken, or with a program’s lock beside them', async () => {
  const { workspace, context, directory, resourceId, copies, opened } = await openLesson();
  const root = join(directory, 'opened');
  await copies.open({ resourceId });
  await copies.close();
  await cleanUp(context, root);
  expect(readdirSync(root)).toHaveLength(1);
  workspace.clock.advance(Date.now() + 8 * 86_400_000 - workspace.clock.now());
  const lock = join(dirname(opened()), '~$fiche.txt');
  await writeFile(lock, '');
  await cleanUp(context, root);
  await rm(lock);
  await writeFile(opened(), 'Pas encore repris.');
  await cleanUp(context, root);
  expect(readdirSync(root)).toHaveLength(1);
  await writeFile(opened(), 'Une fiche.');
  await cleanUp(context, root);
  expect(readdirSync(root)).toEqual([]);
  // A folder that no row names: of an erased lesson, or of an opening that was cut.
  await copies.open({ resourceId });
  context.store.db.prepare('DELETE FROM working_copy').run();
  await cleanUp(context, root);
  expect(readdirSync(root)).toEqual([]);
  expect(context.store.db.prepare('SELECT COUNT(*) FROM working_copy').pluck().get()).toBe(0);
});

test('what is saved for a lesson that was removed is said, and comes back once the lesson is put back', async () => {
  const { context, lessonId, resourceId, events, copies, begin, opened, read, taken } = await openLesson();
  await copies.open({ resourceId });
  remove(context, { lessonId });
  await writeFile(opened(), 'Une fiche corrigée.');
  await vi.waitFor(() => expect(events).toHaveLength(1), { timeout: 15_000 });
  expect(events).toMatchObject([
    { type: 'copy-refused', error: { code: 'library/lesson-gone', params: { name: 'fiche.txt' } } },
  ]);
  await copies.close();
  restore(context, { lessonId });
  begin();
  events.length = 0;
  await taken(1);
  expect(await read()).toEqual(['Une fiche corrigée.']);
});

test('of what is saved while its lesson goes nothing is left in the library', async () => {
  const { context, directory, lessonId, resourceId, copies, opened } = await openLesson();
  await copies.open({ resourceId });
  await copies.close();
  await writeFile(opened(), 'Une fiche corrigée.');
  const copy = readCopies(context.store.db)[0] as WorkingCopy;
  const importMade: typeof context.importMade = (...made) => {
    remove(context, { lessonId });
    return context.importMade(...made);
  };
  const saved = { copy, path: opened(), sha256: 'a'.repeat(64), signal: new AbortController().signal };
  await expect(takeBack({ ...context, importMade }, saved)).rejects.toMatchObject({
    code: 'library/lesson-gone',
  });
  expect(context.store.db.prepare('SELECT COUNT(*) FROM document').pluck().get()).toBe(1);
  expect(filesWith(join(directory, 'vault'), 'une fiche corrig')).toEqual([]);
});

test('a document keeps its name, though its copy has one that every system takes', async () => {
  const { context, resourceId, copies, opened, texts, taken } = await openLesson();
  context.store.db.prepare("UPDATE resource SET name = 'DM 3 : onde ?.txt', document_id = NULL").run();
  await copies.open({ resourceId });
  expect(basename(opened())).toBe('DM 3   onde.txt');
  await writeFile(opened(), 'Une fiche corrigée.');
  expect((await taken(1)).name).toBe('DM 3 : onde ?.txt');
  expect(texts().map(({ name }) => name)).toEqual(['DM 3 : onde ?.txt']);
});

test('a copy in which nothing happens is looked at, and not read again', async () => {
  const { resourceId, copies, begin, opened } = await openLesson();
  await copies.open({ resourceId });
  await copies.close();
  let looks = 0;
  const sleep = (_ms: number, signal?: AbortSignal) => {
    looks += 1;
    return systemClock.sleep(10, signal);
  };
  const looked = (count: number) =>
    vi.waitFor(() => expect(looks).toBeGreaterThan(count), { timeout: 15_000 });
  begin({ ...systemClock, sleep });
  await looked(10);
  const { mtimeMs } = await stat(opened());
  // A time of reading before that of writing is one that the next reading moves.
  await utimes(opened(), 0, Math.floor(mtimeMs / 1000));
  await looked(looks + 10);
  await utimes(opened(), 0, Math.floor(mtimeMs / 1000));
  await looked(looks + 10);
  expect((await stat(opened())).atimeMs).toBe(0);
});

test('a copy that is opened again while old ones are cleaned up stays', async () => {
  const { workspace, resourceId, copies, begin, opened, read, taken } = await openLesson();
  await copies.open({ resourceId });
  await copies.close();
  workspace.clock.advance(Date.now() + 8 * 86_400_000 - workspace.clock.now());
  await begin().open({ resourceId });
  await writeFile(opened(), 'Une fiche corrigée.');
  await taken(1);
  expect(await read()).toEqual(['Une fiche corrigée.']);
});

test('what is open is followed, though what is old could not be cleaned up', async () => {
  const { workspace, context, directory, resourceId, copies, opened, read, taken, events } =
    await openLesson();
  await copies.open({ resourceId });
  await copies.close();
  const bugs: unknown[] = [];
  let isFirst = true;
  const now = () => {
    if (!isFirst) return workspace.clock.now();
    isFirst = false;
    throw new Error('EBUSY');
  };
  const again = new OpenedCopies({
    context: { ...context, clock: { ...workspace.clock, now } },
    clock: systemClock,
    directory,
    settleMs: SETTLE_MS,
    emit: (event) => events.push(event),
    onBug: (error) => bugs.push(error),
  });
  again.start();
  onTestFinished(() => again.close());
  await writeFile(opened(), 'Une fiche corrigée.');
  await taken(1);
  expect([await read(), bugs.length]).toEqual([['Une fiche corrigée.'], 1]);
});
