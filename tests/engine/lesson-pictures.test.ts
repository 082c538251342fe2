import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lessonsHandlers } from '../../main/engine/lessons/handlers.ts';
import { reuseHandlers } from '../../main/engine/reuse/handlers.ts';
import { namedBlobs } from '../../main/engine/store/named-blobs.ts';
import { timetableHandlers } from '../../main/engine/timetable/handlers.ts';
import type { LessonBlock } from '../../preload/contract/domain.ts';
import { openDomainWorkspace, receiveClass, START } from './domain-workspace.ts';
import { screenshotPng } from './optimise-pictures.ts';

const { save, get, attachPicture, detach, reattach, versions, version, restoreVersion } = lessonsHandlers;
const FIELDS = { classGroupId: '2de4', title: 'Ondes', startsAt: START + 86_400_000 };

const TEXT: LessonBlock = {
  id: 'a',
  content: { type: 'paragraph', content: [{ type: 'text', text: 'Schéma' }] },
};
const shown = (sha256: string): LessonBlock => ({
  id: 'p',
  content: { type: 'paragraph', content: [{ type: 'image', attrs: { sha256, name: 'schema' } }] },
});
const noted = (sha256: string): LessonBlock => ({
  id: 'n',
  content: { type: 'teacherBlock', attrs: { kind: 'note' }, content: [shown(sha256).content] },
});

async function openLesson() {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 1);
  const { context, vault, directory } = workspace;
  const { id: lessonId } = save(context, { ...FIELDS, blocks: [TEXT] });
  /** As the shell lays the page's bytes. */
  const handOver = async (bytes: Uint8Array) => {
    const ticket = randomUUID();
    await mkdir(join(vault.directory, 'incoming'), { recursive: true });
    await writeFile(join(vault.directory, 'incoming', ticket), bytes);
    return ticket;
  };
  const outgoing = () =>
    workspace
      .waiting()
      .filter(({ entity }) => entity === 'resource')
      .map(({ kind }) => kind);
  const write = (...blocks: LessonBlock[]) => save(context, { ...FIELDS, id: lessonId, blocks });
  const paste = async (newId?: string) =>
    attachPicture(context, {
      lessonId,
      handover: await handOver(await screenshotPng(400, 300)),
      name: 'capture/écran.png',
      newId,
    });
  return { ...workspace, lessonId, directory, handOver, outgoing, write, paste };
}

const refused = (code: string) => expect.objectContaining({ code });

test('a picture that is pasted becomes a document of the lesson, and leaves with the text that shows it to students', async () => {
  const { context, lessonId, outgoing, write, paste } = await openLesson();
  const { document, optimisation } = await paste();
  expect(document.name).toMatch(/^capture-écran\.\w+$/);
  expect(document.mediaType).toMatch(/^image\//);
  expect(optimisation).not.toBeNull();
  expect(outgoing()).toEqual([]);
  write(TEXT, shown(document.sha256));
  expect(outgoing()).toEqual(['put']);
  expect(get(context, { lessonId }).resources.map(({ isForTeacher }) => isForTeacher)).toEqual([false]);
});

test('a picture that is put into a note or a correction is not sent for a moment, also when that is taken back and done again', async () => {
  const { context, outgoing, write, paste } = await openLesson();
  const { id: resourceId, document } = await paste();
  const seen = [outgoing()];
  const note = () => seen.push(outgoing());
  write(TEXT, noted(document.sha256));
  note();
  detach(context, { resourceId });
  note();
  write(TEXT);
  note();
  reattach(context, { resourceId, isPicture: true });
  note();
  write(TEXT, noted(document.sha256));
  note();
  expect(seen.flat()).toEqual([]);
  write(TEXT, shown(document.sha256));
  expect(outgoing()).toEqual(['put']);
});

test('a picture that was put in and taken off several times is one document of the version that shows it', async () => {
  const { context, clock, lessonId, write, paste } = await openLesson();
  const later = () => clock.advance(20 * 60_000);
  let sha256 = '';
  for (let time = 0; time < 2; time += 1) {
    const { id: resourceId, document } = await paste();
    ({ sha256 } = document);
    write(TEXT, shown(sha256));
    later();
    detach(context, { resourceId });
    write(TEXT);
    later();
  }
  const textOf = (versionId: number) => JSON.stringify(version(context, { lessonId, versionId }).blocks);
  const withIt = versions(context, { lessonId }).versions.find(({ id }) => textOf(id).includes(sha256));
  restoreVersion(context, { lessonId, versionId: withIt?.id ?? 0 });
  expect(get(context, { lessonId }).resources).toHaveLength(1);
  // Nor once more, where it hangs already.
  write(TEXT);
  restoreVersion(context, { lessonId, versionId: withIt?.id ?? 0 });
  expect(get(context, { lessonId }).resources).toHaveLength(1);
});

test('asked twice under one id, or put in twice, a picture hangs once; its ticket is good for once', async () => {
  const { context, vault, lessonId, handOver, paste } = await openLesson();
  const first = await paste('picture-1');
  expect((await paste('picture-1')).id).toBe('picture-1');
  expect((await paste('picture-2')).id).toBe(first.id);
  expect(get(context, { lessonId }).resources).toHaveLength(1);
  const handover = await handOver(await screenshotPng(40, 30));
  const picture = { lessonId, handover, name: 'a.png' };
  await attachPicture(context, picture);
  expect(existsSync(join(vault.directory, 'incoming', handover))).toBe(false);
  await expect(attachPicture(context, picture)).rejects.toEqual(refused('input/invalid'));
  await expect(attachPicture(context, { ...picture, lessonId: 'none' })).rejects.toEqual(
    refused('store/not-found'),
  );
});

test('the bytes of a picture that a note alone names, as of one that was cut out of another lesson, are kept', async () => {
  const { context, write } = await openLesson();
  const sha256 = 'ab'.repeat(32);
  write(TEXT, noted(sha256));
  expect(namedBlobs(context.store.db, context.clock.now())).toContain(sha256);
});

test('a picture that was cut out of another lesson hangs on the one that it is pasted into, once, for whom its place there is', async () => {
  const { context, lessonId, write, paste, outgoing, push } = await openLesson();
  const { id: resourceId, document } = await paste();
  write(TEXT, shown(document.sha256));
  push();
  detach(context, { resourceId });
  write(TEXT);
  push();
  const { id } = save(context, { ...FIELDS, title: 'Sons', blocks: [TEXT] });
  const pasteThere = (...blocks: LessonBlock[]) =>
    save(context, { ...FIELDS, title: 'Sons', id, blocks: [TEXT, ...blocks] }).resources;
  const [hung, ...others] = pasteThere(noted(document.sha256));
  expect(hung?.document).toMatchObject({ name: document.name, mediaType: document.mediaType });
  expect([others, outgoing()]).toEqual([[], []]);
  expect(pasteThere(shown(document.sha256))).toHaveLength(1);
  expect(outgoing()).toEqual(['put']);
  // Pasted where it was cut, it is the document that it was, whatever else brings that back.
  write(TEXT, shown(document.sha256));
  reattach(context, { resourceId, isPicture: true });
  expect(get(context, { lessonId }).resources.map((one) => one.id)).toEqual([resourceId]);
  expect(outgoing()).toEqual(['put', 'put']);
});

test('a picture hangs with the text of a new lesson; bytes that are not here do not, nor what was taken off while the text shows it', async () => {
  const { context, lessonId, write, paste } = await openLesson();
  const { id: resourceId, document } = await paste();
  const { resources } = save(context, {
    ...FIELDS,
    blocks: [shown(document.sha256), noted('ab'.repeat(32))],
  });
  expect(resources.map(({ document: { sha256 } }) => sha256)).toEqual([document.sha256]);
  write(shown(document.sha256));
  detach(context, { resourceId });
  expect(write(shown(document.sha256), TEXT).resources).toEqual([]);
  expect(get(context, { lessonId }).resources).toEqual([]);
});

test('a lesson that is made from a template has each picture once', async () => {
  const { context, lessonId, write, paste } = await openLesson();
  write(TEXT, shown((await paste()).document.sha256));
  const { id: templateId } = reuseHandlers.keep(context, { source: { kind: 'lesson', lessonId } });
  const hours = { classGroupId: '2de4', weekday: 5, fromMinute: 480, toMinute: 535, weeks: 'every' } as const;
  timetableHandlers.saveSlot(context, { ...hours, room: '', group: '', firstDay: null, lastDay: null });
  reuseHandlers.copy(context, {
    source: { kind: 'template', templateId },
    classGroupIds: ['2de4'],
    fromDay: '2026-11-24',
    withHomework: false,
  });
  const lessons = lessonsHandlers.list(context, {}).map(({ id }) => get(context, { lessonId: id }));
  expect(lessons.map(({ resources }) => resources.length)).toEqual([1, 1]);
});

test('bytes that are no picture and no document are refused, and nothing of them stays', async () => {
  const { context, vault, lessonId, handOver } = await openLesson();
  const handover = await handOver(Buffer.alloc(0));
  await expect(attachPicture(context, { lessonId, handover, name: 'a.png' })).rejects.toEqual(
    refused('library/file-refused'),
  );
  expect(existsSync(join(vault.directory, 'incoming', handover))).toBe(false);
  expect(get(context, { lessonId }).resources).toEqual([]);
});

test('a chosen file that is no picture is joined as a document, which is sent', async () => {
  const { context, lessonId, directory, outgoing } = await openLesson();
  const path = join(directory, 'plan.txt');
  await writeFile(path, 'Le plan');
  const { isForTeacher } = await attachPicture(context, { lessonId, path });
  expect([isForTeacher, outgoing()]).toEqual([false, ['put']]);
});
