import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Batch } from '../../main/engine/connectors/ent/wire.ts';
import { batchIn, pickyEnt, pointTo } from './picky-ent.ts';
import { openSyncedClass } from './synced-class.ts';

const CODES = { 400: 'bad-request', 413: 'too-large', 422: 'key-reused', 507: 'quota' } as const;

/** An ENT that answers 400, 413, 422 or 507 to each batch that has what it cannot take in it. Counts the batches that it saw. */
async function batchPickyEnt(
  target: string,
  status: keyof typeof CODES,
  cannotRead: (batch: Batch) => boolean,
): Promise<{ url: string; batches: number[] }> {
  const batches: number[] = [];
  const url = await pickyEnt(target, (asked) => {
    const batch = batchIn(asked);
    if (batch === null) return null;
    batches.push(batch.ops.length);
    return cannotRead(batch) ? { status, code: CODES[status] } : null;
  });
  return { url, batches };
}

const has = (submissionId: string) => (batch: Batch) => batch.ops.some(({ id }) => id === submissionId);

test('an edit that makes the ENT refuse its whole batch is found and shown; all the others go in the same session', async () => {
  const { ent, engine, submissionIds } = await openSyncedClass(35);
  const bad = submissionIds[20] ?? '';
  const picky = await batchPickyEnt(ent.url, 400, has(bad));
  pointTo(engine, picky.url);
  for (const submissionId of submissionIds)
    await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1000 });
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 34, error: null });
  expect(await engine.client.sync.waiting()).toMatchObject([
    { entityId: bad, state: 'refused', reason: 'invalid' },
  ]);
  expect(ent.store.count('grade')).toBe(34);
  expect(picky.batches.length).toBeLessThanOrEqual(16);
  const before = picky.batches.length;
  expect((await engine.client.sync.start()).outcome).toBe('done');
  expect(picky.batches).toHaveLength(before);
});

for (const status of [400, 413] as const)
  test(`a batch sealed earlier that the ENT now answers ${status} to is opened, and what it can take goes`, async () => {
    const { ent, engine, line, submissionIds } = await openSyncedClass(4);
    for (const submissionId of submissionIds)
      await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1000 });
    line.failNext('/batches', 'captive-portal');
    expect((await engine.client.sync.start()).outcome).toBe('failed');
    const bad = submissionIds[1] ?? '';
    const picky = await batchPickyEnt(ent.url, status, has(bad));
    pointTo(engine, picky.url);
    expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 3 });
    expect(await engine.client.sync.waiting()).toMatchObject([
      { entityId: bad, state: 'refused', reason: status === 400 ? 'invalid' : 'too-large' },
    ]);
  });

test('an edit whose document the ENT has no room for is shown; the others go, and what was written on the web comes', async () => {
  const { ent, engine, directory, submissionIds } = await openSyncedClass(3);
  const [first = '', second = '', third = ''] = submissionIds;
  const path = join(directory, 'corrige.txt');
  await writeFile(path, 'Le corrigé');
  await engine.client.grading.attachFeedback({ submissionId: first, path });
  await engine.client.grading.saveGrade({ submissionId: second, pointsTimes100: 1000 });
  const full = await batchPickyEnt(ent.url, 507, ({ ops }) =>
    ops.some(({ entity }) => entity === 'feedback'),
  );
  pointTo(engine, full.url);
  ent.editOnTheWeb([{ entity: 'grade', id: third, body: { submission_id: third, points_x100: 900 } }]);
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 1, error: null });
  expect(await engine.client.sync.waiting()).toMatchObject([{ entity: 'feedback', reason: 'quota' }]);
  expect(ent.store.count('grade')).toBe(2);
  expect((await engine.client.grading.submission({ submissionId: third })).pointsTimes100).toBe(900);
});

test('an ENT that has no room for anything fails the session; no grade is refused for it', async () => {
  const { ent, engine, submissionIds } = await openSyncedClass(4);
  const [first = '', second = '', third = ''] = submissionIds;
  const full = await batchPickyEnt(ent.url, 507, () => true);
  for (const submissionId of [first, second])
    await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1000 });
  pointTo(engine, full.url);
  const failed = { outcome: 'failed', error: { code: 'ent/server-error', params: { status: 507 } } };
  expect(await engine.client.sync.start()).toMatchObject(failed);
  expect((await engine.client.sync.waiting()).map(({ reason }) => reason)).toEqual([null, null]);
  ent.editOnTheWeb([{ entity: 'grade', id: third, body: { submission_id: third, points_x100: 900 } }]);
  pointTo(engine, ent.url);
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 2 });
  expect((await engine.client.grading.submission({ submissionId: third })).pointsTimes100).toBe(900);
});

test('an ENT that can read nothing at all fails the session, and does not have every edit refused', async () => {
  const { ent, engine, submissionIds } = await openSyncedClass(20);
  const picky = await batchPickyEnt(ent.url, 400, () => true);
  pointTo(engine, picky.url);
  for (const submissionId of submissionIds)
    await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1000 });
  expect(await engine.client.sync.start()).toMatchObject({
    outcome: 'failed',
    error: { code: 'ent/refused', params: { status: 400 } },
  });
  for (let session = 2; session <= 6; session += 1) await engine.client.sync.start();
  const waiting = await engine.client.sync.waiting();
  expect(waiting).toHaveLength(20);
  const refused = waiting.filter(({ state }) => state === 'refused' || state === 'parked');
  expect(refused).toHaveLength(3);
  pointTo(engine, ent.url);
  const session = await engine.client.sync.start();
  expect(session).toMatchObject({ outcome: 'done', editsSent: 17 });
  expect(session.requests).toBeLessThanOrEqual(12);
});

test('an edit that the ENT cannot read is found also where three are known to be so, and before it the others pass', async () => {
  const { ent, engine, submissionIds } = await openSyncedClass(12);
  const bad = new Set(submissionIds.slice(0, 5));
  const isBad = ({ ops }: Batch) => ops.some(({ id }) => bad.has(id));
  pointTo(engine, (await batchPickyEnt(ent.url, 400, isBad)).url);
  const grade = (submissionId: string) =>
    engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1000 });
  for (const submissionId of submissionIds.slice(0, 3)) await grade(submissionId);
  await engine.client.sync.start();
  for (const submissionId of submissionIds.slice(3)) await grade(submissionId);
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 7 });
  const waiting = await engine.client.sync.waiting();
  expect(new Set(waiting.map(({ entityId }) => entityId))).toEqual(bad);
  expect(new Set(waiting.map(({ reason }) => reason))).toEqual(new Set(['invalid']));
});

test('a batch whose name the ENT knows with other bytes goes under another name', async () => {
  const { ent, engine, line, submissionIds } = await openSyncedClass(4);
  for (const submissionId of submissionIds)
    await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1000 });
  line.failNext('/batches', 'captive-portal');
  expect((await engine.client.sync.start()).outcome).toBe('failed');
  const names: string[] = [];
  const picky = await batchPickyEnt(ent.url, 422, ({ batch }) => names.push(batch) > 0 && batch === names[0]);
  pointTo(engine, picky.url);
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 4, error: null });
  expect(new Set(names).size).toBe(2);
  expect(await engine.client.sync.waiting()).toEqual([]);
});

test('an edit whose batch is always known with other bytes is shown as a fault of Cartable’s, not as one of its value', async () => {
  const { ent, engine, submissionIds } = await openSyncedClass(3);
  const [bad = ''] = submissionIds;
  let isWell = false;
  const picky = await batchPickyEnt(ent.url, 422, (batch) => !isWell && has(bad)(batch));
  pointTo(engine, picky.url);
  for (const submissionId of submissionIds)
    await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1000 });
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 2, error: null });
  const [shown] = await engine.client.sync.waiting();
  expect(shown).toMatchObject({ entityId: bad, state: 'refused', reason: 'key-reused' });
  isWell = true;
  await engine.client.sync.retryEdit({ opId: shown?.opId ?? '' });
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 1, error: null });
  expect(ent.store.count('grade')).toBe(3);
});
