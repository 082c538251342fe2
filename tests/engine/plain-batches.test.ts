import { join } from 'node:path';
import { expect, test } from 'vitest';
import { changeJson, setJson, startReplyRewriter } from './reply-rewriter.ts';
import { openEngine, openSyncedClass } from './synced-class.ts';

/** An ENT behind a proxy that unpacks nothing, and whose policy says so or not. */
async function openUnpacked(told: readonly string[]) {
  const school = await openSyncedClass(3);
  const line = await startReplyRewriter(school.ent.url);
  const batches: string[] = [];
  line.doWrong({
    onRequest(request) {
      if (!request.path.endsWith('/batches')) return;
      batches.push(request.headers['content-encoding'] ?? 'identity');
      // The server behind must not take what it says that it cannot unpack.
      if (request.headers['content-encoding'] !== undefined) request.path = '/sync/v1/nowhere';
    },
    onReply(reply, request) {
      if (request.path.endsWith('/policy') && reply.status === 200)
        changeJson(reply, (policy) => {
          policy.accept_encoding = told;
        });
      if (!request.path.endsWith('/batches') || request.headers['content-encoding'] === undefined) return;
      reply.status = 415;
      reply.headers = { 'content-type': 'application/problem+json', 'accept-encoding': 'identity' };
      setJson(reply, { title: 'not packed, please', status: 415, code: 'unsupported-encoding' });
    },
  });
  const engine = await openEngine(join(school.directory, 'other'));
  const { login, password } = school.ent;
  await engine.client.account.connect({ url: line.url, login, password });
  await engine.client.sync.start();
  for (const submissionId of school.submissionIds)
    await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1200 });
  return { ...school, engine, batches };
}

test('where the policy takes no gzip, batches leave as they are', async () => {
  const { ent, engine, batches } = await openUnpacked([]);
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 3, error: null });
  expect(batches).toEqual(['identity']);
  expect(ent.store.count('grade')).toBe(3);
});

test('where the policy takes gzip and the ENT does not, the batch is sent again as it is', async () => {
  const { ent, engine, batches } = await openUnpacked(['gzip']);
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 3, error: null });
  expect(batches).toEqual(['gzip', 'identity']);
  expect(ent.store.count('grade')).toBe(3);
  expect(await engine.client.sync.waiting()).toEqual([]);
});
