import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { setDefaultCACertificates } from 'node:tls';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { BatchTooLarge, type BlobSink, CursorExpired } from '../../main/engine/connectors/adapter-types.ts';
import type { ServerSession } from '../../main/engine/connectors/server-adapter.ts';
import { CartableError } from '../../main/engine/platform/cartable-error.ts';
import { type Classroom, hashOf, openClassroom, withConnector } from './classroom.ts';
import { type Direction, type Fault, type FaultProxyOptions, startFaultProxy } from './fault-proxy.ts';
import { makeCertificate } from './test-certificate.ts';

/** Short, so that what never comes is given up soon; nothing that does come is this slow. */
const PATIENCE = { connectMs: 1_000, stallMs: 400 };

/** One ENT for the whole file. */
let classroom: Classroom;
beforeAll(async () => {
  classroom = await openClassroom();
});
afterAll(() => classroom.close());

async function openProxy(options: FaultProxyOptions = {}) {
  const proxy = await startFaultProxy({ target: classroom.server.url, ...options });
  onTestFinished(() => proxy.close());
  return proxy;
}

/** What a request fails with. A success is a failure of the test. */
async function failureOf(request: Promise<unknown>): Promise<unknown> {
  return request.then(
    (value) => expect.fail(`expected a failure, got ${inspect(value)}`),
    (error: unknown) => error,
  );
}

function sinkInto(whole: string[]): BlobSink {
  let parts: Buffer[] = [];
  return {
    begin: async () => {
      parts = [];
    },
    write: async (chunk) => {
      parts.push(Buffer.from(chunk));
    },
    end: async () => {
      whole.push(hashOf(Buffer.concat(parts)));
    },
  };
}

const nowhere: BlobSink = sinkInto([]);
const never = new AbortController().signal;

/** Everything that a session can ask, one by one. */
const REQUESTS: Readonly<Record<string, (session: ServerSession) => Promise<unknown>>> = {
  policy: (session) => session.policy(null),
  changes: (session) => session.changes(null, 500),
  pushBatch: (session) => session.pushBatch(classroom.batch),
  checkBlobs: (session) => session.checkBlobs(classroom.here),
  putBundle: (session) => session.putBundle(classroom.here),
  putBlob: (session) => session.putBlob(classroom.there[0]!),
  fetchBlobs: (session) =>
    session.fetchBlobs(
      classroom.there.map(({ sha256 }) => sha256),
      nowhere,
    ),
};

/** Opens a session on a good line, which turns bad before the request. */
async function askOver(fault: Fault, ask: (session: ServerSession) => Promise<unknown>): Promise<unknown> {
  const proxy = await openProxy();
  return withConnector(proxy.url, PATIENCE, async ({ adapter }) => {
    const session = await adapter.openSession(classroom.secret, never);
    proxy.setFault(fault);
    try {
      return await ask(session);
    } finally {
      // The goodbye fails in silence, but for the wish for more of it.
      await session.close().catch((error) => expect(error).toMatchObject({ code: 'ent/paused' }));
    }
  }).finally(() => proxy.idle());
}

const page = (status: string, headers: string, body: string): Fault => ({
  kind: 'says',
  bytes: `HTTP/1.1 ${status}\r\n${headers}content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
});
const PORTAL = '<!doctype html><title>Wi-Fi du lycée</title><p>Identifiez-vous pour continuer.</p>';
const HTML = 'content-type: text/html\r\n';
const NO_RIGHT = '{"title":"not this device","status":403,"code":"no-right"}';

/** What each of the requests fails with, when the same thing happens to all. */
async function failuresOver(fault: Fault): Promise<Record<string, unknown>> {
  const failures: Record<string, unknown> = {};
  if (fault.kind === 'stall' || fault.kind === 'silent') {
    // Each waits for its own silence to end: all at once.
    const waits = Object.entries(REQUESTS).map(async ([name, ask]) => {
      failures[name] = await failureOf(askOver(fault, ask));
    });
    await Promise.all(waits);
  } else {
    await askOver(fault, async (session) => {
      for (const [name, ask] of Object.entries(REQUESTS)) failures[name] = await failureOf(ask(session));
    });
  }
  return failures;
}

function each(expected: object): Record<string, object> {
  return Object.fromEntries(Object.keys(REQUESTS).map((name) => [name, expected]));
}

test('a good line carries every request', async () => {
  for (const ask of Object.values(REQUESTS)) await askOver({ kind: 'none' }, ask);
});

describe('whatever is asked, an answer that is none of this API is not an ENT', () => {
  test.each([
    ['JSON of another shape', page('200 OK', 'content-type: application/json\r\n', '{"hello":"world"}')],
    ['an empty page', page('200 OK', 'content-type: text/html\r\n', '')],
    [
      'not modified, unasked',
      { kind: 'says', bytes: 'HTTP/1.1 304 Not Modified\r\nconnection: close\r\n\r\n' },
    ],
    ['a page that is not there', page('404 Not Found', HTML, '<h1>404</h1>')],
    ['no HTTP at all', { kind: 'says', bytes: '220 mail.lycee.example ESMTP\r\n' }],
  ] as [string, Fault][])('%s', async (_what, fault) => {
    expect(await failuresOver(fault)).toMatchObject(each({ code: 'ent/not-an-ent' }));
  });
});

describe('whatever is asked, a page in the place of an answer is the network’s, which wants to be signed in to', () => {
  test.each([
    ['the page of a captive portal', page('200 OK', HTML, PORTAL)],
    ['a redirect to a portal', page('302 Found', `${HTML}location: http://192.0.2.1/\r\n`, PORTAL)],
    ['a portal that says so', page('511 Network Authentication Required', HTML, PORTAL)],
  ] as [string, Fault][])('%s', async (_what, fault) => {
    expect(await failuresOver(fault)).toMatchObject(each({ code: 'network/captive-portal', retry: 'later' }));
  });

  test('a captive portal that hides its kind', async () => {
    const { fetchBlobs, ...others } = await failuresOver(page('200 OK', '', PORTAL));
    // Frames are read as they come, whatever they look like.
    expect(fetchBlobs).toMatchObject({ code: 'ent/not-an-ent' });
    for (const failure of Object.values(others))
      expect(failure).toMatchObject({ code: 'network/captive-portal' });
  });
});

describe('whatever is asked, a status is understood, even from a proxy that knows nothing of the API', () => {
  test.each([
    ['502', page('502 Bad Gateway', HTML, PORTAL), { code: 'ent/server-error', params: { status: 502 } }],
    ['500', page('500 Oops', HTML, ''), { code: 'ent/server-error', params: { status: 500 } }],
    ['407', page('407 Proxy Authentication Required', HTML, ''), { code: 'network/proxy-sign-in' }],
    ['403', page('403 Forbidden', HTML, PORTAL), { code: 'ent/refused', params: { status: 403 } }],
    ['403 of the API', page('403 Forbidden', '', NO_RIGHT), { code: 'account/sign-in-needed' }],
    ['401', page('401 Unauthorized', HTML, ''), { code: 'account/sign-in-needed' }],
    ['429', page('429 Slow Down', 'retry-after: 60\r\n', ''), { code: 'ent/paused', retry: 'later' }],
    ['503', page('503 Busy', HTML, PORTAL), { code: 'ent/paused', params: { untilMs: expect.any(Number) } }],
  ] as [string, Fault, object][])('%s', async (_status, fault, expected) => {
    expect(await failuresOver(fault)).toMatchObject(each(expected));
  });
});

describe('whatever is asked on a line that breaks, the ENT is out of reach', () => {
  test.each([
    ['reset before it arrives', { kind: 'reset', direction: 'up', afterBytes: 0 }, 'reset'],
    ['reset on its way', { kind: 'reset', direction: 'up', afterBytes: 120 }, 'reset'],
    ['reset before the answer', { kind: 'reset', direction: 'down', afterBytes: 0 }, 'reset'],
    ['reset within the answer', { kind: 'reset', direction: 'down', afterBytes: 90 }, 'reset'],
    ['closed before it arrives', { kind: 'cut', direction: 'up', afterBytes: 10 }, 'reset'],
    ['closed before the answer', { kind: 'cut', direction: 'down', afterBytes: 0 }, 'reset'],
    ['closed within the answer', { kind: 'cut', direction: 'down', afterBytes: 90 }, 'reset'],
    ['swallowed', { kind: 'stall', direction: 'up', afterBytes: 0 }, 'stalled'],
    ['answered into the void', { kind: 'stall', direction: 'down', afterBytes: 0 }, 'stalled'],
    ['answered in part', { kind: 'stall', direction: 'down', afterBytes: 90 }, 'stalled'],
    ['sent to a half-open connection', { kind: 'silent' }, 'stalled'],
  ] as [string, Fault, string][])('%s', async (_what, fault, reason) => {
    const expected = { code: 'ent/unreachable', params: { reason }, retry: 'later' };
    expect(await failuresOver(fault)).toMatchObject(each(expected));
  });
});

describe('what a proxy says in its own words about a batch or a cursor', () => {
  test('413 without a limit', async () => {
    const fault = page('413 Request Entity Too Large', HTML, '<h1>413</h1>');
    const failure = await failureOf(askOver(fault, REQUESTS.pushBatch!));
    expect(failure).toBeInstanceOf(BatchTooLarge);
    expect(failure).toMatchObject({ limit: null });
    expect(await failureOf(askOver(fault, REQUESTS.putBundle!))).toMatchObject({
      code: 'ent/refused',
      params: { status: 413 },
    });
  });

  test('410', async () => {
    expect(await failureOf(askOver(page('410 Gone', HTML, ''), REQUESTS.changes!))).toBeInstanceOf(
      CursorExpired,
    );
  });

  test('409, the same batch being answered, is a short pause', async () => {
    const problem = '{"title":"x","status":409,"code":"already-running"}';
    const now = Date.now();
    const failure = await failureOf(askOver(page('409 Conflict', '', problem), REQUESTS.pushBatch!));
    expect(failure).toMatchObject({ code: 'ent/paused', retry: 'later' });
    const { untilMs } = (failure as CartableError).params;
    expect(untilMs).toBeGreaterThanOrEqual(now + 5_000);
    expect(untilMs).toBeLessThan(now + 60_000);
  });

  test('a reason that is no word of the API does not travel on', async () => {
    const problem = '{"title":"Durand","status":400,"code":"élève Durand: 12/20"}';
    const failure = await failureOf(askOver(page('400 Bad', '', problem), REQUESTS.pushBatch!));
    expect(failure).toMatchObject({ code: 'ent/refused', params: { status: 400 } });
    expect(inspect(failure, { depth: 10, showHidden: true })).not.toContain('Durand');
  });
});

describe('packed replies that are damaged', () => {
  const packed = gzipSync(JSON.stringify({ missing: ['ab'.repeat(32)] }));
  const reply = (body: Buffer): Fault => ({
    kind: 'says',
    bytes: Buffer.concat([
      Buffer.from(
        `HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n`,
      ),
      body,
    ]),
  });

  test.each([
    ['cut', packed.subarray(0, packed.length - 12)],
    ['altered', Buffer.concat([packed.subarray(0, 14), Buffer.alloc(packed.length - 14, 0x5a)])],
  ])('%s', async (_what, body) => {
    expect(await failureOf(askOver(reply(body), REQUESTS.checkBlobs!))).toMatchObject({
      code: 'ent/unreachable',
      params: { reason: 'damaged' },
    });
  });
});

describe('documents on a line that is cut', () => {
  const cut = async (fault: Fault) => {
    const whole: string[] = [];
    const failure = await failureOf(
      askOver(fault, (session) =>
        session.fetchBlobs(
          classroom.there.map(({ sha256 }) => sha256),
          sinkInto(whole),
        ),
      ),
    );
    return { failure, whole };
  };

  test.each(['reset', 'cut', 'stall'] as const)('those that arrived whole before a %s stay', async (kind) => {
    const { failure, whole } = await cut({ kind, direction: 'down', afterBytes: 10_000 });
    expect(failure).toMatchObject({ code: 'ent/unreachable' });
    expect(whole).toEqual(classroom.there.slice(0, 2).map(({ sha256 }) => sha256));
  });

  test('a reply that ends in good order inside a frame was cut all the same', async () => {
    const { sha256 } = classroom.there[0]!;
    const frame = Buffer.concat([
      Buffer.from(sha256, 'hex'),
      Buffer.from([0, 0, 0, 0, 0, 0, 0, 10]),
      Buffer.from('abc'),
    ]);
    const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/octet-stream\r\nconnection: close\r\n\r\n';
    const { failure } = await cut({ kind: 'says', bytes: Buffer.concat([Buffer.from(head), frame]) });
    expect(failure).toMatchObject({ code: 'ent/unreachable', params: { reason: 'cut' } });
  });
});

describe('a slow line is not a broken one', () => {
  test('8 kB a second carry a whole session, however long it takes', async () => {
    const proxy = await openProxy({ fault: { kind: 'slow', bytesPerSecond: 8 * 1024 } });
    await withConnector(proxy.url, PATIENCE, async ({ adapter }) => {
      const session = await adapter.openSession(classroom.secret, never);
      await session.pushBatch(classroom.batch);
      const whole: string[] = [];
      const [small, medium] = classroom.there.map(({ sha256 }) => sha256);
      await session.fetchBlobs([small!, medium!], sinkInto(whole));
      expect(whole).toEqual([small, medium]);
      await session.close();
    });
  });

  test('what is sent may lie in a buffer on the way longer than a silence lasts', async () => {
    const proxy = await openProxy({ fault: { kind: 'slow', bytesPerSecond: 40 * 1024 } });
    await withConnector(proxy.url, { stallMs: 1000 }, async ({ adapter }) => {
      const session = await adapter.openSession(classroom.secret, never);
      // The 90 kB leave this process at once, and take two seconds on the line.
      expect(await session.putBundle(classroom.there)).toEqual(new Map());
      await session.close();
    });
  });
});

describe('signing in', () => {
  const signInAt = (url: string, options = PATIENCE) =>
    withConnector(url, options, ({ adapter }) => adapter.signIn(classroom.server));

  test('nobody listens there', async () => {
    const proxy = await openProxy();
    await proxy.close();
    expect(await failureOf(signInAt(proxy.url))).toMatchObject({
      code: 'ent/unreachable',
      params: { reason: 'refused' },
    });
  });

  test('a name that nobody bears is a wrong address; without a resolver, an ENT out of reach', async () => {
    const failure = await failureOf(signInAt('https://ent.lycee.invalid'));
    expect(['account/wrong-address', 'network/dns-failed', 'network/offline']).toContain(
      (failure as CartableError).code,
    );
  });

  test.each([
    ['a captive portal', page('200 OK', HTML, PORTAL), 'ent/not-an-ent'],
    ['a website that wants a password of its own', page('401 No', HTML, PORTAL), 'ent/not-an-ent'],
    ['a website without that page', page('404 Not Found', HTML, PORTAL), 'account/wrong-address'],
    ['a redirect', page('301 Moved', `${HTML}location: https://192.0.2.1/\r\n`, ''), 'ent/not-an-ent'],
    ['a busy server', page('503 Busy', HTML, ''), 'ent/paused'],
    ['a broken server', page('500 Oops', HTML, ''), 'ent/server-error'],
  ] as [string, Fault, string][])('%s is told, and given no password', async (_what, fault, code) => {
    const proxy = await openProxy({ fault });
    expect(await failureOf(signInAt(proxy.url))).toMatchObject({ code });
    expect(proxy.heard).not.toContain(classroom.server.password);
  });

  test.each([
    ['a certificate that nobody vouches for', {}, 'certificate-unknown'],
    [
      'a certificate that has expired',
      { validFrom: new Date(0), validTo: new Date(86_400_000) },
      'certificate-expired',
    ],
    [
      'a certificate of tomorrow',
      { validFrom: new Date(Date.now() + 86_400_000), validTo: new Date(4e12) },
      'clock-wrong',
    ],
    [
      'a certificate for another server',
      { dnsName: 'ent.example', isForLoopback: false },
      'certificate-wrong-host',
    ],
  ])('%s is not spoken to', async (what, certificateOptions, name) => {
    const certificate = makeCertificate(certificateOptions);
    if (what !== 'a certificate that nobody vouches for') trust(certificate.cert);
    const proxy = await openProxy({ tls: certificate });
    expect(await failureOf(signInAt(proxy.url))).toMatchObject({
      code: `network/${name}`,
      retry: 'after-user',
    });
    await proxy.idle();
    expect(proxy.heard).toBe('');
  });

  test('a good certificate is spoken to', async () => {
    const certificate = makeCertificate();
    trust(certificate.cert);
    const proxy = await openProxy({ tls: certificate });
    expect(await signInAt(proxy.url)).toMatchObject({ datasetId: expect.any(String) });
  });

  test('a server without TLS at an https address is not spoken to', async () => {
    const { port } = new URL(classroom.server.url);
    expect(await failureOf(signInAt(`https://127.0.0.1:${port}`))).toMatchObject({ code: 'ent/insecure' });
  });

  test('a server that never ends its TLS handshake is out of reach', async () => {
    const silent = createServer((socket) => void socket.resume()).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    onTestFinished(() => void silent.close());
    const { port } = silent.address() as AddressInfo;
    expect(
      await failureOf(signInAt(`https://127.0.0.1:${port}`, { connectMs: 200, stallMs: 5_000 })),
    ).toMatchObject({
      code: 'ent/unreachable',
      params: { reason: 'timeout' },
    });
  });

  test.each([0, 30, 300])(
    'a TLS connection that is reset after %i bytes is out of reach',
    async (afterBytes) => {
      const certificate = makeCertificate();
      trust(certificate.cert);
      const inner = await openProxy({ tls: certificate });
      const outer = await openProxy({
        target: inner.url,
        fault: { kind: 'reset', direction: 'down', afterBytes },
      });
      expect(await failureOf(signInAt(outer.url.replace('http:', 'https:')))).toMatchObject({
        code: 'ent/unreachable',
      });
    },
  );

  function trust(certificate: string): void {
    setDefaultCACertificates([certificate]);
    onTestFinished(() => setDefaultCACertificates([]));
  }
});

describe('wherever the line breaks', () => {
  /** A whole session, as sync makes it. */
  const runSession = (url: string) =>
    withConnector(url, PATIENCE, async ({ adapter, http }) => {
      const session = await adapter.openSession(classroom.secret, never);
      try {
        for (const ask of Object.values(REQUESTS)) await ask(session);
      } finally {
        await session.close();
      }
      return http.traffic.requests;
    });

  test.each([
    ['reset', 'up'],
    ['reset', 'down'],
    ['cut', 'up'],
    ['cut', 'down'],
    ['stall', 'up'],
    ['stall', 'down'],
  ] as ['reset' | 'cut' | 'stall', Direction][])(
    'a %s of what goes %s ends the session by name, and leaves nothing open',
    async (kind, direction) => {
      const measured = await openProxy();
      await runSession(measured.url);
      const bytes = direction === 'up' ? measured.bytesUp : measured.bytesDown;
      // Dense where the small requests are, then through the documents.
      const places = Array.from({ length: 10 }, (_, index) => Math.floor(bytes * (index / 10) ** 2.5));
      const breakAt = async (afterBytes: number) => {
        const proxy = await openProxy({ fault: { kind, direction, afterBytes } });
        const failure = await failureOf(runSession(proxy.url));
        expect([afterBytes, failure]).toEqual([afterBytes, expect.any(CartableError)]);
        // Two sessions at once may send the same batch: then one of them is asked to wait.
        expect(['ent/unreachable', 'ent/paused']).toContain((failure as CartableError).code);
        await proxy.idle();
      };
      if (kind === 'stall') await Promise.all(places.map(breakAt));
      else for (const afterBytes of places) await breakAt(afterBytes);
    },
  );

  test('whatever was cut, each grade took effect once', async () => {
    expect(await runSession(classroom.server.url)).toBe(9);
    const { store } = classroom.server;
    expect(store.count('grade')).toBe(classroom.opIds.length);
    expect(store.entities('grade').map(({ version }) => version)).toHaveLength(35);
    for (const opId of classroom.opIds) expect(store.ledgerRow(opId)).toMatchObject({ outcome: 'applied' });
  });
});
