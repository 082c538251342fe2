import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lessonsHandlers } from '../../main/engine/lessons/handlers.ts';
import { openDomainWorkspace, receiveClass, START } from './domain-workspace.ts';

const { save, get, attach, detach, reattach, saveHomework, removeHomework, remove, restore } =
  lessonsHandlers;
const DAY = 86_400_000;
const FIELDS = { classGroupId: '2de4', title: 'Ondes', startsAt: START + DAY, blocks: [] };

/** A lesson with one piece of homework, and a file to join. */
async function openHomework() {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 1);
  const { context } = workspace;
  const { id: lessonId } = save(context, FIELDS);
  const { id: homeworkId } = saveHomework(context, { lessonId, text: 'Exercice 12', dueAt: START + 2 * DAY });
  const path = join(workspace.directory, 'enonce.txt');
  await writeFile(path, 'Un énoncé.');
  const homeworkOf = () => get(context, { lessonId }).resources.map((resource) => resource.homeworkId);
  return { workspace, context, lessonId, homeworkId, path, homeworkOf };
}

test('a document of homework is kept with it here, and goes to the ENT as one of its lesson, which is all that the API has', async () => {
  const { workspace, context, lessonId, homeworkId, path, homeworkOf } = await openHomework();
  const { id: resourceId } = await attach(context, { lessonId, path, newId: 'r1', homeworkId });
  // Asked again, by who did not hear the answer.
  await attach(context, { lessonId, path, newId: 'r1', homeworkId });
  expect(homeworkOf()).toEqual([homeworkId]);
  const sent = workspace.waiting().filter(({ entity }) => entity === 'resource');
  expect(sent.map(({ payload }) => JSON.parse(payload ?? ''))).toEqual([
    { lesson_id: lessonId, file: expect.objectContaining({ name: 'enonce.txt' }) },
  ]);
  expect(JSON.stringify(workspace.waiting().map(({ payload }) => payload))).not.toContain('homework_id');

  // What the ENT says of the document and of the homework leaves them together.
  workspace.push();
  workspace.receive('resource', resourceId, JSON.parse(sent[0]?.payload ?? ''), { isMine: true });
  expect(homeworkOf()).toEqual([homeworkId]);

  detach(context, { resourceId });
  expect(homeworkOf()).toEqual([]);
  reattach(context, { resourceId });
  expect(homeworkOf()).toEqual([homeworkId]);

  // Homework that goes leaves its documents to the lesson; taken back, it has them again.
  removeHomework(context, { homeworkId });
  expect(homeworkOf()).toEqual([null]);
  saveHomework(context, { id: homeworkId, lessonId, text: 'Exercice 12', dueAt: START + 2 * DAY });
  expect(homeworkOf()).toEqual([homeworkId]);
  remove(context, { lessonId });
  restore(context, { lessonId });
  expect(homeworkOf()).toEqual([homeworkId]);
});

test('homework of another lesson, or that is removed, takes no document: nothing comes in', async () => {
  const { workspace, context, lessonId, homeworkId, path } = await openHomework();
  const { id: other } = save(context, { ...FIELDS, title: 'Autre' });
  await expect(attach(context, { lessonId: other, path, homeworkId })).rejects.toMatchObject({
    code: 'store/not-found',
  });
  removeHomework(context, { homeworkId });
  await expect(attach(context, { lessonId, path, homeworkId })).rejects.toMatchObject({
    code: 'store/not-found',
  });
  for (const table of ['resource', 'document', 'homework_document'])
    expect(workspace.store.db.prepare(`SELECT COUNT(*) FROM ${table}`).pluck().get(), table).toBe(0);
});
