import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Engine } from '../../main/engine/create-engine.ts';
import { openEngine, openSyncedClass, type SyncedClass } from './synced-class.ts';

/** What becomes of two edits of one base, entity by entity (sync.md 4.5). */

const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const block = (id: string, text: string) => ({ id, content: paragraph(text) });
const STARTS_AT = Date.UTC(2026, 10, 24, 9);

/** A second device of the same teacher's, in step with the ENT. */
async function openSecondDevice({ ent, line, directory }: SyncedClass): Promise<Engine> {
  const engine = await openEngine(join(directory, 'second'));
  await engine.client.account.connect({ url: line.url, login: ent.login, password: ent.password });
  await engine.client.sync.start();
  return engine;
}

async function withLesson(given: SyncedClass) {
  const { id } = await given.engine.client.lessons.save({
    classGroupId: 'class-1',
    title: 'Les fractions',
    startsAt: STARTS_AT,
    isPublished: false,
    blocks: [block('a', 'un'), block('b', 'deux'), block('c', 'trois')],
  });
  await given.engine.client.sync.start();
  return id;
}

type Lesson = Awaited<ReturnType<Engine['client']['lessons']['get']>>;
async function change(engine: Engine, id: string, edit: (lesson: Lesson) => Partial<Lesson>) {
  const lesson = await engine.client.lessons.get({ lessonId: id });
  const { classGroupId, title, startsAt, isPublished, blocks } = { ...lesson, ...edit(lesson) };
  return engine.client.lessons.save({ id, classGroupId, title, startsAt, isPublished, blocks });
}

const textsIn = (blocks: unknown) =>
  (blocks as { content: ReturnType<typeof paragraph> }[]).map(({ content }) => content.content[0]?.text);

test('a lesson edited on two devices is merged by block and by field, and both see the same', async () => {
  const given = await openSyncedClass();
  const lessonId = await withLesson(given);
  const second = await openSecondDevice(given);
  await change(given.engine, lessonId, ({ blocks }) => ({
    title: 'Les fractions, 1',
    blocks: [block('a', 'un, ici'), ...blocks.slice(1)],
  }));
  await change(second, lessonId, ({ blocks }) => ({
    isPublished: true,
    blocks: [...blocks.slice(0, 2), block('c', 'trois, là'), block('d', 'quatre')],
  }));
  await given.engine.client.sync.start();
  expect(await second.client.sync.start()).toMatchObject({ outcome: 'done' });
  expect(await second.client.sync.conflicts()).toEqual([]);
  await given.engine.client.sync.start();
  for (const engine of [given.engine, second]) {
    const lesson = await engine.client.lessons.get({ lessonId });
    expect(lesson).toMatchObject({ title: 'Les fractions, 1', isPublished: true, sync: 'synced' });
    expect(textsIn(lesson.blocks)).toEqual(['un, ici', 'deux', 'trois, là', 'quatre']);
  }
});

test('a block edited on both devices is kept twice, the second one marked until one of them is removed', async () => {
  const given = await openSyncedClass();
  const lessonId = await withLesson(given);
  const second = await openSecondDevice(given);
  await change(given.engine, lessonId, ({ blocks }) => ({ blocks: [block('a', 'ici'), ...blocks.slice(1)] }));
  await change(second, lessonId, ({ blocks }) => ({ blocks: [block('a', 'là'), ...blocks.slice(1)] }));
  await given.engine.client.sync.start();
  await second.client.sync.start();
  await given.engine.client.sync.start();
  const { blocks } = await given.engine.client.lessons.get({ lessonId });
  expect(textsIn(blocks)).toEqual(['ici', 'là', 'deux', 'trois']);
  expect(blocks.map(({ variant }) => variant)).toEqual([
    undefined,
    { of: 'a', device: 'test' },
    undefined,
    undefined,
  ]);
  const kept = await change(given.engine, lessonId, () => ({ blocks: blocks.slice(1) }));
  expect(kept.blocks.every(({ variant }) => variant === undefined)).toBe(true);
});

test('two titles are the teacher’s to choose; the text is merged all the same', async () => {
  const given = await openSyncedClass();
  const lessonId = await withLesson(given);
  const second = await openSecondDevice(given);
  await change(given.engine, lessonId, ({ blocks }) => ({
    title: 'Titre d’ici',
    blocks: [block('a', 'ici'), ...blocks.slice(1)],
  }));
  await change(second, lessonId, ({ blocks }) => ({
    title: 'Titre de là',
    blocks: [...blocks, block('d', 'là')],
  }));
  await given.engine.client.sync.start();
  await second.client.sync.start();
  const [conflict] = await second.client.sync.conflicts();
  expect(conflict?.theirs.fields).toContainEqual({ name: 'title', value: 'Titre d’ici' });
  await second.client.sync.resolveConflict({ conflictId: conflict?.id ?? '', keep: 'mine' });
  await second.client.sync.start();
  const [lesson] = given.ent.store.entities('lesson');
  expect(lesson?.body.title).toBe('Titre de là');
  expect(textsIn(lesson?.body.blocks)).toEqual(['ici', 'deux', 'trois', 'là']);
});

test('a lesson removed here and edited there comes back with its documents and its homework', async () => {
  const given = await openSyncedClass();
  const lessonId = await withLesson(given);
  await given.engine.client.lessons.attach({ lessonId, path: await given.document('fiche.txt', 'fiche') });
  await given.engine.client.lessons.saveHomework({ lessonId, text: 'Exercice 4', dueAt: STARTS_AT });
  await given.engine.client.sync.start();
  const second = await openSecondDevice(given);
  await second.client.lessons.remove({ lessonId });
  await change(given.engine, lessonId, ({ blocks }) => ({ blocks: [...blocks, block('d', 'quatre')] }));
  await given.engine.client.sync.start();
  await second.client.sync.start();
  await second.client.sync.start();
  await given.engine.client.sync.start();
  for (const engine of [given.engine, second]) {
    const lesson = await engine.client.lessons.get({ lessonId });
    expect(lesson).toMatchObject({ resources: [{}], homework: [{ text: 'Exercice 4' }], sync: 'synced' });
    expect(textsIn(lesson.blocks)).toContain('quatre');
  }
});

test('a lesson edited here and removed there is there again', async () => {
  const given = await openSyncedClass();
  const lessonId = await withLesson(given);
  const second = await openSecondDevice(given);
  await given.engine.client.lessons.remove({ lessonId });
  await change(second, lessonId, () => ({ title: 'Gardée' }));
  await given.engine.client.sync.start();
  await second.client.sync.start();
  await given.engine.client.sync.start();
  expect(await given.engine.client.lessons.get({ lessonId })).toMatchObject({ title: 'Gardée' });
});

test('a comment edited on two devices: the later one by the ENT’s order counts, the other text is kept on both', async () => {
  const given = await openSyncedClass();
  const [submissionId = ''] = given.submissionIds;
  const { engine } = given;
  await engine.client.grading.saveComment({ submissionId, text: 'Bien' });
  await engine.client.sync.start();
  const second = await openSecondDevice(given);
  await engine.client.grading.saveComment({ submissionId, text: 'Très bien' });
  await second.client.grading.saveComment({ submissionId, text: 'Assez bien' });
  await engine.client.sync.start();
  await second.client.sync.start();
  await engine.client.sync.start();
  for (const device of [engine, second]) {
    const { comments } = await device.client.grading.submission({ submissionId });
    expect(comments).toMatchObject([{ text: 'Assez bien' }]);
    expect(comments[0]?.earlierTexts?.map(({ text }) => text)).toContain('Très bien');
    expect(await device.client.sync.conflicts()).toEqual([]);
  }
});

test('a comment in conflict shows what it said before, beside what each side says', async () => {
  const given = await openSyncedClass();
  const [submissionId = ''] = given.submissionIds;
  const { ent, engine } = given;
  const { grading, sync } = engine.client;
  const onTheWeb = (text: string) => {
    const [comment] = ent.store.entities('comment');
    ent.editOnTheWeb([
      { entity: 'comment', id: comment?.id ?? '', body: { submission_id: submissionId, text } },
    ]);
  };
  await grading.saveComment({ submissionId, text: 'Bien' });
  await sync.start();
  onTheWeb('Bien, au tableau');
  await sync.start();
  await grading.saveComment({ submissionId, text: 'Très bien' });
  // Made on nothing that this ENT knows, as after another dataset was adopted: nobody can merge it.
  engine.workspaces
    .current()
    .store.db.prepare('UPDATE outbox_op SET base_version = NULL, base_body = NULL')
    .run();
  onTheWeb('Assez bien');
  await sync.start();
  expect(await sync.conflicts()).toMatchObject([
    {
      mine: { fields: [{ value: 'Très bien' }] },
      theirs: { fields: [{ value: 'Assez bien' }] },
      earlierTexts: [{ text: 'Bien' }],
    },
  ]);
});

test('comments written on two devices are both there', async () => {
  const given = await openSyncedClass();
  const [submissionId = ''] = given.submissionIds;
  const second = await openSecondDevice(given);
  await given.engine.client.grading.saveComment({ submissionId, text: 'Ici' });
  await second.client.grading.saveComment({ submissionId, text: 'Là' });
  await given.engine.client.sync.start();
  await second.client.sync.start();
  await given.engine.client.sync.start();
  const { comments } = await given.engine.client.grading.submission({ submissionId });
  expect(comments.map(({ text }) => text).sort()).toEqual(['Ici', 'Là']);
});

test('a comment removed on one device and edited on the other is kept', async () => {
  const given = await openSyncedClass();
  const [submissionId = ''] = given.submissionIds;
  await given.engine.client.grading.saveComment({ submissionId, text: 'Bien' });
  await given.engine.client.sync.start();
  const second = await openSecondDevice(given);
  await given.engine.client.grading.saveComment({ submissionId, text: 'Très bien' });
  await second.client.grading.saveComment({ submissionId, text: '' });
  await given.engine.client.sync.start();
  await second.client.sync.start();
  const { comments } = await second.client.grading.submission({ submissionId });
  expect(comments).toMatchObject([{ text: 'Très bien' }]);
  expect(await second.client.sync.waiting()).toEqual([]);
});

test('a grade is never merged: removed on one device, changed on the other, it is a conflict', async () => {
  const given = await openSyncedClass();
  const [submissionId = ''] = given.submissionIds;
  await given.engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1200 });
  await given.engine.client.sync.start();
  const second = await openSecondDevice(given);
  await given.engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1300 });
  await second.client.grading.saveGrade({ submissionId, pointsTimes100: null });
  await given.engine.client.sync.start();
  await second.client.sync.start();
  const fields = [
    { name: 'points', value: 1300 },
    { name: 'isCounted', value: true },
  ];
  expect(await second.client.sync.conflicts()).toMatchObject([
    { mine: { isRemoved: true, fields: [] }, theirs: { isRemoved: false, fields } },
  ]);
  expect((await second.client.grading.submission({ submissionId })).pointsTimes100).toBe(1300);
});

test('a grade of a closed period is refused by name and kept', async () => {
  const given = await openSyncedClass();
  const [submissionId = ''] = given.submissionIds;
  const [assignment] = given.ent.store.entities('assignment');
  given.ent.editOnTheWeb([
    { entity: 'period', id: 'p1', body: { label: 'T1', starts_at: 0, ends_at: 1, is_closed: true } },
    { entity: 'assignment', id: 'assignment-1', body: { ...assignment?.body, period_id: 'p1' } },
  ]);
  await given.engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1200 });
  await given.engine.client.sync.start();
  expect(await given.engine.client.sync.waiting()).toMatchObject([{ state: 'refused', reason: 'locked' }]);
  expect((await given.engine.client.grading.submission({ submissionId })).pointsTimes100).toBe(1200);
});

test('two versions of a file are both kept, ours under a name that says where it comes from', async () => {
  const given = await openSyncedClass();
  const lessonId = await withLesson(given);
  const { engine, ent } = given;
  await engine.client.lessons.attach({ lessonId, path: await given.document('fiche.txt', 'un') });
  await engine.client.lessons.attach({ lessonId, path: await given.document('autre.txt', 'autre') });
  await engine.client.sync.start();
  const [first, other] = ent.store.entities('resource').sort((a, b) => (a.id < b.id ? -1 : 1));
  const otherFile = other?.body.file as Record<string, unknown>;
  ent.editOnTheWeb([
    {
      entity: 'resource',
      id: first?.id ?? '',
      body: { ...first?.body, file: { ...otherFile, name: 'fiche.txt' } },
    },
  ]);
  const { syncContext } = engine.workspaces.current();
  const own = { ...(first?.body.file as object), sha256: await storeText(given, 'ici'), bytes: 3 };
  syncContext.store.write(() =>
    syncContext.outbox.record({
      entity: 'resource',
      entityId: first?.id ?? '',
      body: { ...first?.body, file: own },
      blobs: [own.sha256],
    }),
  );
  await engine.client.sync.start();
  await engine.client.sync.start();
  const names = ent.store.entities('resource').map(({ body }) => (body.file as { name: string }).name);
  expect(names.sort()).toEqual([
    'autre.txt',
    expect.stringMatching(/^fiche \(conflit, poste test, \d{4}-\d\d-\d\d\)\.txt$/),
    'fiche.txt',
  ]);
  const { resources } = await engine.client.lessons.get({ lessonId });
  expect(resources.map(({ document }) => document.name).sort()).toEqual(names);
});

/** Puts a text in the vault, as importing it would. */
async function storeText({ engine }: SyncedClass, text: string): Promise<string> {
  const { store, vault } = engine.workspaces.current().syncContext;
  const writer = vault.startBlob();
  await writer.write(Buffer.from(text));
  const { sha256, sizeBytes } = await writer.commit();
  store.write(() =>
    store.db
      .prepare(
        "INSERT INTO blob (sha256, bytes, media_type, is_local, server_has, created_at) VALUES (?, ?, 'text/plain', 1, 0, 0)",
      )
      .run(sha256, sizeBytes),
  );
  return sha256;
}

test('a class’s name and a student’s are the ENT’s', async () => {
  const given = await openSyncedClass(1);
  given.ent.editOnTheWeb([
    { entity: 'class_group', id: 'class-1', body: { name: '2de 4', subject_id: 'subject-1' } },
  ]);
  await given.engine.client.sync.start();
  expect(await given.engine.client.classes.list()).toMatchObject([{ name: '2de 4' }]);
});
