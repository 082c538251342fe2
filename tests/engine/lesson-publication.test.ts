import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lessonsHandlers } from '../../main/engine/lessons/handlers.ts';
import type { Publication } from '../../preload/contract/lessons.ts';
import {
  type DomainWorkspace,
  openDomainWorkspace,
  receiveClass,
  START,
  temporaryFolder,
} from './domain-workspace.ts';
import { openSyncedClass } from './synced-class.ts';

const { save, get, move, places, publish, putBack, attach, detach, list } = lessonsHandlers;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const fields = { classGroupId: '2de4', title: 'Ondes', startsAt: START + DAY };

function paragraph(text: string) {
  return { id: 'a', content: { type: 'paragraph', content: [{ type: 'text', text }] } };
}

/** Three classes, and a draft with a document in the first of them. */
async function openDraft(): Promise<DomainWorkspace & { lessonId: string }> {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 1);
  for (const id of ['2de5', '2de6']) workspace.receive('class_group', id, { name: id, subject_id: 'maths' });
  const { id: lessonId } = save(workspace.context, { ...fields, blocks: [paragraph('Célérité')] });
  await attach(workspace.context, { lessonId, path: await textFile('cours.txt') });
  workspace.push();
  return { ...workspace, lessonId };
}

async function textFile(name: string): Promise<string> {
  const path = join(await temporaryFolder(), name);
  await writeFile(path, `Contenu de ${name}\n`);
  return path;
}

/** The lesson itself, published as `at` says. */
function own(lessonId: string, at: Publication['at']): Publication {
  return { classGroupId: '2de4', lessonId, startsAt: fields.startsAt, at, isCorrected: false };
}

const copies: Publication[] = [
  { classGroupId: '2de5', lessonId: 'in-5', startsAt: START + 2 * DAY, at: 'hour', isCorrected: false },
  { classGroupId: '2de6', lessonId: 'in-6', startsAt: START + 3 * DAY, at: null, isCorrected: false },
];

/** Bodies of the lessons that wait, by id. */
function sentLessons(workspace: DomainWorkspace): Record<string, Record<string, unknown>> {
  const ops = workspace.waiting().filter(({ entity }) => entity === 'lesson');
  return Object.fromEntries(ops.map(({ entity_id, payload }) => [entity_id, JSON.parse(payload ?? 'null')]));
}

test('one lesson goes to three classes, each at its own date, as one group of edits', async () => {
  const workspace = await openDraft();
  const { context, lessonId } = workspace;
  publish(context, { lessonId, publications: [own(lessonId, 'now'), ...copies] });
  expect(sentLessons(workspace)).toMatchObject({
    [lessonId]: { is_published: true, class_group_id: '2de4' },
    'in-5': { is_published: false, publish_at: START + 2 * DAY, starts_at: START + 2 * DAY },
    'in-6': { is_published: false, starts_at: START + 3 * DAY, blocks: [paragraph('Célérité')] },
  });
  expect(sentLessons(workspace)['in-6']).not.toHaveProperty('publish_at');
  const groups = workspace.waiting().filter(({ entity }) => entity === 'lesson');
  expect(new Set(groups.map(({ group_id }) => group_id)).size).toBe(1);
  expect(groups[0]?.group_id).not.toBeNull();
  expect(get(context, { lessonId: 'in-5' }).resources.map(({ document }) => document.name)).toEqual([
    'cours.txt',
  ]);
});

test('a date makes a lesson published when it comes, and its own hour moves with it', async () => {
  const { context, clock, lessonId } = await openDraft();
  const shown = () => {
    const { isPublished, publishAt } = get(context, { lessonId });
    return { isPublished, publishAt };
  };
  publish(context, { lessonId, publications: [own(lessonId, 'hour')] });
  expect(shown()).toEqual({ isPublished: false, publishAt: START + DAY });
  move(context, [{ id: lessonId, startsAt: START + 2 * DAY }]);
  expect(shown()).toEqual({ isPublished: false, publishAt: START + 2 * DAY });
  // Writing in a lesson says nothing of its publication.
  save(context, { ...fields, id: lessonId, startsAt: START + 2 * DAY, blocks: [paragraph('Plus long')] });
  clock.advance(2 * DAY);
  expect(shown()).toEqual({ isPublished: true, publishAt: START + 2 * DAY });
  publish(context, { lessonId, publications: [own(lessonId, START + 5 * DAY)] });
  move(context, [{ id: lessonId, startsAt: START + 4 * DAY }]);
  expect(shown()).toEqual({ isPublished: false, publishAt: START + 5 * DAY });
});

test('a lesson is withdrawn, and a date that has passed is published at once', async () => {
  const workspace = await openDraft();
  const { context, lessonId } = workspace;
  publish(context, { lessonId, publications: [own(lessonId, START - DAY)] });
  expect(sentLessons(workspace)[lessonId]).toMatchObject({ is_published: true });
  expect(sentLessons(workspace)[lessonId]).not.toHaveProperty('publish_at');
  workspace.push();
  publish(context, { lessonId, publications: [own(lessonId, null)] });
  expect(sentLessons(workspace)[lessonId]).toMatchObject({ is_published: false });
});

test('a date that is taken back is taken back at the ENT too', async () => {
  const workspace = await openDraft();
  const { context, lessonId } = workspace;
  publish(context, { lessonId, publications: [own(lessonId, START + 2 * DAY)] });
  workspace.push();
  publish(context, { lessonId, publications: [own(lessonId, null)] });
  expect(sentLessons(workspace)[lessonId]).not.toHaveProperty('publish_at');
  expect(workspace.waiting()).toHaveLength(1);
});

test('a copy that says something else is shown, corrected with its documents, and all of it taken back', async () => {
  const workspace = await openDraft();
  const { context, lessonId } = workspace;
  publish(context, { lessonId, publications: copies.slice(0, 1) });
  const [itself, copy, none] = places(context, { lessonId });
  expect(itself).toMatchObject({ classGroupId: '2de4', lesson: { id: lessonId, isSame: true } });
  expect(copy).toMatchObject({ classGroupName: '2de5', lesson: { id: 'in-5', isSame: true } });
  expect(none).toEqual({ classGroupId: '2de6', classGroupName: '2de6', lesson: null });
  save(context, { ...fields, id: lessonId, title: 'Ondes sonores', blocks: [paragraph('Corrigé')] });
  const extra = await attach(context, { lessonId, path: await textFile('exercices.txt') });
  expect(places(context, { lessonId })[1]?.lesson?.isSame).toBe(false);
  const correction = [{ ...(copies[0] as Publication), at: undefined, isCorrected: true }];
  const { before } = publish(context, { lessonId, publications: correction });
  expect(get(context, { lessonId: 'in-5' })).toMatchObject({
    title: 'Ondes sonores',
    blocks: [paragraph('Corrigé')],
    resourceCount: 2,
    publishAt: START + 2 * DAY,
  });
  expect(places(context, { lessonId })[1]?.lesson?.isSame).toBe(true);
  const { before: after } = putBack(context, { states: before });
  expect(get(context, { lessonId: 'in-5' })).toMatchObject({
    title: 'Ondes',
    blocks: [paragraph('Célérité')],
    resourceCount: 1,
  });
  putBack(context, { states: after });
  expect(get(context, { lessonId: 'in-5' })).toMatchObject({ title: 'Ondes sonores', resourceCount: 2 });
  // A document that is taken off is one that the copy has too much; what was hung on the copy alone is its own.
  await attach(context, { lessonId: 'in-5', path: await textFile('de-la-classe.txt') });
  detach(context, { resourceId: extra.id });
  const names = () => get(context, { lessonId: 'in-5' }).resources.map(({ document }) => document.name);
  expect(places(context, { lessonId })[1]?.lesson?.isSame).toBe(false);
  const { before: undo } = publish(context, { lessonId, publications: correction });
  expect(names()).not.toContain('exercices.txt');
  expect(names()).toContain('de-la-classe.txt');
  expect(places(context, { lessonId })[1]?.lesson?.isSame).toBe(true);
  const { before: redo } = putBack(context, { states: undo });
  expect(names()).toContain('exercices.txt');
  putBack(context, { states: redo });
  expect(names()).not.toContain('exercices.txt');
});

test('undo takes copies away and redo brings the same ones back; sent twice it makes none twice', async () => {
  const workspace = await openDraft();
  const { context, lessonId } = workspace;
  const wanted = { lessonId, publications: [own(lessonId, 'now'), ...copies] };
  const { before } = publish(context, wanted);
  publish(context, wanted);
  expect(list(context, {})).toHaveLength(3);
  expect(get(context, { lessonId: 'in-5' }).resourceCount).toBe(1);
  const { before: after } = putBack(context, { states: before });
  expect(workspace.waiting()).toEqual([]);
  expect(list(context, {}).map(({ id, isPublished }) => [id, isPublished])).toEqual([[lessonId, false]]);
  putBack(context, { states: after });
  expect(list(context, {}).map(({ id, isPublished, publishAt }) => [id, isPublished, publishAt])).toEqual([
    [lessonId, true, null],
    ['in-5', false, START + 2 * DAY],
    ['in-6', false, null],
  ]);
});

test('a copy gives the homework too, at its class’s date, with its documents and out of as much; undo and redo take both', async () => {
  const { context, lessonId, push } = await openDraft();
  const due = { dueAt: START + 5 * DAY, expectedMinutes: 20, handIn: 'online' as const };
  const { id: fromId } = lessonsHandlers.saveHomework(context, { lessonId, text: 'Exercice 12', ...due });
  await attach(context, { lessonId, path: await textFile('enonce.txt'), homeworkId: fromId });
  lessonsHandlers.gradeHomework(context, {
    homeworkId: fromId,
    grading: { maxTimes100: 1000, assignmentId: null },
  });
  push();
  const [toFive] = copies;
  const homework = [{ fromId, newId: 'h-5', dueAt: START + 9 * DAY }];
  const publications = [{ ...(toFive as Publication), homework }];
  const { before } = publish(context, { lessonId, publications });
  // Asked again, by who did not hear the answer.
  publish(context, { lessonId, publications });
  const copy = get(context, { lessonId: 'in-5' });
  expect(copy.homework).toMatchObject([
    { ...due, id: 'h-5', text: 'Exercice 12', dueAt: START + 9 * DAY, classGroupId: '2de5' },
  ]);
  expect(copy.resources.map(({ document, homeworkId }) => [document.name, homeworkId]).toSorted()).toEqual([
    ['cours.txt', null],
    ['enonce.txt', 'h-5'],
  ]);
  expect(lessonsHandlers.gradedHomework(context, { lessonId: 'in-5' })[0]?.grading).toEqual({
    maxTimes100: 1000,
    assignmentId: null,
  });
  const { before: done } = putBack(context, { states: before });
  expect(lessonsHandlers.load(context, { classGroupId: '2de5', fromMs: 0, toMs: START + 90 * DAY })).toEqual(
    [],
  );
  putBack(context, { states: done });
  expect(get(context, { lessonId: 'in-5' }).homework.map(({ id }) => id)).toEqual(['h-5']);
});

test('homework of another lesson is given in no copy: nothing is made', async () => {
  const { context, lessonId } = await openDraft();
  const other = save(context, { ...fields, title: 'Autre', blocks: [] });
  const { id: fromId } = lessonsHandlers.saveHomework(context, {
    lessonId: other.id,
    text: 'Exercice 12',
    dueAt: START + 5 * DAY,
  });
  const homework = [{ fromId, newId: 'h-5', dueAt: START + 9 * DAY }];
  const publications = [{ ...(copies[0] as Publication), homework }];
  expect(() => publish(context, { lessonId, publications })).toThrow('store/not-found');
  expect(list(context, {}).map(({ id }) => id)).not.toContain('in-5');
});

test('nothing is published where one class is not there', async () => {
  const workspace = await openDraft();
  const { context, lessonId } = workspace;
  const publications = [own(lessonId, 'now'), { ...(copies[0] as Publication), classGroupId: 'gone' }];
  expect(() => publish(context, { lessonId, publications })).toThrowError(
    expect.objectContaining({ code: 'store/not-found' }),
  );
  expect(workspace.waiting()).toEqual([]);
});

test('two publications decided differently here and on the web are the teacher’s to choose, half and half never', async () => {
  const workspace = await openDraft();
  const { context, lessonId } = workspace;
  publish(context, { lessonId, publications: [own(lessonId, START + 5 * DAY)] });
  workspace.push();
  publish(context, { lessonId, publications: [own(lessonId, null)] });
  workspace.receive('lesson', lessonId, {
    class_group_id: '2de4',
    title: 'Ondes',
    starts_at: fields.startsAt,
    is_published: true,
    publish_at: START + 5 * DAY,
    blocks: [paragraph('Célérité')],
  });
  workspace.push({ outcome: 'conflict' });
  expect(get(context, { lessonId }).sync).toBe('conflict');
});

test('a lesson with five documents goes to three classes in three requests and those of the session, each document once', async () => {
  const { engine, ent, line, document } = await openSyncedClass(1);
  for (const id of ['class-2', 'class-3'])
    ent.editOnTheWeb([{ entity: 'class_group', id, body: { name: id, subject_id: 'subject-1' } }]);
  await engine.client.sync.start();
  const [{ classGroupId = '' } = {}] = (await engine.client.classes.list()).map(({ id }) => ({
    classGroupId: id,
  }));
  const startsAt = Date.now() + DAY;
  const { id: lessonId } = await engine.client.lessons.save({
    classGroupId,
    title: 'Ondes',
    startsAt,
    blocks: [],
  });
  for (const number of [1, 2, 3, 4, 5]) {
    const path = await document(`fiche-${number}.txt`, `Fiche ${number} de la séance sur les ondes`);
    await engine.client.lessons.attach({ lessonId, path });
  }
  const publications = ['class-2', 'class-3'].map((id) => ({
    ...own(`in-${id}`, 'now'),
    classGroupId: id,
    startsAt,
  }));
  await engine.client.lessons.publish({
    lessonId,
    publications: [{ ...own(lessonId, 'now'), classGroupId }, ...publications],
  });
  line.asked.length = 0;
  const session = await engine.client.sync.start();
  expect(session).toMatchObject({ outcome: 'done', editsSent: 18 });
  expect(line.asked).toEqual([
    'POST /sync/v1/token',
    'POST /sync/v1/blobs/check',
    'POST /sync/v1/blobs/bundle',
    'POST /sync/v1/batches',
    'POST /sync/v1/revoke',
  ]);
  expect(session.documentsSent).toBe(5);
});
