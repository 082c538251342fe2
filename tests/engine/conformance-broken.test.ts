import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { at, isBroken, keyOf, onReply, results, startClass } from './conformance-trial.ts';
import { startServer } from './reference-ent-client.ts';
import { changeJson, jsonOf, type Loose, startReplyRewriter, type WrongDoing } from './reply-rewriter.ts';

/** Servers that are wrong in a way that a teacher would meet: each is caught, in words that tell its operator what is. */

const seconds = (ms: number) => Math.floor(ms / 1000);

/** What the server does wrong, the check that must break, and what it must say. */
const WRONG: readonly (readonly [what: string, wrong: WrongDoing, broken: string, told: RegExp])[] = [
  [
    'says for ever that nothing has changed',
    onReply('/watch', (reply, { headers }) => {
      if (headers['if-none-match'] !== '"another"')
        Object.assign(reply, { status: 304, body: Buffer.alloc(0) });
    }),
    'once something has changed, the tag from before it is 200',
    /^200, since a lesson was written after the tag; 304: that nothing has changed$/,
  ],
  [
    'always has more to tell',
    onReply('/changes', (reply) => changeJson(reply, (page) => Object.assign(page, { more: true }))),
    'its pages put together are every entity once',
    /^a page that leads further, or more: false; more: true and the same cursor$/,
  ],
  [
    'always has more to tell, behind another cursor each time',
    {
      onRequest: (request) => {
        if (at(request, '/changes')) request.path = request.path.split('?')[0] ?? '';
      },
      ...onReply('/changes', (reply) =>
        changeJson(reply, (page) => Object.assign(page, { changes: [], more: true, cursor: randomUUID() })),
      ),
    },
    'its pages put together are every entity once',
    /^an end of the changes; page after page that says more: true$/,
  ],
  [
    'takes grades above the maximum',
    {
      onRequest: (request) => {
        if (at(request, '/batches'))
          changeJson(request, ({ ops }) => {
            for (const { value } of ops) if (value?.points_x100 > 2000) value.points_x100 = 2000;
          });
      },
    },
    'a grade above the maximum of its assignment',
    /^what becomes of a grade: \["refused","out-of-range"\]; \["applied",null\]$/,
  ],
  [
    'takes grades of a closed period',
    onReply('/batches', (reply) =>
      changeJson(reply, ({ results: all = [] }) => {
        for (const result of all)
          if (result.code === 'locked')
            Object.assign(result, { outcome: 'applied', version: 1, code: undefined });
      }),
    ),
    'in a closed period, a grade and a comment are refused as locked',
    /^what becomes of a grade: \["refused","locked"\]; \["applied",null\]$/,
  ],
  [
    'counts the times of its policy in seconds',
    onReply('/policy', (reply) =>
      changeJson(reply, (policy) => {
        for (const name of ['server_time', 'valid_until']) policy[name] = seconds(policy[name]);
      }),
    ),
    'Policy: its times are milliseconds since 1970',
    /^server_time in milliseconds since 1970, about \d{13}; \d{10}: seconds$/,
  ],
  [
    'counts the times of changes in seconds',
    onReply('/changes', (reply) =>
      changeJson(reply, ({ changes = [] }) => {
        for (const change of changes) change.at = seconds(change.at);
      }),
    ),
    'its times are milliseconds: when it was made',
    /^at in milliseconds since 1970, about \d{13}; \d{10}: seconds$/,
  ],
  [
    'keeps the times of lessons in seconds',
    onReply('/changes', (reply) =>
      changeJson(reply, ({ changes = [] }) => {
        for (const { body } of changes) if (body?.starts_at) body.starts_at = seconds(body.starts_at);
      }),
    ),
    'its times are milliseconds: when it was made',
    /^starts_at, as it was written: 1795255200123; 1795255200$/,
  ],
  [
    'does not name its policy where batches end',
    onReply('/batches', ({ headers }) => void delete headers['policy-tag']),
    'the reply of a batch names the policy in force by Policy-Tag',
    /^policy-tag: .+; no policy-tag$/,
  ],
  [
    'does not name its policy in refusals',
    onReply('/changes', ({ status, headers }) => {
      if (status === 410) delete headers['policy-tag'];
    }),
    'every reply names the policy in force by Policy-Tag',
    /^policy-tag: .+; no policy-tag$/,
  ],
  [
    'takes a number for a cursor',
    {
      onRequest: (request) => {
        request.path = request.path.replace(/cursor=\d+$/, '');
      },
    },
    'a plain number is no cursor',
    /^410 cursor-expired; 200$/,
  ],
  [
    'takes a number for the cursor of a batch',
    {
      onRequest: (request) => {
        if (at(request, '/batches'))
          changeJson(request, (batch) => {
            if (/^\d+$/.test(batch.since ?? '')) batch.since = null;
          });
      },
    },
    'since a cursor that was never given',
    /^410 cursor-expired; 200$/,
  ],
  [
    'takes an edit with two bases',
    {
      onRequest: (request) => {
        if (at(request, '/batches'))
          changeJson(request, ({ ops }) => {
            for (const op of ops) if (op.base !== undefined) delete op.base_op;
          });
      },
    },
    'an operation that names both base and base_op',
    /^400 bad-request; 200$/,
  ],
  [
    'does not look at Idempotency-Key',
    {
      onRequest: ({ headers }) => {
        delete headers['idempotency-key'];
      },
    },
    'under another name than its own',
    /^400 bad-request; 200$/,
  ],
  [
    'does not know ranges',
    {
      onRequest: ({ headers }) => {
        delete headers.range;
      },
    },
    'a range of one that was sent is a 206',
    /^status 206; 200$/,
  ],
  [
    'gives a range of whatever it has now',
    {
      onRequest: ({ headers }) => {
        delete headers['if-range'];
      },
    },
    'a range of one that was sent is a 206',
    /^status 200; 206$/,
  ],
  [
    'has an hour of its own',
    onReply('/policy', (reply) =>
      changeJson(reply, (policy) => {
        policy.server_time += 3_600_000;
        policy.valid_until += 3_600_000;
      }),
    ),
    'its server_time is the time of its reply',
    /^server_time within two minutes of Date; 3\d{3} s away$/,
  ],
  [
    'asks for silence, and does not say for how long',
    onReply('/changes', (reply) => {
      Object.assign(reply, { status: 429, body: Buffer.alloc(0) });
      delete reply.headers['retry-after'];
    }),
    'its pages put together are every entity once',
    /^Retry-After with a 429; none$/,
  ],
  [
    'is answering a batch already, and does not say when to come back',
    {
      onReply: (reply, request) => {
        if (!at(request, '/batches') || jsonOf(reply)?.results?.[0]?.outcome !== 'duplicate') return;
        const problem = { title: 'This batch is being answered', status: 409, code: 'already-running' };
        Object.assign(reply, { status: 409, body: Buffer.from(JSON.stringify(problem)) });
        reply.headers['content-type'] = 'application/problem+json';
      },
    },
    'two requests with the same bytes at once take effect once',
    /^retry-after: .+; no retry-after$/,
  ],
  [
    'names no document by its ETag',
    onReply('/blobs/', ({ headers }) => void delete headers.etag),
    'one can be had alone, in parts, and is a 304',
    /^etag: "[0-9a-f]{64}"; no etag$/,
  ],
  [
    'sends documents in an order of its own',
    {
      onRequest: (request) => {
        if (at(request, '/blobs/fetch')) changeJson(request, ({ blobs }) => void blobs.sort());
      },
    },
    'a fetch gives documents in the order asked for',
    /^documents, by their place in the request: \[0,1,2\]; \[\d,\d,\d\]$/,
  ],
  ...(['draft-15', 'tus'] as const).map(
    (shape) =>
      [
        `names larger documents than it takes by ${shape}`,
        onReply('/policy', (reply) =>
          changeJson(reply, ({ limits }) => void Object.assign(limits, { blob_bytes: 1e12 })),
        ),
        `(${shape}${shape === 'tus' ? ' 1.0.0' : ''}): a document of as many bytes as the policy allows`,
        /^status 201; 413 too-large$/,
      ] as const,
  ),
  [
    'claims that it can be watched, and gives no ticket',
    onReply('/token', (reply) => changeJson(reply, (json: Loose) => void delete json.watch_ticket)),
    'Watching: nothing new is a 304',
    /^watch_ticket in the reply of \/token; no watch_ticket$/,
  ],
];

test.each(WRONG)('the suite notices a server that %s, and says so', async (_what, wrong, broken, told) => {
  const server = await startClass();
  const proxy = await startReplyRewriter(server.url);
  const good = await results(proxy.url, keyOf(server), { named: broken });
  expect(good.map(({ outcome }) => outcome)).toEqual(['passed']);
  proxy.doWrong(wrong);
  const [result] = await results(proxy.url, keyOf(server), { named: broken });
  if (result?.outcome !== 'failed') throw new Error(`not noticed: ${JSON.stringify(result)}`);
  expect(`${result.expected}; ${result.seen}`).toMatch(told);
});

test('the suite notices a server whose batches never say that more follows', async () => {
  const server = await startClass();
  const subjects = Array.from({ length: 600 }, (_, index) => ({
    entity: 'subject' as const,
    id: `subject-${index}`,
    body: { name: `Matière ${index}` },
  }));
  server.editOnTheWeb(subjects);
  const proxy = await startReplyRewriter(server.url);
  const named = 'where they are more than one reply holds';
  expect(await results(proxy.url, keyOf(server), { named })).toMatchObject([{ outcome: 'passed' }]);
  proxy.doWrong(
    onReply('/batches', (reply) => changeJson(reply, (json) => Object.assign(json, { more: false }))),
  );
  expect(await results(proxy.url, keyOf(server), { named })).toMatchObject([
    { outcome: 'failed', expected: 'more: true, as changes follow its cursor', seen: 'more: false' },
  ]);
});

test('what a wrong server took is taken back', async () => {
  const server = await startClass();
  const proxy = await startReplyRewriter(server.url);
  proxy.doWrong({
    onRequest: (request) => {
      if (at(request, '/batches'))
        changeJson(request, ({ ops }) => {
          for (const { value } of ops) if (value?.points_x100 > 2000) value.points_x100 = 2000;
        });
    },
  });
  await results(proxy.url, keyOf(server), { named: 'a grade above the maximum' });
  expect(server.store.count('grade')).toBe(0);
});

test('a capability that is claimed, on an account where it cannot be tried, is not passed over', async () => {
  const server = await startServer();
  const all = await results(server.url, keyOf(server));
  const watched = all.find(({ name }) => name.includes('once something has changed'));
  expect(watched).toMatchObject({
    outcome: 'failed',
    expected: 'an account on which the capability watch can be tried, as the policy claims it',
    seen: 'the account has no class',
  });
  expect(all.filter(isBroken)).toEqual([watched]);
  server.dial.turn({ capabilities: [] });
  const unclaimed = await results(server.url, keyOf(server));
  expect(unclaimed.filter(isBroken)).toEqual([]);
  expect(unclaimed.some((result) => 'reason' in result && result.reason === 'nothing-to-try')).toBe(true);
});
