import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Engine } from '../../main/engine/create-engine.ts';
import { documentOf, handIn, letWait, noise, putAtEnt } from './class-documents.ts';
import { type Asked, batchIn, type CutAnswer, pickyEnt, pointTo, type Refusal } from './picky-ent.ts';
import { openEngine, openSyncedClass, type SyncedClass } from './synced-class.ts';

/** What an outage, or a bad line, leaves behind: few requests once it is over, and nothing that is blamed for it. */

const CLASS = 35;
const MB = 1024 * 1024;

type Answer = (asked: Asked) => Refusal | CutAnswer | 'cut' | null;

/** The ENT behind what answers some requests itself, until it is well. Counts what is asked of its documents and batches. */
async function behind(ent: SyncedClass['ent'], engine: Engine, answer: Answer) {
  const state = { asked: 0, isWell: false };
  const url = await pickyEnt(ent.url, (asked) => {
    if (asked.path.includes('/blobs') || asked.path.endsWith('/batches')) state.asked += 1;
    return state.isWell ? null : answer(asked);
  });
  pointTo(engine, url);
  return state;
}

async function joinDocuments(
  { engine, submissionIds }: SyncedClass,
  { count = CLASS, bytes = 600 } = {},
): Promise<void> {
  for (const [index, submissionId] of submissionIds.slice(0, count).entries())
    await letWait(
      engine,
      { entity: 'feedback', entityId: `feedback-${index}`, body: { submission_id: submissionId } },
      documentOf(noise(bytes, index + 1)),
    );
}

async function gradeAll({ engine, submissionIds }: SyncedClass): Promise<void> {
  for (const submissionId of submissionIds)
    await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1200 });
}

/** As if it had been waited for. */
function letPausePass({ workspaces }: Engine): void {
  const { store } = workspaces.current();
  store.write(() => store.db.prepare('UPDATE sync_state SET paused_until = NULL, paused_at = NULL').run());
}

async function syncOften(engine: Engine, sessions: number): Promise<void> {
  for (let session = 1; session <= sessions; session += 1) {
    await engine.client.sync.start();
    letPausePass(engine);
  }
}

const reasons = async ({ client }: Engine) => (await client.sync.waiting()).map(({ reason }) => reason);
const isBundle = ({ path }: Asked) => path.endsWith('/blobs/bundle');

for (const [name, answer] of [
  ['the line was cut', 'cut'],
  ['the ENT asked for silence', { status: 503, code: null }],
  ['the ENT failed', { status: 500, code: null }],
] as const)
  test(`after eight sessions in which ${name} at all documents a class of them goes in a few requests`, async () => {
    const school = await openSyncedClass(CLASS);
    const { ent, engine } = school;
    const state = await behind(ent, engine, (asked) => (isBundle(asked) ? answer : null));
    await joinDocuments(school);
    await syncOften(engine, 8);
    expect(ent.store.count('feedback')).toBe(0);
    state.isWell = true;
    state.asked = 0;
    expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', documentsSent: CLASS });
    expect(state.asked).toBeLessThanOrEqual(15);
    expect(ent.store.count('feedback')).toBe(CLASS);
  });

test('after eight sessions in which the line was cut at all documents that come a class of them comes in a few requests', async () => {
  const school = await openSyncedClass(CLASS);
  const { ent, directory } = school;
  await joinDocuments(school);
  await school.engine.client.sync.start();
  const second = await openEngine(join(directory, 'second'));
  await second.client.account.connect({ url: ent.url, login: ent.login, password: ent.password });
  const state = await behind(ent, second, ({ path }) => (path.endsWith('/blobs/fetch') ? 'cut' : null));
  await syncOften(second, 8);
  state.isWell = true;
  state.asked = 0;
  expect(await second.client.sync.start()).toMatchObject({ outcome: 'done', documentsReceived: CLASS });
  expect(state.asked).toBeLessThanOrEqual(10);
});

for (const status of [500, 503])
  test(`after ten sessions in which the ENT answered ${status} to every batch a class of grades goes in a few, and none was blamed`, async () => {
    const school = await openSyncedClass(CLASS);
    const { ent, engine } = school;
    const state = await behind(ent, engine, (asked) =>
      batchIn(asked) === null ? null : { status, code: null },
    );
    await gradeAll(school);
    await syncOften(engine, 10);
    expect(new Set(await reasons(engine))).toEqual(new Set([null]));
    state.isWell = true;
    state.asked = 0;
    expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: CLASS });
    expect(state.asked).toBeLessThanOrEqual(8);
    expect(ent.store.count('grade')).toBe(CLASS);
  });

test('one grade at which the ENT asks for silence each time holds back neither the others nor news for good, and is shown', async () => {
  const school = await openSyncedClass(CLASS);
  const { ent, engine, submissionIds } = school;
  const bad = submissionIds[9] ?? '';
  await behind(ent, engine, (asked) =>
    batchIn(asked)?.ops.some(({ id }) => id === bad) ? { status: 503, code: null } : null,
  );
  await gradeAll(school);
  await syncOften(engine, 3);
  ent.editOnTheWeb([{ entity: 'subject', id: 'subject-1', body: { name: 'Physique' } }]);
  const { changesReceived } = await engine.client.sync.start();
  expect(changesReceived).toBeGreaterThan(0);
  letPausePass(engine);
  await syncOften(engine, 7);
  expect(ent.store.count('grade')).toBe(CLASS - 1);
  expect(await engine.client.sync.waiting()).toMatchObject([
    { entityId: bad, state: 'parked', reason: 'server-error' },
  ]);
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', error: null });
});

for (const [name, answer, path] of [
  ['closed', { status: 503, code: null }, '/blobs/bundle'],
  ['asked about in vain', { status: 503, code: null }, '/blobs/check'],
  ['cut off', 'cut', '/blobs/check'],
] as const)
  test(`grades that the ENT failed at in a bad hour leave afterwards, although its store of documents stays ${name}`, async () => {
    const school = await openSyncedClass(CLASS);
    const { ent, engine } = school;
    let areBatchesWell = false;
    await behind(ent, engine, (asked) => {
      if (asked.path.endsWith(path)) return answer;
      return batchIn(asked) !== null && !areBatchesWell ? { status: 500, code: null } : null;
    });
    await joinDocuments(school, { count: 6 });
    await gradeAll(school);
    await syncOften(engine, 5);
    areBatchesWell = true;
    await syncOften(engine, 3);
    expect(ent.store.count('grade')).toBe(CLASS);
  });

test('an ENT that wants fewer requests (429) is not said to fail at an edit, nor to refuse a document', async () => {
  const school = await openSyncedClass(CLASS);
  const { ent, engine } = school;
  const sizes: number[] = [];
  let bundles = 0;
  await behind(ent, engine, (asked) => {
    if (isBundle(asked)) {
      bundles += 1;
      return bundles % 2 === 0 ? { status: 429, code: null } : null;
    }
    const batch = batchIn(asked);
    if (batch !== null) sizes.push(batch.ops.length);
    return batch === null ? null : { status: 429, code: null };
  });
  await gradeAll(school);
  await joinDocuments(school, { count: 12 });
  ent.dial.turn({ limits: { bundle_files: 1 } });
  await syncOften(engine, 12);
  expect(new Set(await reasons(engine))).toEqual(new Set([null]));
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(CLASS);
});

test('a document of three megabytes on a line that takes no more than one at a time goes in pieces in the end, and is not blamed', async () => {
  const school = await openSyncedClass(2);
  const { ent, engine } = school;
  await behind(ent, engine, ({ body }) => (body.length > MB ? 'cut' : null));
  await joinDocuments(school, { count: 2, bytes: 3 * MB });
  await syncOften(engine, 6);
  expect(ent.store.count('feedback')).toBe(2);
  expect(await reasons(engine)).toEqual([]);
});

test('a document of three megabytes on a line that brings no more than one at a time comes further each time, and whole in the end', async () => {
  const school = await openSyncedClass(2);
  const { ent, engine, directory, submissionIds } = school;
  const copies = [documentOf(noise(3 * MB, 1)), documentOf(noise(3 * MB, 2))];
  await putAtEnt(ent, directory, copies);
  handIn(ent, submissionIds, copies);
  await behind(ent, engine, ({ path }) => (path.includes('/blobs') ? { cutAfterBytes: MB } : null));
  await syncOften(engine, 8);
  const { db } = engine.workspaces.current().store;
  expect(db.prepare('SELECT is_local, fetch_failure FROM blob').all()).toEqual(
    Array(2).fill({ is_local: 1, fetch_failure: null }),
  );
});

/** A class whose students have handed in, while annotated copies wait to leave. */
async function bothWays() {
  const school = await openSyncedClass(6);
  const copies = school.submissionIds.map((_, index) => documentOf(noise(300, 700 + index)));
  await putAtEnt(school.ent, school.directory, copies);
  return { ...school, handInAll: () => handIn(school.ent, school.submissionIds, copies) };
}

for (const [name, ofDownloads, hasSuspectsUp] of [
  ['refused', { status: 500, code: null }, true],
  ['answered by a pause', { status: 503, code: null }, true],
  ['cut off', 'cut', false],
] as const)
  test(`annotated copies leave while what comes is ${name}, whatever the line did to them before`, async () => {
    const school = await bothWays();
    const { ent, engine } = school;
    let bundles = 0;
    await behind(ent, engine, (asked) => {
      if (asked.path.endsWith('/blobs/fetch')) return ofDownloads;
      if (!isBundle(asked) || !hasSuspectsUp) return null;
      bundles += 1;
      return bundles === 1 ? 'cut' : null;
    });
    await joinDocuments(school, { count: 6 });
    await syncOften(engine, 1);
    school.handInAll();
    await syncOften(engine, 3);
    expect(ent.store.count('feedback')).toBe(6);
  });

for (const [name, ofUploads, path] of [
  ['answered by a pause', { status: 503, code: null }, '/blobs/bundle'],
  ['asked about in vain', { status: 503, code: null }, '/blobs/check'],
  ['cut off', 'cut', '/blobs/bundle'],
] as const)
  test(`copies come while what goes is ${name}, whatever the line did to them before`, async () => {
    const school = await bothWays();
    const { ent, engine } = school;
    let fetches = 0;
    await behind(ent, engine, (asked) => {
      if (asked.path.endsWith(path)) return ofUploads;
      if (!asked.path.endsWith('/blobs/fetch')) return null;
      fetches += 1;
      return fetches === 1 ? 'cut' : null;
    });
    school.handInAll();
    await syncOften(engine, 1);
    await joinDocuments(school, { count: 6 });
    await syncOften(engine, 4);
    const { db } = engine.workspaces.current().store;
    expect(db.prepare('SELECT COUNT(*) FROM blob WHERE is_local = 0').pluck().get()).toBe(0);
  });

test('an edit at which the ENT is known to fail is tried in the next two sessions, then once a day, and all of them end well', async () => {
  const school = await openSyncedClass(4);
  const { ent, engine, submissionIds } = school;
  const bad = submissionIds[2] ?? '';
  let asked = 0;
  const isAt = (request: Asked) => batchIn(request)?.ops.some(({ id }) => id === bad) === true;
  await behind(ent, engine, (request) => {
    if (!isAt(request)) return null;
    asked += 1;
    return { status: 500, code: null };
  });
  await gradeAll(school);
  await syncOften(engine, 3);
  while ((await reasons(engine))[0] !== 'server-error') await syncOften(engine, 1);
  const byItself = async () => {
    asked = 0;
    const { sync } = engine.workspaces.current();
    expect(await sync.start({ isAsked: false })).toMatchObject({ outcome: 'done', error: null });
    return asked;
  };
  const four = [await byItself(), await byItself(), await byItself(), await byItself()];
  expect(four).toEqual([1, 1, 0, 0]);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 86_400_001 });
  onTestFinished(() => void vi.useRealTimers());
  expect([await byItself(), await byItself(), await reasons(engine)]).toEqual([1, 0, ['server-error']]);
});

test.each([0, -1])('an ENT that writes a pause of %s with each answer asks for none', async (backoff_s) => {
  const school = await openSyncedClass(6);
  const { ent, engine } = school;
  await joinDocuments(school, { count: 2 });
  await gradeAll(school);
  ent.dial.turn({ backoff_s, limits: { ops: 4 } });
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 8 });
});

test('a pause that the ENT asks for in a good answer is held against no document, and keeps none back for the next session', async () => {
  const school = await openSyncedClass(6);
  const { ent, engine } = school;
  ent.dial.turn({ backoff_s: 60 });
  await joinDocuments(school, { count: 2 });
  await syncOften(engine, 3);
  await gradeAll(school);
  await syncOften(engine, 1);
  await joinDocuments(school, { count: 4, bytes: 700 });
  await gradeAll(school);
  await syncOften(engine, 2);
  const { db } = engine.workspaces.current().store;
  expect(db.prepare('SELECT COUNT(*) FROM blob WHERE sessions_ended > 0').pluck().get()).toBe(0);
});

for (const [name, count, refusal, path] of [
  ['for want of a right', 6, { status: 403, code: 'no-right' }, '/blobs/bundle'],
  ['for want of a right when they are asked about', 1, { status: 403, code: 'no-right' }, '/blobs/check'],
  ['with whatever token', 6, { status: 401, code: null }, '/blobs/bundle'],
] as const)
  test(`documents that are refused ${name} keep no grade back, ask for no sign-in and stop nothing that goes by itself`, async () => {
    const school = await openSyncedClass(8);
    const { ent, engine } = school;
    await behind(ent, engine, (asked) => (asked.path.endsWith(path) ? refusal : null));
    await joinDocuments(school, { count });
    await gradeAll(school);
    const { sync } = engine.workspaces.current();
    for (let session = 1; session <= 3; session += 1) {
      const { error } = await sync.start({ isAsked: false });
      expect(error?.code ?? 'ent/refused').toBe('ent/refused');
    }
    expect(ent.store.count('grade')).toBe(8);
    const { lanes } = await engine.client.sync.status();
    expect(lanes.map(({ reason }) => reason)).not.toContain('sign-in-needed');
  });

for (const [name, status] of [
  ['cannot read', 422],
  ['finds too large', 413],
  ['has no room for', 507],
] as const)
  test(`an ENT that ${name} any batch of a class still tells what is new, and its copies come`, async () => {
    const school = await bothWays();
    const { ent, engine } = school;
    await behind(ent, engine, (asked) => (batchIn(asked) === null ? null : { status, code: null }));
    school.handInAll();
    await gradeAll(school);
    ent.editOnTheWeb([{ entity: 'subject', id: 'subject-1', body: { name: 'Sciences' } }]);
    const { outcome, changesReceived, documentsReceived } = await engine.client.sync.start();
    expect([outcome, changesReceived > 0, documentsReceived > 0]).toEqual(['failed', true, true]);
    expect(ent.store.count('grade')).toBe(0);
  });

test('an ENT that says for ever to be at a batch still takes its edits under the name of another batch', async () => {
  const school = await openSyncedClass(6);
  const { ent, engine } = school;
  let stuck: string | null = null;
  await behind(ent, engine, (asked) => {
    const batch = batchIn(asked);
    if (batch === null) return null;
    stuck ??= batch.batch;
    return batch.batch === stuck ? { status: 409, code: 'already-running' } : null;
  });
  await gradeAll(school);
  await syncOften(engine, 5);
  expect(ent.store.count('grade')).toBe(6);
  expect(await reasons(engine)).toEqual([]);
});

test('six edits at which the ENT fails are all shown after some sessions in each of which another grade passes', async () => {
  const school = await openSyncedClass(8);
  const { ent, engine, submissionIds } = school;
  const bad = new Set(submissionIds.slice(0, 6));
  await behind(ent, engine, (request) =>
    batchIn(request)?.ops.some(({ id }) => bad.has(id)) ? { status: 500, code: null } : null,
  );
  for (const id of submissionIds)
    await engine.client.grading.saveGrade({ submissionId: id, pointsTimes100: 1000 });
  const seen: string[] = [];
  for (let session = 1; session <= 16; session += 1) {
    await engine.client.grading.saveGrade({
      submissionId: submissionIds[7] ?? '',
      pointsTimes100: 1000 + session * 25,
    });
    const { outcome } = await engine.client.sync.start();
    const waiting = await engine.client.sync.waiting();
    const count = (wanted: string) => waiting.filter(({ state }) => state === wanted).length;
    seen.push(`${outcome} parked ${count('parked')} pending ${count('pending')}`);
  }
  expect(seen.at(-1)).toBe('done parked 6 pending 0');
});
