import { expect, test } from 'vitest';
import type { OpResult } from '../../main/engine/connectors/ent/wire.ts';
import { gradingHandlers } from '../../main/engine/grading/handlers.ts';
import { applyBatchReply } from '../../main/engine/sync/answers.ts';
import { sealNextBatch } from '../../main/engine/sync/batches.ts';
import { deferredEdits, trustWallClockForEdits } from '../../main/engine/sync/deferrals.ts';
import type { SyncContext } from '../../main/engine/sync/sync-context.ts';
import { openDomainWorkspace, receiveClass } from './domain-workspace.ts';
import { changeJson, startReplyRewriter } from './reply-rewriter.ts';
import { openSyncedClass } from './synced-class.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const LIMITS = { ops: 500, bytes: 1 << 20 };

/** A class at an ENT that defers every edit of the first copy by an hour, until it is told to stop. */
async function openDeferring() {
  const opened = await openSyncedClass(3);
  const { ent, engine, submissionIds } = opened;
  const rewriter = await startReplyRewriter(ent.url);
  const sent: string[][] = [];
  const defer = (asked: unknown) =>
    rewriter.doWrong({
      onRequest(request) {
        if (!request.path.endsWith('/batches')) return;
        changeJson(request, (batch) => {
          sent.push(batch.ops.map(({ id }: { id: string }) => id));
        });
      },
      onReply(reply, request) {
        if (!request.path.endsWith('/batches')) return;
        changeJson(reply, ({ results }) => {
          const result = results.find(
            (_: unknown, index: number) => sent.at(-1)?.[index] === submissionIds[0],
          );
          if (result === undefined) return;
          delete result.version;
          Object.assign(result, { outcome: 'deferred', retry_after_s: asked });
        });
      },
    });
  defer(3600);
  const { store } = engine.workspaces.current();
  store.write(() => store.db.prepare('UPDATE account SET url = ?').run(rewriter.url));
  const grade = (index: number, pointsTimes100: number) =>
    engine.client.grading.saveGrade({ submissionId: submissionIds[index] ?? '', pointsTimes100 });
  return { ...opened, defer, sent, grade };
}

test('an edit that the ENT defers goes no more in this session nor in the next, asked for or not; the others go', async () => {
  const { engine, sent, grade, submissionIds } = await openDeferring();
  const [first = '', second = '', third = ''] = submissionIds;
  const before = Date.now();
  await grade(0, 1200);
  await grade(1, 1300);
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 1 });
  await grade(2, 1400);
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 1 });
  expect(sent).toEqual([[first, second], [third]]);
  const [waiting, ...others] = await engine.client.sync.waiting();
  expect(others).toEqual([]);
  expect(waiting).toMatchObject({ entityId: first, state: 'pending', lane: 'normal' });
  expect(waiting?.deferredUntil).toBeGreaterThan(before + HOUR);
  expect(waiting?.deferredUntil).toBeLessThan(Date.now() + 1.25 * HOUR + 1);
  const { lanes } = await engine.client.sync.status();
  expect(lanes).toContainEqual(
    expect.objectContaining({ lane: 'normal', waitingCount: 1, mayGoNow: false, reason: 'deferred' }),
  );
});

test('what is typed over a deferred edit waits as long as that; nothing else waiting, a sync is one question', async () => {
  const { engine, sent, grade } = await openDeferring();
  await grade(0, 1200);
  await engine.client.sync.start();
  await grade(0, 1500);
  expect(await engine.client.sync.waiting()).toMatchObject([{ deferredUntil: expect.any(Number) }]);
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 0, requests: 1 });
  expect(sent).toHaveLength(1);
});

test.each([undefined, 0, -5, 'soon', null])(
  'a deferral by %j is one without a number: the edit waits a quarter of an hour, and the reply is believed',
  async (asked) => {
    const { engine, defer, grade } = await openDeferring();
    defer(asked);
    await grade(0, 1200);
    await grade(1, 1300);
    const now = Date.now();
    expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 1 });
    const [{ deferredUntil = null } = {}] = await engine.client.sync.waiting();
    expect(deferredUntil).toBeGreaterThanOrEqual(now + 15 * MINUTE);
    expect(deferredUntil).toBeLessThan(Date.now() + 20 * MINUTE);
  },
);

/** A workspace whose clocks are apart: the one on the wall can be set. */
async function openWithClocks() {
  const workspace = await openDomainWorkspace();
  const time = { wall: workspace.clock.now(), steady: 1000 };
  const clock = { now: () => time.wall, steady: () => time.steady, sleep: async () => undefined };
  const sync: SyncContext = { ...workspace.sync, clock };
  const ids = receiveClass(workspace, 2).submissionIds;
  const save = (index: number, pointsTimes100: number) =>
    gradingHandlers.saveGrade(workspace.context, { submissionId: ids[index] ?? '', pointsTimes100 });
  const answer = (
    answerOf: (entityId: string) => Pick<OpResult, 'outcome' | 'version' | 'code' | 'retry_after_s'>,
  ) => {
    const sealed = sealNextBatch(sync, 'device-1', LIMITS);
    const ops = workspace.waiting().filter(({ state }) => state === 'sealed');
    const results = ops.map(({ op_id, entity_id }) => ({ op: op_id, ...answerOf(entity_id) }));
    applyBatchReply(sync, sealed?.batchId ?? '', { results, changes: [], cursor: null, more: false });
    return ops.map(({ entity_id }) => entity_id);
  };
  return { workspace, sync, time, ids, save, answer };
}

const deferred = (retry_after_s: number) => () => ({ outcome: 'deferred' as const, retry_after_s });

test('a clock that is set forward ends no wish, one that is set back makes none longer, and sleep is believed', async () => {
  const { sync, time, save, answer } = await openWithClocks();
  save(0, 1200);
  answer(deferred(3600));
  // One hour, and half of the quarter that chance adds.
  const leftMs = () => [...deferredEdits(sync).values()].map((until) => until - time.wall);
  expect(leftMs()).toEqual([1.125 * HOUR]);
  time.wall += 300 * DAY;
  expect(leftMs()).toEqual([1.125 * HOUR]);
  time.wall -= 900 * DAY;
  time.steady += HOUR;
  expect(leftMs()).toEqual([0.125 * HOUR]);
  // Another process knows only the wall's clock, which lies years back: the wish begins anew, once.
  const restarted: SyncContext = { ...sync };
  expect([...deferredEdits(restarted).values()]).toEqual([time.wall + 1.125 * HOUR]);
  time.steady += 1.125 * HOUR;
  expect(deferredEdits(restarted).size).toBe(0);
  expect(deferredEdits(sync).size).toBe(0);
  time.wall += 900 * DAY;
  trustWallClockForEdits(sync);
  expect(deferredEdits(sync).size).toBe(0);
});

test('an edit is deferred by a day at most, and goes then under its name', async () => {
  const { workspace, time, save, answer, ids } = await openWithClocks();
  save(0, 1200);
  const [before] = workspace.waiting();
  answer(deferred(1e15));
  time.wall += 1.2 * DAY;
  time.steady += 1.2 * DAY;
  expect(answer(() => ({ outcome: 'applied', version: 50 }))).toEqual([ids[0]]);
  expect(workspace.waiting()).toEqual([]);
  const done = workspace.store.db.prepare('SELECT op_id FROM outbox_done').pluck().all();
  expect(done).toEqual([before?.op_id]);
});

test('an edit made while its forerunner was on its way takes over the deferral with the base', async () => {
  const { workspace, sync, time, save } = await openWithClocks();
  save(0, 1200);
  const sealed = sealNextBatch(sync, 'device-1', LIMITS);
  const [op] = workspace.waiting();
  save(0, 1500);
  const results = [{ op: op?.op_id ?? '', outcome: 'deferred' as const, retry_after_s: 3600 }];
  applyBatchReply(sync, sealed?.batchId ?? '', { results, changes: [], cursor: null, more: false });
  expect(workspace.waiting()).toMatchObject([{ state: 'pending', base_op: null, base_version: null }]);
  expect(sealNextBatch(sync, 'device-1', LIMITS)).toBeNull();
  time.wall += 2 * HOUR;
  time.steady += 2 * HOUR;
  expect(sealNextBatch(sync, 'device-1', LIMITS)?.opCount).toBe(1);
});

test('of a group of which one edit is deferred, nothing goes alone', async () => {
  const { workspace, sync, save, answer, ids } = await openWithClocks();
  save(0, 1200);
  save(1, 1300);
  const [first = '', second = ''] = ids;
  workspace.store.write(() =>
    workspace.context.edits.gather({ entity: 'grade', entityId: first }, [
      { entity: 'grade', entityId: second },
    ]),
  );
  answer((id) =>
    id === first ? { outcome: 'deferred', retry_after_s: 60 } : { outcome: 'refused', code: 'group-failed' },
  );
  expect(sealNextBatch(sync, 'device-1', LIMITS)).toBeNull();
  const [leader, member] = workspace.waiting();
  expect([leader?.group_id, member?.group_id]).toEqual([leader?.op_id, leader?.op_id]);
});
