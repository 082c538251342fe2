import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lessonsHandlers } from '../../main/engine/lessons/handlers.ts';
import { reuseHandlers } from '../../main/engine/reuse/handlers.ts';
import { timetableHandlers } from '../../main/engine/timetable/handlers.ts';
import type { LessonBlock } from '../../preload/contract/domain.ts';
import { documentsForStudents } from '../../preload/contract/teacher-blocks.ts';
import { openDomainWorkspace, receiveClass, START } from './domain-workspace.ts';

const { save, get, attach, setForTeacher, publish, putBack, places, toShare } = lessonsHandlers;
const { saveHomework, removeHomework, remove, restore } = lessonsHandlers;
const DAY = 24 * 3_600_000;
const FIELDS = { classGroupId: '2de4', title: 'Ondes', startsAt: START + DAY };
const COPY = { classGroupId: '2de5', lessonId: 'copy', startsAt: START + 2 * DAY };

const paragraph = (id: string, ...content: unknown[]): LessonBlock => ({
  id,
  content: { type: 'paragraph', content },
});
const words = (text: string) => ({ type: 'text', text });
const picture = (sha256: string) => ({ type: 'image', attrs: { sha256, name: 'bareme' } });
const note = (sha256: string): LessonBlock => ({
  id: 'n',
  content: {
    type: 'teacherBlock',
    attrs: { kind: 'note' },
    content: [paragraph('p', picture(sha256)).content],
  },
});
const TEXT = paragraph('a', words('Sujet'));

/** A lesson with one document that hangs on it. */
async function openLesson() {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 1);
  workspace.receive('class_group', '2de5', { name: '2de5', subject_id: 'maths' });
  const { context, directory } = workspace;
  const { id: lessonId } = save(context, { ...FIELDS, blocks: [TEXT] });
  const path = join(directory, 'bareme.txt');
  await writeFile(path, 'le barème');
  const { id: resourceId, document } = await attach(context, { lessonId, path });
  const { sha256 } = document;
  const outgoing = () =>
    workspace
      .waiting()
      .filter(({ entity }) => entity === 'resource')
      .map(({ kind }) => kind);
  const keep = (isForTeacher: boolean) => setForTeacher(context, { resourceId, isForTeacher });
  const write = (...blocks: LessonBlock[]) => save(context, { ...FIELDS, id: lessonId, blocks });
  const marks = (id: string) => get(context, { lessonId: id }).resources.map((one) => one.isForTeacher);
  return { ...workspace, lessonId, resourceId, sha256, outgoing, keep, write, marks };
}

test('a document for the teacher alone is sent to no ENT, no Moodle and no file, is in no preview, and goes again once it is given', async () => {
  const { context, directory, lessonId, push, outgoing, keep } = await openLesson();
  const documentsIn = async (name: string, withNotes: boolean) => {
    const path = join(directory, name);
    const source = { kind: 'lesson', lessonId } as const;
    return (await reuseHandlers.writeFile(context, { source, path, withNotes })).documentCount;
  };
  keep(true);
  expect(outgoing()).toEqual([]);
  expect(toShare(context, lessonId).documents).toEqual([]);
  expect(documentsForStudents(get(context, { lessonId }))).toEqual([]);
  expect(await documentsIn('a.cartable-sequence', false)).toBe(0);
  expect(await documentsIn('a.imscc', true)).toBe(0);
  expect(await documentsIn('b.cartable-sequence', true)).toBe(1);
  keep(false);
  expect(outgoing()).toEqual(['put']);
  push();
  keep(true);
  expect(outgoing()).toEqual(['delete']);
  push();
  keep(true);
  expect(outgoing()).toEqual([]);
});

test('what the ENT says of a document that its teacher keeps takes nothing off the lesson', async () => {
  const { push, keep, receive, marks, resourceId, lessonId } = await openLesson();
  push();
  keep(true);
  push();
  receive('resource', resourceId, null);
  expect(marks(lessonId)).toEqual([true]);
});

test('what somebody puts back at the ENT is told to be there, and taken away again only by its teacher', async () => {
  const { context, store, push, keep, write, receive, outgoing, resourceId, lessonId } = await openLesson();
  const { setAtEnt } = lessonsHandlers;
  const body = () =>
    JSON.parse(
      store.db.prepare('SELECT body FROM synced_copy WHERE entity_id = ?').pluck().get(resourceId) as string,
    );
  const isAtEnt = () => get(context, { lessonId }).resources.map((one) => one.isAtEnt);
  push();
  expect(isAtEnt()).toEqual([false]);
  const sent = body();
  keep(true);
  push();
  expect(isAtEnt()).toEqual([false]);
  receive('resource', resourceId, sent);
  expect(isAtEnt()).toEqual([true]);
  write({ ...TEXT, content: { type: 'paragraph', content: [words('Autre sujet')] } });
  expect(outgoing()).toEqual([]);
  setAtEnt(context, { resourceId, isAtEnt: false });
  expect([outgoing(), isAtEnt()]).toEqual([['delete'], [false]]);
  setAtEnt(context, { resourceId, isAtEnt: true });
  expect([outgoing(), isAtEnt()]).toEqual([[], [true]]);
  setAtEnt(context, { resourceId, isAtEnt: false });
  push();
  expect([isAtEnt(), get(context, { lessonId }).resources.map((one) => one.isForTeacher)]).toEqual([
    [false],
    [true],
  ]);
  // Undo of what has left already goes there again, and says so.
  setAtEnt(context, { resourceId, isAtEnt: true });
  expect([outgoing(), isAtEnt()]).toEqual([['put'], [true]]);
});

test('undo of a document that is given puts back the mark that it had: until the text shows it, or for good', async () => {
  const { context, store, push, write, keep, resourceId, sha256, lessonId } = await openLesson();
  push();
  write(TEXT, note(sha256));
  write(TEXT);
  const kind = (id = resourceId) =>
    store.db.prepare('SELECT is_until_shown FROM teacher_document WHERE resource_id = ?').pluck().get(id);
  expect(kind()).toBe(1);
  const { wasUntilShown } = keep(false);
  expect(kind()).toBeUndefined();
  setForTeacher(context, { resourceId, isForTeacher: true, isUntilShown: wasUntilShown });
  expect(kind()).toBe(1);
  keep(true);
  expect(keep(false)).toEqual({ wasUntilShown: false });
  // A copy that is corrected gets the same mark, and redo gives it once more.
  publish(context, { lessonId, publications: [{ ...COPY, at: 'now', isCorrected: false }] });
  setForTeacher(context, { resourceId, isForTeacher: true, isUntilShown: true });
  const { before } = publish(context, {
    lessonId,
    publications: [{ ...COPY, isCorrected: true }],
  });
  const [copied] = get(context, { lessonId: 'copy' }).resources;
  expect(kind(copied?.id)).toBe(1);
  const undone = putBack(context, { states: before });
  expect(kind(copied?.id)).toBeUndefined();
  putBack(context, { states: undone.before });
  expect(kind(copied?.id)).toBe(1);
});

test('a document that the ENT has is taken from there by the very edit that puts it in a note alone', async () => {
  const { context, push, write, outgoing, sha256, lessonId } = await openLesson();
  push();
  write(TEXT, note(sha256));
  expect(outgoing()).toEqual(['delete']);
  push();
  expect(get(context, { lessonId }).resources).toMatchObject([{ isAtEnt: false, sync: 'synced' }]);
});

test('a copy, a template and a colleague’s file have it for the teacher alone too', async () => {
  const { context, directory, lessonId, keep, marks, outgoing } = await openLesson();
  keep(true);
  publish(context, { lessonId, publications: [{ ...COPY, at: 'now', isCorrected: false }] });
  expect(marks('copy')).toEqual([true]);
  const hours = { classGroupId: '2de5', weekday: 5, fromMinute: 480, toMinute: 535, weeks: 'every' } as const;
  timetableHandlers.saveSlot(context, { ...hours, room: '', group: '', firstDay: null, lastDay: null });
  const made = (templateId: string) => {
    const known = new Set(lessonsHandlers.list(context, {}).map(({ id }) => id));
    const source = { kind: 'template', templateId } as const;
    reuseHandlers.copy(context, {
      source,
      classGroupIds: ['2de5'],
      fromDay: '2026-11-24',
      withHomework: true,
    });
    const lessons = lessonsHandlers.list(context, {}).filter(({ id }) => !known.has(id));
    return lessons.flatMap(({ id }) => marks(id));
  };
  const { id: templateId } = reuseHandlers.keep(context, { source: { kind: 'lesson', lessonId } });
  const path = join(directory, 'a.cartable-sequence');
  await reuseHandlers.writeFile(context, { source: { kind: 'lesson', lessonId }, path, withNotes: true });
  const opened = await reuseHandlers.openFile(context, { path });
  expect([made(templateId), made(opened.id)]).toEqual([[true], [true]]);
  expect(outgoing()).toEqual([]);
});

test('copies are corrected by for whom a document is, and undo puts that back', async () => {
  const { context, lessonId, keep, marks } = await openLesson();
  publish(context, { lessonId, publications: [{ ...COPY, at: 'now', isCorrected: false }] });
  const isSame = () =>
    places(context, { lessonId }).find(({ lesson }) => lesson?.id === 'copy')?.lesson?.isSame;
  expect(isSame()).toBe(true);
  keep(true);
  expect(isSame()).toBe(false);
  const { before } = publish(context, { lessonId, publications: [{ ...COPY, isCorrected: true }] });
  expect([marks('copy'), isSame()]).toEqual([[true], true]);
  const { before: after } = putBack(context, { states: before });
  expect(marks('copy')).toEqual([false]);
  putBack(context, { states: after });
  expect(marks('copy')).toEqual([true]);
});

test('correcting a copy does not open a document that its teacher keeps in that class alone', async () => {
  const { context, lessonId, marks, push, outgoing } = await openLesson();
  publish(context, { lessonId, publications: [{ ...COPY, at: 'now', isCorrected: false }] });
  const own = get(context, { lessonId: 'copy' }).resources[0]?.id ?? '';
  setForTeacher(context, { resourceId: own, isForTeacher: true });
  push();
  publish(context, { lessonId, publications: [{ ...COPY, isCorrected: true }] });
  expect([marks('copy'), marks(lessonId), outgoing()]).toEqual([[true], [false], []]);
});

test('a document that the students’ text shows is theirs for as long as it does', async () => {
  const { context, lessonId, sha256, push, outgoing, keep, write } = await openLesson();
  push();
  keep(true);
  push();
  write(TEXT, paragraph('b', picture(sha256)));
  expect(outgoing()).toEqual(['put']);
  expect(toShare(context, lessonId).documents).toHaveLength(1);
  push();
  write(TEXT);
  expect(outgoing()).toEqual(['delete']);
});

test('a picture that is taken off a note stays the teacher’s, and is for whom its new place is', async () => {
  const { sha256, push, outgoing, write, marks, lessonId } = await openLesson();
  write(TEXT, note(sha256));
  push();
  write(TEXT);
  expect([marks(lessonId), outgoing()]).toEqual([[true], []]);
  write(TEXT, paragraph('b', picture(sha256)));
  expect([marks(lessonId), outgoing()]).toEqual([[false], ['put']]);
});

test('a document of a note that was taken off before the note went stays the teacher’s when it comes back', async () => {
  const { context, sha256, push, outgoing, write, marks, lessonId, resourceId } = await openLesson();
  write(TEXT, note(sha256));
  push();
  lessonsHandlers.detach(context, { resourceId });
  write(TEXT);
  lessonsHandlers.reattach(context, { resourceId });
  expect([marks(lessonId), outgoing()]).toEqual([[true], []]);
});

test('a document of homework that a note alone shows goes and comes with that homework, in a copy that is a draft too', async () => {
  const { context, directory, push, outgoing, write, lessonId } = await openLesson();
  const homework = { lessonId, text: 'Lire', dueAt: START + 3 * DAY };
  const { id: homeworkId } = saveHomework(context, homework);
  const path = join(directory, 'sujet.txt');
  await writeFile(path, 'le sujet');
  const { document } = await attach(context, { lessonId, path, homeworkId });
  write(TEXT, note(document.sha256));
  push();
  const seen: string[][] = [];
  const after = (act: () => unknown) => {
    act();
    seen.push(outgoing());
    push();
  };
  after(() => removeHomework(context, { homeworkId }));
  after(() => saveHomework(context, { ...homework, id: homeworkId }));
  after(() => remove(context, { lessonId }));
  after(() => restore(context, { lessonId }));
  const given = [{ fromId: homeworkId, newId: 'homework-2', dueAt: START + 4 * DAY }];
  const draft = { ...COPY, at: null, isCorrected: false, homework: given };
  after(() => publish(context, { lessonId, publications: [draft] }));
  expect(seen).toEqual([['delete'], ['put'], ['delete', 'delete'], ['put', 'put'], ['put', 'put']]);
});

test('what takes the place of a document that is kept is kept as well, in a note too', async () => {
  const { context, directory, lessonId, resourceId, sha256, outgoing, keep, write, marks } =
    await openLesson();
  const { id: otherId } = save(context, { ...FIELDS, blocks: [TEXT] });
  const path = join(directory, 'bareme2.txt');
  await writeFile(path, 'le barème, corrigé');
  const { id } = await attach(context, { lessonId: otherId, path });
  const documentId = context.store.db
    .prepare('SELECT document_id FROM resource WHERE id = ?')
    .pluck()
    .get(id) as string;
  lessonsHandlers.detach(context, { resourceId: id });
  write(TEXT, note(sha256));
  const made = lessonsHandlers.replaceResource(context, { resourceId, documentId, isReplaced: true });
  expect([marks(lessonId), outgoing()]).toEqual([[true], []]);
  lessonsHandlers.swapResources(context, { off: made, on: resourceId });
  write(TEXT);
  keep(true);
  lessonsHandlers.replaceResource(context, { resourceId, documentId, isReplaced: true });
  expect([marks(lessonId), outgoing()]).toEqual([[true], []]);
});
