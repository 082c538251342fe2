import { join } from 'node:path';
import { onTestFinished, test } from 'vitest';
import { startReferenceEnt } from '../../main/reference-ent/server.ts';
import { at } from './conformance-trial.ts';
import { changeJson, setJson, startReplyRewriter } from './reply-rewriter.ts';
import { openEngine, temporaryFolder } from './synced-class.ts';
import { writeClass } from './write-class.ts';

/** An ENT with one dataset for the whole school, before which the tokens of two teachers can be mixed up. */
async function openMixedUp() {
  const directory = await temporaryFolder();
  const ent = await startReferenceEnt({ directory: join(directory, 'ent'), seed: 'empty' });
  onTestFinished(() => ent.close());
  await ent.addAccount('paul.colin', 'demo2', 'Paul Colin');
  writeClass(ent, 2, { login: 'paul.colin' });
  const { submissionIds } = writeClass(ent, 2);
  const line = await startReplyRewriter(ent.url);
  const engine = await openEngine(join(directory, 'data'));
  const dataset = await fetch(`${ent.url}/sync/v1/token`, tokenRequest(ent.login, ent.password)).then(
    async (reply) => ((await reply.json()) as { dataset_id: string }).dataset_id,
  );
  await engine.client.account.connect({ url: line.url, login: ent.login, password: ent.password });
  await engine.client.sync.start();
  await engine.client.grading.saveGrade({ submissionId: submissionIds[0] ?? '', pointsTimes100: 1234 });
  const context = engine.workspaces.current().syncContext;
  const device = String(context.store.db.prepare('SELECT device_id FROM account').pluck().get());
  const other = await fetch(`${ent.url}/sync/v1/token`, tokenRequest('paul.colin', 'demo2', device));
  const mixedUp = { ...((await other.json()) as object), dataset_id: dataset };
  return { ent, line, engine, mixedUp };
}

function tokenRequest(username: string, password: string, device = 'looks') {
  const body = JSON.stringify({ grant_type: 'password', username, password, device });
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body };
}

test('a token for another account than ours is used for nothing, not kept, and the teacher is asked to sign in', async ({
  expect,
}) => {
  const { ent, line, engine, mixedUp } = await openMixedUp();
  const asked: string[] = [];
  line.doWrong({
    onRequest: ({ path }) => void asked.push(path),
    onReply: (reply, request) => {
      if (at(request, '/token') && reply.status === 200) setJson(reply, mixedUp);
    },
  });
  await expect(engine.client.sync.start()).rejects.toMatchObject({ code: 'account/other-account' });
  expect(asked.filter((path) => !/\/(watch|token|revoke)/.test(path))).toEqual([]);
  expect(ent.store.entities('grade')).toEqual([]);
  expect(await engine.client.sync.waiting()).toHaveLength(1);
  const { lanes } = await engine.client.sync.status();
  expect(lanes.map(({ reason }) => reason)).toContain('sign-in-needed');

  line.doWrong({});
  await engine.client.account.signIn({ password: ent.password });
  await engine.client.sync.start();
  expect(await engine.client.sync.waiting()).toEqual([]);
});

test('a token that is renewed in mid-session for another account ends it before anything more goes', async ({
  expect,
}) => {
  const { ent, line, engine, mixedUp } = await openMixedUp();
  let tokens = 0;
  line.doWrong({
    // The first token has run out before its time.
    onRequest: (request) => {
      if (at(request, '/batches') && tokens === 1) request.headers.authorization = 'Bearer run-out';
    },
    onReply: (reply, request) => {
      if (!at(request, '/token') || reply.status !== 200) return;
      tokens += 1;
      if (tokens > 1) setJson(reply, mixedUp);
    },
  });
  await expect(engine.client.sync.start()).rejects.toMatchObject({ code: 'account/other-account' });
  expect(tokens).toBeGreaterThan(1);
  expect(ent.store.entities('grade')).toEqual([]);
});

test('a token that is renewed in mid-session for another dataset brings and takes nothing, and that one is offered until our own is back', async ({
  expect,
}) => {
  const { ent, line, engine } = await openMixedUp();
  const { db } = engine.workspaces.current().syncContext.store;
  const subjects = () => db.prepare("SELECT COUNT(*) FROM subject WHERE id = 'news'").pluck().get();
  const there = () => ({ grades: ent.store.entities('grade').length, subjects: subjects() });
  const meetAnother = async (path: string) => {
    const afterwards = movedWhile(line, path);
    expect((await engine.client.sync.start()).error?.code).toBe('sync/dataset-changed');
    expect(afterwards).toEqual([]);
    const { datasetChange } = await engine.client.sync.notices();
    expect(datasetChange).toMatchObject({ reason: 'replaced', datasetId: 'another-school' });
    line.doWrong({});
  };
  await meetAnother('/batches');
  expect(there()).toEqual({ grades: 0, subjects: 0 });
  await engine.client.sync.start();
  expect(there()).toEqual({ grades: 1, subjects: 0 });
  ent.editOnTheWeb([{ entity: 'subject', id: 'news', body: { name: 'News' } }]);
  await meetAnother('/changes');
  expect(there()).toEqual({ grades: 1, subjects: 0 });
  await engine.client.sync.start();
  expect(there()).toEqual({ grades: 1, subjects: 1 });
  expect((await engine.client.sync.notices()).datasetChange).toBeNull();
});

/** From the first request for a path on the token has run out, and a new one is another school's. @returns what is asked after it */
function movedWhile(line: Awaited<ReturnType<typeof startReplyRewriter>>, path: string): readonly string[] {
  const afterwards: string[] = [];
  let tokens = 0;
  line.doWrong({
    onRequest: (request) => {
      if (tokens > 1 && !at(request, '/revoke')) afterwards.push(request.path);
      if (tokens === 1 && request.path.includes(path)) request.headers.authorization = 'Bearer run-out';
    },
    onReply: (reply, request) => {
      if (!at(request, '/token') || reply.status !== 200) return;
      tokens += 1;
      if (tokens > 1) changeJson(reply, (token) => Object.assign(token, { dataset_id: 'another-school' }));
    },
  });
  return afterwards;
}
