import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { CAPABILITIES } from '../../main/engine/connectors/ent/wire.ts';
import { systemClock } from '../../main/engine/platform/clock.ts';
import { databasePath } from '../../main/reference-ent/ent-store.ts';
import type { ReferenceEnt } from '../../main/reference-ent/server.ts';
import {
  commentOp,
  type EntClient,
  enterClass,
  gradeOp,
  problemOf,
  sealed,
  signIn,
  startServer,
} from './reference-ent-client.ts';

describe('limits', () => {
  test('an account that asks more often than it may is told to wait, and for how long', async () => {
    let now = Date.UTC(2026, 10, 24);
    const server = await startServer({
      clock: { ...systemClock, now: () => now },
      overrides: { limits: { requests_per_minute: 3 } },
    });
    const client = await signIn(server);
    for (let request = 0; request < 3; request += 1) expect((await client.send('/policy')).status).toBe(200);
    now += 20_000;
    const refused = await client.send('/policy');
    expect(await problemOf(refused)).toMatchObject({ status: 429, code: 'too-many-requests', limit: 3 });
    expect(refused.headers.get('retry-after')).toBe('40');
    const watched = await fetch(`${server.url}/sync/v1/watch`, {
      headers: { authorization: `Bearer ${client.token.watch_ticket}` },
    });
    expect(watched.status).toBe(429);
    now += 40_000;
    expect((await client.send('/policy')).status).toBe(200);
  });

  test('windows, limits and bandwidth are turned while the server runs, by a file as well', async () => {
    const server = await startServer();
    const client = await signIn(server);
    const windows = [
      { days: '1-5', from: '08:30', to: '17:00', tz: 'Europe/Paris', lane: 'bulk', mode: 'avoid' },
    ] as const;
    server.dial.turn({ windows: [...windows], max_bps: 1_000_000 });
    expect(await client.policy()).toMatchObject({ windows, max_bps: 1_000_000, capabilities: CAPABILITIES });
    await writeFile(join(server.directory, 'dial.json'), '{"max_bps": 500000, "limits": {"ops": 7}}');
    await expect.poll(async () => (await client.policy()).max_bps, { timeout: 10_000 }).toBe(500_000);
    expect(await client.policy()).toMatchObject({ windows, limits: { ops: 7, bundle_files: 25 } });
    await writeFile(join(server.directory, 'dial.json'), '{"max_bps": "a lot"}');
    await writeFile(join(server.directory, 'dial.json'), '{"max_bps": "a lot", "paused_s": 60}');
    expect(await client.policy()).toMatchObject({ max_bps: 500_000 });
  });

  test('what is not offered is not there', async () => {
    const server = await startServer({ overrides: { capabilities: [] } });
    const client = await signIn(server);
    expect(client.token.watch_ticket).toBeUndefined();
    for (const path of ['/versions', '/changes/fetch', '/blobs/compose', '/blobs', '/tus'])
      expect([path, (await client.send(path, { method: 'POST', body: '{}' })).status]).toEqual([path, 404]);
    expect((await client.send('/changes')).headers.get('watch-tag')).toBeNull();
  });
});

describe('groups', () => {
  test('pass or fail together, whatever else is in the batch', async () => {
    const server = await startServer();
    enterClass(server, 3);
    const client = await signIn(server);
    const group = 'publish';
    const reply = await client.push(
      client.batch([
        gradeOp('s1', 1200, { group }),
        commentOp('s1', 'Bien', { group }),
        gradeOp('s2', 9999, { group }),
        gradeOp('s3', 800),
      ]),
    );
    expect(reply.results.map(({ code }) => code)).toEqual([
      'group-failed',
      'group-failed',
      'out-of-range',
      undefined,
    ]);
    expect(server.store.entities('grade').map(({ id }) => id)).toEqual(['s3']);
    expect(server.store.count('comment')).toBe(0);
  });
});

describe('a server put back to yesterday', () => {
  test('knows nothing of today, and takes the lost batch again as it was', async () => {
    const server = await startServer();
    enterClass(server, 2);
    const client = await signIn(server);
    await client.push(client.batch([gradeOp('s1', 1200)]));
    const snapshot = server.takeSnapshot();
    const { cursor } = await client.changes();
    const bytes = sealed(client.batch([gradeOp('s1', 1500, { base: 1 }), gradeOp('s2', 900)]));
    await client.postBatch(bytes);
    server.restore(snapshot);
    expect(server.store.integrity()).toBe('ok');
    expect(server.store.entities('grade')).toMatchObject([
      { id: 's1', version: 1, body: { points_x100: 1200 } },
    ]);
    expect((await client.policy()).last_batch_no).toBe(1);
    expect((await client.changes(cursor)).changes).toEqual([]);
    expect((await client.postBatch(bytes)).status).toBe(200);
    expect(server.store.count('grade')).toBe(2);
    expect(server.store.ledgerCount()).toBe(3);
  });

  test('knows no cursor of the time that is lost, also once its feed is as long again; older ones live, through restarts too', async () => {
    const first = await startServer();
    enterClass(first, 2);
    const rename = (server: ReferenceEnt, name: string) =>
      server.editOnTheWeb([{ entity: 'subject', id: 'math', body: { name } }]);
    const tagOf = async (client: EntClient) => (await client.send('/changes')).headers.get('watch-tag');
    const client = await signIn(first);
    const { cursor: early } = await client.changes();
    const snapshot = first.takeSnapshot();
    rename(first, 'Today');
    const [{ cursor: lost }, lostTag] = [await client.changes(), await tagOf(client)];
    first.restore(snapshot);
    expect((await client.changes(early)).changes).toEqual([]);
    for (const name of ['Tomorrow', 'Later']) {
      rename(first, name);
      const reply = await client.send(`/changes?cursor=${lost}`);
      expect([reply.status, (await problemOf(reply)).code]).toEqual([410, 'cursor-expired']);
      expect(await tagOf(client)).not.toBe(lostTag);
    }
    const before = [(await client.changes(early)).cursor, await tagOf(client)];
    await first.close();
    const second = await startServer({ directory: first.directory });
    const again = await signIn(second);
    const page = await again.changes(early);
    expect(page.changes).toMatchObject([{ id: 'math', body: { name: 'Later' } }]);
    expect([page.cursor, await tagOf(again)]).toEqual(before);
    expect((await again.changes(before[0] ?? '')).changes).toEqual([]);
  });
});

describe('forgetting', () => {
  test('an old ledger goes while the server runs; the batch number stays for ever', async () => {
    let now = Date.UTC(2026, 0, 5);
    const server = await startServer({ clock: { ...systemClock, now: () => now } });
    enterClass(server, 1);
    const client = await signIn(server);
    const bytes = sealed(client.batch([gradeOp('s1', 1200)]));
    await client.postBatch(bytes);
    now += 179 * 86_400_000;
    server.tidy();
    expect(server.store.ledgerCount()).toBe(1);
    now += 2 * 86_400_000;
    server.tidy();
    expect(server.store.ledgerCount()).toBe(0);
    const later = await signIn(server, client.device);
    expect((await problemOf(await later.postBatch(bytes))).code).toBe('already-answered');
    expect((await later.policy()).last_batch_no).toBe(1);
  });
});

describe('a folder from before', () => {
  test.each([
    ['first', 'DROP TABLE life; DROP TABLE watch_ticket; DROP TABLE upload; PRAGMA user_version = 1'],
    ['second', 'DROP TABLE life; PRAGMA user_version = 2'],
  ])('a database of the %s version is brought up to date as it is opened', async (_version, back) => {
    const server = await startServer();
    enterClass(server, 1);
    await server.close();
    const db = new Database(databasePath(server.directory));
    db.exec(back);
    db.close();
    const again = await startServer({ directory: server.directory });
    expect((await signIn(again)).token.watch_ticket).toBeTruthy();
    expect(again.store.count('submission')).toBe(1);
  });

  test('one of a later version is refused by name', async () => {
    const server = await startServer();
    await server.close();
    const db = new Database(databasePath(server.directory));
    db.pragma('user_version = 99');
    db.close();
    await expect(startServer({ directory: server.directory })).rejects.toMatchObject({
      code: 'store/from-future',
    });
  });
});
