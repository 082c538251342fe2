import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Engine } from '../../main/engine/create-engine.ts';
import { documentOf, handIn, letWait, noise, putAtEnt } from './class-documents.ts';
import { type Asked, pickyEnt, pointTo, type Refusal } from './picky-ent.ts';
import { openEngine, openSyncedClass, type SyncedClass } from './synced-class.ts';

/** Documents at which sessions end: a firewall that cuts the line at one, a store of documents that is closed for hours. */

const SATURDAY = Date.UTC(2026, 10, 21, 10);
const STUDENTS = 12;
/** Of the document that is meant. */
const BAD = Buffer.from('EICAR');

type Answer = (asked: Asked) => Refusal | 'cut' | null;

/** The ENT behind what answers some requests itself. Counts those. */
async function behind({ ent, engine }: Pick<SyncedClass, 'ent' | 'engine'>, answer: Answer) {
  const state = { count: 0, isWell: false };
  const url = await pickyEnt(ent.url, (asked) => {
    const answered = state.isWell ? null : answer(asked);
    if (answered !== null) state.count += 1;
    return answered;
  });
  pointTo(engine, url);
  return state;
}

/** Joins documents to the first submissions; BAD is in the one at `bad`. */
async function joinDocuments(
  school: SyncedClass,
  { count = STUDENTS, bad = -1, bytes = 600 } = {},
): Promise<string[]> {
  const hashes: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const content = noise(bytes, index + 1);
    if (index === bad) BAD.copy(content, 40);
    const body = { submission_id: school.submissionIds[index] ?? '' };
    const document = documentOf(content);
    await letWait(school.engine, { entity: 'feedback', entityId: `feedback-${index}`, body }, document);
    hashes.push(document.sha256);
  }
  return hashes;
}

async function gradeAll({ engine, submissionIds }: SyncedClass): Promise<void> {
  for (const submissionId of submissionIds)
    await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1200 });
}

/** A session as far as it comes: one that asks for a sign-in is told as an error. */
async function sync({ client }: Engine): Promise<string> {
  return client.sync.start().then(
    ({ outcome }) => outcome,
    ({ code }) => code,
  );
}

/** Sessions until one ends well. */
async function sessionsUntilDone(engine: Engine, atMost: number): Promise<number> {
  for (let session = 1; session <= atMost; session += 1) if ((await sync(engine)) === 'done') return session;
  return Number.POSITIVE_INFINITY;
}

const isBundle = ({ path }: Asked) => path.endsWith('/blobs/bundle');
const reasons = async ({ client }: Engine) => (await client.sync.waiting()).map(({ reason }) => reason);

test('a document at which the line is cut on its way up holds grades for one session, other documents for some, and is shown', async () => {
  const school = await openSyncedClass(STUDENTS);
  const { ent, engine } = school;
  const state = await behind(school, (asked) => (isBundle(asked) && asked.body.includes(BAD) ? 'cut' : null));
  await joinDocuments(school, { bad: 7 });
  await gradeAll(school);
  expect(await sync(engine)).toBe('failed');
  await sync(engine);
  expect([ent.store.count('grade'), ent.store.count('feedback')]).toEqual([STUDENTS, 0]);
  expect(await sessionsUntilDone(engine, 4)).toBeLessThanOrEqual(4);
  expect(ent.store.count('feedback')).toBe(STUDENTS - 1);
  expect(await reasons(engine)).toEqual(['document-refused']);
  // Known by now: it ends no session any more, and goes once it may.
  expect(await sync(engine)).toBe('done');
  state.isWell = true;
  expect(await sync(engine)).toBe('done');
  expect(ent.store.count('feedback')).toBe(STUDENTS);
  expect(await reasons(engine)).toEqual([]);
});

test('a document at which the line is cut on its way down keeps the others away for some sessions only, and is shown', async () => {
  const school = await openSyncedClass(STUDENTS);
  const { ent } = school;
  const hashes = await joinDocuments(school);
  await sync(school.engine);
  const second = await openEngine(join(school.directory, 'second'));
  await second.client.account.connect({ url: ent.url, login: ent.login, password: ent.password });
  const bad = hashes[4] ?? '';
  const state = await behind({ ent, engine: second }, ({ path, body }) =>
    path.endsWith('/blobs/fetch') && body.includes(bad) ? 'cut' : null,
  );
  expect(await sessionsUntilDone(second, 6)).toBeLessThanOrEqual(6);
  const { db } = second.workspaces.current().store;
  const missing = db.prepare('SELECT sha256, fetch_failure FROM blob WHERE is_local = 0');
  expect(missing.all()).toEqual([{ sha256: bad, fetch_failure: 'refused' }]);
  state.isWell = true;
  expect(await sync(second)).toBe('done');
  expect(missing.all()).toEqual([]);
});

for (const status of [503, 429])
  test(`while the ENT’s store of documents is closed (${status}) grades leave from the second session on; documents go once it is open, and none is blamed`, async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: SATURDAY });
    onTestFinished(() => void vi.useRealTimers());
    const school = await openSyncedClass(STUDENTS);
    const { ent, engine } = school;
    const state = await behind(school, ({ path }) =>
      path.includes('/blobs') ? { status, code: null } : null,
    );
    await joinDocuments(school);
    await gradeAll(school);
    for (let session = 1; session <= 8; session += 1) {
      await sync(engine);
      expect(ent.store.count('grade')).toBe(session === 1 ? 0 : STUDENTS);
      letPausePass(engine);
    }
    expect(state.count).toBe(8);
    expect(await reasons(engine)).toEqual(Array(STUDENTS).fill(null));
    state.isWell = true;
    expect(await sync(engine)).toBe('done');
    expect(ent.store.count('feedback')).toBe(STUDENTS);
  });

/** As if it had been waited for. */
function letPausePass(engine: Engine): void {
  const { store } = engine.workspaces.current();
  store.write(() => store.db.prepare('UPDATE sync_state SET paused_until = NULL, paused_at = NULL').run());
}

for (const [name, answer, sessions] of [
  ['a pause', { status: 503, code: null }, 8],
  ['no answer in time', { status: 408, code: null }, 5],
  ['a wall that asks who one is', { status: 401, code: null }, 1],
  ['a proxy that asks who one is', { status: 407, code: null }, 8],
  ['a network that wants to be signed in to', { status: 511, code: null }, 8],
] as const)
  test(`one document of twelve that is answered by ${name} is found in some sessions, and the others leave`, async () => {
    const school = await openSyncedClass(STUDENTS);
    const { ent, engine } = school;
    await behind(school, (asked) => (isBundle(asked) && asked.body.includes(BAD) ? answer : null));
    await joinDocuments(school, { bad: 3 });
    await gradeAll(school);
    for (let session = 1; session <= sessions; session += 1) {
      await sync(engine);
      if (session > 1) expect(ent.store.count('grade')).toBe(STUDENTS);
      letPausePass(engine);
    }
    expect(ent.store.count('feedback')).toBe(STUDENTS - 1);
    expect(await reasons(engine)).toEqual(['document-refused']);
  });

test('a large document at whose pieces the line is cut goes last from the next session on: the others leave', async () => {
  const school = await openSyncedClass(4);
  const { ent, engine } = school;
  ent.dial.turn({ limits: { bundle_bytes: 1000 } });
  await sync(engine);
  const state = await behind(school, ({ method, body }) =>
    method === 'PATCH' && body.includes(BAD) ? 'cut' : null,
  );
  await joinDocuments(school, { count: 4, bad: 0, bytes: 300_000 });
  expect([await sync(engine), await sync(engine), await sync(engine)]).toEqual(Array(3).fill('failed'));
  expect(ent.store.count('feedback')).toBe(3);
  // The line may be bad: alone, it takes longer to be believed.
  expect(await sessionsUntilDone(engine, 4)).toBe(4);
  expect(await reasons(engine)).toEqual(['document-refused']);
  expect(state.count).toBeLessThanOrEqual(3 * 7);
});

test('a large document that comes further in each session is never blamed for a line that is cut', async () => {
  const school = await openSyncedClass(2);
  const { ent, engine } = school;
  const MB = 1024 * 1024;
  ent.dial.turn({ limits: { bundle_bytes: 1000, chunk_max_bytes: MB } });
  await sync(engine);
  let pieces = 0;
  const state = await behind(school, ({ method }) => {
    if (method !== 'PATCH') return null;
    pieces += 1;
    return pieces % 4 === 1 ? null : 'cut';
  });
  await joinDocuments(school, { count: 2, bytes: 9 * MB });
  for (let session = 1; session <= 7; session += 1) await sync(engine);
  expect(await reasons(engine)).toEqual([null, null]);
  const { store } = engine.workspaces.current();
  expect(store.db.prepare('SELECT MAX(acked_offset) FROM upload').pluck().get()).toBeGreaterThan(2 * MB);
  state.isWell = true;
  expect(await sync(engine)).toBe('done');
  expect(ent.store.count('feedback')).toBe(2);
});

test('copies go the ordinary way where the line is cut whenever the ENT is asked to compose them', async () => {
  const school = await openSyncedClass(3);
  const { ent, engine, directory, submissionIds } = school;
  const copies = submissionIds.map((_, index) => documentOf(noise(20_000, index)));
  await putAtEnt(ent, directory, copies);
  handIn(ent, submissionIds, copies);
  await sync(engine);
  const state = await behind(school, ({ path }) => (path.endsWith('/blobs/compose') ? 'cut' : null));
  for (const [index, { bytes }] of copies.entries()) {
    const body = { submission_id: submissionIds[index] ?? '' };
    const annotated = documentOf(Buffer.concat([bytes, noise(600, 50 + index)]));
    await letWait(engine, { entity: 'feedback', entityId: `feedback-${index}`, body }, annotated);
  }
  expect([await sync(engine), await sync(engine), await sync(engine)]).toEqual(['failed', 'failed', 'done']);
  expect(state.count).toBe(2);
  expect(ent.store.count('feedback')).toBe(3);
});

for (const takesPieces of [true, false])
  test(`a bad hour of 413 to every document ${takesPieces ? 'and piece ' : ''}takes few requests, parks and teaches nothing`, async () => {
    const school = await openSyncedClass(35);
    const { ent, engine } = school;
    if (!takesPieces) ent.dial.turn({ capabilities: ['watch'] });
    await sync(engine);
    const state = await behind(school, (asked) =>
      isBundle(asked) || asked.method === 'PATCH' || asked.method === 'PUT'
        ? { status: 413, code: null }
        : null,
    );
    await joinDocuments(school, { count: 35, bytes: 50_000 });
    for (let session = 1; session <= 4; session += 1) {
      const before = state.count;
      expect(await sync(engine)).toBe('failed');
      expect(state.count - before).toBeLessThanOrEqual(20);
    }
    expect(await reasons(engine)).toEqual(Array(35).fill(null));
    state.isWell = true;
    const session = await engine.client.sync.start();
    expect(session).toMatchObject({ outcome: 'done', documentsSent: 35 });
    expect(session.requests).toBeLessThanOrEqual(20);
    expect(ent.store.count('feedback')).toBe(35);
  });

test('few documents that were all refused in a bad hour go as soon as a teacher asks once it is over', async () => {
  const school = await openSyncedClass(3);
  const { ent, engine } = school;
  const state = await behind(school, (asked) => (isBundle(asked) ? { status: 500, code: null } : null));
  await joinDocuments(school, { count: 3 });
  for (let session = 1; session <= 6; session += 1) await sync(engine);
  expect(await reasons(engine)).toEqual(Array(3).fill('document-refused'));
  state.isWell = true;
  expect(await sync(engine)).toBe('done');
  expect(ent.store.count('feedback')).toBe(3);
});
