import { join } from 'node:path';
import { expect, test } from 'vitest';
import { changeJson, startReplyRewriter, type Travelling } from './reply-rewriter.ts';
import { openEngine, openSyncedClass } from './synced-class.ts';

async function openBehind(change: (reply: Travelling) => void) {
  const school = await openSyncedClass(2);
  const line = await startReplyRewriter(school.ent.url);
  line.doWrong({ onReply: change });
  const engine = await openEngine(join(school.directory, 'other'));
  const { login, password } = school.ent;
  await engine.client.account.connect({ url: line.url, login, password });
  return { ...school, engine, line };
}

test('windows of a lane or a way that is not known are left out one by one, and the others bind', async () => {
  const hours = { days: '1-7', from: '00:00', to: '00:00', tz: 'Europe/Paris' };
  const { engine } = await openBehind((reply) => {
    if (!reply.path.endsWith('/policy') || reply.status !== 200) return;
    changeJson(reply, (policy) => {
      policy.windows = [
        { ...hours, lane: 'video', mode: 'avoid' },
        { ...hours, lane: 'bulk', mode: 'forbid' },
        { ...hours, lane: 'normal', mode: 'avoid' },
        'at night',
      ];
    });
  });
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', error: null });
  const { lanes } = await engine.client.sync.status();
  expect(lanes.find(({ lane }) => lane === 'normal')).toMatchObject({ mayGoNow: false });
});

test.each([6_000, 200_000])(
  'JSON that is nested %i levels deep is none of the API’s, and breaks nothing',
  async (levels) => {
    const { engine, line } = await openBehind((reply) => {
      if (!reply.path.startsWith('/sync/v1/changes') || reply.status !== 200) return;
      const deep = `{"entity":"holo","id":"h","version":1,"by":"","at":1,"body":{"a":${'['.repeat(levels)}${']'.repeat(levels)}}}`;
      reply.body = Buffer.from(reply.body.toString().replace('"changes":[', `"changes":[${deep},`));
    });
    expect(await engine.client.sync.start()).toMatchObject({
      outcome: 'failed',
      error: { code: 'ent/not-an-ent' },
    });
    line.doWrong({});
    expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', error: null });
  },
);
