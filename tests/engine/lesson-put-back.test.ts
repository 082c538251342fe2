import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lessonsHandlers } from '../../main/engine/lessons/handlers.ts';
import { progressionHandlers } from '../../main/engine/progression/handlers.ts';
import type { Publication } from '../../preload/contract/lessons.ts';
import { openDomainWorkspace, receiveClass, START } from './domain-workspace.ts';

/** Undo and redo of a whole text, of a publication and of a progression's step, after a colleague has written in the lesson too. */

const { get, list, save, publish, putBack, versions, restoreVersion, importText } = lessonsHandlers;
const DAY = 86_400_000;
const FIELDS = { classGroupId: '2de4', title: 'Ombres', startsAt: START + DAY };
const cannotUndo = expect.objectContaining({ code: 'sync/cannot-undo' });

const paragraph = (id: string, text: string) => ({
  id,
  content: { type: 'paragraph', content: [{ type: 'text', text }] },
});

/** A lesson that the ENT has, and its words as they are now. */
async function openLesson(isPublished = false) {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 1);
  const { context } = workspace;
  const blocks = [paragraph('a', 'Un'), paragraph('b', 'Bis')];
  const { id: lessonId } = save(context, { ...FIELDS, isPublished, blocks });
  workspace.push();
  const now = () => get(context, { lessonId });
  const comes = (news: object) => {
    workspace.push();
    const { title, startsAt, isPublished: is_published, publishAt: publish_at, blocks: text } = now();
    const body = { class_group_id: '2de4', title, starts_at: startsAt, is_published, publish_at };
    workspace.receive('lesson', lessonId, { ...body, blocks: text, ...news }, { by: 'Paul Durand' });
  };
  const goes = () => {
    workspace.push();
    workspace.receive('lesson', lessonId, null, { by: 'Paul Durand' });
  };
  const words = () =>
    now().blocks.map(({ content }) => JSON.stringify(content).match(/"text":"(.*?)"/)?.[1] ?? '');
  return { workspace, context, lessonId, now, comes, goes, words };
}

type OpenLesson = Awaited<ReturnType<typeof openLesson>>;

/** Its first paragraph and its title are written anew, and put back to the version before. */
function restored({ context, lessonId }: OpenLesson) {
  save(context, {
    ...FIELDS,
    title: 'Lumière',
    id: lessonId,
    blocks: [paragraph('a', 'Deux'), paragraph('b', 'Bis')],
  });
  const { versions: kept } = versions(context, { lessonId });
  return restoreVersion(context, { lessonId, versionId: kept[0]?.id ?? 0 }).before;
}

const publication = (lessonId: string, at: Publication['at']): Publication => ({
  classGroupId: '2de4',
  lessonId,
  startsAt: FIELDS.startsAt,
  at,
  isCorrected: false,
});

test('undo and redo of a restored version leave what a colleague has written in the lesson since', async () => {
  const given = await openLesson();
  const { context, words, now, comes } = given;
  const states = restored(given);
  expect(words()).toEqual(['Un', 'Bis']);
  comes({ blocks: [...now().blocks, paragraph('c', 'Du collègue')] });
  const { before } = putBack(context, { states });
  expect(words()).toEqual(['Deux', 'Bis', 'Du collègue']);
  expect(now().title).toBe('Lumière');
  comes({ blocks: [paragraph('a', 'Deux'), paragraph('b', 'Ter'), paragraph('c', 'Encore')] });
  putBack(context, { states: before });
  expect(words()).toEqual(['Un', 'Ter', 'Encore']);
  expect(now().title).toBe('Ombres');
});

test('a paragraph and a title that a colleague has written since stay; the paragraph that is put back stands beside', async () => {
  const given = await openLesson();
  const { context, words, now, comes } = given;
  const states = restored(given);
  comes({ title: 'Éclipses', blocks: [paragraph('a', 'Un et demi'), paragraph('b', 'Bis')] });
  putBack(context, { states });
  expect(words()).toEqual(['Un et demi', 'Deux', 'Bis']);
  expect(now().title).toBe('Éclipses');
});

test('the undo of a restored version leaves a publication that has been decided since', async () => {
  const given = await openLesson();
  const states = restored(given);
  given.comes({ is_published: true });
  putBack(given.context, { states });
  expect(given.words()).toEqual(['Deux', 'Bis']);
  expect(given.now().isPublished).toBe(true);
});

test('the undo of an imported text takes that away, and not what a colleague has written since', async () => {
  const { workspace, context, lessonId, words, now, comes } = await openLesson();
  const path = join(workspace.directory, 'cours.md');
  await writeFile(path, 'Importé\n');
  const { before: states } = await importText(context, { lessonId, path });
  expect(words()).toEqual(['Un', 'Bis', 'Importé']);
  comes({ blocks: [...now().blocks, paragraph('c', 'Du collègue')] });
  putBack(context, { states });
  expect(words()).toEqual(['Un', 'Bis', 'Du collègue']);
});

test.each([
  [false, 'now'],
  [true, null],
] as const)(
  'neither undo nor redo replaces when a colleague has a lesson read since (published before: %s)',
  async (isPublished, at) => {
    const { context, lessonId, now, comes } = await openLesson(isPublished);
    const { before: states } = publish(context, { lessonId, publications: [publication(lessonId, at)] });
    const { before } = putBack(context, { states });
    comes({ is_published: false, publish_at: START + 9 * DAY });
    for (const undone of [states, before])
      expect(() => putBack(context, { states: undone })).toThrowError(cannotUndo);
    expect(now()).toMatchObject({ isPublished: false, publishAt: START + 9 * DAY });
  },
);

test('where one class has another date since, the undo of a publication leaves the other classes as they are too', async () => {
  const { workspace, context, lessonId, comes } = await openLesson();
  workspace.receive('class_group', '2de5', { name: '2de 5', subject_id: 'maths' });
  const publications = [
    publication(lessonId, 'now'),
    { ...publication('in-5', 'now'), classGroupId: '2de5' },
  ];
  const { before: states } = publish(context, { lessonId, publications });
  comes({ is_published: false, publish_at: START + 9 * DAY });
  expect(() => putBack(context, { states })).toThrowError(cannotUndo);
  expect(list(context, {}).map(({ id, isPublished }) => [id, isPublished])).toEqual([
    [lessonId, false],
    ['in-5', true],
  ]);
});

test('a lesson that a colleague has taken away since does not come back by an undo', async () => {
  const { context, lessonId, goes } = await openLesson();
  const { before: states } = publish(context, { lessonId, publications: [publication(lessonId, 'now')] });
  goes();
  expect(() => putBack(context, { states })).toThrowError(cannotUndo);
  expect(list(context, {})).toEqual([]);
});

/** A lesson of a progression, put on another day and into a sequence as an arrangement says. */
async function arranged(startsAt: number) {
  const given = await openLesson();
  const { context, lessonId } = given;
  const put = (arrangement: Parameters<typeof progressionHandlers.putBack>[1]['arrangement']) =>
    progressionHandlers.putBack(context, { classGroupId: '2de4', arrangement }).before;
  const { id: sequenceId } = progressionHandlers.saveSequence(context, {
    title: 'Optique',
    subject: '',
    objectives: '',
    programme: '',
    competencies: '',
    notes: '',
    expectedSessions: null,
  });
  const before = put({ sequenceIds: null, lessons: [{ id: lessonId, startsAt, sequenceId, isThere: true }] });
  const sequence = () => progressionHandlers.plan(context, { lessonId }).sequenceId;
  return { ...given, put, before, sequence, sequenceId };
}

test('neither undo nor redo of a progression’s step replaces a date that a colleague has given a lesson since', async () => {
  const { now, comes, put, before, sequence, sequenceId } = await arranged(START + 2 * DAY);
  const after = put(before);
  put(after);
  expect(now().startsAt).toBe(START + 2 * DAY);
  comes({ starts_at: START + 9 * DAY });
  for (const undone of [before, after]) expect(() => put(undone)).toThrowError(cannotUndo);
  expect(now().startsAt).toBe(START + 9 * DAY);
  expect(sequence()).toBe(sequenceId);
});

test('a step that has left a lesson’s date leaves the one that it has been given since, undone and redone', async () => {
  const { now, comes, put, before, sequence, sequenceId } = await arranged(FIELDS.startsAt);
  comes({ starts_at: START + 8 * DAY });
  const after = put(before);
  expect([now().startsAt, sequence()]).toEqual([START + 8 * DAY, null]);
  comes({ starts_at: START + 9 * DAY });
  put(after);
  expect([now().startsAt, sequence()]).toEqual([START + 9 * DAY, sequenceId]);
});

test('the undo of a progression’s step brings back no lesson that a colleague has taken away since', async () => {
  const { context, goes, put, before } = await arranged(START + 2 * DAY);
  goes();
  expect(() => put(before)).toThrowError(cannotUndo);
  expect(list(context, {})).toEqual([]);
});

test('nor does the undo of one that has left the lesson’s date, though it puts the others back', async () => {
  const { context, goes, put, before } = await arranged(FIELDS.startsAt);
  goes();
  put(before);
  expect(list(context, {})).toEqual([]);
});

test('the undo of a new lesson does not take it away from the date that a colleague has given it since', async () => {
  const { context, lessonId, now, comes, put } = await arranged(FIELDS.startsAt);
  const made = { id: lessonId, startsAt: FIELDS.startsAt, sequenceId: null, isThere: false };
  const undo = { sequenceIds: null, lessons: [{ ...made, after: FIELDS.startsAt }] };
  put(put(undo));
  expect(list(context, {})).toHaveLength(1);
  comes({ starts_at: START + 9 * DAY });
  expect(() => put(undo)).toThrowError(cannotUndo);
  expect(now().startsAt).toBe(START + 9 * DAY);
});
