import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lessonsHandlers } from '../../main/engine/lessons/handlers.ts';
import { namedBlobs } from '../../main/engine/store/named-blobs.ts';
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
