import { describe, expect, test } from 'vitest';
import {
  type ChangesFetchReply,
  changesFetchReply,
  type VersionsReply,
  versionsReply,
} from '../../main/engine/connectors/ent/wire.ts';
import { systemClock } from '../../main/engine/platform/clock.ts';
import type { ReferenceEnt } from '../../main/reference-ent/server.ts';
import {
  type EntClient,
  enterClass,
  gradeOp,
  postJson,
  problemOf,
  sealed,
  signIn,
  startServer,
} from './reference-ent-client.ts';

async function watch(server: ReferenceEnt, ticket: string | undefined, tag: string): Promise<Response> {
  return fetch(`${server.url}/sync/v1/watch`, {
    headers: { authorization: `Bearer ${ticket}`, 'if-none-match': `"${tag}"` },
  });
}

async function tagOf(client: EntClient, cursor?: string): Promise<string> {
  const response = await client.send(`/changes${cursor === undefined ? '' : `?cursor=${cursor}`}`);
  await response.arrayBuffer();
  return response.headers.get('watch-tag') ?? '';
}

const json = { 'content-type': 'application/json' };
async function versionsOf(client: EntClient, body: object = {}): Promise<VersionsReply> {
  const response = await client.send('/versions', {
    method: 'POST',
    headers: json,
    body: JSON.stringify(body),
  });
  return versionsReply.parse(await response.json());
}

async function fetchEntities(client: EntClient, entities: readonly object[]): Promise<ChangesFetchReply> {
  const body = JSON.stringify({ entities });
  const response = await client.send('/changes/fetch', { method: 'POST', headers: json, body });
  return changesFetchReply.parse(await response.json());
}

describe('watching', () => {
  test('nothing new is an empty 304, without a session and without a write', async () => {
    const server = await startServer();
    enterClass(server, 2);
    const client = await signIn(server);
    const tag = await tagOf(client);
    const { transactions } = server.statistics();
    const response = await watch(server, client.token.watch_ticket, tag);
    expect([response.status, (await response.arrayBuffer()).byteLength]).toEqual([304, 0]);
    expect(server.statistics().transactions).toBe(transactions);
  });

  test('an edit from elsewhere, and a turn of the dial, are told; the tag tells nothing of them', async () => {
    const server = await startServer();
    enterClass(server, 1);
    const client = await signIn(server);
    const tag = await tagOf(client);
    server.editOnTheWeb([{ entity: 'subject', id: 'fr', body: { name: 'Français' } }]);
    const edited = await watch(server, client.token.watch_ticket, tag);
    expect([edited.status, await edited.json()]).toEqual([200, {}]);
    const newTag = await tagOf(client);
    expect(edited.headers.get('etag')).toBe(`"${newTag}"`);
    server.dial.turn({ poll_min_s: 1800 });
    expect((await watch(server, client.token.watch_ticket, newTag)).status).toBe(200);
    expect((await watch(server, client.token.watch_ticket, await tagOf(client))).status).toBe(304);
  });

  test('what the device itself has sent is nothing new to it', async () => {
    const server = await startServer();
    enterClass(server, 1);
    const client = await signIn(server);
    const { cursor } = await client.changes();
    const reply = await client.postBatch(sealed(client.batch([gradeOp('s1', 1200)], { since: cursor })));
    const tag = reply.headers.get('watch-tag') ?? '';
    expect((await watch(server, client.token.watch_ticket, tag)).status).toBe(304);
  });

  test('a page before the last gives no tag', async () => {
    const server = await startServer();
    enterClass(server, 3);
    const client = await signIn(server);
    expect((await client.send('/changes?limit=2')).headers.get('watch-tag')).toBeNull();
  });

  test('the ticket stays the same with its refresh token, opens nothing else, and goes with it', async () => {
    const server = await startServer();
    const client = await signIn(server);
    const ticket = client.token.watch_ticket ?? '';
    const again = await postJson(`${server.url}/sync/v1/token`, {
      grant_type: 'refresh_token',
      refresh_token: client.token.refresh_token,
      device: client.device,
    });
    expect(((await again.json()) as { watch_ticket: string }).watch_ticket).toBe(ticket);
    const policy = await fetch(`${server.url}/sync/v1/policy`, {
      headers: { authorization: `Bearer ${ticket}` },
    });
    expect(policy.status).toBe(401);
    expect((await watch(server, client.token.access_token, '')).status).toBe(401);
    await postJson(`${server.url}/sync/v1/revoke`, { token: client.token.refresh_token });
    const dead = await watch(server, ticket, '');
    expect([dead.status, (await problemOf(dead)).code]).toEqual([401, 'ticket-expired']);
  });

  test('a ticket outlives access tokens, and ends with an unused refresh token', async () => {
    let now = Date.UTC(2026, 10, 24);
    const server = await startServer({ clock: { ...systemClock, now: () => now } });
    const { token } = await signIn(server);
    now += 60 * 86_400_000;
    expect((await watch(server, token.watch_ticket, '')).status).toBe(200);
    now += 400 * 86_400_000;
    expect((await watch(server, token.watch_ticket, '')).status).toBe(401);
  });

  test('every reply names the policy in force, whatever batches were answered', async () => {
    const server = await startServer();
    enterClass(server, 1);
    const client = await signIn(server);
    const tag = (await client.send('/policy')).headers.get('policy-tag');
    expect(tag).toBeTruthy();
    const pushed = await client.postBatch(sealed(client.batch([gradeOp('s1', 1200)])));
    expect(pushed.headers.get('policy-tag')).toBe(tag);
    server.dial.turn({ limits: { ops: 10 } });
    expect((await client.send('/changes')).headers.get('policy-tag')).not.toBe(tag);
  });
});

describe('comparing versions', () => {
  test('every living entity is named with its version, and the feed goes on from there', async () => {
    const server = await startServer();
    enterClass(server, 2);
    const client = await signIn(server);
    await client.push(client.batch([gradeOp('s1', 1200), gradeOp('s2', 900)]));
    await client.push(client.batch([gradeOp('s1', 1300, { base: 1 })]));
    server.editOnTheWeb([{ entity: 'grade', id: 's2', body: null }]);
    const reply = await versionsOf(client);
    expect(reply.versions.grade).toEqual({ s1: 2 });
    expect(reply.versions.submission).toEqual({ s1: 1, s2: 1 });
    expect((await client.changes(reply.cursor)).changes).toEqual([]);
    const grades = await versionsOf(client, { entities: ['grade'] });
    expect(Object.keys(grades.versions)).toEqual(['grade']);
  });

  test('differences are fetched by name: living, deleted and unknown ones', async () => {
    const server = await startServer();
    enterClass(server, 2);
    const client = await signIn(server);
    await client.push(client.batch([gradeOp('s1', 1200)]));
    server.editOnTheWeb([{ entity: 'submission', id: 's2', body: null }]);
    const reply = await fetchEntities(client, [
      { entity: 'grade', id: 's1' },
      { entity: 'submission', id: 's2' },
      { entity: 'grade', id: 'nowhere' },
    ]);
    expect(reply.changes).toMatchObject([
      { entity: 'grade', id: 's1', version: 1, body: { points_x100: 1200 } },
      { entity: 'submission', id: 's2', deleted: true, body: null },
    ]);
    expect(reply.missing).toEqual([{ entity: 'grade', id: 'nowhere' }]);
    expect(reply.left).toEqual([]);
  });

  test('what a reply has no room for is named, and comes when it is asked for again', async () => {
    const server = await startServer();
    const text = 'x'.repeat(600_000);
    const ids = ['a', 'b', 'c', 'd'];
    server.editOnTheWeb(ids.map((id) => ({ entity: 'lesson', id, body: { text } })));
    const client = await signIn(server);
    let wanted: readonly object[] = ids.map((id) => ({ entity: 'lesson', id }));
    const received: string[] = [];
    while (wanted.length > 0) {
      const reply = await fetchEntities(client, wanted);
      expect(reply.changes.length).toBeGreaterThan(0);
      received.push(...reply.changes.map(({ id }) => id));
      wanted = reply.left;
    }
    expect(received).toEqual(ids);
  });

  test('more than 500 at once are refused, and another teacher’s are missing', async () => {
    const server = await startServer();
    enterClass(server, 1);
    const client = await signIn(server);
    const many = Array.from({ length: 501 }, () => ({ entity: 'grade', id: 's1' }));
    const body = JSON.stringify({ entities: many });
    expect((await client.send('/changes/fetch', { method: 'POST', headers: json, body })).status).toBe(400);
    await server.addAccount('paul.roche', 'roche', 'Paul Roche');
    const other = await signIn({ url: server.url, login: 'paul.roche', password: 'roche' });
    const reply = await fetchEntities(other, [{ entity: 'submission', id: 's1' }]);
    expect([reply.changes, reply.missing.length]).toEqual([[], 1]);
    expect((await versionsOf(other)).versions).toEqual({});
  });

  test('a cursor from before expiry is told so, and versions lead back to the feed', async () => {
    const server = await startServer();
    enterClass(server, 1);
    const client = await signIn(server);
    const { cursor } = await client.changes();
    server.expireCursors();
    const expired = await client.send(`/changes?cursor=${cursor}`);
    expect([expired.status, (await problemOf(expired)).code]).toEqual([410, 'cursor-expired']);
    const reply = await versionsOf(client);
    expect((await client.changes(reply.cursor)).changes).toEqual([]);
  });
});
