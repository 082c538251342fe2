import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline, Readable } from 'node:stream';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runSuite } from '../../main/cli/conformance/suite.ts';
import { Target } from '../../main/cli/conformance/target.ts';
import { CARTABLE, cartable, environment } from './command-line-run.ts';
import { at, isBroken, keyOf, onReply, results, startClass } from './conformance-trial.ts';
import { signIn, startServer } from './reference-ent-client.ts';
import {
  changeJson,
  jsonOf,
  type Loose,
  setJson,
  startReplyRewriter,
  type Travelling,
  type WrongDoing,
} from './reply-rewriter.ts';

/** Not `cartable`, which would hold the server that runs in this very process. */
function runCommand(
  parameters: readonly string[],
): Promise<{ status: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [CARTABLE, ...parameters],
      { env: environment({}), maxBuffer: 10_000_000 },
      (error, stdout, stderr) => resolve({ status: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

/** One run is of the usual limits; the others need not carry megabytes. */
const SMALL = { ops: 50, batch_bytes: 50_000, bundle_bytes: 50_000 };

describe('the reference server', () => {
  test('keeps every promise, and is left as it was', async () => {
    const server = await startClass();
    const before = server.store.count('lesson');
    const all = await results(server.url, keyOf(server));
    expect(all.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
    expect(all.length).toBeGreaterThan(90);
    expect(server.store.count('lesson')).toBe(before);
  });

  test('keeps them behind a proxy too, so that what is broken below is broken by the fault', async () => {
    const server = await startClass({ limits: SMALL });
    const proxy = await startReplyRewriter(server.url);
    expect((await results(proxy.url, keyOf(server))).filter(isBroken)).toEqual([]);
  });

  test('keeps them where it unpacks nothing, and says so', async () => {
    const server = await startClass({ limits: SMALL });
    const proxy = await startReplyRewriter(server.url);
    proxy.doWrong({
      onRequest: mispack,
      onReply: (reply, request) => {
        if (at(request, '/policy') && reply.status === 200) unpacksNothing(reply);
        if (reply.status === 415) reply.headers['accept-encoding'] = 'identity';
      },
    });
    expect((await results(proxy.url, keyOf(server))).filter(isBroken)).toEqual([]);
  });

  test('is not written to without leave, and nothing is asked of what it does not offer', async () => {
    const server = await startClass();
    server.dial.turn({ capabilities: ['watch'] });
    const all = await results(server.url, keyOf(server), { mayWrite: false });
    expect(all.filter(isBroken)).toEqual([]);
    const reasons = new Set(all.flatMap((result) => (result.outcome === 'skipped' ? [result.reason] : [])));
    expect(reasons).toEqual(new Set(['writes', 'not-offered']));
    expect([server.store.ledgerCount(), server.statistics().blobs.count]).toEqual([0, 1]);
  });

  test('can be tried with a refresh token, or with an access token alone', async () => {
    const server = await startClass({ limits: SMALL });
    const { token, device } = await signIn(server);
    const refreshed = await results(server.url, { token: token.refresh_token ?? '' });
    expect(refreshed.filter(isBroken)).toEqual([]);
    const accessed = await results(server.url, { token: token.access_token });
    expect(accessed.filter(isBroken)).toEqual([]);
    const skipped = accessed.filter(({ outcome }) => outcome === 'skipped');
    expect(skipped.some(({ group }) => group === 'Exactly once')).toBe(true);
    expect(new Set(skipped.map((result) => 'reason' in result && result.reason))).toEqual(new Set(['key']));
    const onDevice = await results(
      server.url,
      { token: token.access_token, device },
      { named: 'Exactly once' },
    );
    expect(onDevice.every(({ outcome }) => outcome === 'passed')).toBe(true);
  });
});

const dropHeader = (name: string): WrongDoing => ({
  onRequest: ({ headers }) => {
    delete headers[name];
  },
});

/** Forgets every operation as soon as it is done: fresh names for all that is sent. */
function withoutLedger(): WrongDoing {
  let no = 1000;
  return {
    onRequest: (request) => {
      if (!at(request, '/batches')) return;
      delete request.headers['idempotency-key'];
      changeJson(request, (batch) => {
        no += 1;
        Object.assign(batch, { batch: randomUUID(), batch_no: no });
        for (const op of batch.ops) op.op = randomUUID();
      });
    },
    onReply: (reply, request) => {
      if (!at(request, '/batches') || reply.status !== 200) return;
      const { ops } = jsonOf(request);
      changeJson(reply, ({ results }) => {
        for (const [index, result] of results.entries()) result.op = ops[index].op;
      });
    },
  };
}

const everyResult = (path: string, change: (result: Record<string, unknown>) => void) =>
  onReply(path, (reply) =>
    changeJson(reply, ({ results: all = [] }) => {
      for (const result of all) change(result);
    }),
  );

function unpacksNothing(reply: Travelling): void {
  changeJson(reply, (policy) => {
    policy.accept_encoding = [];
  });
}

/** Packed, as the server behind is told, in a way that nobody knows. */
function mispack({ headers }: Travelling): void {
  if (headers['content-encoding'] !== undefined) headers['content-encoding'] = 'compress';
}

let accessToken = '';
const WRONG: readonly (readonly [what: string, wrong: () => WrongDoing, broken: readonly string[]])[] = [
  [
    'forgets what it has done',
    withoutLedger,
    [
      'the same bytes again are duplicates',
      'an operation known from another batch',
      'with other bytes is 422 key-reused',
      'not above the last is 409 already-answered',
    ],
  ],
  [
    'takes operations in the order in which they come, whatever their seq',
    () => ({
      onRequest: (request) => {
        if (at(request, '/batches'))
          changeJson(request, ({ ops }) => {
            for (const [index, op] of ops.entries()) op.seq = index + 1;
          });
      },
    }),
    ['out of the order of seq are 400'],
  ],
  [
    'does not say which account wrote a change',
    () =>
      onReply('/', (reply) =>
        changeJson(reply, ({ changes = [], results = [] }) => {
          for (const change of [...changes, ...results.map((result: Loose) => result.current ?? {})])
            delete change.by_id;
        }),
      ),
    ['who wrote an edit is told with it'],
  ],
  [
    'binds refresh tokens to a device',
    () => {
      let device: string | null = null;
      return onReply('/token', (reply, request) => {
        const grant = jsonOf(request);
        device ??= grant.device;
        if (grant.device === device) return;
        reply.status = 401;
        reply.headers = { 'content-type': 'application/problem+json' };
        setJson(reply, { title: 'not this device', status: 401, code: 'bad-credentials' });
      });
    },
    ['a refresh token opens a session for another device'],
  ],
  [
    'says that it unpacks nothing, and unpacks all the same',
    () => onReply('/policy', unpacksNothing),
    ['a body packed as the policy names is taken'],
  ],
  [
    'says that it unpacks gzip, and does not',
    () => ({ onRequest: mispack }),
    ['a body packed as the policy names is taken', 'the same bytes again are duplicates'],
  ],
  [
    'lets the last one win',
    () =>
      everyResult('/batches', (result) => {
        if (result.outcome === 'conflict') result.outcome = 'applied';
      }),
    ['an edit of an older version is a conflict', 'an edit that names no base'],
  ],
  [
    'takes the members of a group one by one',
    () => ({
      onRequest: (request) => {
        if (at(request, '/batches'))
          changeJson(request, ({ ops }) => {
            for (const op of ops) delete op.group;
          });
      },
    }),
    ['the members of a group pass or fail together'],
  ],
  [
    'does not look at what grades are out of',
    () => ({
      onRequest: (request) => {
        if (at(request, '/batches'))
          changeJson(request, ({ ops }) => {
            for (const op of ops) delete op.out_of_x100;
          });
      },
    }),
    ['a grade out of another maximum than its assignment’s is refused as maximum-changed'],
  ],
  [
    'does not look at digests',
    () => dropHeader('content-digest'),
    ['Batches that are not looked at: damaged', 'bytes that do not have their Content-Digest'],
  ],
  [
    'does not revoke',
    () => ({
      onRequest: (request) => {
        if (at(request, '/revoke')) changeJson(request, (json) => Object.assign(json, { token: 'another' }));
      },
    }),
    ['a revoked access token opens nothing'],
  ],
  [
    'lets everybody in',
    () => ({
      onRequest: ({ headers }) => {
        headers.authorization = `Bearer ${accessToken}`;
      },
    }),
    [
      'GET /changes is 401',
      'POST /batches is 401',
      'PUT /blobs/{sha256} is 401',
      'a ticket opens nothing else',
    ],
  ],
  [
    'does not bind tokens to devices',
    () => dropHeader('cartable-device'),
    ['another Cartable-Device is 403'],
  ],
  [
    'answers errors with pages',
    () => ({
      onReply: (reply) => {
        if (reply.status < 400) return;
        reply.headers['content-type'] = 'text/html';
        reply.body = Buffer.from('<h1>Erreur</h1>');
      },
    }),
    ['an address that is none is 404', 'a body that is no JSON', 'a wrong password', 'GET /policy is 401'],
  ],
  [
    'repeats what was sent in its errors',
    () => ({
      onReply: (reply, request) => {
        if (reply.status === 400)
          changeJson(reply, (json) => Object.assign(json, { title: request.body.toString('utf8') }));
      },
    }),
    ['is not repeated in the answer'],
  ],
  [
    'knows no 304',
    () => dropHeader('if-none-match'),
    [
      'Policy: it is a 304',
      'at its end it is a 304',
      'Watching: nothing new is a 304',
      'one can be had alone, in parts',
    ],
  ],
  [
    'tells an entity twice',
    () =>
      onReply('/changes', (reply) =>
        changeJson(reply, (page) => {
          if (Array.isArray(page.changes) && page.changes.length > 1) page.changes.push(page.changes[0]);
        }),
      ),
    ['its pages put together are every entity once'],
  ],
  [
    'leaves a field out',
    () =>
      onReply('/changes', (reply) =>
        changeJson(reply, ({ changes = [] }) => {
          for (const { entity, body } of changes)
            if (entity === 'submission' && body !== null) delete body.status;
        }),
      ),
    ['every body fits the schema of its kind'],
  ],
  [
    'does not tell deletions',
    () =>
      onReply('/changes', (reply) =>
        changeJson(reply, (page) => {
          page.changes = page.changes?.filter(({ deleted }: { deleted?: boolean }) => deleted !== true);
        }),
      ),
    ['a deletion is told by the feed'],
  ],
  [
    'pays no heed to limits of a page',
    () => ({
      onRequest: (request) => {
        request.path = request.path.replace('limit=1', 'limit=100');
      },
    }),
    ['a page has no more than its limit'],
  ],
  [
    'counts versions wrongly',
    () =>
      onReply('/versions', (reply) =>
        changeJson(reply, ({ versions = {} }) => {
          for (const of of Object.values<Record<string, number>>(versions))
            for (const id of Object.keys(of)) of[id] = (of[id] ?? 0) + 1;
        }),
      ),
    ['they are those of the feed'],
  ],
  [
    'has always something new',
    () =>
      onReply('/watch', (reply) => {
        if (reply.status === 304) Object.assign(reply, { status: 200, body: Buffer.from('{}') });
      }),
    ['Watching: nothing new is a 304'],
  ],
  [
    'has never anything new',
    () =>
      onReply('/watch', (reply) => {
        if (reply.status === 200) Object.assign(reply, { status: 304, body: Buffer.alloc(0) });
      }),
    ['another tag is 200'],
  ],
  [
    'gives another ticket each time',
    () =>
      onReply('/token', (reply) =>
        changeJson(reply, (json) => Object.assign(json, { watch_ticket: randomUUID() })),
      ),
    ['the ticket is the same in every session'],
  ],
  [
    'says that it stored whatever came',
    () => everyResult('/blobs/bundle', (result) => Object.assign(result, { outcome: 'stored' })),
    ['a bundle stores what has its hash'],
  ],
  [
    'takes bytes under any name',
    () => ({
      onRequest: (request) => {
        if (request.method === 'PUT')
          request.path = `/sync/v1/blobs/${createHash('sha256').update(request.body).digest('hex')}`;
      },
    }),
    ['with another hash it is 422'],
  ],
  [
    'gives damaged documents out',
    () => ({
      onReply: (reply, request) => {
        const isBlob = /\/blobs\/([0-9a-f]{64}|fetch)$/.test(request.path) && reply.status === 200;
        const last = reply.body.length - 1;
        if (isBlob && last > 0) reply.body[last] = (reply.body[last] ?? 0) ^ 1;
      },
    }),
    ['those that the feed names are there', 'one can be had alone, in parts'],
  ],
  ['sends wholes for parts', () => dropHeader('range'), ['one can be had alone, in parts']],
  [
    'says that it composed whatever was asked',
    () => everyResult('/blobs/compose', (result) => Object.assign(result, { outcome: 'stored' })),
    ['what cannot be made is refused by itself'],
  ],
  [
    'does not say where an upload stands',
    () => ({
      onReply: (reply) => {
        delete reply.headers['upload-offset'];
      },
    }),
    ['(draft-15): HEAD tells how far', '(tus 1.0.0): HEAD tells how far'],
  ],
  [
    'loses the beginning of an upload without a word',
    () => ({
      onReply: (reply, request) => {
        if (request.method === 'PATCH' && reply.status === 409) Object.assign(reply, { status: 204 });
      },
    }),
    ['(draft-15): HEAD tells how far', '(tus 1.0.0): HEAD tells how far'],
  ],
  [
    'redirects wherever it is told to',
    () => ({
      onRequest: (request) => {
        const url = new URL(request.path, 'http://host');
        if (at(request, '/authorize')) url.searchParams.set('redirect_uri', 'http://127.0.0.1:1/callback');
        request.path = `${url.pathname}${url.search}`;
      },
    }),
    ['the page refuses a host that is not loopback', 'that only begins like loopback'],
  ],
  [
    'takes plain PKCE',
    () => ({
      onRequest: (request) => {
        request.path = request.path.replace('method=plain', 'method=S256');
      },
    }),
    ['the page refuses plain PKCE'],
  ],
  [
    'promises smaller limits than it keeps',
    () =>
      onReply('/policy', (reply) =>
        changeJson(reply, ({ limits }) => Object.assign(limits ?? {}, { ops: 5, bundle_files: 3 })),
      ),
    ['of more operations than the policy allows', 'of more documents than the policy allows'],
  ],
  [
    'packs replies for who did not ask for it',
    () => ({
      onReply: (reply, request) => {
        if (at(request, '/changes') && reply.status === 200) reply.headers['content-encoding'] = 'x-nothing';
      },
    }),
    ['replies are as they are'],
  ],
  [
    'repeats a batch’s own changes',
    () => {
      let own: unknown[] = [];
      return onReply('/batches', (reply, request) => {
        const { ops, since } = jsonOf(request);
        changeJson(reply, (json) => {
          own = ops.map(({ entity, id, value }: Record<string, unknown>) => ({
            ...{ entity, id, version: 1, by: 'x', at: 0, body: value },
          }));
          if (since !== null && Array.isArray(json.changes)) json.changes.push(...own);
        });
      });
    },
    ['changes since its cursor, without its own'],
  ],
];

describe('the suite notices a server that', () => {
  test.each(WRONG)('%s', async (_what, wrong, broken) => {
    const server = await startClass();
    accessToken = (await signIn(server)).token.access_token;
    const proxy = await startReplyRewriter(server.url);
    for (const named of broken) {
      proxy.doWrong(wrong());
      const tried = await results(proxy.url, keyOf(server), { named });
      expect([named, tried.map(({ outcome }) => outcome)]).toEqual([named, ['failed']]);
      // Seen for what it is, and not because the proxy broke the line.
      for (const result of tried) expect(result).not.toMatchObject({ expected: 'an answer' });
    }
  });
});

describe('on the command line', () => {
  test('it says what is kept and what is broken, and exits by it', async () => {
    const server = await startClass();
    const proxy = await startReplyRewriter(server.url);
    server.dial.turn({ capabilities: ['watch', 'versions'] });
    const { token } = await signIn(server);
    const run = (parameters: readonly string[]) =>
      runCommand(['conformance', '--url', proxy.url, '--token', token.refresh_token ?? '', ...parameters]);
    const good = await run(['--json']);
    expect(good.status).toBe(0);
    const { passed, failed, skipped, skips, results: all } = JSON.parse(good.stdout);
    expect([failed, passed + skipped]).toEqual([0, all.length]);
    // No password was given: another sign-in, to be revoked, is beyond this key.
    const notOffered = skipped - 1;
    expect(skips).toEqual({ writes: 0, 'not-offered': notOffered, 'nothing-to-try': 0, key: 1 });
    expect(skipped).toBeGreaterThan(10);
    proxy.doWrong(dropHeader('range'));
    const bad = await run([]);
    expect(bad.status).toBe(1);
    expect(bad.stdout).toContain('BROKEN       one can be had alone, in parts');
    expect(bad.stdout).toContain('expected: status 206');
    expect(bad.stdout).toContain('seen: 200');
    expect(bad.stdout).toMatch(
      new RegExp(`${skipped} not tried\\.\\n +${notOffered}  not offered\\n +1  the key`),
    );
  });

  test('a server that does not even let in breaks a promise, one that is not there is an error', async () => {
    const server = await startClass();
    const refused = await runCommand(['conformance', '--url', server.url, '--token', 'nothing', '--json']);
    expect([refused.status, JSON.parse(refused.stdout).failed]).toEqual([1, 1]);
    await server.close();
    const gone = await runCommand(['conformance', '--url', server.url, '--token', 'nothing']);
    expect([gone.status, gone.stdout]).toEqual([1, '']);
    expect(gone.stderr).toContain('[ent/unreachable');
  });

  test('a password, to a server that takes none, is wrong usage, and no promise is broken', async () => {
    const server = await startClass();
    const proxy = await startReplyRewriter(server.url);
    proxy.doWrong(
      onReply('/token', (reply) => {
        reply.status = 400;
        reply.headers = { 'content-type': 'application/problem+json' };
        setJson(reply, { title: 'No', status: 400, code: 'bad-request', error: 'unsupported_grant_type' });
      }),
    );
    const run = ['conformance', '--url', proxy.url, '--login', server.login, '--password', server.password];
    const { status, stdout, stderr } = await runCommand(run);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr.trim()).toBe('This server takes no passwords: give --token, a refresh token.');
  });

  test('without an account it is wrong usage', () => {
    const { status, stderr } = cartable(['conformance', '--url', 'http://127.0.0.1:1']);
    expect([status, stderr.trim()]).toEqual([2, 'Give --token, or --login.']);
  });
});

test('a reply without end is cut off, and the check that takes long is named while it is tried', async () => {
  const server = await startServer();
  const target = await Target.open(server.url, keyOf(server));
  let sentBytes = 0;
  const endless = createServer((_request, response) => {
    const chunk = Buffer.alloc(1024 * 1024);
    // Ends all the same, far too late, for the tester that reads on.
    const source = Readable.from(
      (function* () {
        for (; sentBytes < 512 * chunk.length; sentBytes += chunk.length) yield chunk;
      })(),
    );
    pipeline(source, response, () => undefined);
  });
  endless.listen(0, '127.0.0.1');
  await once(endless, 'listening');
  onTestFinished(() => void endless.close());
  const url = `http://127.0.0.1:${(endless.address() as AddressInfo).port}`;
  const slow = Promise.withResolvers<string>();
  const run = async () => {
    await slow.promise;
    const atEndless = Object.assign(Object.create(target) as Target, { url });
    await atEndless.send('/changes');
  };
  const [result] = await runSuite(target, {
    mayWrite: false,
    onResult: () => undefined,
    onSlow: ({ name }) => slow.resolve(name),
    slowMs: 1,
    checks: [{ group: 'Any', name: 'an end', run }],
  });
  expect(await slow.promise).toBe('an end');
  expect(result).toMatchObject({ outcome: 'failed', seen: 'more' });
  expect(sentBytes).toBeLessThan(256 * 1024 * 1024);
});
