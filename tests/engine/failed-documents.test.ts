import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Engine } from '../../main/engine/create-engine.ts';
import { blobPath } from '../../main/reference-ent/blob-store.ts';
import { databasePath } from '../../main/reference-ent/ent-store.ts';
import { startFaultProxy } from '../faults/fault-proxy.ts';
import { pointTo } from './picky-ent.ts';
import { changeJson, startReplyRewriter } from './reply-rewriter.ts';
import { openEngine, openSyncedClass, type SyncedClass } from './synced-class.ts';

/** Nobody's hours hold documents back. */
const SATURDAY = Date.UTC(2026, 10, 21, 10);

/** Three documents at the ENT, the shortest first, and a second computer of the teacher's that has none of them yet. */
async function threeDocumentsAtTheEnt(): Promise<SyncedClass & { hashes: string[]; second: Engine }> {
  const school = await openSyncedClass(3);
  const hashes: string[] = [];
  for (const [index, submissionId] of school.submissionIds.entries()) {
    const path = await school.document(`copie-${index}.txt`, 'Très bien. '.repeat(10 * (index + 1)));
    const feedback = await school.engine.client.grading.attachFeedback({ submissionId, path });
    hashes.push(feedback.document.sha256);
  }
  await school.engine.client.sync.start();
  const second = await openEngine(join(school.directory, 'second'));
  const { ent, line } = school;
  await second.client.account.connect({ url: line.url, login: ent.login, password: ent.password });
  return { ...school, hashes, second };
}

const documentsOf = async (engine: Engine, submissionIds: readonly string[]) =>
  Promise.all(
    submissionIds.map(async (submissionId) => {
      const [feedback] = (await engine.client.grading.submission({ submissionId })).feedback;
      return [feedback?.document.isLocal, feedback?.document.fetchFailure ?? null];
    }),
  );

test('a document that the ENT sends damaged keeps none of the others away, is shown so, and arrives once it is whole', async () => {
  const { ent, hashes, second, submissionIds } = await threeDocumentsAtTheEnt();
  const path = blobPath(ent.directory, hashes[0] ?? '');
  const whole = await readFile(path);
  await writeFile(path, Buffer.alloc(whole.byteLength, 'x'));
  expect(await second.client.sync.start()).toMatchObject({ outcome: 'done', documentsReceived: 2 });
  expect(await documentsOf(second, submissionIds)).toEqual([
    [false, 'corrupt'],
    [true, null],
    [true, null],
  ]);
  await writeFile(path, whole);
  expect(await second.client.sync.start()).toMatchObject({ outcome: 'done', documentsReceived: 1 });
  expect(await documentsOf(second, submissionIds)).toContainEqual([true, null]);
  expect((await documentsOf(second, submissionIds))[0]).toEqual([true, null]);
});

test('a document that the ENT has lost is shown so, and is asked for three times, then once a day and whenever the teacher asks', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: SATURDAY });
  onTestFinished(() => void vi.useRealTimers());
  const { ent, hashes, second, submissionIds, line } = await threeDocumentsAtTheEnt();
  const db = new Database(databasePath(ent.directory));
  db.prepare('DELETE FROM blob_right WHERE sha256 = ?').run(hashes[1]);
  db.close();
  for (let session = 1; session <= 3; session += 1)
    expect(await second.client.sync.start()).toMatchObject({ outcome: 'done' });
  expect(await documentsOf(second, submissionIds)).toEqual([
    [true, null],
    [false, 'missing'],
    [true, null],
  ]);
  const asked = () => line.asked.filter((path) => path.endsWith('/blobs/fetch')).length;
  const before = asked();
  const { sync } = second.workspaces.current();
  await sync.start({ isAsked: false });
  expect(asked()).toBe(before);
  await second.client.sync.start();
  expect(asked()).toBe(before + 1);
  await sync.start({ isAsked: false });
  expect(asked()).toBe(before + 1);
  vi.setSystemTime(SATURDAY + 86_400_000);
  await sync.start({ isAsked: false });
  expect(asked()).toBe(before + 2);
});

test('a document whose file the ENT has lost is left out of the reply, and the others come', async () => {
  const { ent, hashes, second, submissionIds } = await threeDocumentsAtTheEnt();
  await rm(blobPath(ent.directory, hashes[0] ?? ''));
  expect(await second.client.sync.start()).toMatchObject({ outcome: 'done', documentsReceived: 2 });
  expect(await documentsOf(second, submissionIds)).toContainEqual([false, 'missing']);
});

test('a document in which the line was cut is not shown as failed, and comes after the others the next time', async () => {
  const { second, submissionIds, ent } = await threeDocumentsAtTheEnt();
  const line = await startFaultProxy({ target: ent.url });
  onTestFinished(() => line.close());
  pointTo(second, line.url);
  // After the head of the reply, in the second document or the third one.
  const fault = { kind: 'cut', direction: 'down', afterBytes: 700 } as const;
  line.aim({ at: /\/blobs\/fetch/, fault });
  expect((await second.client.sync.start()).outcome).toBe('failed');
  line.aim(null);
  const { db } = second.workspaces.current().store;
  const cut = db.prepare('SELECT fetch_failures, fetch_failure FROM blob WHERE fetch_failures > 0').all();
  expect(cut).toEqual([{ fetch_failures: 1, fetch_failure: null }]);
  expect(await second.client.sync.start()).toMatchObject({ outcome: 'done' });
  expect(await documentsOf(second, submissionIds)).toEqual([
    [true, null],
    [true, null],
    [true, null],
  ]);
});

for (const way of ['together', 'alone'] as const)
  test(`a document that the ENT sends longer than it said is not read on, and keeps none of the others away (${way})`, async () => {
    const { ent, hashes, submissionIds, directory } = await threeDocumentsAtTheEnt();
    const wrong = await startReplyRewriter(ent.url);
    const endless = Buffer.alloc(64 * 1024 * 1024);
    wrong.doWrong({
      onReply(reply) {
        if (reply.path.endsWith('/policy') && reply.status === 200 && way === 'alone')
          changeJson(reply, (policy) => {
            policy.limits.bundle_bytes = 1;
          });
        if (reply.path.endsWith(`/blobs/${hashes[0]}`)) reply.body = endless;
        const begins = reply.body.toString('hex', 0, 32) === hashes[0];
        if (!reply.path.endsWith('/blobs/fetch') || !begins) return;
        reply.body = Buffer.concat([reply.body.subarray(0, 40), endless]);
        reply.body.writeBigUInt64BE(10n ** 13n, 32);
      },
    });
    const third = await openEngine(join(directory, 'third'));
    await third.client.account.connect({ url: wrong.url, login: ent.login, password: ent.password });
    const session = await third.client.sync.start();
    expect(session).toMatchObject({ outcome: 'done', documentsReceived: 2 });
    expect(session.bytesDown).toBeLessThan(endless.length / 4);
    expect(await documentsOf(third, submissionIds)).toEqual([
      [false, 'corrupt'],
      [true, null],
      [true, null],
    ]);
    wrong.doWrong({});
    await third.client.sync.start();
    expect((await documentsOf(third, submissionIds))[0]).toEqual([true, null]);
  });
