import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { Target } from '../../main/cli/conformance/target.ts';
import { at, keyOf, onReply, results, startClass } from './conformance-trial.ts';
import {
  changeJson,
  jsonOf,
  type Loose,
  setJson,
  startReplyRewriter,
  type Travelling,
  type WrongDoing,
} from './reply-rewriter.ts';

/** Servers that do otherwise than the reference server does, as the written API allows: none of them is called broken. */

const problem = (reply: Travelling, status: number, members: object) => {
  reply.status = status;
  reply.headers = { 'content-type': 'application/problem+json' };
  setJson(reply, { title: 'refused', status, ...members });
};

const takesNoPasswords = (error: string) =>
  onReply('/token', (reply, request) => {
    if (jsonOf(request)?.grant_type === 'password')
      problem(reply, 400, { code: 'bad-request', error, error_description: 'no passwords' });
  });

const signsInElsewhere = (location: string, status = 302) =>
  onReply('/authorize', (reply) => {
    if (reply.status === 200) Object.assign(reply, { status, body: Buffer.alloc(0), headers: { location } });
  });

/** Versions that are those of the whole dataset, and far from 1. */
function countsInThousands(): WrongDoing {
  const far = 5000;
  const shift = (held: Loose): void => {
    if (held === null || typeof held !== 'object') return;
    if (typeof held.version === 'number') held.version += far;
    for (const value of Object.values(held)) shift(value);
  };
  return {
    onRequest: (request) => {
      if (jsonOf(request)?.ops?.some(({ base }: Loose) => base !== undefined))
        changeJson(request, ({ ops }) => {
          for (const op of ops) if (typeof op.base === 'number') op.base -= far;
        });
    },
    onReply: (reply, request) => {
      if (at(request, '/batches') || at(request, '/changes')) changeJson(reply, shift);
    },
  };
}

/** Another refresh token, with a ticket of its own, in every reply of /token. */
function replacesTokens(): WrongDoing {
  const known = new Map<string, string>();
  const told = (token: string) => known.get(token) ?? token;
  return {
    onRequest: (request) => {
      const { authorization } = request.headers;
      if (authorization !== undefined)
        request.headers.authorization = `Bearer ${told(authorization.slice(7))}`;
      if (at(request, '/token'))
        changeJson(request, (grant) => {
          if (grant.refresh_token !== undefined) grant.refresh_token = told(grant.refresh_token);
        });
    },
    ...onReply('/token', (reply, request) =>
      changeJson(reply, (token) => {
        if (token.access_token === undefined) return;
        const [refresh, ticket] = [randomUUID(), randomUUID()];
        known.set(refresh, token.refresh_token ?? told(jsonOf(request).refresh_token));
        known.set(ticket, token.watch_ticket);
        Object.assign(token, { refresh_token: refresh, watch_ticket: ticket });
      }),
    ),
  };
}

const ALLOWED: readonly (readonly [what: string, tried: string, wrong: () => WrongDoing])[] = [
  [
    'does not say how it wants bodies to be packed',
    'a body packed as the policy names is taken',
    () => onReply('/blobs/check', ({ headers }) => void delete headers['accept-encoding']),
  ],
  ['signs teachers in elsewhere', 'the page is HTML', () => signsInElsewhere('https://sso.example.fr/login')],
  ['signs teachers in on another page', 'the page is HTML', () => signsInElsewhere('/cas/login', 303)],
  ['begins versions at 5001', 'two requests with the same bytes at once', countsInThousands],
  ['replaces refresh tokens and their tickets', 'the ticket is the same in every session', replacesTokens],
  ['replaces refresh tokens and their tickets', 'each session has a token of its own', replacesTokens],
];

test.each(ALLOWED)('a server that %s is not called broken: %s', async (_what, tried, wrong) => {
  const server = await startClass();
  const proxy = await startReplyRewriter(server.url);
  proxy.doWrong(wrong());
  const all = await results(proxy.url, keyOf(server), { named: tried });
  expect(all.map(({ outcome }) => outcome)).toEqual(['passed']);
});

const PASSWORD = 'a wrong password, and a login that nobody has';

test.each(['unsupported_grant_type', 'unauthorized_client'])(
  'an ENT that offers the sign-in by the browser may refuse passwords by %s',
  async (error) => {
    const server = await startClass();
    const proxy = await startReplyRewriter(server.url);
    const { refresh_token: token = '' } = (await Target.open(server.url, keyOf(server))).token ?? {};
    proxy.doWrong(takesNoPasswords(error));
    expect(await results(proxy.url, { token }, { named: PASSWORD })).toMatchObject([{ outcome: 'passed' }]);
    server.dial.turn({ capabilities: ['watch'] });
    expect(await results(proxy.url, { token }, { named: PASSWORD })).toMatchObject([
      { outcome: 'failed', expected: '401 bad-credentials', seen: '400 bad-request' },
    ]);
  },
);

test('a wrong password is not told by another 400', async () => {
  const server = await startClass();
  const proxy = await startReplyRewriter(server.url);
  const { refresh_token: token = '' } = (await Target.open(server.url, keyOf(server))).token ?? {};
  proxy.doWrong(takesNoPasswords('invalid_grant'));
  expect(await results(proxy.url, { token }, { named: PASSWORD })).toMatchObject([{ outcome: 'failed' }]);
});

test('who gives a password to a server that takes none is told so, and the server is not called broken', async () => {
  const server = await startClass();
  const proxy = await startReplyRewriter(server.url);
  proxy.doWrong(takesNoPasswords('unsupported_grant_type'));
  await expect(Target.open(proxy.url, keyOf(server))).rejects.toThrow('the server takes no passwords');
});

test('the browser is sent to another page of sign-in by https alone, and never back yet', async () => {
  const server = await startClass();
  const proxy = await startReplyRewriter(server.url);
  for (const location of ['http://sso.example.fr/login', 'http://127.0.0.1:49152/callback?code=x', '']) {
    proxy.doWrong(signsInElsewhere(location));
    const [result] = await results(proxy.url, keyOf(server), { named: 'the page is HTML' });
    expect(result).toMatchObject({
      outcome: 'failed',
      expected: `a Location by https, or below ${proxy.url}`,
    });
  }
});
