import { join } from 'node:path';
import { expect, test } from 'vitest';
import { changeJson, jsonOf, setJson, startReplyRewriter, type Travelling } from './reply-rewriter.ts';
import { openEngine, openSyncedClass } from './synced-class.ts';

/** An ENT that writes its cursors in another way since its last update, and refuses those of before with `status`. */
async function openRewritten(status: number) {
  const school = await openSyncedClass(3);
  const line = await startReplyRewriter(school.ent.url);
  const engine = await openEngine(join(school.directory, 'other'));
  const { login, password } = school.ent;
  await engine.client.account.connect({ url: line.url, login, password });
  await engine.client.sync.start();
  const isOld = (request: Travelling) =>
    /[?&]cursor=(?!new\.)/.test(request.path) || /^(?!new\.)/.test(String(jsonOf(request)?.since ?? 'new.'));
  let refused = 0;
  const asked: string[] = [];
  line.doWrong({
    onRequest(request) {
      asked.push(request.path.replace(/^\/sync\/v1|\?.*/g, ''));
      if (isOld(request)) {
        // The server must not do what it says that it cannot read.
        request.path = '/sync/v1/nowhere';
        return;
      }
      request.path = request.path.replace('cursor=new.', 'cursor=');
      if (request.path.endsWith('/batches'))
        changeJson(request, (batch) => {
          batch.since = batch.since?.replace(/^new\./, '') ?? null;
        });
    },
    onReply(reply, request) {
      if (isOld(request)) {
        refused += 1;
        reply.status = status;
        reply.headers = { 'content-type': 'application/problem+json' };
        setJson(reply, { title: 'no', status, code: 'bad-request' });
      } else if (/\/(changes|batches)/.test(request.path) && reply.status === 200)
        changeJson(reply, (page) => {
          if (page.cursor !== null) page.cursor = `new.${page.cursor}`;
        });
    },
  });
  return { ...school, engine, asked, refused: () => refused };
}

test.each([400, 414, 431])(
  'a cursor that the ENT answers %i to keeps no edit back, and none is refused for it',
  async (status) => {
    const { ent, engine, submissionIds, refused } = await openRewritten(status);
    const [mine = '', theirs = ''] = submissionIds;
    await engine.client.grading.saveGrade({ submissionId: mine, pointsTimes100: 1200 });
    ent.editOnTheWeb([{ entity: 'grade', id: theirs, body: { submission_id: theirs, points_x100: 800 } }]);
    expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 1, error: null });
    expect(await engine.client.sync.waiting()).toEqual([]);
    const { db } = engine.workspaces.current().store;
    expect(db.prepare('SELECT points_x100 FROM grade WHERE submission_id = ?').pluck().get(theirs)).toBe(800);
    // Once by the batch, once by the pull: the cursor that we have now is one that it reads.
    expect(refused()).toBeLessThanOrEqual(2);
    const before = refused();
    await engine.client.grading.saveGrade({ submissionId: mine, pointsTimes100: 1300 });
    expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 1 });
    expect(refused()).toBe(before);
  },
);

test('with nothing to send as well, everything is asked for from the beginning, once', async () => {
  const { ent, engine, refused } = await openRewritten(400);
  ent.editOnTheWeb([{ entity: 'subject', id: 'subject-1', body: { name: 'Physique' } }]);
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', error: null });
  expect(refused()).toBe(1);
});
