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

/** Something new at the ENT, for each session. */
function handInAgain({ ent, submissionIds }: SyncedClass, session: number): void {
  handIn(ent, submissionIds.slice(-1), [documentOf(noise(300, 900 + session))]);
}

/** A small copy that a student hands in; it must be at the ENT before. */
async function newCopies(school: SyncedClass, count: number): Promise<void> {
  const documents = Array.from({ length: count }, (_, session) => documentOf(noise(300, 900 + session)));
  await putAtEnt(school.ent, school.directory, documents);
}

for (const [name, answer, comesDown] of [
  ['refused', { status: 403, code: null }, true],
  ['cut off', 'cut', false],
] as const)
  test(`four documents that are all ${name}, and nothing else to send, keep neither news away nor what students hand in`, async () => {
    const school = await openSyncedClass(5);
    await newCopies(school, 4);
    await behind(school, (asked) => (isBundle(asked) ? answer : null));
    await joinDocuments(school, { count: 4 });
    for (let session = 0; session < 4; session += 1) {
      handInAgain(school, session);
      const { outcome, changesReceived, documentsReceived } = await school.engine.client.sync.start();
      // The first one does not know yet what it will meet.
      if (comesDown || session > 0) expect([session, changesReceived > 0]).toEqual([session, true]);
      expect([outcome, documentsReceived > 0]).toEqual(['failed', comesDown || session > 0]);
    }
  });

test('documents of megabytes that an ENT without pieces finds too large are told so at once, and are not sent again', async () => {
  const school = await openSyncedClass(4);
  const { ent, engine } = school;
  ent.dial.turn({ capabilities: ['watch'] });
  await sync(engine);
  const state = await behind(school, ({ body }) =>
    body.length > 1024 * 1024 ? { status: 413, code: null } : null,
  );
  await joinDocuments(school, { count: 4, bytes: 1_500_000 });
  expect(await sync(engine)).toBe('done');
  expect(await reasons(engine)).toEqual(Array(4).fill('too-large'));
  const { count } = state;
  expect(await sync(engine)).toBe('done');
  expect(state.count).toBe(count);
});

test('one document that is too large in whatever form teaches nothing: the others pass, now and later, as they would', async () => {
  const school = await openSyncedClass(STUDENTS);
  const { ent, engine, submissionIds } = school;
  const answer = { status: 413, code: null };
  await behind(school, ({ body }) => (body.includes(BAD) ? answer : null));
  await joinDocuments(school, { bad: 5, bytes: 100_000 });
  expect(await sync(engine)).toBe('done');
  expect([ent.store.count('feedback'), await reasons(engine)]).toEqual([STUDENTS - 1, ['too-large']]);
  const { store } = engine.workspaces.current();
  expect(store.db.prepare('SELECT bundle_bytes_limit, piece_bytes_limit FROM sync_state').get()).toEqual({
    bundle_bytes_limit: null,
    piece_bytes_limit: null,
  });
  const body = { submission_id: submissionIds[0] ?? '' };
  await letWait(
    engine,
    { entity: 'feedback', entityId: 'feedback-again', body },
    documentOf(noise(300_000, 99)),
  );
  expect(await sync(engine)).toBe('done');
  expect(ent.store.count('feedback')).toBe(STUDENTS);
});

test('small documents do not wait for a large one that comes further in each session on a bad line', async () => {
  const school = await openSyncedClass(4);
  const { ent, engine, submissionIds } = school;
  const MB = 1024 * 1024;
  ent.dial.turn({ limits: { chunk_max_bytes: MB, bundle_bytes: MB } });
  await sync(engine);
  let pieces = 0;
  let bundles = 0;
  await behind(school, (asked) => {
    if (isBundle(asked)) {
      bundles += 1;
      return bundles === 1 ? 'cut' : null;
    }
    if (asked.method !== 'PATCH') return null;
    pieces += 1;
    return pieces % 4 === 1 ? null : 'cut';
  });
  await joinDocuments(school, { count: 3 });
  const body = { submission_id: submissionIds[3] ?? '' };
  await letWait(engine, { entity: 'feedback', entityId: 'large', body }, documentOf(noise(12 * MB, 50)));
  for (let session = 1; session <= 4; session += 1) await sync(engine);
  expect(ent.store.count('feedback')).toBe(3);
});

test('however many documents are known to be refused, none is left without its reason, and each is tried in its turn', async () => {
  const school = await openSyncedClass(20);
  const { ent, engine } = school;
  const hashes = await joinDocuments(school, { count: 20 });
  const bad = hashes.slice(0, 14).map((sha256) => Buffer.from(sha256, 'hex'));
  const asked = new Set<string>();
  const state = await behind(school, ({ path, body }) => {
    const found = path.endsWith('/blobs/bundle') ? bad.filter((hash) => body.includes(hash)) : [];
    if (found.length === 1) asked.add(found[0]?.toString('hex') ?? '');
    return found.length > 0 ? { status: 403, code: null } : null;
  });
  expect(await sessionsUntilDone(engine, 8)).toBeLessThanOrEqual(8);
  expect(ent.store.count('feedback')).toBe(6);
  asked.clear();
  for (let click = 1; click <= 2; click += 1) {
    const before = state.count;
    expect(await sync(engine)).toBe('done');
    expect(state.count - before).toBeLessThanOrEqual(10);
    expect(await reasons(engine)).toEqual(Array(14).fill('document-refused'));
  }
  expect(asked.size).toBe(14);
});

test('a full store of documents is asked a few times in a session, and all documents go once there is room', async () => {
  const school = await openSyncedClass(35);
  const { ent, engine } = school;
  const state = await behind(school, (asked) => (isBundle(asked) ? { status: 507, code: null } : null));
  await joinDocuments(school, { count: 35, bytes: 5_000 });
  expect(await sync(engine)).toBe('failed');
  expect(state.count).toBeLessThanOrEqual(10);
  state.isWell = true;
  expect(await sync(engine)).toBe('done');
  expect(ent.store.count('feedback')).toBe(35);
});
