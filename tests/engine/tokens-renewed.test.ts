import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../main/engine/platform/clock.ts';
import { startReferenceEnt } from '../../main/reference-ent/server.ts';
import { documentOf, handIn, noise, putAtEnt } from './class-documents.ts';
import { setJson, startReplyRewriter, type Travelling } from './reply-rewriter.ts';
import { openEngine, openSyncedClass, temporaryFolder } from './synced-class.ts';
import { writeClass } from './write-class.ts';

const MINUTE = 60_000;

function refuse(reply: Travelling): void {
  reply.status = 401;
  reply.headers = { 'content-type': 'application/problem+json' };
  setJson(reply, { title: 'The access token has run out', status: 401, code: 'token-expired' });
}

/** A synced class whose ENT answers 401 so often to what is asked of one path, instead of what it had to say. */
async function openForgetful(path: string, times: number) {
  const school = await openSyncedClass(2);
  const line = await startReplyRewriter(school.ent.url);
  const engine = await openEngine(join(school.directory, 'other'));
  const { login, password } = school.ent;
  await engine.client.account.connect({ url: line.url, login, password });
  await engine.client.sync.start();
  const asked: string[] = [];
  let left = times;
  line.doWrong({
    onRequest(request) {
      // The server must not have done what it says that it did not look at.
      const isIt = request.path.startsWith(`/sync/v1${path}`);
      asked.push(request.path.replace(/^\/sync\/v1|\?.*/g, ''));
      if (isIt && left > 0) request.headers.authorization = 'Bearer none';
    },
    onReply(reply, request) {
      if (!request.path.startsWith(`/sync/v1${path}`) || left === 0) return;
      left -= 1;
      refuse(reply);
    },
  });
  return { ...school, engine, asked };
}

test.each(['/batches', '/changes', '/blobs/fetch'])(
  'a token that the ENT no longer knows at %s is renewed, and the session goes on',
  async (path) => {
    const { ent, engine, asked, submissionIds, directory } = await openForgetful(path, 1);
    const documents = [documentOf(noise(3_000, 1))];
    await putAtEnt(ent, directory, documents);
    handIn(ent, submissionIds, documents);
    if (path === '/batches')
      await engine.client.grading.saveGrade({ submissionId: submissionIds[0] ?? '', pointsTimes100: 1200 });
    expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', documentsReceived: 1 });
    expect(asked.filter((to) => to === path)).toHaveLength(2);
    expect(asked.filter((to) => to === '/token')).toHaveLength(2);
    expect(ent.store.count('grade')).toBe(path === '/batches' ? 1 : 0);
  },
);

test('an ENT that refuses the new token as well is believed: the teacher is asked, and the edit waits', async () => {
  const { engine, asked, submissionIds } = await openForgetful('/batches', 10);
  await engine.client.grading.saveGrade({ submissionId: submissionIds[0] ?? '', pointsTimes100: 1200 });
  await expect(engine.client.sync.start()).rejects.toMatchObject({ code: 'account/sign-in-needed' });
  expect(asked.filter((to) => to === '/batches')).toHaveLength(2);
  expect(asked.filter((to) => to === '/token')).toHaveLength(2);
  expect((await engine.client.sync.waiting()).map(({ state }) => state)).toEqual(['sealed']);
});

test('a clock that is set back in a long session does not make it forget that its token runs out', async () => {
  const directory = await temporaryFolder();
  const time = { passedMs: 0, setMs: 0 };
  const started = Date.parse('2026-11-25T17:30:00Z');
  const ent = await startReferenceEnt({
    directory: join(directory, 'ent'),
    seed: 'empty',
    overrides: { limits: { bundle_files: 1 } },
    clock: { ...systemClock, now: () => started + time.passedMs },
  });
  onTestFinished(() => ent.close());
  const line = await startReplyRewriter(ent.url);
  const { submissionIds } = writeClass(ent, 4);
  const engine = await openEngine(join(directory, 'data'), {
    clock: {
      ...systemClock,
      now: () => started + time.passedMs + time.setMs,
      steady: () => time.passedMs,
    },
  });
  await engine.client.account.connect({ url: line.url, login: ent.login, password: ent.password });
  await engine.client.sync.start();
  for (const [index, submissionId] of submissionIds.entries()) {
    const path = join(directory, `annotee-${index}.bin`);
    await writeFile(path, noise(5_000, index + 1));
    await engine.client.grading.attachFeedback({ submissionId, path });
  }
  const refused: string[] = [];
  let bundles = 0;
  line.doWrong({
    onReply: ({ path, status }) => {
      if (status === 401) refused.push(path);
      if (!path.endsWith('/bundle')) return;
      bundles += 1;
      if (bundles === 2) Object.assign(time, { passedMs: 16 * MINUTE, setMs: -60 * MINUTE });
    },
  });
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 4 });
  expect(refused).toEqual([]);
});
