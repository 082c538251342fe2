import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { oauthMetadata, type TokenReply } from '../../main/engine/connectors/ent/wire.ts';
import { systemClock } from '../../main/engine/platform/clock.ts';
import type { ReferenceEnt } from '../../main/reference-ent/server.ts';
import { clientOf, postJson, problemOf, startServer } from './reference-ent-client.ts';

const VERIFIER = randomBytes(32).toString('base64url');
const REDIRECT = 'http://127.0.0.1:49152/callback';
const QUERY = {
  response_type: 'code',
  client_id: 'cartable',
  redirect_uri: REDIRECT,
  code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
  code_challenge_method: 'S256',
  state: 'a-state-of-sixteen-or-more',
};

const pageAt = (server: ReferenceEnt, query: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/sync/v1/authorize?${new URLSearchParams(query)}`, { headers, redirect: 'manual' });

const submit = (server: ReferenceEnt, fields: Record<string, string>) =>
  fetch(`${server.url}/sync/v1/authorize`, {
    method: 'POST',
    body: new URLSearchParams({ ...QUERY, ...fields }),
    redirect: 'manual',
  });

async function codeFrom(server: ReferenceEnt): Promise<string> {
  const response = await submit(server, { login: server.login, password: server.password, choice: 'allow' });
  expect(response.status).toBe(303);
  return new URL(response.headers.get('location') ?? '').searchParams.get('code') ?? '';
}

const redeem = (server: ReferenceEnt, code: string, fields: Record<string, string> = {}) =>
  postJson(`${server.url}/sync/v1/token`, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: REDIRECT,
    client_id: 'cartable',
    code_verifier: VERIFIER,
    device: 'd1',
    ...fields,
  });

describe('signing in by the browser', () => {
  test('a code opens a session, and the metadata lead there', async () => {
    const server = await startServer();
    const metadata = oauthMetadata.parse(
      await (await fetch(`${server.url}/.well-known/oauth-authorization-server`)).json(),
    );
    expect(metadata.issuer).toBe(server.url);
    expect(metadata.authorization_endpoint).toBe(`${server.url}/sync/v1/authorize`);
    expect(metadata.code_challenge_methods_supported).toEqual(['S256']);
    const back = await submit(server, { login: server.login, password: server.password, choice: 'allow' });
    const address = new URL(back.headers.get('location') ?? '');
    expect(address.origin + address.pathname).toBe(REDIRECT);
    expect([address.searchParams.get('state'), address.searchParams.get('iss')]).toEqual([
      QUERY.state,
      server.url,
    ]);
    const token = (await (await redeem(server, address.searchParams.get('code') ?? '')).json()) as TokenReply;
    expect(token.refresh_token).toBeTruthy();
    expect((await clientOf(server.url, token, 'd1').send('/policy')).status).toBe(200);
  });

  test('the token endpoint takes forms and answers in the words of OAuth too', async () => {
    const server = await startServer();
    const fields = {
      grant_type: 'authorization_code',
      code: await codeFrom(server),
      redirect_uri: REDIRECT,
      client_id: 'cartable',
      code_verifier: VERIFIER,
      device: 'd1',
    };
    const send = () =>
      fetch(`${server.url}/sync/v1/token`, { method: 'POST', body: new URLSearchParams(fields) });
    expect((await send()).status).toBe(200);
    expect(await problemOf(await send())).toMatchObject({
      status: 400,
      code: 'bad-grant',
      error: 'invalid_grant',
    });
  });

  test('a code is good once; a second try revokes what the first one opened', async () => {
    const server = await startServer();
    const code = await codeFrom(server);
    const token = (await (await redeem(server, code)).json()) as TokenReply;
    expect((await redeem(server, code)).status).toBe(400);
    expect((await clientOf(server.url, token, 'd1').send('/policy')).status).toBe(401);
  });

  test.each([
    ['another verifier', { code_verifier: 'x'.repeat(43) }],
    ['another redirection', { redirect_uri: 'http://127.0.0.1:49153/callback' }],
    ['another client', { client_id: 'somebody' }],
  ])('a code is nothing to who comes with %s, and lost then', async (_what, fields) => {
    const server = await startServer();
    const code = await codeFrom(server);
    expect((await redeem(server, code, fields)).status).toBe(400);
    expect((await redeem(server, code)).status).toBe(400);
  });

  test('a code ends after two minutes', async () => {
    let now = Date.UTC(2026, 10, 24);
    const server = await startServer({ clock: { ...systemClock, now: () => now } });
    const code = await codeFrom(server);
    now += 2 * 60_000;
    expect((await redeem(server, code)).status).toBe(400);
  });
});

describe('the page', () => {
  test.each([
    'https://example.org/callback',
    'http://localhost:49152/callback',
    'http://127.0.0.1.example.org:80/callback',
    'http://127.0.0.1/callback',
    'http://127.0.0.1:49152/callback?more=1',
    'http://user@127.0.0.1:49152/callback',
    'cartable://callback',
    'javascript:alert(1)',
  ])('sends nobody to %s', async (redirect_uri) => {
    const server = await startServer();
    for (const response of [
      await pageAt(server, { ...QUERY, redirect_uri }),
      await submit(server, { redirect_uri, login: server.login, password: server.password }),
    ]) {
      expect([response.status, response.headers.get('location')]).toEqual([400, null]);
      expect(await response.text()).toContain('<code>redirect_uri</code>');
    }
  });

  test.each([
    ['plain PKCE', { code_challenge_method: 'plain' }],
    ['no PKCE', { code_challenge: '' }],
    ['no state', { state: '' }],
    ['an unknown client', { client_id: 'somebody' }],
  ])('refuses %s', async (_what, fields) => {
    const server = await startServer();
    expect((await pageAt(server, { ...QUERY, ...fields })).status).toBe(400);
  });

  test('speaks French, or English to who prefers it, and names its fields', async () => {
    const server = await startServer();
    const french = await (await pageAt(server, QUERY, { 'accept-language': 'de, fr;q=0.9' })).text();
    expect(french).toContain('<html lang="fr">');
    expect(french).toContain('<label for="password">Mot de passe</label>');
    const english = await (await pageAt(server, { ...QUERY, ui_locales: 'en' })).text();
    expect(english).toContain('<html lang="en">');
    expect(english).toContain('<label for="login">Login</label>');
  });

  test('runs no script, is framed by nobody, is kept nowhere, and escapes what it repeats', async () => {
    const server = await startServer();
    const page = await pageAt(server, QUERY);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("form-action 'self' http://127.0.0.1:49152");
    expect(page.headers.get('cache-control')).toBe('no-store');
    const evil = '"><script>alert(1)</script>';
    const again = await (await submit(server, { login: evil, password: 'x' })).text();
    expect(again).not.toContain('<script>');
    expect(again).toContain('role="alert"');
  });

  test('a wrong password shows the page again, too many of them make it wait', async () => {
    const server = await startServer();
    const wrong = () => submit(server, { login: server.login, password: 'wrong', choice: 'allow' });
    expect((await wrong()).status).toBe(200);
    for (let attempt = 0; attempt < 12; attempt += 1) await wrong();
    const slowed = await wrong();
    expect(slowed.status).toBe(429);
    expect(Number(slowed.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('who cancels is sent back with no code', async () => {
    const server = await startServer();
    const response = await submit(server, { choice: 'cancel' });
    const address = new URL(response.headers.get('location') ?? '');
    expect(address.searchParams.get('error')).toBe('access_denied');
    expect(address.searchParams.get('state')).toBe(QUERY.state);
    expect(address.searchParams.get('code')).toBeNull();
  });

  test('an ENT that does not offer it knows of none', async () => {
    const server = await startServer({ overrides: { capabilities: [] } });
    expect((await pageAt(server, QUERY)).status).toBe(404);
    expect((await fetch(`${server.url}/.well-known/oauth-authorization-server`)).status).toBe(404);
    expect((await submit(server, {})).status).toBe(404);
  });
});
