import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { lessonsHandlers } from '../../main/engine/lessons/handlers.ts';
import { withDatesMoved } from '../../main/engine/lessons/teacher-blocks.ts';
import { Machine } from '../../main/engine/platform/machine.ts';
import { reuseHandlers } from '../../main/engine/reuse/handlers.ts';
import { searchHandlers } from '../../main/engine/search/handlers.ts';
import { mindCorrections } from '../../main/engine/workspaces/corrections.ts';
import type { LessonBlock } from '../../preload/contract/domain.ts';
import {
  type DomainWorkspace,
  openDomainWorkspace,
  receiveClass,
  START,
  temporaryFolder,
} from './domain-workspace.ts';
import { openSyncedClass } from './synced-class.ts';
import { VirtualTime } from './virtual-time.ts';

const { save, get, publish, putBack, remove, restore, saveHomework, openCorrections, exportText } =
  lessonsHandlers;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FIELDS = { classGroupId: '2de4', title: 'Ondes', startsAt: START + DAY };
/** Words that no student may read. */
const SECRET = /rappel-secret|solution-secrete/;

function paragraph(id: string, text: string): LessonBlock {
  return { id, content: { type: 'paragraph', content: [{ type: 'text', text }] } };
}

function forTeacher(id: string, text: string, attrs: Record<string, unknown>): LessonBlock {
  const { content } = paragraph(id, text);
  return { id, content: { type: 'teacherBlock', attrs, content: [content] } };
}

const NOTE = forTeacher('n', 'rappel-secret', { kind: 'note', label: 'Note pour moi' });

function correction(date: { at?: number; due?: 'same' | 'after' }): LessonBlock {
  return forTeacher('c', 'solution-secrete', { kind: 'correction', label: 'Corrigé', ...date });
}

async function openClass(): Promise<DomainWorkspace> {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 1);
  workspace.receive('class_group', '2de5', { name: '2de5', subject_id: 'maths' });
  return workspace;
}

/** All that waits to be sent, as it would be. */
function outgoing(workspace: DomainWorkspace): string {
  return JSON.stringify(workspace.waiting());
}

const idsOf = (blocks: readonly LessonBlock[]) => blocks.map(({ id }) => id);

test('what is for the teacher alone stays in its place here, and is in nothing that waits to be sent', async () => {
  const workspace = await openClass();
  const { context } = workspace;
  const blocks = [NOTE, paragraph('a', 'Cours'), correction({}), paragraph('b', 'Exercice')];
  const { id } = save(context, { ...FIELDS, isPublished: true, blocks });
  expect(idsOf(get(context, { lessonId: id }).blocks)).toEqual(['n', 'a', 'c', 'b']);
  expect(outgoing(workspace)).toContain('Exercice');
  expect(outgoing(workspace)).not.toMatch(SECRET);
});

test('nothing of it leaves by publication, copies, moves, removal, undo or a restored lesson', async () => {
  const workspace = await openClass();
  const { context } = workspace;
  const { id: lessonId } = save(context, {
    ...FIELDS,
    blocks: [NOTE, paragraph('a', 'Cours'), correction({})],
  });
  const seen = [outgoing(workspace)];
  const note = () => seen.push(outgoing(workspace));
  const { before } = publish(context, {
    lessonId,
    publications: [
      { classGroupId: '2de4', lessonId, startsAt: FIELDS.startsAt, at: 'now', isCorrected: false },
      { classGroupId: '2de5', lessonId: 'copy', startsAt: START + 2 * DAY, at: 'now', isCorrected: false },
    ],
  });
  note();
  lessonsHandlers.move(context, [{ id: lessonId, startsAt: START + 3 * DAY }]);
  note();
  remove(context, { lessonId });
  workspace.push();
  restore(context, { lessonId });
  note();
  putBack(context, { states: before });
  note();
  expect(seen.join()).toContain('Cours');
  expect(seen.join()).not.toMatch(SECRET);
});

test('a note that changes alone is saved, and asks nothing of the ENT', async () => {
  const workspace = await openClass();
  const { id } = save(workspace.context, { ...FIELDS, blocks: [paragraph('a', 'Cours')] });
  workspace.push();
  save(workspace.context, { id, ...FIELDS, blocks: [paragraph('a', 'Cours'), NOTE] });
  expect(idsOf(get(workspace.context, { lessonId: id }).blocks)).toEqual(['a', 'n']);
  expect(workspace.waiting()).toEqual([]);
});

test('what stands in something else that students read keeps all of it back', async () => {
  const workspace = await openClass();
  const hidden = { id: 'q', content: { type: 'blockquote', content: [NOTE.content] } };
  const { id } = save(workspace.context, { ...FIELDS, blocks: [paragraph('a', 'Cours'), hidden] });
  expect(outgoing(workspace)).not.toMatch(SECRET);
  expect(idsOf(get(workspace.context, { lessonId: id }).blocks)).toEqual(['a', 'q']);
});

test('a text that comes from the ENT leaves the notes where they stood, also when that is gone', async () => {
  const workspace = await openClass();
  const { context } = workspace;
  const blocks = [paragraph('a', 'Un'), NOTE, paragraph('b', 'Deux')];
  const { id } = save(context, { ...FIELDS, blocks });
  workspace.push();
  const receive = (texts: LessonBlock[]) =>
    workspace.receive('lesson', id, {
      class_group_id: '2de4',
      title: 'Ondes',
      starts_at: FIELDS.startsAt,
      is_published: false,
      blocks: texts,
    });
  receive([paragraph('z', 'Zéro'), paragraph('a', 'Un'), paragraph('b', 'Deux')]);
  expect(idsOf(get(context, { lessonId: id }).blocks)).toEqual(['z', 'a', 'n', 'b']);
  receive([paragraph('b', 'Deux')]);
  expect(idsOf(get(context, { lessonId: id }).blocks)).toEqual(['b', 'n']);
});

test('a correction becomes part of the text at its date, once, and not a moment before', async () => {
  const workspace = await openClass();
  const { context, clock } = workspace;
  const at = START + 2 * HOUR;
  const blocks = [paragraph('a', 'Exercice'), correction({ at })];
  const { id } = save(context, { ...FIELDS, isPublished: true, blocks });
  workspace.push();
  clock.advance(2 * HOUR - 1);
  expect(openCorrections(context)).toBe(0);
  expect(workspace.waiting()).toEqual([]);
  clock.advance(1);
  expect(openCorrections(context)).toBe(1);
  expect(outgoing(workspace)).toContain('solution-secrete');
  expect(idsOf(get(context, { lessonId: id }).blocks)).toEqual(['a', 'c', 'c~1']);
  workspace.push();
  expect(openCorrections(context)).toBe(0);
  // An editor that had not yet seen it saves the text as it knew it.
  save(context, { id, ...FIELDS, blocks });
  expect(workspace.waiting()).toEqual([]);
});

/** A lesson with a picture in its correction that hangs on it as a document, as the editor puts it there. */
async function openWithPicture(at: number) {
  const workspace = await openClass();
  const { context, directory } = workspace;
  const { id: lessonId } = save(context, { ...FIELDS, blocks: [paragraph('a', 'Sujet')] });
  const path = join(directory, 'solution-secrete.txt');
  await writeFile(path, 'la solution');
  const { document, id: resourceId } = await lessonsHandlers.attach(context, { lessonId, path });
  const { sha256 } = document;
  const picture = { type: 'image', attrs: { sha256, name: 'solution-secrete' } };
  const block = correction({ at });
  const inCorrection = {
    ...block,
    content: { ...block.content, content: [{ type: 'paragraph', content: [picture] }] },
  };
  const write = (...blocks: LessonBlock[]) => save(context, { ...FIELDS, id: lessonId, blocks });
  return { ...workspace, lessonId, resourceId, sha256, picture, inCorrection, write };
}

test('a document that stands in a correction alone is sent to no class and no Moodle, and in no file, until that is open', async () => {
  const opened = await openWithPicture(FIELDS.startsAt + 12 * HOUR);
  const { context, clock, directory, lessonId, sha256, picture, inCorrection, write } = opened;
  const hung = (id: string) =>
    get(context, { lessonId: id }).resources.map(({ document }) => document.sha256);
  write(paragraph('a', 'Sujet'), inCorrection);
  const copy = {
    classGroupId: '2de5',
    lessonId: 'copy',
    startsAt: FIELDS.startsAt + DAY,
    isCorrected: false,
  };
  const own = { ...copy, classGroupId: '2de4', lessonId, startsAt: FIELDS.startsAt };
  publish(context, { lessonId, publications: [own, copy].map((one) => ({ ...one, at: 'now' as const })) });
  expect(outgoing(opened)).not.toMatch(SECRET);
  expect(outgoing(opened)).not.toContain(sha256);
  expect([hung(lessonId), hung('copy')]).toEqual([[sha256], [sha256]]);
  expect(lessonsHandlers.toShare(context, lessonId).documents).toEqual([]);
  const documentsIn = async (name: string, withNotes: boolean) => {
    const source = { kind: 'lesson', lessonId } as const;
    const path = join(directory, name);
    const { documentCount, leftOutCount } = await reuseHandlers.writeFile(context, {
      source,
      path,
      withNotes,
    });
    return [documentCount, leftOutCount];
  };
  expect(await documentsIn('s.cartable-sequence', false)).toEqual([0, 0]);
  expect(await documentsIn('s.imscc', true)).toEqual([0, 0]);
  expect(await documentsIn('s.cartable-sequence', true)).toEqual([1, 0]);
  clock.advance(2 * DAY);
  openCorrections(context);
  expect(outgoing(opened)).toContain(sha256);
  expect(lessonsHandlers.toShare(context, lessonId).documents).toHaveLength(1);
  expect(await documentsIn('s.cartable-sequence', false)).toEqual([1, 0]);
  // What students see elsewhere in the text is theirs.
  expect(hung(lessonId)).toEqual([sha256]);
  write(
    paragraph('a', 'Sujet'),
    { id: 'b', content: { type: 'paragraph', content: [picture] } },
    inCorrection,
  );
  expect(lessonsHandlers.toShare(context, lessonId).documents).toHaveLength(1);
});

test('a document that was sent before it was put into a correction is taken from the ENT, hangs here all the same, and goes again', async () => {
  const opened = await openWithPicture(FIELDS.startsAt + 12 * HOUR);
  const { context, clock, lessonId, resourceId, inCorrection, write } = opened;
  const resources = () => get(context, { lessonId }).resources.map(({ id }) => id);
  const sent = () =>
    opened
      .waiting()
      .filter(({ entity }) => entity === 'resource')
      .map(({ kind }) => kind);
  opened.push();
  write(paragraph('a', 'Sujet'), inCorrection);
  expect(sent()).toEqual(['delete']);
  opened.push();
  opened.receive('resource', resourceId, null);
  expect(resources()).toEqual([resourceId]);
  // Written again, it asks nothing more; the removal and return of the lesson neither.
  write(paragraph('a', 'Sujets'), inCorrection);
  remove(context, { lessonId });
  restore(context, { lessonId });
  expect(resources()).toEqual([resourceId]);
  expect(sent()).toEqual([]);
  clock.advance(2 * DAY);
  openCorrections(context);
  expect(sent()).toEqual(['put']);
});

test('a document of homework that stands in a note as well is the students’', async () => {
  const workspace = await openClass();
  const { context, directory } = workspace;
  const { id: lessonId } = save(context, { ...FIELDS, blocks: [paragraph('a', 'Sujet')] });
  const { id: homeworkId } = saveHomework(context, { lessonId, text: 'Exercice', dueAt: START + 3 * DAY });
  const path = join(directory, 'exercice.txt');
  await writeFile(path, 'l’exercice');
  const { sha256 } = (await lessonsHandlers.attach(context, { lessonId, homeworkId, path })).document;
  const picture = { type: 'image', attrs: { sha256, name: 'exercice' } };
  const note = {
    ...NOTE,
    content: { ...NOTE.content, content: [{ type: 'paragraph', content: [picture] }] },
  };
  save(context, { ...FIELDS, id: lessonId, blocks: [paragraph('a', 'Sujet'), note] });
  expect(outgoing(workspace)).toContain(sha256);
  expect(lessonsHandlers.toShare(context, lessonId).documents).toHaveLength(1);
});

test('a correction may wait for the homework, or for the day after; without homework it stays', async () => {
  const workspace = await openClass();
  const { context, clock } = workspace;
  const lessonIds = (['same', 'after'] as const).map(
    (due) => save(context, { ...FIELDS, blocks: [paragraph('a', 'Cours'), correction({ due })] }).id,
  );
  clock.advance(30 * DAY);
  expect(openCorrections(context)).toBe(0);
  for (const lessonId of lessonIds)
    saveHomework(context, { lessonId, text: 'Exercice 3', dueAt: START + 32 * DAY });
  workspace.push();
  clock.advance(2 * DAY);
  expect(openCorrections(context)).toBe(1);
  expect(workspace.waiting().map(({ entity_id }) => entity_id)).toEqual([lessonIds[0]]);
  clock.advance(DAY);
  expect(openCorrections(context)).toBe(1);
});

test('a copy for another class has its own date, and a text that is taken over opens no correction there', async () => {
  const workspace = await openClass();
  const { context, clock } = workspace;
  const blocks = [paragraph('a', 'Cours'), correction({ at: FIELDS.startsAt + HOUR })];
  const { id: lessonId } = save(context, { ...FIELDS, blocks });
  const copy = {
    classGroupId: '2de5',
    lessonId: 'copy',
    startsAt: FIELDS.startsAt + 7 * DAY,
    isCorrected: false,
  };
  publish(context, { lessonId, publications: [{ ...copy, at: 'now' }] });
  clock.advance(2 * DAY);
  expect(openCorrections(context)).toBe(1);
  expect(idsOf(get(context, { lessonId }).blocks)).toEqual(['a', 'c', 'c~1']);
  const [, other] = lessonsHandlers.places(context, { lessonId });
  expect(other?.lesson?.isSame).toBe(true);
  workspace.push();
  publish(context, { lessonId, publications: [{ ...copy, isCorrected: true }] });
  expect(outgoing(workspace)).not.toMatch(SECRET);
  clock.advance(7 * DAY);
  expect(openCorrections(context)).toBe(1);
  expect(outgoing(workspace)).toMatch(SECRET);
});

test('a correction goes along by days of the calendar: at the same hour over a change of the clocks, on its lesson’s day at the same distance', () => {
  const date = (at: number, from: number, to: number) => {
    const [block] = withDatesMoved([correction({ at })], { from, to });
    const { at: moved = 0 } = (block?.content.attrs ?? {}) as { at?: number };
    return new Date(moved).toISOString();
  };
  // Friday 26 March 2027 at ten; the clocks change on Sunday; Friday 2 April at ten.
  const [winter, summer] = [Date.UTC(2027, 2, 26, 9), Date.UTC(2027, 3, 2, 8)];
  // Monday at eight, before and after.
  expect(date(Date.UTC(2027, 2, 29, 6), winter, summer)).toBe('2027-04-05T06:00:00.000Z');
  expect(date(Date.UTC(2027, 3, 5, 6), summer, winter)).toBe('2027-03-29T06:00:00.000Z');
  // At the lesson's end; the other lesson is at two.
  expect(date(winter + 55 * 60_000, winter, summer + 4 * HOUR)).toBe('2027-04-02T12:55:00.000Z');
  // Another class has it on the same day at two: the day after at eight is so for both.
  expect(date(Date.UTC(2027, 2, 27, 7), winter, winter + 4 * HOUR)).toBe('2027-03-27T07:00:00.000Z');
});

test('next year, a correction that had its date has none', async () => {
  const workspace = await openClass();
  const { context, clock } = workspace;
  const blocks = [paragraph('a', 'Cours'), correction({ at: START + HOUR })];
  const { id } = save(context, { ...FIELDS, blocks });
  const { id: templateId } = reuseHandlers.keep(context, { source: { kind: 'lesson', lessonId: id } });
  expect(templateId).not.toBe('');
  clock.advance(40 * DAY);
  lessonsHandlers.copy(context, {
    lessonId: id,
    newId: 'again',
    classGroupId: '2de4',
    startsAt: START + 2 * DAY,
  });
  clock.advance(40 * DAY);
  workspace.push();
  openCorrections(context);
  const kept = get(context, { lessonId: 'again' }).blocks[1]?.content;
  expect(kept).toMatchObject({ type: 'teacherBlock', attrs: { kind: 'correction' } });
});

test('files for students have none of it; a colleague and the teacher get it when asked for', async () => {
  const workspace = await openClass();
  const { context } = workspace;
  const { id: lessonId } = save(context, {
    ...FIELDS,
    blocks: [NOTE, paragraph('a', 'Cours'), correction({})],
  });
  const folder = await temporaryFolder();
  const textOf = async (name: string, write: (path: string) => Promise<unknown>) => {
    const path = join(folder, name);
    await write(path);
    const bytes = await readFile(path);
    if (name.endsWith('.md')) return bytes.toString();
    return Object.values(unzipSync(bytes))
      .map((member) => strFromU8(member))
      .join('\n');
  };
  const source = { kind: 'lesson', lessonId } as const;
  const forStudents = [
    await textOf('a.md', (path) => exportText(context, { lessonId, path })),
    await textOf('a.docx', (path) => exportText(context, { lessonId, path })),
    await textOf('s.docx', (path) =>
      lessonsHandlers.exportTexts(context, { lessonIds: [lessonId], title: 'Séquence', path }),
    ),
    await textOf('a.imscc', (path) => reuseHandlers.writeFile(context, { source, path, withNotes: true })),
    await textOf('a.cartable-sequence', (path) =>
      reuseHandlers.writeFile(context, { source, path, withNotes: false }),
    ),
  ];
  for (const text of forStudents) {
    expect(text).toContain('Cours');
    expect(text).not.toMatch(SECRET);
  }
  const own = await textOf('b.md', (path) =>
    exportText(context, { lessonId, path, withTeacherBlocks: true }),
  );
  expect(own).toContain('**Note pour moi**');
  expect(own).toContain('solution-secrete');
  const given = await textOf('b.cartable-sequence', (path) =>
    reuseHandlers.writeFile(context, { source, path, withNotes: true }),
  );
  expect(given).toContain('rappel-secret');
});

test('while Cartable is open one timer runs to the next correction, none without one, and none once it is closed', async () => {
  const workspace = await openClass();
  const { context } = workspace;
  const time = new VirtualTime(START);
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  const bugs: unknown[] = [];
  const mindful = { ...context, clock: time };
  const minder = mindCorrections(mindful, { machine: new Machine(), onBug: (error) => bugs.push(error) });
  expect(time.timers).toBe(0);
  save(mindful, { ...FIELDS, blocks: [paragraph('a', 'Cours'), correction({ at: START + HOUR })] });
  workspace.push();
  minder.look();
  await time.pass(HOUR - 1000, settle);
  expect(workspace.waiting()).toEqual([]);
  await time.pass(1000, settle);
  expect(outgoing(workspace)).toContain('solution-secrete');
  await settle();
  expect([time.timers, time.pending]).toEqual([1, 0]);
  save(mindful, {
    ...FIELDS,
    title: 'Lumière',
    blocks: [paragraph('b', 'Cours'), correction({ at: START + 9 * HOUR })],
  });
  minder.look();
  minder.stop();
  await settle();
  expect(time.pending).toBe(0);
  expect(bugs).toEqual([]);
});

test('a correction whose hour passes while the computer sleeps is there a minute after it wakes', async () => {
  const workspace = await openClass();
  const time = new VirtualTime(START);
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  const mindful = { ...workspace.context, clock: time };
  const machine = new Machine();
  save(mindful, { ...FIELDS, blocks: [paragraph('a', 'Cours'), correction({ at: START + 2 * HOUR })] });
  workspace.push();
  const minder = mindCorrections(mindful, { machine, onBug: (error) => expect.unreachable(String(error)) });
  await time.pass(HOUR / 2, settle);
  time.suspend(3 * HOUR);
  machine.wake();
  await time.pass(60_000, settle);
  expect(outgoing(workspace)).toContain('solution-secrete');
  minder.stop();
});

test('a note is found by its words', async () => {
  const { context } = await openClass();
  save(context, { ...FIELDS, blocks: [paragraph('a', 'Cours'), NOTE] });
  const found = searchHandlers.find(context, { text: 'rappel' });
  expect(found.map(({ kind }) => kind)).toEqual(['lesson']);
});

test('an ENT holds nothing of it after a session, and has the correction once its date has come', async () => {
  const { engine, directory } = await openSyncedClass();
  const [{ id: classGroupId = '' } = {}] = await engine.client.classes.list();
  const fields = { classGroupId, title: 'Ondes', startsAt: Date.now(), isPublished: true };
  const text = paragraph('a', 'cours-visible');
  const lesson = await engine.client.lessons.save({ ...fields, blocks: [NOTE, text, correction({})] });
  const held = async () => {
    await engine.client.sync.start();
    const files = await readdir(join(directory, 'ent'), { recursive: true, withFileTypes: true });
    const bytes = files.filter((one) => one.isFile()).map((one) => readFile(join(one.parentPath, one.name)));
    return Buffer.concat(await Promise.all(bytes)).toString('latin1');
  };
  const before = await held();
  expect(before).toContain('cours-visible');
  expect(before).not.toMatch(SECRET);
  // Its date is past already when it is chosen.
  await engine.client.lessons.save({ id: lesson.id, ...fields, blocks: [NOTE, text, correction({ at: 1 })] });
  const after = await held();
  expect(after).toContain('solution-secrete');
  expect(after).not.toContain('rappel-secret');
});
