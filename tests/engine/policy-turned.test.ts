import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../main/engine/platform/clock.ts';
import { startReferenceEnt } from '../../main/reference-ent/server.ts';
import { documentOf, handIn, noise, putAtEnt } from './class-documents.ts';
import { startReplyRewriter, type Travelling } from './reply-rewriter.ts';
import { openEngine, temporaryFolder } from './synced-class.ts';
import { writeClass } from './write-class.ts';

const CLOSED = {
  windows: [
    {
      days: '1-7',
      from: '00:00',
      to: '00:00',
      tz: 'Europe/Paris',
      lane: 'bulk' as const,
      mode: 'avoid' as const,
    },
  ],
};
const isBundle = ({ path }: Travelling) => path.endsWith('/blobs/bundle');
const isLarge = ({ path }: Travelling) => /\/blobs\/[0-9a-f]{64}$/.test(path);

/** A class of twelve at an ENT whose replies are watched, on a Thursday at six: each computer's turn has come long ago. */
async function openClass(limits: { bundle_files?: number; bundle_bytes?: number }) {
  const directory = await temporaryFolder();
  const ent = await startReferenceEnt({
    directory: join(directory, 'ent'),
    seed: 'empty',
    overrides: { limits },
  });
  onTestFinished(() => ent.close());
  const line = await startReplyRewriter(ent.url);
  const { submissionIds } = writeClass(ent, 12);
  const time = { now: Date.parse('2026-11-26T05:00:00Z') };
  const { steady: _steady, ...clock } = { ...systemClock, now: () => time.now };
  const engine = await openEngine(join(directory, 'data'), { clock });
  await engine.client.account.connect({ url: line.url, login: ent.login, password: ent.password });
  await engine.client.sync.start();
  const asked: string[] = [];
  const watch = (onReply: (reply: Travelling) => void) =>
    line.doWrong({
      onReply: (reply) => {
        asked.push(`${reply.method} ${reply.path.replace(/^\/sync\/v1|\?.*/g, '')}`);
        onReply(reply);
      },
    });
  const sync = engine.workspaces.current().sync;
  return { directory, ent, engine, sync, submissionIds, asked, watch, time };
}

async function annotate(
  { directory, engine, submissionIds }: Awaited<ReturnType<typeof openClass>>,
  count: number,
) {
  for (const [index, submissionId] of submissionIds.slice(0, count).entries()) {
    const path = join(directory, `annotee-${index}.bin`);
    await writeFile(path, noise(20_000, index + 1));
    await engine.client.grading.attachFeedback({ submissionId, path });
  }
}

test('hours that an operator closes while documents go out hold from the next reply on', async () => {
  const school = await openClass({ bundle_files: 1 });
  await annotate(school, 8);
  let sent = 0;
  school.watch((reply) => {
    if (!isBundle(reply)) return;
    sent += 1;
    if (sent === 2) school.ent.dial.turn(CLOSED);
  });
  expect(await school.sync.start({ isAsked: false })).toMatchObject({ outcome: 'done' });
  // The reply that was being written when the dial was turned tells nothing of it: the next one does.
  expect(sent).toBeLessThanOrEqual(3);
  expect(school.asked.slice(school.asked.lastIndexOf('POST /blobs/bundle') + 1)[0]).toBe('GET /policy');
  await school.sync.start();
  expect(school.ent.store.count('feedback')).toBe(8);
});

test('limits that an operator lowers while documents go out hold for those that are left', async () => {
  const school = await openClass({ bundle_files: 2 });
  await annotate(school, 8);
  const sizes: number[] = [];
  school.watch((reply) => {
    if (!isBundle(reply) || reply.status !== 200) return;
    sizes.push((JSON.parse(reply.body.toString()) as { results: unknown[] }).results.length);
    if (sizes.length === 1) school.ent.dial.turn({ limits: { bundle_files: 1 } });
  });
  expect(await school.sync.start()).toMatchObject({ outcome: 'done', editsSent: 8 });
  expect(sizes).toEqual([2, 1, 1, 1, 1, 1, 1]);
  // The one that was on its way was too large by then; no other was.
  expect(school.asked.filter((path) => path === 'POST /blobs/bundle')).toHaveLength(8);
});

test('hours that an operator closes hold between two batches too', async () => {
  const school = await openClass({});
  school.ent.dial.turn({ limits: { ops: 1 } });
  for (const [index, submissionId] of school.submissionIds.slice(0, 4).entries())
    await school.engine.client.grading.saveGrade({ submissionId, pointsTimes100: index * 100 });
  await school.sync.start();
  for (const [index, submissionId] of school.submissionIds.slice(0, 4).entries())
    await school.engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1000 + index * 100 });
  let batches = 0;
  const windows = CLOSED.windows.map((window) => ({ ...window, lane: 'normal' as const }));
  school.watch(({ path }) => {
    if (!path.endsWith('/batches')) return;
    batches += 1;
    if (batches === 1) school.ent.dial.turn({ windows });
  });
  expect(await school.sync.start({ isAsked: false })).toMatchObject({ outcome: 'done' });
  expect(batches).toBe(2);
});

test('large documents stop coming when their hours end, and go on from there', async () => {
  const school = await openClass({ bundle_bytes: 10_000 });
  const documents = Array.from({ length: 5 }, (_, index) => documentOf(noise(20_000, index + 40)));
  await putAtEnt(school.ent, school.directory, documents);
  handIn(school.ent, school.submissionIds, documents);
  let received = 0;
  school.watch((reply) => {
    if (!isLarge(reply)) return;
    received += 1;
    // Half past eight: the students are there.
    if (received === 2) school.time.now = Date.parse('2026-11-26T07:31:00Z');
  });
  expect(await school.sync.start({ isAsked: false })).toMatchObject({
    outcome: 'done',
    documentsReceived: 2,
  });
  expect(received).toBe(2);
  expect(await school.sync.start()).toMatchObject({ outcome: 'done', documentsReceived: 3 });
});

test('a reply of many documents is ended between two of them when their hours end', async () => {
  const school = await openClass({});
  const documents = Array.from({ length: 8 }, (_, index) => documentOf(noise(1_000_000, index + 60)));
  await putAtEnt(school.ent, school.directory, documents);
  handIn(school.ent, school.submissionIds, documents);
  school.watch(({ path }) => {
    if (path.endsWith('/blobs/fetch')) school.time.now = Date.parse('2026-11-26T07:31:00Z');
  });
  const session = await school.sync.start({ isAsked: false });
  expect(session).toMatchObject({ outcome: 'done', documentsReceived: 1 });
  expect(school.asked.filter((path) => path === 'POST /blobs/fetch')).toHaveLength(1);
  expect(await school.sync.start()).toMatchObject({ outcome: 'done', documentsReceived: 7 });
});

test('a policy that the reply of documents names is obeyed between two of them', async () => {
  const school = await openClass({});
  const documents = Array.from({ length: 4 }, (_, index) => documentOf(noise(50_000, index + 80)));
  await putAtEnt(school.ent, school.directory, documents);
  handIn(school.ent, school.submissionIds, documents);
  school.watch(({ path }) => {
    if (path.startsWith('/sync/v1/changes')) school.ent.dial.turn(CLOSED);
  });
  expect(await school.sync.start({ isAsked: false })).toMatchObject({
    outcome: 'done',
    documentsReceived: 1,
  });
  expect(school.asked.slice(-2)).toEqual(['GET /policy', 'POST /revoke']);
});

test('an ENT whose replies name another policy each time is not asked for it without end', async () => {
  const school = await openClass({ bundle_files: 1 });
  await annotate(school, 10);
  let tag = 0;
  school.watch((reply) => {
    tag += 1;
    reply.headers['policy-tag'] = `tag-${tag}`;
  });
  expect(await school.sync.start()).toMatchObject({ outcome: 'done', editsSent: 10 });
  expect(school.asked.filter((path) => path === 'GET /policy').length).toBeLessThanOrEqual(20);
});
