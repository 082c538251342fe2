import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Engine } from '../../main/engine/create-engine.ts';
import { documentOf, handIn, letWait, noise, putAtEnt } from './class-documents.ts';
import { type Asked, pickyEnt, pointTo, type Refusal } from './picky-ent.ts';
import { openEngine, openSyncedClass, type SyncedClass } from './synced-class.ts';

/** A document that the ENT, or an antivirus before it, refuses among others that pass. */

const WAYS: readonly (Refusal & { readonly name: string })[] = [
  { name: 'a page that says 403', status: 403, code: null },
  { name: 'invalid', status: 400, code: 'invalid' },
  { name: 'a fault of the ENT', status: 500, code: null },
  { name: 'a page in the place of an answer', status: 200, code: null },
];

/** Nobody's hours hold documents back. */
const SATURDAY = Date.UTC(2026, 10, 21, 10);

/** In the text of the document that is refused. */
const BAD = 'EICAR';

/** A class, each with a document joined, the one at `bad` of which is refused. Returns their hashes. */
async function joinDocuments(school: SyncedClass, bad: number): Promise<string[]> {
  const hashes: string[] = [];
  for (const [index, submissionId] of school.submissionIds.entries()) {
    const word = index === bad ? BAD : 'bien';
    const number = String(index).padStart(2, '0');
    const path = await school.document(`copie-${index}.txt`, `${word} ${number} `.repeat(50));
    const { document } = await school.engine.client.grading.attachFeedback({ submissionId, path });
    hashes.push(document.sha256);
  }
  return hashes;
}

/** The ENT behind what refuses some requests. Counts those. */
async function refusing(
  { ent, engine }: SyncedClass,
  refuses: (asked: Asked) => boolean,
  way: Refusal,
): Promise<{ count: number; isWell: boolean; url: string }> {
  const state = { count: 0, isWell: false, url: '' };
  state.url = await pickyEnt(ent.url, (asked) => {
    if (state.isWell || !refuses(asked)) return null;
    state.count += 1;
    return way;
  });
  pointTo(engine, state.url);
  return state;
}

const sync = ({ client }: Engine) => client.sync.start();
const isBundle = ({ path }: Asked) => path.endsWith('/blobs/bundle');

for (const way of WAYS)
  test(`one document of twelve that is refused on its way up is found, parked and told; the others and grades pass (${way.name})`, async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: SATURDAY });
    onTestFinished(() => void vi.useRealTimers());
    const school = await openSyncedClass(12);
    const { ent, engine, submissionIds } = school;
    await joinDocuments(school, 7);
    const state = await refusing(school, (asked) => isBundle(asked) && asked.body.includes(BAD), way);
    await engine.client.grading.saveGrade({ submissionId: submissionIds[7] ?? '', pointsTimes100: 1200 });
    expect(await sync(engine)).toMatchObject({ outcome: 'done', documentsSent: 11 });
    expect([ent.store.count('feedback'), ent.store.count('grade')]).toEqual([11, 1]);
    expect(state.count).toBeLessThanOrEqual(5);
    expect(await engine.client.sync.waiting()).toMatchObject([
      { state: 'parked', reason: 'document-refused' },
    ]);
    // Known by now: alone and believed, though nothing else passes. By itself it goes twice more.
    for (const tries of [1, 1, 0]) {
      const before = state.count;
      const session = await engine.workspaces.current().sync.start({ isAsked: false });
      expect(session).toMatchObject({ outcome: 'done', documentsSent: 0 });
      expect(state.count).toBe(before + tries);
    }
    state.isWell = true;
    expect(await sync(engine)).toMatchObject({ outcome: 'done', documentsSent: 1, editsSent: 1 });
  });

test('where no document passes none is blamed, each session fails after a few requests, and all go once it is over', async () => {
  const school = await openSyncedClass(12);
  const { engine } = school;
  await joinDocuments(school, 0);
  const state = await refusing(school, isBundle, { status: 500, code: null });
  for (let session = 1; session <= 6; session += 1) {
    const before = state.count;
    expect(await sync(engine)).toMatchObject({ outcome: 'failed', error: { code: 'ent/server-error' } });
    expect(state.count - before).toBeLessThanOrEqual(8);
  }
  const waiting = await engine.client.sync.waiting();
  expect(new Set(waiting.map(({ state: s }) => s))).toEqual(new Set(['pending']));
  state.isWell = true;
  expect(await sync(engine)).toMatchObject({ outcome: 'done', documentsSent: 12 });
});

test('with four of twelve that are refused, the first three among them, all others pass in a few sessions', async () => {
  const school = await openSyncedClass(12);
  const { ent, engine } = school;
  const hashes = await joinDocuments(school, -1);
  // Documents of one size go in the order of their hashes.
  const bad = [...hashes].sort().filter((_, index) => index < 3 || index === 9);
  const isBad = ({ body }: Asked) => bad.some((sha256) => body.includes(Buffer.from(sha256, 'hex')));
  await refusing(school, (asked) => isBundle(asked) && isBad(asked), { status: 403, code: null });
  for (let session = 1; session <= 3; session += 1) await sync(engine);
  expect(await sync(engine)).toMatchObject({ outcome: 'done' });
  expect(ent.store.count('feedback')).toBe(8);
  expect((await engine.client.sync.waiting()).map(({ reason }) => reason)).toEqual(
    Array(4).fill('document-refused'),
  );
});

test('a document that the ENT took before it failed is not blamed', async () => {
  const school = await openSyncedClass(3);
  const { ent, engine } = school;
  await joinDocuments(school, 1);
  const failing = { status: 500, code: null, isDone: true };
  await refusing(school, (asked) => isBundle(asked) && asked.body.includes(BAD), failing);
  expect(await sync(engine)).toMatchObject({ outcome: 'done', editsSent: 3 });
  expect(ent.store.count('feedback')).toBe(3);
});

for (const way of WAYS)
  test(`one document of twelve that is refused on its way down is found and shown; the others come (${way.name})`, async () => {
    const school = await openSyncedClass(12);
    const hashes = await joinDocuments(school, -1);
    await sync(school.engine);
    const second = await openEngine(join(school.directory, 'second'));
    await second.client.account.connect({
      url: school.ent.url,
      login: school.ent.login,
      password: school.ent.password,
    });
    const bad = hashes[4] ?? '';
    const asksForIt = ({ path, body }: Asked) => path.endsWith('/blobs/fetch') && body.includes(bad);
    const state = await refusing({ ...school, engine: second }, asksForIt, way);
    expect(await sync(second)).toMatchObject({ outcome: 'done', documentsReceived: 11 });
    expect(state.count).toBeLessThanOrEqual(5);
    expect(await failuresOf(second)).toEqual([{ sha256: bad, fetch_failure: 'refused' }]);
    const before = state.count;
    expect(await sync(second)).toMatchObject({ outcome: 'done', documentsReceived: 0 });
    expect(state.count).toBe(before + 1);
    state.isWell = true;
    expect(await sync(second)).toMatchObject({ outcome: 'done', documentsReceived: 1 });
    expect(await failuresOf(second)).toEqual([]);
  });

async function failuresOf(engine: Engine): Promise<unknown> {
  const { db } = engine.workspaces.current().store;
  return db.prepare('SELECT sha256, fetch_failure FROM blob WHERE fetch_failure IS NOT NULL').all();
}

test('where no document comes none is shown as refused, and all come once it is over', async () => {
  const school = await openSyncedClass(12);
  await joinDocuments(school, -1);
  await sync(school.engine);
  const second = await openEngine(join(school.directory, 'second'));
  await second.client.account.connect({
    url: school.ent.url,
    login: school.ent.login,
    password: school.ent.password,
  });
  const isFetch = ({ path }: Asked) => path.endsWith('/blobs/fetch');
  const state = await refusing({ ...school, engine: second }, isFetch, { status: 500, code: null });
  for (let session = 1; session <= 6; session += 1)
    expect(await sync(second)).toMatchObject({ outcome: 'failed', error: { code: 'ent/server-error' } });
  expect(state.count).toBeLessThanOrEqual(6 * 8);
  expect(await failuresOf(second)).toEqual([]);
  state.isWell = true;
  expect(await sync(second)).toMatchObject({ outcome: 'done', documentsReceived: 12 });
});

for (const way of [...WAYS, { name: 'not found', status: 404, code: 'not-found' }])
  test(`where composing is refused annotated copies go the ordinary way (${way.name})`, async () => {
    const school = await openSyncedClass(3);
    const { ent, engine, directory, submissionIds } = school;
    const copies = submissionIds.map((_, index) => documentOf(noise(20_000, index)));
    await putAtEnt(ent, directory, copies);
    handIn(ent, submissionIds, copies);
    await sync(engine);
    const state = await refusing(school, ({ path }) => path.endsWith('/blobs/compose'), way);
    for (const [index, { bytes }] of copies.entries())
      await joinBytes(school, index, Buffer.concat([bytes, noise(600, 50 + index)]));
    expect(await sync(engine)).toMatchObject({ outcome: 'done', documentsSent: 3, editsSent: 3 });
    expect(state.count).toBe(1);
    expect(ent.store.count('feedback')).toBe(3);
  });

test('where a composition is found too large the copies go otherwise, and nothing is learned of bundles', async () => {
  const school = await openSyncedClass(6);
  const { ent, engine, directory, submissionIds } = school;
  const copies = submissionIds.map((_, index) => documentOf(noise(200_000, index)));
  await putAtEnt(ent, directory, copies);
  handIn(ent, submissionIds, copies);
  await sync(engine);
  const state = await refusing(school, ({ path }) => path.endsWith('/blobs/compose'), {
    status: 413,
    code: null,
  });
  for (const [index, { bytes }] of copies.entries())
    await joinBytes(school, index, Buffer.concat([bytes, noise(60_000, 50 + index)]));
  expect(await sync(engine)).toMatchObject({ outcome: 'done', documentsSent: 6 });
  expect(state.count).toBe(1);
  const { db } = engine.workspaces.current().store;
  expect(db.prepare('SELECT bundle_bytes_limit FROM sync_state').pluck().get()).toBeNull();
});

function joinBytes({ engine, submissionIds }: SyncedClass, index: number, bytes: Buffer): Promise<unknown> {
  const body = { submission_id: submissionIds[index] ?? '' };
  return letWait(engine, { entity: 'feedback', entityId: `feedback-${index}`, body }, documentOf(bytes));
}

for (const [step, isStep] of [
  ['its beginning', ({ method, path }: Asked) => method === 'POST' && path.endsWith('/blobs')],
  ['a piece', ({ method }: Asked) => method === 'PATCH'],
] as const)
  for (const way of WAYS)
    test(`a large document whose upload is refused at ${step} is parked, alone too in the third session (${way.name})`, async () => {
      const school = await openSyncedClass(2);
      const { ent, engine } = school;
      ent.dial.turn({ limits: { bundle_bytes: 1000 } });
      await sync(engine);
      await refusing(school, isStep, way);
      await joinBytes(school, 0, noise(5000, 1));
      for (const [session, outcome] of ['failed', 'failed', 'done'].entries()) {
        const submissionId = school.submissionIds[1] ?? '';
        await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1000 + session });
        expect(await sync(engine)).toMatchObject({ outcome, editsSent: 1 });
      }
      expect(await engine.client.sync.waiting()).toMatchObject([
        { state: 'parked', reason: 'document-refused' },
      ]);
      // It may be the upload that is refused: the next one begins anew.
      const { db } = engine.workspaces.current().store;
      expect(db.prepare('SELECT COUNT(*) FROM upload').pluck().get()).toBe(0);
      await joinBytes(school, 1, noise(500, 2));
      expect(await sync(engine)).toMatchObject({ outcome: 'done', documentsSent: 1, editsSent: 1 });
      expect(ent.store.count('feedback')).toBe(1);
    });
