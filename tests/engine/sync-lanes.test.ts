import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createEngine } from '../../main/engine/create-engine.ts';
import { systemClock } from '../../main/engine/platform/clock.ts';
import { memorySecrets } from '../../main/engine/platform/secrets.ts';
import { startReferenceEnt } from '../../main/reference-ent/server.ts';
import { cutReplies } from '../faults/reply-cutter.ts';
import { temporaryFolder } from './synced-class.ts';
import { writeClass } from './write-class.ts';

const MINUTE = 60_000;
const BUNDLE = 'POST /sync/v1/blobs/bundle';
const BATCH = 'POST /sync/v1/batches';

/** A teacher with four annotated copies and a grade to send, at an ENT where each request takes 31 seconds. */
async function openSlowly(at: string) {
  const directory = await temporaryFolder();
  const ent = await startReferenceEnt({
    directory: join(directory, 'ent'),
    seed: 'empty',
    overrides: { limits: { bundle_files: 1 } },
  });
  onTestFinished(() => ent.close());
  const line = await cutReplies(ent.url);
  onTestFinished(() => line.close());
  const { submissionIds } = writeClass(ent, 5);
  let base = Date.parse(at) - 60 * MINUTE;
  const now = () => base + line.asked.length * 31_000;
  const { steady: _steady, ...clock } = { ...systemClock, now };
  const engine = await createEngine({
    dataDirectory: join(directory, 'data'),
    appVersion: '0.0.0',
    deviceName: 'test',
    secrets: memorySecrets(),
    clock,
  });
  onTestFinished(() => engine.close());
  await engine.client.account.connect({ url: line.url, login: ent.login, password: ent.password });
  await engine.client.sync.start();
  for (const [index, submissionId] of submissionIds.slice(0, 4).entries()) {
    const path = join(directory, `copie-${index}.txt`);
    await writeFile(path, `Bon travail, copie ${index}. `.repeat(5_000));
    await engine.client.grading.attachFeedback({ submissionId, path });
  }
  await engine.client.grading.saveGrade({ submissionId: submissionIds[4] ?? '', pointsTimes100: 1200 });
  line.asked.length = 0;
  base = Date.parse(at);
  return { ent, line, engine, now, submissionIds, sync: engine.workspaces.current().sync };
}

test('a grade passes between two documents instead of waiting for all of them', async () => {
  const { line, sync, ent } = await openSlowly('2026-11-25T17:00Z');
  expect(await sync.start()).toMatchObject({ outcome: 'done', editsSent: 5 });
  expect(line.asked.indexOf(BATCH)).toBeLessThan(line.asked.lastIndexOf(BUNDLE));
  expect(ent.store.count('feedback')).toBe(4);
});

test('documents stop when their hours end, and go on from there when they come again', async () => {
  // A Wednesday, half a minute or so before the students come.
  const { line, sync, ent } = await openSlowly('2026-11-25T07:27:40Z');
  expect(await sync.start({ isAsked: false })).toMatchObject({ outcome: 'done' });
  const sent = line.asked.filter((path) => path === BUNDLE).length;
  expect(sent).toBeGreaterThan(0);
  expect(sent).toBeLessThan(4);
  expect(ent.store.count('grade')).toBe(1);
  line.asked.length = 0;
  expect(await sync.start()).toMatchObject({ outcome: 'done' });
  expect(line.asked.filter((path) => path === BUNDLE)).toHaveLength(4 - sent);
  expect(ent.store.count('feedback')).toBe(4);
});

test.for([
  { what: 'a published lesson that begins soon', begins: 120, publication: { isPublished: true } },
  {
    what: 'a lesson that students will see soon',
    begins: 9000,
    publication: { isPublished: false, publishesIn: 120 },
  },
])('a small document for $what does not wait for the students to leave', async ({ begins, publication }) => {
  const { engine, sync, ent, now } = await openSlowly('2026-11-25T09:00Z');
  const { isPublished, publishesIn } = publication;
  const folder = await temporaryFolder();
  const { id: lessonId } = await engine.client.lessons.save({
    classGroupId: 'class-1',
    title: 'Optique',
    startsAt: now() + begins * MINUTE,
    isPublished,
    publishAt: publishesIn === undefined ? null : now() + publishesIn * MINUTE,
    blocks: [],
  });
  const path = join(folder, 'exercice.txt');
  await writeFile(path, 'Exercice 3. '.repeat(2_000));
  await engine.client.lessons.attach({ lessonId, path });
  const { lanes } = await engine.client.sync.status();
  expect(lanes).toMatchObject([
    { lane: 'urgent', waitingCount: 2, documentsWaiting: 1 },
    { lane: 'normal', waitingCount: 1 },
    { lane: 'bulk', waitingCount: 4, documentsWaiting: 4, reason: 'student-hours' },
  ]);
  expect(await sync.start({ isAsked: false })).toMatchObject({ outcome: 'done', editsSent: 3 });
  expect([ent.store.count('resource'), ent.store.count('feedback')]).toEqual([1, 0]);
});
