import { expect, test } from 'vitest';
import { addDays, instantOf, wallTimeOf } from '../../main/engine/calendar/civil-time.ts';
import { CartableError } from '../../main/engine/platform/cartable-error.ts';
import { SyncService } from '../../main/engine/sync/sync-service.ts';
import { TRAFFIC_DAYS } from '../../preload/contract/sync.ts';
import { openSyncedClass } from './synced-class.ts';

test('a session is in the history before it finds its way to the ENT, and says so when it finds none', async () => {
  const { engine } = await openSyncedClass();
  const { syncContext } = engine.workspaces.current();
  const way = Promise.withResolvers<never>();
  const sync = new SyncService(
    syncContext,
    () => way.promise,
    () => undefined,
  );
  const session = sync.start();
  expect(sync.history()[0]).toMatchObject({ outcome: 'running', requests: 0 });
  way.reject(new CartableError('ent/unreachable', {}, 'later'));
  expect(await session).toMatchObject({ outcome: 'failed', error: { code: 'ent/unreachable' }, requests: 0 });
});

test('with a full history and a clock that was set back, a session runs and is kept, and the first one goes', async () => {
  const { engine } = await openSyncedClass(1);
  const { db } = engine.workspaces.current().store;
  const tomorrow = Date.now() + 86_400_000;
  const insert = db.prepare(
    "INSERT INTO sync_session (id, started_at, ended_at, outcome) VALUES (?, ?, ?, 'done')",
  );
  db.transaction(() => {
    for (let at = 0; at < 2000; at += 1) insert.run(`later-${at}`, tomorrow + at, tomorrow + at);
  })();
  const { id, outcome } = await engine.client.sync.start();
  expect(outcome).toBe('done');
  const kept = db.prepare('SELECT id FROM sync_session ORDER BY rowid').pluck().all();
  expect(kept).toHaveLength(2000);
  expect([kept[0], kept.at(-1)]).toEqual(['later-1', id]);
});

test('each of the last days has what its exchanges cost, by the school’s clock; empty days are there', async () => {
  const { engine, submissionIds } = await openSyncedClass(2);
  const { store } = engine.workspaces.current();
  const { date } = wallTimeOf(Date.now(), 'Europe/Paris');
  const at = (daysAgo: number, minutes: number) =>
    instantOf({ date: addDays(date, -daysAgo), minutes }, 'Europe/Paris');
  store.db.prepare('UPDATE sync_session SET started_at = ?, requests = 9, bytes_up = 40').run(at(3, 1439));
  const insert = store.db.prepare(
    `INSERT INTO sync_session (id, started_at, ended_at, outcome, requests, bytes_up, bytes_down, copies_returned)
     VALUES (?, ?, 0, 'done', 2, 60, 500, 7)`,
  );
  insert.run('same day', at(3, 0));
  insert.run('too long ago', at(TRAFFIC_DAYS, 1439));
  await engine.client.grading.saveGrade({ submissionId: submissionIds[0] ?? '', pointsTimes100: 1200 });
  const today = await engine.client.sync.start();
  const days = await engine.client.sync.traffic();
  expect(days).toHaveLength(TRAFFIC_DAYS);
  expect(days.at(-4)).toEqual({
    day: addDays(date, -3),
    sessionCount: 2,
    requests: 11,
    bytesUp: 100,
    bytesDown: expect.any(Number),
    copiesReturned: 7,
    returningRequests: 2,
  });
  expect(days.at(-2)).toMatchObject({ sessionCount: 0, requests: 0, bytesDown: 0 });
  const { requests, bytesUp, bytesDown } = today;
  expect(days.at(-1)).toMatchObject({
    sessionCount: 1,
    requests,
    bytesUp,
    bytesDown,
    copiesReturned: 1,
    returningRequests: requests,
  });
  expect(days.reduce((sum, { sessionCount }) => sum + sessionCount, 0)).toBe(3);
});
