import { expect, test } from 'vitest';
import { CartableError } from '../../main/engine/platform/cartable-error.ts';
import { SyncService } from '../../main/engine/sync/sync-service.ts';
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
