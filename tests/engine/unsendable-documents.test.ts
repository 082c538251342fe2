import { rm, writeFile } from 'node:fs/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { pointTo } from './picky-ent.ts';
import { changeJson, startReplyRewriter } from './reply-rewriter.ts';
import { openSyncedClass, type SyncedClass } from './synced-class.ts';

const SATURDAY = Date.UTC(2026, 10, 21, 10);

/** Joins a text of so many bytes to each submission. Returns the hashes. */
async function attachTo(school: SyncedClass, sizesBytes: readonly number[]): Promise<string[]> {
  const hashes: string[] = [];
  for (const [index, sizeBytes] of sizesBytes.entries()) {
    const submissionId = school.submissionIds[index] ?? '';
    const path = await school.document(`corrige-${index}.txt`, `${index} `.repeat(sizeBytes / 2));
    const { document } = await school.engine.client.grading.attachFeedback({ submissionId, path });
    hashes.push(document.sha256);
  }
  return hashes;
}

const vaultPath = ({ engine }: SyncedClass, sha256: string) =>
  engine.workspaces.current().domain.vault.pathOf(sha256);
const bundles = ({ line }: SyncedClass) => line.asked.filter((path) => path.endsWith('/blobs/bundle')).length;

test('a document damaged on the disk parks its own edit with a reason; grade and other documents go, and the session ends well', async () => {
  const school = await openSyncedClass(3);
  const { ent, engine, submissionIds } = school;
  const [cut = '', changed = ''] = await attachTo(school, [40, 60, 80]);
  await writeFile(vaultPath(school, cut), 'coupé');
  await writeFile(vaultPath(school, changed), 'x'.repeat(60));
  await engine.client.grading.saveGrade({ submissionId: submissionIds[0] ?? '', pointsTimes100: 1200 });
  for (let session = 1; session <= 2; session += 1)
    expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', error: null });
  expect([ent.store.count('grade'), ent.store.count('feedback')]).toEqual([1, 1]);
  expect(await engine.client.sync.waiting()).toMatchObject([
    { state: 'parked', reason: 'blob-damaged' },
    { state: 'parked', reason: 'blob-damaged' },
  ]);
});

test('attached again, the document takes the damaged one’s place and the parked edit can go; another is given up', async () => {
  const school = await openSyncedClass(2);
  const { ent, engine, submissionIds, directory } = school;
  const [damaged = '', lost = ''] = await attachTo(school, [40, 60]);
  await writeFile(vaultPath(school, damaged), 'x'.repeat(40));
  await rm(vaultPath(school, lost));
  await engine.client.sync.start();
  const [first, second] = await engine.client.sync.waiting();
  const path = `${directory}/corrige-0.txt`;
  await engine.client.grading.attachFeedback({ submissionId: submissionIds[0] ?? '', path });
  await engine.client.sync.retryEdit({ opId: first?.opId ?? '' });
  await engine.client.sync.dropEdit({ opId: second?.opId ?? '' });
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 2, documentsSent: 1 });
  expect(await engine.client.sync.waiting()).toEqual([]);
  expect(ent.store.count('feedback')).toBe(2);
});

test('a document that vanished is attached again wherever it waits, as another file, and goes', async () => {
  const school = await openSyncedClass(3);
  const { ent, engine, submissionIds } = school;
  const { grading, library, sync } = engine.client;
  const path = await school.document('bareme.txt', 'Question 1 : deux points. '.repeat(20));
  const given = await Promise.all(
    submissionIds.slice(0, 2).map((submissionId) => grading.attachFeedback({ submissionId, path })),
  );
  const [own = ''] = await attachTo(school, [60]);
  for (const sha256 of [given[0]?.document.sha256 ?? '', own]) await rm(vaultPath(school, sha256));
  await sync.start();
  expect((await sync.waiting()).map(({ reason }) => reason)).toEqual(Array(3).fill('blob-damaged'));
  const again = await school.document('bareme-2.txt', 'Question 1 : trois points. '.repeat(20));
  const attachedId = given[1]?.id ?? '';
  expect(await library.attachAgain({ kind: 'feedback', attachedId, path: again })).toEqual({ placeCount: 2 });
  expect((await sync.waiting()).map(({ state }) => state).sort()).toEqual(['parked', 'pending', 'pending']);
  expect(await sync.start()).toMatchObject({ outcome: 'done', editsSent: 2, documentsSent: 1 });
  expect(ent.store.entities('feedback').map(({ body }) => (body.file as { name: string }).name)).toEqual([
    'bareme-2.txt',
    'bareme-2.txt',
  ]);
  const shown = await grading.submission({ submissionId: submissionIds[1] ?? '' });
  expect(shown.feedback).toMatchObject([
    { id: attachedId, document: { name: 'bareme-2.txt' }, sync: 'synced' },
  ]);
  // What has gone is not changed behind the teacher's back.
  expect(await library.attachAgain({ kind: 'feedback', attachedId, path })).toEqual({ placeCount: 0 });
  expect((await sync.waiting()).map(({ state }) => state)).toEqual(['parked']);
});

test('the very same file attached again goes on; one that cannot be sent changes nothing', async () => {
  const school = await openSyncedClass(1);
  const { engine, directory } = school;
  const [lost = ''] = await attachTo(school, [60]);
  await rm(vaultPath(school, lost));
  await engine.client.sync.start();
  const [edit] = await engine.client.sync.waiting();
  const again = (path: string) =>
    engine.client.library.attachAgain({ kind: 'feedback', attachedId: edit?.entityId ?? '', path });
  await expect(again(await school.document('vide.txt', ''))).rejects.toMatchObject({
    code: 'library/file-refused',
  });
  expect(await engine.client.sync.waiting()).toEqual([edit]);
  expect(await again(`${directory}/corrige-0.txt`)).toEqual({ placeCount: 1 });
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 1, documentsSent: 1 });
  expect(await engine.client.sync.waiting()).toEqual([]);
});

for (const takesPieces of [false, true])
  test(`a bundle that is too large is halved until it passes; one too large by itself ${takesPieces ? 'goes in pieces' : 'parks its edit alone'}`, async () => {
    const school = await openSyncedClass(6);
    const { ent, engine } = school;
    ent.dial.turn({
      limits: { bundle_bytes: 1000, bundle_files: 1 },
      ...(takesPieces ? {} : { capabilities: ['watch', 'compose'] }),
    });
    await engine.client.sync.start();
    await attachTo(school, [400, 402, 404, 406, 408, 4000]);
    // The policy that is known says more: the ENT, or a proxy before it, takes less than it.
    const { store } = engine.workspaces.current();
    store.write(() => {
      const policy = JSON.parse(store.db.prepare('SELECT policy FROM sync_state').pluck().get() as string);
      policy.limits = { ...policy.limits, bundle_bytes: 1 << 22, bundle_files: 25 };
      store.db.prepare('UPDATE sync_state SET policy = ?').run(JSON.stringify(policy));
    });
    expect(await engine.client.sync.start()).toMatchObject({
      outcome: 'done',
      documentsSent: takesPieces ? 6 : 5,
    });
    expect(ent.store.count('feedback')).toBe(takesPieces ? 6 : 5);
    const parked = takesPieces ? [] : [{ state: 'parked', reason: 'too-large' }];
    expect(await engine.client.sync.waiting()).toMatchObject(parked);
    expect(bundles(school)).toBeLessThanOrEqual(11);
  });

test('a document for which the ENT has no room parks its own edit, and smaller ones and grades go', async () => {
  const school = await openSyncedClass(3);
  const { ent, engine, submissionIds } = school;
  await attachTo(school, [400, 4000, 402]);
  ent.dial.turn({ quota_bytes: 1000 });
  await engine.client.grading.saveGrade({ submissionId: submissionIds[0] ?? '', pointsTimes100: 1200 });
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', documentsSent: 2 });
  expect([ent.store.count('grade'), ent.store.count('feedback')]).toEqual([1, 2]);
  expect(await engine.client.sync.waiting()).toMatchObject([{ state: 'parked', reason: 'quota' }]);
});

/** A document that the ENT had no room for, on a Saturday: nobody's hours hold it back. Now there is room. */
async function withRoomAtLast(): Promise<SyncedClass> {
  vi.useFakeTimers({ toFake: ['Date'], now: SATURDAY });
  onTestFinished(() => void vi.useRealTimers());
  const school = await openSyncedClass(1);
  const { ent, engine } = school;
  await attachTo(school, [4000]);
  ent.dial.turn({ quota_bytes: 1000 });
  await engine.client.sync.start();
  expect(await engine.client.sync.waiting()).toMatchObject([{ state: 'parked', reason: 'quota' }]);
  ent.dial.turn({ quota_bytes: 1_000_000 });
  return school;
}

test('what the ENT had no room for goes by itself once there is room, a day later and not before', async () => {
  const { ent, engine } = await withRoomAtLast();
  const { sync } = engine.workspaces.current();
  expect(await sync.start({ isAsked: false })).toMatchObject({ outcome: 'done', documentsSent: 0 });
  vi.setSystemTime(SATURDAY + 86_400_000);
  expect(await sync.start({ isAsked: false })).toMatchObject({ documentsSent: 1, editsSent: 1 });
  expect(ent.store.count('feedback')).toBe(1);
  expect(sync.waiting()).toEqual([]);
});

test('what the ENT had no room for goes at once when the teacher asks', async () => {
  const { ent, engine } = await withRoomAtLast();
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', documentsSent: 1, editsSent: 1 });
  expect(ent.store.count('feedback')).toBe(1);
  expect(await engine.client.sync.waiting()).toEqual([]);
});

test('a document that arrived with other bytes once is sent again in the same session; each time, it is shown, and tried again when asked', async () => {
  const school = await openSyncedClass(3);
  const { ent, engine } = school;
  const [first = '', second = ''] = await attachTo(school, [40, 60, 80]);
  const times = new Map<string, number>();
  let isWell = false;
  const proxy = await startReplyRewriter(ent.url);
  proxy.doWrong({
    onReply: (reply, { path }) => {
      if (!path.endsWith('/blobs/bundle') || isWell) return;
      changeJson(reply, ({ results = [] }) => {
        for (const result of results) {
          const seen = (times.get(result.sha256) ?? 0) + 1;
          times.set(result.sha256, seen);
          if (result.sha256 === first || (result.sha256 === second && seen === 1))
            Object.assign(result, { outcome: 'refused', code: 'corrupt' });
        }
      });
    },
  });
  pointTo(engine, proxy.url);
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done' });
  expect([times.get(first), times.get(second), times.size]).toEqual([2, 2, 3]);
  expect(await engine.client.sync.waiting()).toMatchObject([{ state: 'parked', reason: 'corrupt' }]);
  isWell = true;
  await engine.client.sync.start();
  expect(await engine.client.sync.waiting()).toEqual([]);
  expect(ent.store.count('feedback')).toBe(3);
});
