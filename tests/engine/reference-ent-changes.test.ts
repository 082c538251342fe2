import { describe, expect, test } from 'vitest';
import type { Policy } from '../../main/engine/connectors/ent/wire.ts';
import { changesPage, policy as policySchema } from '../../main/engine/connectors/ent/wire.ts';
import { systemClock } from '../../main/engine/platform/clock.ts';
import { commentOp, enterClass, gradeOp, problemOf, signIn, startServer } from './reference-ent-client.ts';

describe('changes', () => {
  test('a sync with nothing new is an empty 304', async () => {
    const server = await startServer();
    enterClass(server, 3);
    const client = await signIn(server);
    const { cursor } = await client.changes();
    const response = await client.send(`/changes?cursor=${cursor}&limit=500`, {
      headers: { 'if-none-match': `"${cursor}"` },
    });
    expect(response.status).toBe(304);
    expect((await response.arrayBuffer()).byteLength).toBe(0);
    server.editOnTheWeb([{ entity: 'subject', id: 'math', body: { name: 'Maths' } }]);
    const news = await client.send(`/changes?cursor=${cursor}`, {
      headers: { 'if-none-match': `"${cursor}"` },
    });
    expect(news.status).toBe(200);
    expect(changesPage.parse(await news.json()).changes).toHaveLength(1);
  });

  test('pages put together are every entity once, at its latest version', async () => {
    const server = await startServer();
    enterClass(server, 23);
    server.editOnTheWeb([{ entity: 'subject', id: 'math', body: { name: 'Maths' } }]);
    const client = await signIn(server);
    const seen: string[] = [];
    let page = await client.changes(undefined, 5);
    for (;;) {
      seen.push(...page.changes.map(({ entity, id, version }) => `${entity} ${id} ${version}`));
      if (!page.more) break;
      page = await client.changes(page.cursor, 5);
    }
    expect(seen).toHaveLength(27);
    expect(new Set(seen).size).toBe(27);
    expect(seen.at(-1)).toBe('subject math 2');
  });

  test('a page is bounded by its bytes as well as by its count', async () => {
    const server = await startServer();
    const text = 'x'.repeat(300_000);
    server.editOnTheWeb(
      Array.from({ length: 10 }, (_, index) => ({ entity: 'note', id: `n${index}`, body: { text } })),
    );
    const page = await (await signIn(server)).changes();
    expect(page.more).toBe(true);
    expect(page.changes.length).toBeLessThan(6);
  });

  test('a cursor of a server that was set up anew has expired, and so has one that it cannot read', async () => {
    const client = await signIn(await startServer());
    const other = await signIn(await startServer());
    const foreign = (await other.changes()).cursor;
    const expired = await client.send(`/changes?cursor=${foreign}`);
    expect([expired.status, (await problemOf(expired)).code]).toEqual([410, 'cursor-expired']);
    for (const cursor of ['%27%20OR%201', '', '%C3%A9%00'])
      expect((await client.send(`/changes?cursor=${cursor}`)).status, cursor).toBe(410);
  });

  test('a limit is a whole number from 1 to 1000, in decimal digits', async () => {
    const client = await signIn(await startServer());
    for (const limit of ['0', '1001', '999999999999', '1e3', '0x10', '-1', '2.5', ' 5', '', '1&limit=2'])
      expect((await client.send(`/changes?limit=${limit}`)).status, limit).toBe(400);
    for (const limit of ['1', '1000'])
      expect((await client.send(`/changes?limit=${limit}`)).status, limit).toBe(200);
  });

  test('a server restored from an older backup does not accept cursors from its lost future', async () => {
    const server = await startServer();
    const client = await signIn(server);
    const { cursor } = await client.changes();
    const ahead = cursor.replace(/-[0-9a-z]+$/, '-zzz');
    expect((await client.send(`/changes?cursor=${ahead}`)).status).toBe(410);
  });

  test('deletions are told for 180 days; cursors from before them expire, later ones live on', async () => {
    let now = Date.UTC(2026, 10, 24);
    const clock = { ...systemClock, now: () => now };
    const server = await startServer({ clock });
    enterClass(server, 1);
    const client = await signIn(server);
    const before = (await client.changes()).cursor;
    await client.push(client.batch([commentOp('s1', 'Bien.')]));
    await client.push(client.batch([commentOp('s1', '', { kind: 'delete', value: null, base: 1 })]));
    const after = (await client.changes()).cursor;
    await server.close();
    now += 181 * 86_400_000;
    const again = await signIn(await startServer({ directory: server.directory, clock }), client.device);
    expect((await again.send(`/changes?cursor=${before}`)).status).toBe(410);
    expect((await again.changes(after)).changes).toEqual([]);
    const everything = await again.changes();
    expect(everything.changes.some(({ deleted }) => deleted)).toBe(false);
    expect((await again.changes(everything.cursor)).changes).toEqual([]);
  });

  test('changes say who made them: an account, or the ENT itself', async () => {
    const server = await startServer();
    enterClass(server, 1);
    const client = await signIn(server);
    await client.push(client.batch([gradeOp('s1', 1200)]));
    const changes = (await client.changes()).changes;
    expect(changes.at(-1)).toMatchObject({ by: 'Claire Martin', by_id: client.token.account.id });
    expect(changes[0]).not.toHaveProperty('by_id');
  });

  test('a teacher sees nothing of another dataset', async () => {
    const server = await startServer();
    enterClass(server, 5);
    await server.addAccount('paul.roche', 'motdepasse', 'Paul Roche');
    const other = await signIn({ url: server.url, login: 'paul.roche', password: 'motdepasse' });
    expect((await other.changes()).changes).toEqual([]);
    const foreign = await other.push(other.batch([gradeOp('s1', 1200)]));
    expect(foreign.results[0]?.code).toBe('not-found');
    const client = await signIn(server);
    const crossed = other.batch([gradeOp('s1', 1200)], { dataset_id: client.token.dataset_id });
    expect(
      (await other.postBatch(Buffer.from(JSON.stringify(crossed)), { 'content-encoding': 'identity' }))
        .status,
    ).toBe(404);
    expect(server.store.count('grade')).toBe(0);
  });

  test('large answers travel packed for who accepts it, and small ones as they are', async () => {
    const server = await startServer();
    enterClass(server, 200);
    const client = await signIn(server);
    const packed = await client.send('/changes', { headers: { 'accept-encoding': 'gzip' } });
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    expect(changesPage.parse(await packed.json()).changes).toHaveLength(204);
    const plain = await client.send('/changes', { headers: { 'accept-encoding': 'gzip;q=0' } });
    expect(plain.headers.get('content-encoding')).toBe(null);
    const small = await client.send(`/changes?cursor=${(await client.changes()).cursor}`, {
      headers: { 'accept-encoding': 'gzip' },
    });
    expect(small.headers.get('content-encoding')).toBe(null);
  });
});

describe('policy', () => {
  test('the policy fits its schema and is a 304 as long as it stays the same', async () => {
    const server = await startServer();
    const client = await signIn(server);
    const first = await client.send('/policy');
    const etag = first.headers.get('etag') ?? '';
    const policy: Policy = policySchema.parse(await first.json());
    expect(policy.dataset_id).toBe(client.token.dataset_id);
    expect(policy.valid_until).toBeGreaterThan(policy.server_time);
    const same = await client.send('/policy', { headers: { 'if-none-match': etag } });
    expect([same.status, await same.text()]).toEqual([304, '']);
  });

  test('the dial of the operator is obeyed at once', async () => {
    const server = await startServer();
    const client = await signIn(server);
    const etag = (await client.send('/policy')).headers.get('etag') ?? '';
    server.dial.turn({
      windows: [{ days: '1-5', from: '08:00', to: '10:00', tz: 'Europe/Paris', lane: 'bulk', mode: 'avoid' }],
      limits: { ops: 10 },
    });
    const changed = await client.send('/policy', { headers: { 'if-none-match': etag } });
    expect(changed.status).toBe(200);
    const policy = policySchema.parse(await changed.json());
    expect(policy.limits.ops).toBe(10);
    expect(policy.limits.bundle_files).toBe(25);
    expect(policy.windows).toHaveLength(1);
  });

  test('a pause answers every endpoint with 503 and says for how long', async () => {
    const server = await startServer();
    const client = await signIn(server);
    server.dial.turn({ paused_s: 90 });
    const response = await client.send('/changes');
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '90']);
    expect((await problemOf(response)).code).toBe('unavailable');
    server.dial.turn({ paused_s: null });
    expect((await client.send('/changes')).status).toBe(200);
  });
});
