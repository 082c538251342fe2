import { rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { compareWithServer } from '../../main/cli/demo/compare-with-server.ts';
import { blobPath } from '../../main/reference-ent/blob-store.ts';
import { databasePath } from '../../main/reference-ent/ent-store.ts';
import { openSyncedClass } from './synced-class.ts';

/** A lesson with text, homework and a document, and a graded copy with a comment and a document: all of it sent. */
async function openSentWork() {
  const school = await openSyncedClass(1);
  const { client, workspaces } = school.engine;
  const [submissionId = ''] = school.submissionIds;
  const content = { type: 'paragraph', content: [{ type: 'text', text: 'Une fonction affine' }] };
  const { id: lessonId } = await client.lessons.save({
    classGroupId: 'class-1',
    title: 'Fonctions',
    startsAt: 1_800_000_000_000,
    isPublished: true,
    blocks: [{ id: 'block-1', content }],
  });
  await client.lessons.saveHomework({ lessonId, text: 'Exercice 3', dueAt: 1_800_600_000_000 });
  const resource = await client.lessons.attach({
    lessonId,
    path: await school.document('cours.txt', 'Cours'),
  });
  await client.grading.saveGrade({ submissionId, pointsTimes100: 1250 });
  await client.grading.saveComment({ submissionId, text: 'Bien.' });
  await client.grading.attachFeedback({ submissionId, path: await school.document('vu.txt', 'Vu') });
  await client.sync.start();
  const directory = join(school.directory, 'ent');
  const tables = new Database(databasePath(directory));
  onTestFinished(() => void tables.close());
  const compare = async () => {
    const { matchesLocal } = await compareWithServer(workspaces.current().store.db, school.ent.store);
    return matchesLocal;
  };
  return { tables, compare, documentPath: blobPath(directory, resource.document.sha256) };
}

test('what is at the ENT as on this computer is found to be', async () => {
  const { compare } = await openSentWork();
  expect(await compare()).toBe(true);
});

test('one word or one link that differs at the ENT is found, wherever it is', async () => {
  const { tables, compare } = await openSentWork();
  const write = tables.prepare('UPDATE record SET body = ? WHERE entity = ?');
  for (const [entity, from, to] of [
    ['lesson', 'affine', 'linéaire'],
    ['lesson', 'Fonctions', 'Suites'],
    ['homework', 'Exercice 3', 'Exercice 4'],
    ['resource', 'cours.txt', 'autre.txt'],
    ['resource', '"lesson_id":"', '"lesson_id":"x'],
    ['feedback', '"sha256":"', '"sha256":"0'],
    ['feedback', 'submission-1', 'submission-2'],
    ['comment', 'Bien', 'Mal'],
    ['grade', '1250', '1200'],
  ] as const) {
    const body = tables.prepare('SELECT body FROM record WHERE entity = ?').pluck().get(entity) as string;
    expect(body).toContain(from);
    write.run(body.replace(from, to), entity);
    expect(await compare(), `${entity}: ${to}`).toBe(false);
    write.run(body, entity);
  }
  expect(await compare()).toBe(true);
});

test('a linked document whose bytes the ENT has lost or spoilt is found', async () => {
  const { compare, documentPath } = await openSentWork();
  const bytes = await readFile(documentPath);
  writeFileSync(documentPath, bytes.subarray(0, 3));
  expect(await compare()).toBe(false);
  writeFileSync(documentPath, bytes);
  expect(await compare()).toBe(true);
  rmSync(documentPath);
  expect(await compare()).toBe(false);
});
