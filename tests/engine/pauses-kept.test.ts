import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { CartableError } from '../../main/engine/platform/cartable-error.ts';
import { databasePath } from '../../main/reference-ent/ent-store.ts';
import { startReferenceEnt } from '../../main/reference-ent/server.ts';
import { pointTo } from './picky-ent.ts';
import { startReplyRewriter, type Travelling } from './reply-rewriter.ts';
import { openSyncedClass } from './synced-class.ts';

function askForSilence(reply: Travelling, status: number): void {
  reply.status = status;
  reply.headers = { 'retry-after': '3600', 'content-type': 'application/problem+json' };
  reply.body = Buffer.from(JSON.stringify({ title: 'x', status, code: 'maintenance' }));
}

test('a pause that cannot be written down, on a full disk, is kept all the same', async () => {
  const { ent, engine } = await openSyncedClass(2);
  const line = await startReplyRewriter(ent.url);
  pointTo(engine, line.url);
  const { store } = engine.workspaces.current();
  const write = store.write;
  const asked: string[] = [];
  line.doWrong({
    onRequest: ({ path }) => void asked.push(path),
    onReply(reply, { path }) {
      if (!path.includes('/changes')) return;
      askForSilence(reply, 429);
      store.write = () => {
        throw new CartableError('store/disk-full');
      };
    },
  });
  ent.editOnTheWeb([{ entity: 'subject', id: 'subject-1', body: { name: 'Physique' } }]);
  await engine.client.sync.start().catch(() => undefined);
  expect(asked.at(-1)).toContain('/changes');
  asked.length = 0;
  store.write = write;
  await expect(engine.client.sync.start()).rejects.toMatchObject({ code: 'ent/paused' });
  expect(asked).toEqual([]);
});

test('neither the ENT’s pause nor the teacher’s own ends because one starts again from what another ENT has', async () => {
  const world = await openSyncedClass();
  const { engine } = world;
  await world.ent.close();
  const db = new Database(databasePath(world.ent.directory));
  db.exec("UPDATE account SET dataset_id = 'another'; UPDATE record SET dataset_id = 'another'");
  db.close();
  const ent = await startReferenceEnt({ directory: world.ent.directory, seed: 'empty' });
  onTestFinished(() => ent.close());
  const line = await startReplyRewriter(ent.url);
  pointTo(engine, line.url);
  const { sync } = engine.client;
  expect(await sync.start()).toMatchObject({ error: { code: 'sync/dataset-changed' } });
  const asked: string[] = [];
  line.doWrong({
    onReply(reply, { path }) {
      if (path.includes('/token')) askForSilence(reply, 503);
      asked.push(path);
    },
  });
  await sync.start().catch(() => undefined);
  engine.workspaces.current().sync.pauseAutomatic(null);
  asked.length = 0;
  const { pausedUntil } = await sync.status();
  expect(pausedUntil).not.toBeNull();
  const { datasetChange } = await sync.notices();
  await sync.adoptDataset({ datasetId: datasetChange?.datasetId ?? '' });
  const after = await sync.status();
  expect(after.automatic.state).toBe('paused');
  // Told by two clocks, of which the one counts in fractions of the other's milliseconds.
  expect(Math.abs(Math.round(((after.pausedUntil ?? 0) - (pausedUntil ?? 0)) / 1000))).toBe(0);
  await expect(sync.start()).rejects.toMatchObject({ code: 'ent/paused' });
  expect(asked).toEqual([]);
});

test('an ENT that says for ever that nothing is new is asked for everything once a day', async () => {
  const { ent, engine } = await openSyncedClass(2);
  await engine.client.sync.start();
  const line = await startReplyRewriter(ent.url);
  pointTo(engine, line.url);
  line.doWrong({
    onReply(reply, { path }) {
      if (!path.endsWith('/watch')) return;
      reply.status = 304;
      reply.body = Buffer.alloc(0);
    },
  });
  ent.editOnTheWeb([{ entity: 'subject', id: 'subject-1', body: { name: 'Physique' } }]);
  expect(await engine.client.sync.start()).toMatchObject({ requests: 1, changesReceived: 0 });
  const { store } = engine.workspaces.current();
  store.write(() => store.db.prepare('UPDATE sync_state SET watch_tag_at = watch_tag_at - 86400000').run());
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', changesReceived: 1 });
  expect(await engine.client.sync.start()).toMatchObject({ requests: 1 });
});
