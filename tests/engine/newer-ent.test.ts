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

test('numbers of a policy that are of no use give way to the usual ones, and are told by the doctor until they are mended', async () => {
  const { ent, engine, submissionIds, line } = await openBehind((reply) => {
    if (!reply.path.endsWith('/policy') || reply.status !== 200) return;
    changeJson(reply, (policy) => {
      Object.assign(policy, { last_batch_no: 1e300, poll_min_s: 1e12, max_bps: -1 });
      Object.assign(policy.limits, { ops: 0, batch_bytes: '1 MiB' });
    });
  });
  await engine.client.sync.start();
  for (const submissionId of submissionIds)
    await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1200 });
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 2, error: null });
  expect(ent.store.count('grade')).toBe(2);
  expect(await engine.client.settings.doctor()).toMatchObject({
    isHealthy: true,
    strangePolicy: ['last_batch_no', 'limits.batch_bytes', 'limits.ops', 'max_bps', 'poll_min_s'],
  });
  // Asked for anew, now that the ENT has answered this device.
  ent.dial.turn({ poll_min_s: 700 });
  await engine.client.grading.saveGrade({ submissionId: submissionIds[0] ?? '', pointsTimes100: 1300 });
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 1, error: null });
  line.doWrong({});
  ent.dial.turn({ poll_min_s: 600 });
  await engine.client.sync.start();
  expect((await engine.client.settings.doctor()).strangePolicy).toEqual([]);
});

test('a policy that holds nothing but its dataset and its versions is one all the same', async () => {
  const { engine } = await openBehind((reply) => {
    if (!reply.path.endsWith('/policy') || reply.status !== 200) return;
    changeJson(reply, (policy) => {
      for (const name of Object.keys(policy)) if (!/^(dataset_id|protocol)$/.test(name)) delete policy[name];
    });
  });
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', error: null });
  expect((await engine.client.settings.doctor()).strangePolicy).toContain('limits.ops');
});

test('an outcome that is not known parks its own edit with that reason; the others are answered', async () => {
  const { ent, engine, submissionIds } = await openBehind((reply) => {
    if (!reply.path.endsWith('/batches') || reply.status !== 200) return;
    changeJson(reply, ({ results }) => {
      Object.assign(results[0], { outcome: 'queued' });
    });
  });
  await engine.client.sync.start();
  for (const submissionId of submissionIds)
    await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1200 });
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 1, error: null });
  expect(await engine.client.sync.waiting()).toMatchObject([
    { entityId: submissionIds[0], state: 'parked', reason: 'unknown-outcome' },
  ]);
  // Looked at again by itself it would go on for ever, whatever became of it there.
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 0 });
  expect(ent.store.count('grade')).toBe(2);
});

test.each(['Corse', 'a', '', null])(
  'a zone of holidays that is called %j is none that is known',
  async (zone) => {
    const { engine } = await openBehind((reply) => {
      if (reply.path.endsWith('/token') && reply.status === 200)
        changeJson(reply, ({ school }) => Object.assign(school, { zone }));
    });
    expect(engine.workspaces.current().account).toMatchObject({ zone: 'unknown' });
    expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', error: null });
  },
);

test('a pause asked for with something that is no number is none', async () => {
  const { engine, submissionIds } = await openBehind((reply) => {
    if (reply.path.endsWith('/batches') && reply.status === 200)
      changeJson(reply, (json) => Object.assign(json, { backoff_s: 'a while' }));
  });
  await engine.client.sync.start();
  await engine.client.grading.saveGrade({ submissionId: submissionIds[0] ?? '', pointsTimes100: 1200 });
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 1, error: null });
  expect((await engine.client.sync.status()).pausedUntil).toBeNull();
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
