import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startReferenceEnt } from '../../main/reference-ent/server.ts';
import { startFaultProxy } from '../faults/fault-proxy.ts';
import { documentOf, fileRef, handIn, letWait, noise, putAtEnt } from './class-documents.ts';
import { batchIn, pickyEnt, pointTo } from './picky-ent.ts';
import { openEngine, openSyncedClass, temporaryFolder } from './synced-class.ts';
import { writeClass } from './write-class.ts';

/** Documents up and down, on lines that break. */

const MB = 1024 * 1024;

/** An engine that reaches its ENT by a line that can be broken at a byte. */
async function openOnBadLine(capabilities?: readonly string[]) {
  const directory = await temporaryFolder();
  const ent = await startReferenceEnt({ directory: join(directory, 'ent'), seed: 'empty' });
  onTestFinished(() => ent.close());
  if (capabilities !== undefined) ent.dial.turn({ capabilities });
  const line = await startFaultProxy({ target: ent.url });
  onTestFinished(() => line.close());
  const { submissionIds } = writeClass(ent, 1);
  const engine = await openEngine(join(directory, 'data'));
  await engine.client.account.connect({ url: line.url, login: ent.login, password: ent.password });
  await engine.client.sync.start();
  return { directory, ent, line, engine, submissionId: submissionIds[0] ?? '' };
}

test('35 copies pulled and given back annotated take at most 12 requests, and a fiftieth of their bytes', async () => {
  const given = await openSyncedClass(35);
  const { engine, ent, submissionIds, directory } = given;
  const copies = submissionIds.map((_, index) => documentOf(noise(400_000 + index, index)));
  await putAtEnt(ent, directory, copies);
  handIn(ent, submissionIds, copies);
  const pulled = await engine.client.sync.start();
  expect(pulled).toMatchObject({ outcome: 'done', documentsReceived: 35 });
  const annotated = copies.map(({ bytes }, index) =>
    documentOf(Buffer.concat([bytes, noise(2_000, 100 + index)])),
  );
  for (const [index, document] of annotated.entries()) {
    const submissionId = submissionIds[index] ?? '';
    const body = { submission_id: submissionId };
    await letWait(engine, { entity: 'feedback', entityId: `feedback-${index}`, body }, document);
    await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1200 });
  }
  const returned = await engine.client.sync.start();
  expect(returned).toMatchObject({ outcome: 'done', documentsSent: 35, editsSent: 70 });
  expect(pulled.requests + returned.requests).toBeLessThanOrEqual(12);
  const wholeBytes = annotated.reduce((sum, { bytes }) => sum + bytes.length, 0);
  expect(returned.bytesUp).toBeLessThanOrEqual(wholeBytes / 50);
  expect(ent.store.count('feedback')).toBe(35);
});

test('an edit does not leave before its document is at the ENT, and no other waits for it', async () => {
  const { engine, ent, submissionIds, document } = await openSyncedClass(2);
  const [bearing = '', other = ''] = submissionIds;
  const sent: string[] = [];
  let takesDocuments = false;
  const url = await pickyEnt(ent.url, (asked) => {
    for (const { entity } of batchIn(asked)?.ops ?? []) sent.push(entity);
    return asked.path.endsWith('/blobs/bundle') && !takesDocuments ? { status: 500, code: 'internal' } : null;
  });
  pointTo(engine, url);
  const path = await document('corrige.txt', 'Très bien.');
  await engine.client.grading.attachFeedback({ submissionId: bearing, path });
  await engine.client.grading.saveGrade({ submissionId: other, pointsTimes100: 1200 });
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'failed', editsSent: 1 });
  expect(sent).toEqual(['grade']);
  expect(await engine.client.sync.waiting()).toMatchObject([{ entity: 'feedback', state: 'pending' }]);
  takesDocuments = true;
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', documentsSent: 1, editsSent: 1 });
  expect(sent).toEqual(['grade', 'feedback']);
});

test('where the ENT composes nothing, the same class still takes at most 12 requests', async () => {
  const given = await openSyncedClass(35);
  const { engine, ent, submissionIds, directory } = given;
  ent.dial.turn({ capabilities: ['watch'] });
  const copies = submissionIds.map((_, index) => documentOf(noise(100_000 + index, index)));
  await putAtEnt(ent, directory, copies);
  handIn(ent, submissionIds, copies);
  const pulled = await engine.client.sync.start();
  for (const [index, { bytes }] of copies.entries()) {
    const body = { submission_id: submissionIds[index] ?? '' };
    const document = documentOf(Buffer.concat([bytes, noise(2_000, 100 + index)]));
    await letWait(engine, { entity: 'feedback', entityId: `feedback-${index}`, body }, document);
  }
  const returned = await engine.client.sync.start();
  expect(returned).toMatchObject({ outcome: 'done', documentsSent: 35 });
  expect(pulled.requests + returned.requests).toBeLessThanOrEqual(12);
});

test('a composition that the ENT refuses goes whole, in the same session', async () => {
  const given = await openSyncedClass(1);
  const { engine, ent, submissionIds, directory } = given;
  const copy = documentOf(noise(100_000, 1));
  await putAtEnt(ent, directory, [copy]);
  handIn(ent, submissionIds, [copy]);
  await engine.client.sync.start();
  const { store } = engine.workspaces.current().syncContext;
  const lost = documentOf(noise(50_000, 9));
  store.write(() =>
    store.db
      .prepare(
        "INSERT INTO blob (sha256, bytes, media_type, is_local, server_has, created_at) VALUES (?, ?, 'application/pdf', 0, 1, 0)",
      )
      .run(lost.sha256, lost.bytes.length),
  );
  const body = { submission_id: submissionIds[0] ?? '' };
  const document = documentOf(Buffer.concat([lost.bytes, Buffer.from('annotation')]));
  await letWait(engine, { entity: 'feedback', entityId: 'feedback-1', body }, document);
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', documentsSent: 1, editsSent: 1 });
  expect(ent.store.count('feedback')).toBe(1);
});

for (const { shape, kind } of [
  { shape: 'resumable', kind: 'reset' },
  { shape: 'tus', kind: 'cut' },
] as const)
  test(`one ${kind} in ten megabytes costs at most a twentieth more bytes (${shape})`, async () => {
    const { ent, line, engine, submissionId } = await openOnBadLine([shape]);
    const document = documentOf(noise(40 * MB, 7));
    const body = { submission_id: submissionId };
    await letWait(engine, { entity: 'feedback', entityId: 'feedback-1', body }, document);
    line.setFault({ kind, direction: 'up', afterBytes: 10 * MB });
    const before = line.bytesUp;
    const session = await engine.client.sync.start();
    expect(session).toMatchObject({ outcome: 'done', documentsSent: 1, editsSent: 1 });
    expect(line.connections).toBeGreaterThanOrEqual(4);
    expect((line.bytesUp - before) / document.bytes.length).toBeLessThanOrEqual(1.05);
    expect(ent.store.count('feedback')).toBe(1);
  });

test('a large document that comes is gone on with after cuts, not begun again', async () => {
  const { ent, line, engine, submissionId, directory } = await openOnBadLine();
  const document = documentOf(noise(30 * MB, 8));
  await putAtEnt(ent, directory, [document]);
  handIn(ent, [submissionId], [document]);
  line.setFault({ kind: 'cut', direction: 'down', afterBytes: 10 * MB });
  const before = line.bytesDown;
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', documentsReceived: 1 });
  expect((line.bytesDown - before) / document.bytes.length).toBeLessThanOrEqual(1.05);
  const { vault } = engine.workspaces.current().syncContext;
  expect(await vault.isIntact(document.sha256)).toBe(true);
});

test('of a bundle that a reset cut off, what came whole is not sent again', async () => {
  const { ent, line, engine, submissionId } = await openOnBadLine();
  const documents = Array.from({ length: 20 }, (_, index) => documentOf(noise(100_000, index)));
  for (const [index, document] of documents.entries()) {
    const body = { submission_id: submissionId };
    await letWait(engine, { entity: 'feedback', entityId: `feedback-${index}`, body }, document);
  }
  line.setFault({ kind: 'reset', direction: 'up', afterBytes: 1_500_000 });
  const before = line.bytesUp;
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'failed' });
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done' });
  expect(ent.store.count('feedback')).toBe(20);
  // All of them, and of the one that was cut, and its neighbours on the way, once more.
  expect(line.bytesUp - before).toBeLessThan(2_000_000 + 300_000);
});

test('what came before the line was cut is counted in the history', async () => {
  const { ent, line, engine, submissionId, directory } = await openOnBadLine();
  const documents = Array.from({ length: 20 }, (_, index) => documentOf(noise(100_000, index)));
  await putAtEnt(ent, directory, documents);
  const [submission] = ent.store.entities('submission');
  const files = documents.map((document) => fileRef(document));
  ent.editOnTheWeb([{ entity: 'submission', id: submissionId, body: { ...submission?.body, files } }]);
  line.setFault({ kind: 'cut', direction: 'down', afterBytes: 1_500_000 });
  const cut = await engine.client.sync.start();
  expect(cut.outcome).toBe('failed');
  expect(cut.documentsReceived).toBeGreaterThan(5);
  const rest = await engine.client.sync.start();
  expect(rest).toMatchObject({ outcome: 'done', documentsReceived: 20 - cut.documentsReceived });
});
