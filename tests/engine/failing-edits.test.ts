import { expect, test } from 'vitest';
import type { Batch } from '../../main/engine/connectors/ent/wire.ts';
import { batchIn, pickyEnt, pointTo } from './picky-ent.ts';
import { openSyncedClass, type SyncedClass } from './synced-class.ts';

/** An edit at which the ENT itself fails (500), for as long as it is in a batch. */

const FAILED = { outcome: 'failed', error: { code: 'ent/server-error', params: { status: 500 } } };

interface Failing {
  /** Batches that it saw, by their number of edits. */
  readonly batches: number[];
  isWell: boolean;
}

async function failAt(
  { ent, engine }: SyncedClass,
  isBad: (batch: Batch) => boolean,
  isDone = false,
): Promise<Failing> {
  const failing: Failing = { batches: [], isWell: false };
  const url = await pickyEnt(ent.url, (asked) => {
    const batch = batchIn(asked);
    if (batch === null) return null;
    failing.batches.push(batch.ops.length);
    return !failing.isWell && isBad(batch) ? { status: 500, code: null, isDone } : null;
  });
  pointTo(engine, url);
  return failing;
}

const has = (submissionId: string) => (batch: Batch) => batch.ops.some(({ id }) => id === submissionId);

async function gradeAll({ engine, submissionIds }: SyncedClass, pointsTimes100 = 1000): Promise<void> {
  for (const submissionId of submissionIds)
    await engine.client.grading.saveGrade({ submissionId, pointsTimes100 });
}

/** Sessions until one ends well, ten at most. */
async function syncUntilDone({ engine }: SyncedClass): Promise<number> {
  for (let session = 1; session <= 10; session += 1)
    if ((await engine.client.sync.start()).outcome === 'done') return session;
  return Number.POSITIVE_INFINITY;
}

test('an edit at which the ENT fails every time is found, a few requests a session; all others and the web’s changes pass', async () => {
  const school = await openSyncedClass(35);
  const { ent, engine, submissionIds } = school;
  const bad = submissionIds[20] ?? '';
  const failing = await failAt(school, has(bad));
  await gradeAll(school);
  expect(await engine.client.sync.start()).toMatchObject(FAILED);
  expect(await engine.client.sync.start()).toMatchObject(FAILED);
  expect(failing.batches).toEqual([35, 35]);
  ent.editOnTheWeb([{ entity: 'assignment', id: 'new-1', body: assignmentLike(ent) }]);
  await engine.client.sync.start();
  // Before the edit is found, others have passed, and what was written on the web has come.
  expect(ent.store.count('grade')).toBeGreaterThan(0);
  expect((await engine.client.grading.assignments({})).some(({ id }) => id === 'new-1')).toBe(true);
  await syncUntilDone(school);
  expect(ent.store.count('grade')).toBe(34);
  expect(await engine.client.sync.waiting()).toMatchObject([
    { entityId: bad, state: 'parked', reason: 'server-error' },
  ]);
  const asked = failing.batches.length;
  await engine.client.grading.saveGrade({ submissionId: submissionIds[3] ?? '', pointsTimes100: 700 });
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 1 });
  // The new one, and, since a teacher asks, once more the one that is known to fail.
  expect(failing.batches.slice(asked)).toEqual([1, 1]);
});

function assignmentLike(ent: SyncedClass['ent']): Record<string, unknown> {
  return { ...ent.store.entities('assignment')[0]?.body, title: 'Un devoir de plus' };
}

test('a session asks an ENT that fails at most five times, however many edits it fails at; none of them is blamed', async () => {
  const school = await openSyncedClass(35);
  const { engine, ent } = school;
  const failing = await failAt(school, () => true);
  await gradeAll(school);
  for (let session = 1; session <= 6; session += 1) {
    const before = failing.batches.length;
    expect(await engine.client.sync.start()).toMatchObject(FAILED);
    expect(failing.batches.length - before).toBeLessThanOrEqual(5);
  }
  const waiting = await engine.client.sync.waiting();
  expect(new Set(waiting.map(({ state }) => state))).toEqual(new Set(['pending']));
  failing.isWell = true;
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 35 });
  expect(ent.store.count('grade')).toBe(35);
});

test('what was set aside goes alone when the teacher tries again, or asks for a session, and with another value', async () => {
  const school = await openSyncedClass(3);
  const { ent, engine, submissionIds } = school;
  const [bad = '', other = ''] = submissionIds;
  const failing = await failAt(school, has(bad));
  await gradeAll(school);
  await syncUntilDone(school);
  const [edit] = await engine.client.sync.waiting();
  await engine.client.sync.retryEdit({ opId: edit?.opId ?? '' });
  await engine.client.grading.saveGrade({ submissionId: other, pointsTimes100: 1100 });
  const asked = failing.batches.length;
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 1 });
  expect(failing.batches.slice(asked)).toEqual([1, 1]);
  expect(await engine.client.sync.waiting()).toMatchObject([{ state: 'parked', reason: 'server-error' }]);
  failing.isWell = true;
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 1 });
  expect(await engine.client.sync.waiting()).toEqual([]);
  expect(ent.store.count('grade')).toBe(3);
});

test('a grade that an ENT wrote before it failed is there once, and taken back here it is taken back there', async () => {
  const school = await openSyncedClass(2);
  const { ent, engine, submissionIds } = school;
  const [bad = '', other = ''] = submissionIds;
  await engine.client.grading.saveGrade({ submissionId: bad, pointsTimes100: 500 });
  await engine.client.sync.start();
  const failing = await failAt(school, has(bad), true);
  await engine.client.grading.saveGrade({ submissionId: bad, pointsTimes100: 900 });
  await engine.client.sync.start();
  const gradeThere = () => ent.store.entities('grade').find(({ id }) => id === bad)?.body;
  expect(gradeThere()).toMatchObject({ points_x100: 900 });
  // No pull tells of it: the ENT fails at each batch, and the teacher goes back to what was there before.
  await engine.client.grading.saveGrade({ submissionId: bad, pointsTimes100: 500 });
  await engine.client.grading.saveGrade({ submissionId: other, pointsTimes100: 1000 });
  await syncUntilDone(school);
  failing.isWell = true;
  const { store } = engine.workspaces.current();
  expect(store.db.prepare('SELECT COUNT(*) FROM outbox_op').pluck().get()).toBeLessThanOrEqual(1);
  for (const { opId, state } of await engine.client.sync.waiting())
    if (state === 'parked') await engine.client.sync.retryEdit({ opId });
  expect((await engine.client.sync.start()).outcome).toBe('done');
  expect(await engine.client.sync.waiting()).toEqual([]);
  expect(gradeThere()).toMatchObject({ points_x100: 500 });
  expect((await engine.client.grading.submission({ submissionId: bad })).pointsTimes100).toBe(500);
});

test('what was set aside and may be there is not forgotten when the teacher goes back to the value before it', async () => {
  const school = await openSyncedClass(2);
  const { ent, engine, submissionIds } = school;
  const [bad = '', other = ''] = submissionIds;
  await engine.client.grading.saveGrade({ submissionId: bad, pointsTimes100: 500 });
  await engine.client.sync.start();
  let isDone = false;
  const failing = await failAt(school, has(bad));
  await gradeAll(school, 900);
  await syncUntilDone(school);
  isDone = true;
  const url = await pickyEnt(ent.url, (asked) => {
    const batch = batchIn(asked);
    return batch !== null && has(bad)(batch) && isDone ? { status: 500, code: null, isDone } : null;
  });
  expect(failing.batches.length).toBeGreaterThan(0);
  pointTo(engine, url);
  const [edit] = await engine.client.sync.waiting();
  await engine.client.sync.retryEdit({ opId: edit?.opId ?? '' });
  await engine.client.grading.saveGrade({ submissionId: other, pointsTimes100: 950 });
  // The batch is done, its answer is 500, and the pull of the same session tells what is there now.
  await engine.client.sync.start();
  await engine.client.grading.saveGrade({ submissionId: bad, pointsTimes100: 500 });
  isDone = false;
  expect((await engine.client.sync.start()).outcome).toBe('done');
  expect(await engine.client.sync.waiting()).toEqual([]);
  expect(ent.store.entities('grade').find(({ id }) => id === bad)?.body).toMatchObject({ points_x100: 500 });
});

test('an edit that failed alone and then met another of the web’s is a conflict, and not set aside', async () => {
  const school = await openSyncedClass(4);
  const { ent, engine, submissionIds } = school;
  const [bad = ''] = submissionIds;
  const later: number[] = [];
  let isMet = false;
  const failing = await failAt(school, (batch) => {
    if (isMet) later.push(batch.ops.length);
    if (!has(bad)(batch)) return false;
    if (batch.ops.length === 1 && !isMet) {
      isMet = true;
      ent.editOnTheWeb([{ entity: 'grade', id: bad, body: { submission_id: bad, points_x100: 400 } }]);
    }
    return true;
  });
  await gradeAll(school);
  await syncUntilDone(school);
  expect(isMet && failing.batches.length > 0).toBe(true);
  // In the same session others went after it, and their answers told of the web's.
  expect(later.length).toBeGreaterThan(0);
  expect(await engine.client.sync.waiting()).toMatchObject([{ entityId: bad, state: 'conflict' }]);
  expect(await engine.client.sync.conflicts()).toHaveLength(1);
});

test.each([
  ['a page with 403', { status: 403, code: null }],
  ['a page with 406', { status: 406, code: null }],
  ['a page with 404', { status: 404, code: null }],
  ['a page with 200', { status: 200, code: null }],
  ['a page with 410, as of a forgotten cursor', { status: 410, code: null }],
  ['a refusal of the right', { status: 403, code: 'no-right' }],
  ['a line that is cut', null],
])(
  'an edit that a wall before the ENT answers with %s is found and shown; the others pass',
  async (_what, refusal) => {
    const school = await openSyncedClass(5);
    const { ent, engine, submissionIds } = school;
    const bad = submissionIds[2] ?? '';
    const url = await pickyEnt(ent.url, (asked) => {
      const batch = batchIn(asked);
      if (batch === null || !has(bad)(batch)) return null;
      return refusal ?? 'cut';
    });
    pointTo(engine, url);
    await gradeAll(school);
    const { client } = engine;
    const isParked = async () => (await client.sync.waiting()).some(({ state }) => state === 'parked');
    for (let session = 1; session <= 16 && !(await isParked()); session += 1)
      await client.sync.start().catch(() => undefined);
    expect(ent.store.count('grade')).toBe(4);
    expect(await client.sync.waiting()).toMatchObject([
      { entityId: bad, state: 'parked', reason: refusal?.code ?? 'server-error' },
    ]);
    ent.editOnTheWeb([{ entity: 'subject', id: 'subject-1', body: { name: 'Physique' } }]);
    expect(await client.sync.start()).toMatchObject({ outcome: 'done' });
  },
);

test('a line that is cut at the only edit keeps news away for two sessions, and is not held against the edit before', async () => {
  const school = await openSyncedClass(2);
  const { ent, engine, submissionIds } = school;
  pointTo(engine, await pickyEnt(ent.url, (asked) => (batchIn(asked) === null ? null : 'cut')));
  await engine.client.grading.saveGrade({ submissionId: submissionIds[0] ?? '', pointsTimes100: 1000 });
  const { db } = engine.workspaces.current().store;
  const suspects = db.prepare('SELECT COUNT(*) FROM outbox_op WHERE batch_ops_max IS NOT NULL').pluck();
  const counts: unknown[] = [];
  let withNews = 0;
  for (let session = 1; session <= 12; session += 1) {
    ent.editOnTheWeb([{ entity: 'subject', id: 'subject-1', body: { name: `Physique ${session}` } }]);
    const { outcome, changesReceived } = await engine.client.sync.start();
    expect(outcome).toBe('failed');
    withNews += Math.min(changesReceived, 1);
    counts.push(suspects.get());
  }
  expect(counts.slice(0, 3)).toEqual([0, 0, 1]);
  expect(withNews).toBe(10);
});

test('an edit made beside one at which the line is cut goes in the third session, and the other one is shown', async () => {
  const school = await openSyncedClass(2);
  const { ent, engine, submissionIds } = school;
  const [bad = '', good = ''] = submissionIds;
  const isBad = has(bad);
  const url = await pickyEnt(ent.url, (asked) => {
    const batch = batchIn(asked);
    return batch !== null && isBad(batch) ? 'cut' : null;
  });
  pointTo(engine, url);
  await engine.client.grading.saveGrade({ submissionId: bad, pointsTimes100: 1000 });
  for (let session = 1; session <= 2; session += 1) await engine.client.sync.start();
  await engine.client.grading.saveGrade({ submissionId: good, pointsTimes100: 1100 });
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 1 });
  expect(ent.store.count('grade')).toBe(1);
  expect(await engine.client.sync.waiting()).toMatchObject([{ entityId: bad, state: 'parked' }]);
});

test('a network that wants to be signed in to is not taken for an ENT that fails at an edit: the batch stays whole', async () => {
  const school = await openSyncedClass(5);
  const { ent, engine } = school;
  const sizes: number[] = [];
  const url = await pickyEnt(ent.url, (asked) => {
    const batch = batchIn(asked);
    if (batch !== null) sizes.push(batch.ops.length);
    return batch === null ? null : { status: 511, code: null };
  });
  pointTo(engine, url);
  await gradeAll(school);
  for (let session = 1; session <= 6; session += 1) await engine.client.sync.start();
  expect(new Set(sizes)).toEqual(new Set([5]));
});

test.each([413, 409, 400])(
  'an ENT that answers %i to everything teaches nothing: hardly an edit is refused, all pass once it is well',
  async (status) => {
    const school = await openSyncedClass(35);
    const { ent, engine } = school;
    let isWell = false;
    let batches = 0;
    const url = await pickyEnt(ent.url, (asked) => {
      if (batchIn(asked) === null) return null;
      batches += 1;
      return isWell ? null : { status, code: status === 409 ? 'key-reused' : null };
    });
    pointTo(engine, url);
    await gradeAll(school);
    expect((await engine.client.sync.start()).outcome).toBe('failed');
    const refused = (await engine.client.sync.waiting()).filter(
      ({ state }) => state !== 'pending' && state !== 'sealed',
    );
    expect(refused).toHaveLength(3);
    expect(batches).toBeLessThanOrEqual(16);
    isWell = true;
    batches = 0;
    for (const { opId } of refused) await engine.client.sync.retryEdit({ opId });
    expect((await engine.client.sync.start()).outcome).toBe('done');
    expect(ent.store.count('grade')).toBe(35);
    expect(batches).toBeLessThanOrEqual(8);
  },
);

test('an edit that the ENT is known to fail at stays shown over a session that does not reach the ENT', async () => {
  const school = await openSyncedClass(3);
  const { ent, engine, submissionIds } = school;
  const [bad = ''] = submissionIds;
  let isCut = false;
  const url = await pickyEnt(ent.url, (asked) => {
    if (isCut) return 'cut';
    const batch = batchIn(asked);
    return batch !== null && has(bad)(batch) ? { status: 500, code: null } : null;
  });
  pointTo(engine, url);
  await gradeAll(school);
  await syncUntilDone(school);
  const shown = [{ entityId: bad, state: 'parked', reason: 'server-error' }];
  expect(await engine.client.sync.waiting()).toMatchObject(shown);
  isCut = true;
  expect((await engine.client.sync.start()).outcome).toBe('failed');
  expect(await engine.client.sync.waiting()).toMatchObject(shown);
  isCut = false;
  expect((await engine.client.sync.start()).outcome).toBe('done');
  expect(await engine.client.sync.waiting()).toMatchObject(shown);
});

test('sessions that do not reach the ENT use up no try of an edit that it fails at', async () => {
  const school = await openSyncedClass(3);
  const { ent, engine, submissionIds } = school;
  const [bad = ''] = submissionIds;
  let state: 'failing' | 'cut' | 'well' = 'failing';
  const url = await pickyEnt(ent.url, (asked) => {
    if (state === 'cut') return 'cut';
    const batch = batchIn(asked);
    return state === 'failing' && batch !== null && has(bad)(batch) ? { status: 500, code: null } : null;
  });
  pointTo(engine, url);
  await gradeAll(school);
  await syncUntilDone(school);
  state = 'cut';
  const { sync } = engine.workspaces.current();
  for (let session = 0; session < 3; session += 1)
    expect((await sync.start({ isAsked: false })).outcome).toBe('failed');
  state = 'well';
  expect((await sync.start({ isAsked: false })).outcome).toBe('done');
  expect(await engine.client.sync.waiting()).toEqual([]);
});
