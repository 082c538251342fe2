import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Endpoint } from '../../engine/connectors/ent/api/endpoint.ts';
import { endpoints } from '../../engine/connectors/ent/api.ts';
import { API_PREFIX, OAUTH_CLIENT_ID, oauthMetadata } from '../../engine/connectors/ent/wire.ts';
import { type Check, group } from './check.ts';
import {
  expectEqual,
  expectFit,
  expectHeader,
  expectProblem,
  expectStatus,
  expectThat,
} from './expectations.ts';
import type { Reply } from './reply.ts';
import { refusesPasswords, type Target } from './target.ts';

const signIn = group('Signing in and out', [
  {
    name: 'a wrong password, and a login that nobody has, are 401 bad-credentials; or passwords are not taken at all',
    async run(target) {
      const json = {
        grant_type: 'password',
        username: `nobody-${randomUUID()}`,
        password: 'wrong',
        device: target.device,
      };
      const reply = await target.sendOpenly('/token', { method: 'POST', json });
      const mayRefuse = target.policy.capabilities.includes('oauth');
      if (mayRefuse && refusesPasswords(reply)) expectProblem(reply, [400, 'bad-request']);
      else expectProblem(reply, [401, 'bad-credentials']);
    },
  },
  {
    name: 'a refresh token that nobody was given is 401 bad-credentials',
    async run(target) {
      const json = { grant_type: 'refresh_token', refresh_token: randomUUID(), device: target.device };
      expectProblem(await target.sendOpenly('/token', { method: 'POST', json }), [401, 'bad-credentials']);
    },
  },
  {
    name: 'a grant of another shape is 400 bad-request',
    async run(target) {
      const json = { grant_type: 'nonsense', device: target.device };
      expectProblem(await target.sendOpenly('/token', { method: 'POST', json }), [400, 'bad-request']);
    },
  },
  {
    name: 'each session has a token of its own, for the same account and dataset',
    async run(target) {
      const [first, second] = [await target.openSession(), await target.openSession()];
      expectThat(first.access_token !== second.access_token, 'two tokens', 'the same one twice');
      expectEqual('the account', second.account.id, first.account.id);
      expectEqual('the dataset', second.dataset_id, target.policy.dataset_id);
    },
  },
  {
    name: 'the login of the account is told, and the same in each session',
    // Where a teacher signs in by the browser, nothing else leads to the folder of a sign-in by password.
    capability: 'oauth',
    async run(target) {
      const [first, second] = [await target.openSession(), await target.openSession()];
      expectThat((first.account.login ?? '') !== '', 'account.login in the reply of /token', 'none');
      expectEqual('the login', second.account.login, first.account.login);
    },
  },
  {
    name: 'a revoked access token opens nothing any more, and takes no other session with it',
    async run(target) {
      const [first, second] = [await target.openSession(), await target.openSession()];
      const revoke = { method: 'POST', json: { token: first.access_token } };
      expectStatus(await target.sendOpenly('/revoke', revoke), 200, 204);
      expectProblem(await withToken(target, first.access_token), [401, 'token-expired']);
      expectStatus(await withToken(target, second.access_token), 200);
    },
  },
  {
    name: 'a revoked refresh token opens nothing any more, nor does what was made from it; other sign-ins stay',
    async run(target) {
      const { refresh_token: token = '', ...made } = await target.signInAgain();
      expectStatus(await target.sendOpenly('/revoke', { method: 'POST', json: { token } }), 200, 204);
      const json = { grant_type: 'refresh_token', refresh_token: token, device: target.device };
      expectProblem(await target.sendOpenly('/token', { method: 'POST', json }), [401, 'bad-credentials']);
      expectProblem(await withToken(target, made.access_token), [401, 'token-expired']);
      if (made.watch_ticket !== undefined)
        expectProblem(await target.watch(made.watch_ticket, 'any'), [401, 'ticket-expired']);
      await target.openSession();
    },
  },
  {
    name: 'revoking a token that is unknown is no error',
    async run(target) {
      const revoke = { method: 'POST', json: { token: randomUUID() } };
      expectStatus(await target.sendOpenly('/revoke', revoke), 200, 204);
    },
  },
  {
    name: 'a token serves the device that it was made for: another Cartable-Device is 403 no-right',
    async run(target) {
      const headers = { 'cartable-device': `another-${randomUUID()}` };
      expectProblem(await target.send('/policy', { headers }), [403, 'no-right']);
    },
  },
  {
    // A back-up that was put back goes on as a new device, and nobody is asked for a password.
    name: 'a refresh token opens a session for another device of the teacher’s, whose token is that device’s alone',
    async run(target) {
      const device = `another-${randomUUID()}`;
      const { access_token: token } = await target.openSession(device);
      expectStatus(await withToken(target, token, device), 200);
      expectProblem(await withToken(target, token, target.device), [403, 'no-right']);
      await target.sendOpenly('/revoke', { method: 'POST', json: { token } });
    },
  },
]);

/** From the table itself: no endpoint is forgotten. */
const closed = group(
  'Closed to who has no token',
  Object.values<Endpoint>(endpoints)
    .filter(({ opening, method }) => opening === 'access' && method !== 'HEAD')
    .map((endpoint) => ({
      name: `${endpoint.method} ${endpoint.path} is 401 token-expired`,
      ...(endpoint.capability === undefined ? {} : { capability: endpoint.capability }),
      async run(target: Target) {
        const path = endpoint.path.replace('{sha256}', 'a'.repeat(64)).replace('{id}', randomUUID());
        const sending = { method: endpoint.method, ...(endpoint.method === 'POST' ? { json: {} } : {}) };
        for (const headers of [{}, { authorization: `Bearer ${randomUUID()}` }]) {
          const reply = await target.sendOpenly(path, { ...sending, headers });
          expectProblem(reply, [401, 'token-expired']);
          expectHeader(reply, 'www-authenticate', /^Bearer/i);
        }
      },
    })),
);

const VERIFIER = randomBytes(32).toString('base64url');
const QUERY = {
  response_type: 'code',
  client_id: OAUTH_CLIENT_ID,
  redirect_uri: 'http://127.0.0.1:49152/callback',
  code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
  code_challenge_method: 'S256',
  state: 'conformance-conformance',
};

const browser = group('Sign-in by the browser', [
  {
    name: 'the metadata name S256, and only addresses below the ENT’s own',
    capability: 'oauth',
    async run(target) {
      const reply = await target.sendOpenly('/.well-known/oauth-authorization-server');
      const metadata = expectFit(reply, oauthMetadata);
      expectThat(
        metadata.code_challenge_methods_supported.includes('S256'),
        'S256 among the methods of code challenges',
        'no S256',
      );
      for (const name of ['authorization_endpoint', 'token_endpoint'] as const)
        expectThat(
          metadata[name].startsWith(`${target.url}/`),
          `${name} below ${target.url}`,
          'another address',
        );
    },
  },
  {
    name: 'the page is HTML, kept in no cache, framed by nobody; or the ENT’s own sign-in is elsewhere, by https',
    capability: 'oauth',
    async run(target) {
      const reply = await page(target, {});
      expectStatus(reply, 200, 302, 303);
      if (reply.status !== 200) return expectSafeDetour(target, reply);
      expectHeader(reply, 'content-type', /^text\/html/);
      expectHeader(reply, 'cache-control', /no-store/);
      expectHeader(reply, 'content-security-policy', /frame-ancestors/);
    },
  },
  ...[
    ['a host that is not loopback', { redirect_uri: 'https://example.org/callback' }],
    ['a host that only begins like loopback', { redirect_uri: 'http://127.0.0.1.example.org:80/callback' }],
    ['plain PKCE', { code_challenge_method: 'plain' }],
    ['no PKCE', { code_challenge: '' }],
    ['an unknown client', { client_id: 'somebody-else' }],
  ].map(([what, fields]) => ({
    name: `the page refuses ${what}, and sends nobody there`,
    capability: 'oauth' as const,
    async run(target: Target) {
      const reply = await page(target, fields as Record<string, string>);
      expectStatus(reply, 400);
      expectThat(!reply.headers.has('location'), 'no redirection', 'a redirection');
    },
  })),
  {
    name: 'a code that nobody was given is 400 bad-grant, invalid_grant in the words of OAuth',
    capability: 'oauth',
    async run(target) {
      const json = {
        grant_type: 'authorization_code',
        code: randomUUID(),
        redirect_uri: QUERY.redirect_uri,
        client_id: QUERY.client_id,
        code_verifier: VERIFIER,
        device: target.device,
      };
      const reply = await target.sendOpenly('/token', { method: 'POST', json });
      expectProblem(reply, [400, 'bad-grant']);
      expectEqual('error', (reply.json() as { error?: unknown }).error, 'invalid_grant');
    },
  },
]);

export const accessChecks: readonly Check[] = [...signIn, ...closed, ...browser];

function withToken(target: Target, token: string, device?: string): Promise<Reply> {
  const headers = { authorization: `Bearer ${token}`, ...(device && { 'cartable-device': device }) };
  return target.sendOpenly('/policy', { headers });
}

function page(target: Target, fields: Readonly<Record<string, string>>): Promise<Reply> {
  return target.sendOpenly(`/authorize?${new URLSearchParams({ ...QUERY, ...fields })}`);
}

/** An ENT that signs teachers in elsewhere sends their browser there, and the code nowhere yet. */
function expectSafeDetour(target: Target, reply: Reply): void {
  const location = reply.headers.get('location') ?? '';
  const { href, protocol } = new URL(location, `${target.url}${API_PREFIX}/authorize`);
  const isSafe = location !== '' && (protocol === 'https:' || href.startsWith(`${target.url}/`));
  expectThat(isSafe, `a Location by https, or below ${target.url}`, 'another one, or none');
}
