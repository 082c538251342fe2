import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EMPTY_PAGES } from '../../main/engine/sync/endless-pull.ts';
import { documentOf, letWait, noise } from './class-documents.ts';
import { changeJson, jsonOf, setJson, startReplyRewriter, type Travelling } from './reply-rewriter.ts';
import { openEngine, openSyncedClass } from './synced-class.ts';

/** An ENT whose answers lead nowhere is left alone until the next session, instead of being asked for ever. */

/** So often it says the same; an engine that goes on asking gets out of it then, and its test fails. */
const LIES = 20;

/** An engine on its first session, through a line whose replies can be changed. */
async function openBehindRewriter(change?: (reply: Travelling) => void) {
  const school = await openSyncedClass(1);
  const { ent, directory } = school;
  const rewriter = await startReplyRewriter(ent.url);
  if (change !== undefined) rewriter.doWrong({ onReply: change });
  const engine = await openEngine(join(directory, 'behind'));
  await engine.client.account.connect({ url: rewriter.url, login: ent.login, password: ent.password });
  await engine.client.sync.start();
  return { ...school, engine, rewriter };
}

const NOT_AN_ENT = { outcome: 'failed', error: { code: 'ent/not-an-ent' } };

test('a piece after which the ENT is where it was, or further than was sent, ends the upload', async () => {
  const { ent, engine, rewriter, submissionIds } = await openBehindRewriter((reply) => {
    if (reply.path.endsWith('/policy') && reply.status === 200)
      changeJson(reply, (policy) => {
        policy.limits.bundle_bytes = 1000;
      });
  });
  const body = { submission_id: submissionIds[0] ?? '' };
  for (const offset of [0, 30_001]) {
    const document = documentOf(noise(30_000, offset));
    await letWait(engine, { entity: 'feedback', entityId: `feedback-${offset}`, body }, document);
    let pieces = 0;
    rewriter.doWrong({
      onReply(reply) {
        if (reply.method === 'PATCH') pieces += 1;
        else if (reply.method !== 'HEAD') return;
        if (pieces > LIES) return;
        reply.status = 204;
        reply.headers = { 'upload-offset': String(offset) };
      },
    });
    // What the pieces came to is asked for once more: the ENT has the document all the same.
    expect(await engine.client.sync.start(), `${offset}`).toMatchObject({ outcome: 'done' });
    expect(pieces, `${offset}`).toBeLessThanOrEqual(6);
  }
  rewriter.doWrong({});
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done' });
  expect(ent.store.count('feedback')).toBe(2);
});

test('more to come behind the same cursor ends the pull', async () => {
  const { ent, engine, rewriter } = await openBehindRewriter();
  ent.editOnTheWeb([{ entity: 'subject', id: 'subject-1', body: { name: 'Physique' } }]);
  let pages = 0;
  rewriter.doWrong({
    onReply(reply) {
      if (!reply.path.includes('/changes') || ++pages > LIES) return;
      reply.status = 200;
      reply.headers = { 'content-type': 'application/json' };
      setJson(reply, { changes: [], cursor: 'same', more: true });
    },
  });
  expect(await engine.client.sync.start()).toMatchObject(NOT_AN_ENT);
  expect(pages).toBe(2);
});

test('a cursor that moves for ever and brings nothing ends the pull, and the next one goes on from there', async () => {
  const { ent, engine, rewriter } = await openBehindRewriter();
  ent.editOnTheWeb([{ entity: 'subject', id: 'subject-2', body: { name: 'Physique' } }]);
  const { store } = engine.workspaces.current();
  const cursor = () => store.db.prepare('SELECT cursor FROM sync_state').pluck().get();
  const before = cursor();
  let pages = 0;
  rewriter.doWrong({
    onReply(reply) {
      if (!reply.path.includes('/changes') || ++pages > EMPTY_PAGES + LIES) return;
      reply.status = 200;
      reply.headers = { 'content-type': 'application/json' };
      setJson(reply, { changes: [], cursor: `on-${pages}`, more: true });
    },
  });
  expect(await engine.client.sync.start()).toMatchObject(NOT_AN_ENT);
  expect(pages).toBe(EMPTY_PAGES + 1);
  expect(cursor()).toBe(`on-${EMPTY_PAGES}`);
  rewriter.doWrong({});
  store.write(() => store.db.prepare('UPDATE sync_state SET cursor = ?').run(before));
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', changesReceived: 1 });
});

test('a reply that leaves for later all that was asked for ends the comparison', async () => {
  const { engine, rewriter } = await openBehindRewriter();
  const { store } = engine.workspaces.current();
  store.write(() => store.db.exec("UPDATE sync_state SET cursor = NULL, comparison = 'versions'"));
  let fetched = 0;
  rewriter.doWrong({
    onReply(reply, request) {
      if (reply.path.endsWith('/versions'))
        changeJson(reply, (told) => {
          told.versions.subject['subject-9'] = 4;
        });
      if (!reply.path.endsWith('/changes/fetch') || ++fetched > LIES) return;
      const change = {
        entity: 'subject',
        id: 'subject-1',
        version: 1,
        by: '',
        at: 1,
        body: { name: 'Maths' },
      };
      setJson(reply, { changes: [change], missing: [], left: jsonOf(request).entities });
    },
  });
  expect(await engine.client.sync.start()).toMatchObject(NOT_AN_ENT);
  expect(fetched).toBe(1);
});
