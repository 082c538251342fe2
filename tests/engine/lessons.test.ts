import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lessonsHandlers } from '../../main/engine/lessons/handlers.ts';
import { lessonsEntities } from '../../main/engine/lessons/syncable.ts';
import type { LessonBlock } from '../../preload/contract/domain.ts';
import {
  type DomainWorkspace,
  openDomainWorkspace,
  receiveClass,
  START,
  temporaryFolder,
} from './domain-workspace.ts';

const { save, get, list, remove, restore, attach, detach, reattach, saveHomework, removeHomework } =
  lessonsHandlers;
const HOUR = 3_600_000;
const isNotFound = expect.objectContaining({ code: 'store/not-found' });

function block(id: string, text: string): LessonBlock {
  return { id, content: { type: 'paragraph', content: [{ type: 'text', text }] } };
}

const draft = {
  classGroupId: '2de4',
  title: 'Fonctions affines',
  startsAt: START + HOUR,
  isPublished: false,
  blocks: [block('a', 'Définition'), block('b', 'Exemples')],
};

async function openLessons(): Promise<DomainWorkspace> {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 1);
  return workspace;
}

/** A small text file: kept as it is, whatever the optimiser can do. */
async function textFile(name: string): Promise<string> {
  const path = join(await temporaryFolder(), name);
  await writeFile(path, `Contenu de ${name}\n`);
  return path;
}

/** A lesson with two resources and one homework. */
async function prepareLesson(workspace: DomainWorkspace) {
  const { context } = workspace;
  const lesson = save(context, draft);
  const first = await attach(context, { lessonId: lesson.id, path: await textFile('cours.txt') });
  const second = await attach(context, { lessonId: lesson.id, path: await textFile('exercices.txt') });
  const homework = saveHomework(context, { lessonId: lesson.id, text: 'Ex. 12', dueAt: START + 48 * HOUR });
  return { lessonId: lesson.id, first, second, homework };
}

function waitingOf(workspace: DomainWorkspace): string[] {
  return workspace.waiting().map(({ entity, kind }) => `${kind} ${entity}`);
}

test('a lesson is created with its blocks and read back as it was written', async () => {
  const workspace = await openLessons();
  const saved = save(workspace.context, { ...draft, title: '  Fonctions affines ' });
  expect(saved).toMatchObject({ ...draft, classGroupName: '2de 4', resourceCount: 0, sync: 'waiting' });
  expect(get(workspace.context, { lessonId: saved.id })).toEqual(saved);
  expect(JSON.parse(workspace.waiting()[0]?.payload ?? '')).toEqual({
    class_group_id: '2de4',
    title: 'Fonctions affines',
    starts_at: draft.startsAt,
    is_published: false,
    blocks: draft.blocks,
  });
});

test('a creation that is sent again under its id, with more text, is one lesson and one edit', async () => {
  const workspace = await openLessons();
  const { context } = workspace;
  const newId = 'made-by-the-page';
  expect(save(context, { ...draft, newId }).id).toBe(newId);
  const again = save(context, { ...draft, newId, title: 'Fonctions', blocks: [block('a', 'Plus long')] });
  expect(again).toMatchObject({ id: newId, title: 'Fonctions', blocks: [block('a', 'Plus long')] });
  expect(list(context, {})).toHaveLength(1);
  expect(waitingOf(workspace)).toEqual(['put lesson']);
});

test('a creation that comes back after its lesson was removed does not bring it back', async () => {
  const { context } = await openLessons();
  save(context, { ...draft, newId: 'made-by-the-page' });
  remove(context, { lessonId: 'made-by-the-page' });
  expect(() => save(context, { ...draft, newId: 'made-by-the-page' })).toThrow(isNotFound);
});

test('homework whose creation is sent again under its id is one piece of homework', async () => {
  const { context } = await openLessons();
  const { id: lessonId } = save(context, draft);
  const piece = { newId: 'piece', lessonId, text: 'Ex. 12', dueAt: START + 48 * HOUR };
  expect(saveHomework(context, piece).id).toBe('piece');
  expect(saveHomework(context, { ...piece, text: 'Ex. 12 et 13' }).id).toBe('piece');
  expect(get(context, { lessonId }).homework.map(({ text }) => text)).toEqual(['Ex. 12 et 13']);
});

test('saving a lesson as it is writes nothing; changing it waits as one edit', async () => {
  const workspace = await openLessons();
  const { context } = workspace;
  const { id } = save(context, draft);
  workspace.push();
  workspace.clock.advance(HOUR);
  expect(save(context, { ...draft, id })).toMatchObject({ updatedAt: START, sync: 'synced' });
  expect(workspace.waiting()).toEqual([]);
  for (const text of ['Déf', 'Défi', 'Définition revue'])
    save(context, { ...draft, id, blocks: [block('a', text)] });
  expect(waitingOf(workspace)).toEqual(['put lesson']);
  save(context, { ...draft, id });
  expect(workspace.waiting()).toEqual([]);
});

test('what the ENT says of a block beyond its text travels back unchanged', async () => {
  const workspace = await openLessons();
  const { context } = workspace;
  const body = { class_group_id: '2de4', title: 'T', starts_at: START, is_published: true, mood: 'calm' };
  workspace.receive('lesson', 'l1', { ...body, blocks: [{ ...block('a', 'x'), colour: 'red' }] });
  const { blocks } = get(context, { lessonId: 'l1' });
  expect(blocks).toEqual([block('a', 'x')]);
  save(context, { id: 'l1', classGroupId: '2de4', title: 'T2', startsAt: START, isPublished: true, blocks });
  expect(JSON.parse(workspace.waiting()[0]?.payload ?? '')).toEqual({
    ...body,
    title: 'T2',
    blocks: [{ ...block('a', 'x'), colour: 'red' }],
  });
});

test('a lesson without a title or for an unknown class is not saved', async () => {
  const workspace = await openLessons();
  expect(() => save(workspace.context, { ...draft, title: ' \t' })).toThrowError(
    expect.objectContaining({ code: 'lessons/title-missing' }),
  );
  expect(() => save(workspace.context, { ...draft, classGroupId: 'none' })).toThrowError(isNotFound);
  expect(() => save(workspace.context, { ...draft, id: 'none' })).toThrowError(isNotFound);
  expect(workspace.waiting()).toEqual([]);
  expect(list(workspace.context, {})).toEqual([]);
});

test('lessons are listed in the order in which they take place, from the first instant to before the last', async () => {
  const workspace = await openLessons();
  const { context, receive } = workspace;
  receive('class_group', '2de5', { name: '2de 5', subject_id: 'maths' });
  for (const [title, classGroupId, startsAt] of [
    ['trois', '2de4', START + 3 * HOUR],
    ['un', '2de5', START],
    ['deux', '2de4', START + 2 * HOUR],
  ] as const)
    save(context, { ...draft, title, classGroupId, startsAt });
  const titles = (input: Parameters<typeof list>[1]) => list(context, input).map(({ title }) => title);
  expect(titles({})).toEqual(['un', 'deux', 'trois']);
  expect(titles({ classGroupId: '2de4' })).toEqual(['deux', 'trois']);
  expect(titles({ fromMs: START, toMs: START + 3 * HOUR })).toEqual(['un', 'deux']);
});

test('a document joined to a lesson waits after it, with its bytes', async () => {
  const workspace = await openLessons();
  const { lessonId, first } = await prepareLesson(workspace);
  expect(get(workspace.context, { lessonId })).toMatchObject({
    resourceCount: 2,
    hasHomework: true,
    resources: [{ id: first.id, document: { name: 'cours.txt', isLocal: true } }, {}],
    homework: [{ text: 'Ex. 12', sync: 'waiting' }],
  });
  expect(waitingOf(workspace)).toEqual(['put lesson', 'put resource', 'put resource', 'put homework']);
  const linked = workspace.store.db.prepare('SELECT sha256 FROM op_blob').pluck().all();
  expect(linked).toContain(first.document.sha256);
  expect(workspace.vault.has(first.document.sha256)).toBe(true);
});

test('a lesson removed and restored comes back with its resources and homework', async () => {
  const workspace = await openLessons();
  const { context } = workspace;
  const { lessonId } = await prepareLesson(workspace);
  workspace.push();
  const before = get(context, { lessonId });
  remove(context, { lessonId });
  expect(() => get(context, { lessonId })).toThrowError(isNotFound);
  expect(list(context, {})).toEqual([]);
  expect(waitingOf(workspace).sort()).toEqual([
    'delete homework',
    'delete lesson',
    'delete resource',
    'delete resource',
  ]);
  expect(restore(context, { lessonId })).toEqual(before);
  expect(workspace.waiting()).toEqual([]);
});

test('a lesson restored after its removal was sent is sent again, before what belongs to it', async () => {
  const workspace = await openLessons();
  const { context } = workspace;
  const { lessonId } = await prepareLesson(workspace);
  workspace.push();
  remove(context, { lessonId });
  workspace.push();
  restore(context, { lessonId });
  expect(waitingOf(workspace)[0]).toBe('put lesson');
  expect(waitingOf(workspace).slice(1).sort()).toEqual(['put homework', 'put resource', 'put resource']);
  expect(workspace.waiting().every(({ base_version }) => base_version !== null)).toBe(true);
});

test('a lesson that was never sent is removed without a word to the ENT', async () => {
  const workspace = await openLessons();
  const { lessonId } = await prepareLesson(workspace);
  remove(workspace.context, { lessonId });
  expect(workspace.waiting()).toEqual([]);
  const restored = restore(workspace.context, { lessonId });
  expect(restored).toMatchObject({ resourceCount: 2, hasHomework: true });
  expect(waitingOf(workspace)[0]).toBe('put lesson');
});

test('what was taken off a lesson before it was removed does not come back with it', async () => {
  const workspace = await openLessons();
  const { context } = workspace;
  const { lessonId, first, second, homework } = await prepareLesson(workspace);
  detach(context, { resourceId: first.id });
  removeHomework(context, { homeworkId: homework.id });
  // The clock stands still: the removal falls in the very millisecond of the others.
  remove(context, { lessonId });
  const restored = restore(context, { lessonId });
  expect(restored.resources.map(({ id }) => id)).toEqual([second.id]);
  expect(restored.homework).toEqual([]);
});

test('removing and restoring twice is doing it once', async () => {
  const workspace = await openLessons();
  const { context } = workspace;
  const { lessonId, first, homework } = await prepareLesson(workspace);
  workspace.push();
  remove(context, { lessonId });
  workspace.clock.advance(HOUR);
  remove(context, { lessonId });
  restore(context, { lessonId });
  const restored = restore(context, { lessonId });
  expect(restored).toMatchObject({ resourceCount: 2, hasHomework: true, sync: 'synced' });
  detach(context, { resourceId: first.id });
  detach(context, { resourceId: first.id });
  removeHomework(context, { homeworkId: homework.id });
  removeHomework(context, { homeworkId: homework.id });
  expect(waitingOf(workspace)).toEqual(['delete resource', 'delete homework']);
});

test('a document taken off a lesson and joined again leaves nothing to send', async () => {
  const workspace = await openLessons();
  const { context } = workspace;
  const { lessonId, first } = await prepareLesson(workspace);
  workspace.push();
  detach(context, { resourceId: first.id });
  expect(get(context, { lessonId })).toMatchObject({ resourceCount: 1, sync: 'waiting' });
  reattach(context, { resourceId: first.id });
  expect(get(context, { lessonId }).resources[0]).toEqual({ ...first, sync: 'synced' });
  expect(workspace.waiting()).toEqual([]);
});

test('homework is changed under its id, and comes back under it', async () => {
  const workspace = await openLessons();
  const { context } = workspace;
  const { lessonId, homework } = await prepareLesson(workspace);
  workspace.push();
  const { id, dueAt } = homework;
  saveHomework(context, { id, lessonId, text: 'Ex. 12', dueAt });
  expect(workspace.waiting()).toEqual([]);
  saveHomework(context, { id, lessonId, text: ' Ex. 12 et 13 ', dueAt });
  expect(get(context, { lessonId }).homework).toMatchObject([{ id, text: 'Ex. 12 et 13' }]);
  removeHomework(context, { homeworkId: id });
  expect(get(context, { lessonId }).homework).toEqual([]);
  saveHomework(context, { id, lessonId, text: 'Ex. 12', dueAt });
  expect(workspace.waiting()).toEqual([]);
});

test('homework follows its lesson to another class', async () => {
  const workspace = await openLessons();
  const { context } = workspace;
  const { lessonId } = await prepareLesson(workspace);
  workspace.push();
  workspace.receive('class_group', '2de5', { name: '2de 5', subject_id: 'maths' });
  save(context, { ...draft, id: lessonId, classGroupId: '2de5' });
  expect(get(context, { lessonId }).homework).toMatchObject([{ classGroupId: '2de5' }]);
  expect(waitingOf(workspace)).toEqual(['put lesson', 'put homework']);
});

test('an edit of a lesson whose place in the outbox cannot be written changes nothing', async () => {
  const workspace = await openLessons();
  const { context, store } = workspace;
  const { lessonId } = await prepareLesson(workspace);
  workspace.push();
  const before = get(context, { lessonId });
  store.db.exec(
    `CREATE TEMP TRIGGER no_room BEFORE INSERT ON main.outbox_op WHEN NEW.entity = 'lesson'
     BEGIN SELECT RAISE(ABORT, 'no room'); END`,
  );
  expect(() => remove(context, { lessonId })).toThrow('no room');
  expect(() => save(context, { ...draft, id: lessonId, title: 'Autre' })).toThrow('no room');
  expect(get(context, { lessonId })).toEqual(before);
  expect(workspace.waiting()).toEqual([]);
});

test('a file that cannot be joined leaves the lesson as it was', async () => {
  const workspace = await openLessons();
  const { context } = workspace;
  const lesson = save(context, draft);
  await expect(attach(context, { lessonId: lesson.id, path: '/nulle/part.pdf' })).rejects.toThrowError(
    expect.objectContaining({ code: 'library/file-missing', params: { name: 'part.pdf' } }),
  );
  expect(get(context, { lessonId: lesson.id })).toEqual(lesson);
});

test('an unknown id is not found, and nothing is written for it', async () => {
  const workspace = await openLessons();
  const { context } = workspace;
  const input = { lessonId: 'no', resourceId: 'no', homeworkId: 'no', path: '/x', text: 'x', dueAt: 1 };
  for (const call of [get, remove, restore, detach, reattach, saveHomework, removeHomework])
    expect(() => call(context, input)).toThrowError(isNotFound);
  await expect(attach(context, input)).rejects.toThrowError(isNotFound);
  expect(workspace.waiting()).toEqual([]);
});

test('what the ENT changes keeps what only this device knows', async () => {
  const workspace = await openLessons();
  const { context } = workspace;
  const { lessonId, first } = await prepareLesson(workspace);
  workspace.push();
  workspace.clock.advance(HOUR);
  const { name: _, ...file } = first.document;
  workspace.receive('resource', first.id, {
    lesson_id: lessonId,
    file: {
      id: file.id,
      name: 'Renommé.txt',
      sha256: file.sha256,
      bytes: file.sizeBytes,
      media_type: file.mediaType,
    },
  });
  expect(get(context, { lessonId }).resources[0]).toMatchObject({
    document: { name: 'Renommé.txt', isLocal: true },
    optimisation: first.optimisation,
  });
  workspace.receive('lesson', lessonId, null);
  expect(() => get(context, { lessonId })).toThrowError(isNotFound);
});

test('another file under the same id is no longer the one that was optimised here', async () => {
  const workspace = await openLessons();
  const { context } = workspace;
  const { lessonId, first } = await prepareLesson(workspace);
  workspace.push();
  const file = {
    id: 'f',
    name: 'autre.pdf',
    sha256: 'c'.repeat(64),
    bytes: 9,
    media_type: 'application/pdf',
  };
  workspace.receive('resource', first.id, { lesson_id: lessonId, file });
  expect(get(context, { lessonId }).resources[0]).toMatchObject({
    document: { name: 'autre.pdf', isLocal: false },
    optimisation: null,
  });
});

test('lessons, documents and homework are named by what a teacher calls them', async () => {
  const workspace = await openLessons();
  const { lessonId, first, homework } = await prepareLesson(workspace);
  const entity = (name: string) => lessonsEntities.find((one) => one.entity === name);
  const { db } = workspace.store;
  expect(entity('lesson')?.label?.(db, lessonId)).toBe('Fonctions affines');
  expect(entity('resource')?.label?.(db, first.id)).toBe('cours.txt');
  expect(entity('homework')?.label?.(db, homework.id)).toBe('Ex. 12');
  const body = JSON.parse(workspace.waiting()[0]?.payload ?? '') as Record<string, unknown>;
  const shown = entity('lesson')?.describe?.(db, body, lessonId);
  expect(shown?.map(({ name }) => name)).toEqual([
    'title',
    'classGroup',
    'startsAt',
    'isPublished',
    'publishAt',
    'text',
  ]);
  expect(shown).toContainEqual({ name: 'text', value: 'Définition\nExemples' });
});
