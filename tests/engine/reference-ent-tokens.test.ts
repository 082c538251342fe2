import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type TokenReply, tokenReply } from '../../main/engine/connectors/ent/wire.ts';
import { systemClock } from '../../main/engine/platform/clock.ts';
import {
  clientOf,
  enterClass,
  gradeOp,
  postJson,
  problemOf,
  sealed,
  signIn,
  startServer,
} from './reference-ent-client.ts';

const password = (word: string, login = 'claire.martin') => ({
  grant_type: 'password',
  username: login,
  password: word,
  device: 'd1',
});

describe('signing in', () => {
  test('a password opens a session and gives the token that opens later ones', async () => {
    const server = await startServer();
    const first = tokenReply.parse(
      await (await postJson(`${server.url}/sync/v1/token`, password('demo'))).json(),
    );
    expect(first.school.zone).toBe('A');
    const again = await postJson(`${server.url}/sync/v1/token`, {
      grant_type: 'refresh_token',
      refresh_token: first.refresh_token,
      device: 'd1',
    });
    const second = tokenReply.parse(await again.json());
    expect(second.access_token).not.toBe(first.access_token);
    expect((await clientOf(server.url, second, 'd1').send('/policy')).status).toBe(200);
  });

  test('a wrong password and an unknown login are answered alike', async () => {
    const server = await startServer();
    const wrong = await postJson(`${server.url}/sync/v1/token`, password('wrong'));
    const unknown = await postJson(`${server.url}/sync/v1/token`, password('demo', 'nobody'));
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(await wrong.json()).toEqual(await unknown.json());
  });

  test('a teacher who mistypes three times still gets in; a guesser is told to wait', async () => {
    let now = Date.UTC(2026, 10, 24);
    const server = await startServer({ clock: { ...systemClock, now: () => now } });
    const attempt = (word: string) => postJson(`${server.url}/sync/v1/token`, password(word));
    for (const word of ['dmeo', 'Demo', 'demo ']) expect((await attempt(word)).status).toBe(401);
    expect((await attempt('demo')).status).toBe(200);
    const guesses = await Promise.all(Array.from({ length: 15 }, (_, index) => attempt(`guess ${index}`)));
    expect(guesses.filter(({ status }) => status === 401)).toHaveLength(10);
    const slowed = await attempt('demo');
    expect(slowed.status).toBe(429);
    expect(Number(slowed.headers.get('retry-after'))).toBeGreaterThan(0);
    now += Number(slowed.headers.get('retry-after')) * 1000;
    expect((await attempt('demo')).status).toBe(200);
  });

  test('neither passwords nor tokens lie in the data directory', async () => {
    const server = await startServer();
    const secret = 'un-mot-de-passe-assez-long';
    await server.addAccount('paul.roche', secret, 'Paul Roche');
    const client = await signIn({ url: server.url, login: 'paul.roche', password: secret });
    await server.close();
    const files = await Promise.all(
      ['ent.sqlite', 'ent.sqlite-wal'].map((name) =>
        readFile(join(server.directory, name)).catch(() => Buffer.alloc(0)),
      ),
    );
    const bytes = Buffer.concat(files);
    expect(bytes.includes('paul.roche')).toBe(true);
    for (const word of [secret, client.token.access_token, client.token.refresh_token ?? ''])
      expect(bytes.includes(word)).toBe(false);
  });
});

describe('tokens', () => {
  test('a revoked token opens nothing', async () => {
    const server = await startServer();
    const client = await signIn(server);
    expect(
      (await postJson(`${server.url}/sync/v1/revoke`, { token: client.token.access_token })).status,
    ).toBe(204);
    const response = await client.send('/policy');
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect((await problemOf(response)).code).toBe('token-expired');
  });

  test('with a refresh token go the access tokens made from it', async () => {
    const server = await startServer();
    const client = await signIn(server);
    await postJson(`${server.url}/sync/v1/revoke`, { token: client.token.refresh_token });
    expect((await client.send('/policy')).status).toBe(401);
    const refresh = {
      grant_type: 'refresh_token',
      refresh_token: client.token.refresh_token,
      device: client.device,
    };
    expect((await postJson(`${server.url}/sync/v1/token`, refresh)).status).toBe(401);
  });

  test('revoking an unknown token is no error', async () => {
    const server = await startServer();
    expect((await postJson(`${server.url}/sync/v1/revoke`, { token: 'unknown' })).status).toBe(204);
  });

  test('an access token expires after its quarter of an hour', async () => {
    let now = Date.UTC(2026, 10, 24);
    const server = await startServer({ clock: { ...systemClock, now: () => now } });
    const client = await signIn(server);
    now += client.token.expires_in * 1000 - 1;
    expect((await client.send('/policy')).status).toBe(200);
    now += 1;
    expect((await client.send('/policy')).status).toBe(401);
  });

  test('a refresh token is no access token', async () => {
    const server = await startServer();
    const client = await signIn(server);
    const swapped = { ...client.token, access_token: client.token.refresh_token ?? '' } as TokenReply;
    expect((await clientOf(server.url, swapped, client.device).send('/policy')).status).toBe(401);
  });

  test('a token serves the device that it was made for', async () => {
    const server = await startServer();
    enterClass(server, 1);
    const client = await signIn(server);
    expect((await clientOf(server.url, client.token, 'another-device').send('/policy')).status).toBe(403);
    const foreign = client.batch([gradeOp('s1', 1200)], { device: 'another-device' });
    expect((await client.postBatch(sealed(foreign))).status).toBe(403);
  });

  test('a refresh token opens a session for another device too; revoked, it opens none for any', async () => {
    const server = await startServer();
    enterClass(server, 1);
    const first = await signIn(server);
    const { refresh_token } = first.token;
    const open = (device: string) =>
      postJson(`${server.url}/sync/v1/token`, { grant_type: 'refresh_token', refresh_token, device });
    const second = clientOf(server.url, (await (await open('second')).json()) as TokenReply, 'second');
    const reply = await second.push(second.batch([gradeOp('s1', 1200)]));
    expect(reply.results[0]?.outcome).toBe('applied');
    expect([(await first.policy()).last_batch_no, (await second.policy()).last_batch_no]).toEqual([0, 1]);
    await postJson(`${server.url}/sync/v1/revoke`, { token: refresh_token });
    expect((await second.send('/policy')).status).toBe(401);
    expect((await open('third')).status).toBe(401);
  });

  test.each([
    'GET /policy',
    'GET /changes',
    'POST /batches',
    'POST /blobs/check',
    'POST /blobs/bundle',
    'POST /blobs/fetch',
    `GET /blobs/${'a'.repeat(64)}`,
    `PUT /blobs/${'a'.repeat(64)}`,
  ])('%s is closed to who has no token', async (endpoint) => {
    const server = await startServer();
    const [method = '', path = ''] = endpoint.split(' ');
    const response = await fetch(`${server.url}/sync/v1${path}`, {
      method,
      ...(method === 'GET' ? {} : { body: '{}' }),
    });
    expect([response.status, (await problemOf(response)).code]).toEqual([401, 'token-expired']);
  });
});
