import { expect, test } from 'vitest';
import { documentOf, handIn, letWait, noise, putAtEnt } from './class-documents.ts';
import { pickyEnt, pointTo } from './picky-ent.ts';
import { openSyncedClass, type SyncedClass } from './synced-class.ts';

/** A proxy before the ENT takes smaller bodies than the ENT says: nginx takes 1 MB where nobody has told it otherwise. */

const MB = 1024 * 1024;

interface Narrow {
  /** Paths of the requests that were too large. */
  readonly refused: string[];
  /** The largest body that passed, in bytes. */
  largest: number;
}

async function narrowTo({ ent, engine }: SyncedClass, mostBytes: number): Promise<Narrow> {
  const narrow: Narrow = { refused: [], largest: 0 };
  const url = await pickyEnt(ent.url, ({ path, body }) => {
    if (body.length > mostBytes) {
      narrow.refused.push(path.replace(/\/[^/]{20,}$/, '/…'));
      return { status: 413, code: null };
    }
    narrow.largest = Math.max(narrow.largest, body.length);
    return null;
  });
  pointTo(engine, url);
  return narrow;
}

function attach({ engine, submissionIds }: SyncedClass, index: number, bytes: Buffer): Promise<unknown> {
  const body = { submission_id: submissionIds[index] ?? '' };
  return letWait(engine, { entity: 'feedback', entityId: `feedback-${index}`, body }, documentOf(bytes));
}

for (const shape of ['resumable', 'tus'] as const)
  test(`a document of 6 MB passes a proxy that takes 1 MB, in pieces (${shape}), and the next one knows it`, async () => {
    const school = await openSyncedClass(2);
    const { ent, engine } = school;
    ent.dial.turn({ capabilities: ['watch', shape] });
    await engine.client.sync.start();
    const narrow = await narrowTo(school, MB);
    await attach(school, 0, noise(6 * MB, 1));
    expect(await engine.client.sync.start()).toMatchObject({
      outcome: 'done',
      documentsSent: 1,
      editsSent: 1,
    });
    const asked = narrow.refused.length;
    expect(asked).toBeGreaterThan(0);
    await attach(school, 1, noise(6 * MB, 2));
    expect(await engine.client.sync.start()).toMatchObject({
      outcome: 'done',
      documentsSent: 1,
      editsSent: 1,
    });
    expect(narrow.refused).toHaveLength(asked);
    expect(narrow.largest).toBeGreaterThan(MB / 4);
    expect(ent.store.count('feedback')).toBe(2);
  });

test('bundles are no larger than what was found to pass, in the next session too', async () => {
  const school = await openSyncedClass(24);
  const { ent, engine } = school;
  const narrow = await narrowTo(school, MB);
  for (let index = 0; index < 12; index += 1) await attach(school, index, noise(300_000, index));
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', documentsSent: 12 });
  // The whole bundle and its first half: the second half is as large, and not sent to be refused as well.
  expect(narrow.refused).toHaveLength(2);
  const asked = narrow.refused.length;
  for (let index = 12; index < 24; index += 1) await attach(school, index, noise(300_000, index));
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', documentsSent: 12 });
  expect(narrow.refused).toHaveLength(asked);
  expect(ent.store.count('feedback')).toBe(24);
});

test('a bundle that is not sent teaches nothing: those that follow are no smaller than what passes', async () => {
  const school = await openSyncedClass(24);
  const { engine } = school;
  const narrow = await narrowTo(school, MB);
  // Largest first, the first half of a bundle is always more than half of it.
  for (let index = 0; index < 12; index += 1)
    await attach(school, index, noise(250_000 + index * 9_000, index));
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', documentsSent: 12 });
  narrow.largest = 0;
  for (let index = 12; index < 24; index += 1) await attach(school, index, noise(100_000 + index, index));
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', documentsSent: 12 });
  expect(narrow.largest).toBeGreaterThan(400_000);
});

test('annotated copies whose composition is too large a request go whole, and their session ends well', async () => {
  const school = await openSyncedClass(10);
  const { ent, engine, directory, submissionIds } = school;
  const copies = submissionIds.map((_, index) => documentOf(noise(200_000, index)));
  await putAtEnt(ent, directory, copies);
  handIn(ent, submissionIds, copies);
  await engine.client.sync.start();
  const narrow = await narrowTo(school, 500_000);
  for (const [index, { bytes }] of copies.entries())
    await attach(school, index, Buffer.concat([bytes, noise(60_000, 50 + index)]));
  expect(await engine.client.sync.start()).toMatchObject({
    outcome: 'done',
    documentsSent: 10,
    editsSent: 10,
  });
  expect(narrow.refused).toContain('/sync/v1/blobs/compose');
  expect(ent.store.count('feedback')).toBe(10);
});

test('a proxy that takes nothing at all parks the document once that has lasted, and the grade goes at once', async () => {
  const school = await openSyncedClass(1);
  const { ent, engine, submissionIds } = school;
  await narrowTo(school, 10_000);
  await attach(school, 0, noise(500_000, 1));
  await engine.client.grading.saveGrade({ submissionId: submissionIds[0] ?? '', pointsTimes100: 1200 });
  for (const [session, outcome] of ['failed', 'failed', 'done'].entries())
    expect(await engine.client.sync.start()).toMatchObject({ outcome, editsSent: session === 0 ? 1 : 0 });
  expect(await engine.client.sync.waiting()).toMatchObject([{ state: 'parked', reason: 'too-large' }]);
  expect([ent.store.count('grade'), ent.store.count('feedback')]).toEqual([1, 0]);
});
