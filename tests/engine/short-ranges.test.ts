import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { at } from './conformance-trial.ts';
import { signIn } from './reference-ent-client.ts';
import { startReplyRewriter, type Travelling } from './reply-rewriter.ts';
import { openEngine, openSyncedClass } from './synced-class.ts';

const BYTES = randomBytes(6_000_000);
const SHA256 = createHash('sha256').update(BYTES).digest('hex');
const PART_BYTES = 2_000_000;

/** A device that has a sixth of a student's document already, and the ranges that it asks for. */
async function openBehind(spoil: (reply: Travelling, from: number) => void) {
  const school = await openSyncedClass(1);
  await (await signIn(school.ent)).putBlob(BYTES);
  const file = { id: 'f', name: 'a.pdf', sha256: SHA256, bytes: BYTES.length, media_type: 'application/pdf' };
  const [id = ''] = school.submissionIds;
  const body = {
    assignment_id: 'assignment-1',
    student_id: 'student-1',
    status: 'submitted',
    submitted_at: 1,
  };
  school.ent.editOnTheWeb([{ entity: 'submission', id, body: { ...body, text: '', files: [file] } }]);
  const line = await startReplyRewriter(school.ent.url);
  const ranges: string[] = [];
  line.doWrong({
    onRequest: (request) => {
      if (at(request, `/blobs/${SHA256}`)) ranges.push(request.headers.range ?? 'all');
    },
    onReply: (reply, request) => {
      if (reply.status === 206) spoil(reply, Number(/\d+/.exec(request.headers.range ?? '')?.[0]));
    },
  });
  const engine = await openEngine(join(school.directory, 'other'));
  const { login, password } = school.ent;
  await engine.client.account.connect({ url: line.url, login, password });
  const { store, vault } = engine.workspaces.current().syncContext;
  const begun = await vault.continueBlob(SHA256);
  await begun.write(BYTES.subarray(0, 1_000_000));
  await begun.keep();
  const isHere = () =>
    store.db.prepare('SELECT is_local FROM blob WHERE sha256 = ?').pluck().get(SHA256) === 1;
  return { engine, line, ranges, isHere };
}

const shorten = (reply: Travelling, from: number, total: string) => {
  reply.body = Buffer.from(reply.body.subarray(0, PART_BYTES));
  reply.headers['content-range'] = `bytes ${from}-${from + reply.body.length - 1}/${total}`;
};

test.each(['6000000', '*'])(
  'a server that sends less than it was asked for is asked for the rest (of %s)',
  async (total) => {
    const { engine, ranges, isHere } = await openBehind((reply, from) => shorten(reply, from, total));
    expect(await engine.client.sync.start()).toMatchObject({
      outcome: 'done',
      documentsReceived: 1,
      error: null,
    });
    expect([ranges, isHere()]).toEqual([['bytes=1000000-', 'bytes=3000000-', 'bytes=5000000-'], true]);
  },
);

test.each<[string, (range: string) => string]>([
  ['another beginning', (range) => range.replace('1000000-', '999999-')],
  ['an end before its beginning', () => 'bytes 1000000-999999/6000000'],
  ['fewer bytes than come', () => 'bytes 1000000-1000009/6000000'],
  ['a document of another size', (range) => range.replace('/6000000', '/7000000')],
  ['an end beyond the document’s', () => 'bytes 1000000-6000000/6000000'],
  ['nothing', () => ''],
])('a range that speaks of %s is refused, and what was here stays', async (_, say) => {
  const { engine, line, ranges, isHere } = await openBehind((reply) => {
    reply.headers['content-range'] = say(reply.headers['content-range'] ?? '');
  });
  expect(await engine.client.sync.start()).toMatchObject({ error: { code: 'ent/not-an-ent' } });
  expect([ranges, isHere()]).toEqual([['bytes=1000000-'], false]);
  line.doWrong({});
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', documentsReceived: 1 });
  expect(isHere()).toBe(true);
});
