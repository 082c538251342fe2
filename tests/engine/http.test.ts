import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createNetServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { setDefaultCACertificates } from 'node:tls';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { CartableError } from '../../main/engine/platform/cartable-error.ts';
import { createHttp, type Http, type HttpBody, type HttpOptions } from '../../main/engine/platform/http.ts';
import { type FaultProxyOptions, startFaultProxy } from '../faults/fault-proxy.ts';
import { makeCertificate } from '../faults/test-certificate.ts';

const LIMIT_BYTES = 1024 * 1024;

function openHttp(options: Partial<HttpOptions> = {}): Http {
  const http = createHttp({ appVersion: '1.2.3', ...options });
  onTestFinished(() => http.close());
  return http;
}

async function serve(listener: RequestListener, host = '127.0.0.1'): Promise<string> {
  const server = createServer(listener);
  server.listen(0, host);
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

async function openProxy(options: FaultProxyOptions) {
  const proxy = await startFaultProxy(options);
  onTestFinished(() => proxy.close());
  return proxy;
}

/** Answers with what it received. */
const echo: RequestListener = (request, response) => {
  request.pipe(response);
};

const answer =
  (status: number, headers: Record<string, string>, body: string | Uint8Array = ''): RequestListener =>
  (request, response) => {
    request.resume();
    response.writeHead(status, headers).end(body);
  };

async function readAll(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}

describe('requests and replies', () => {
  test('a reply comes with its status, its headers and its bytes', async () => {
    const url = await serve(
      answer(418, { 'X-Kind': 'pot', 'content-type': 'application/json' }, '{"a":"é"}'),
    );
    const reply = await openHttp().request({ method: 'GET', url }, LIMIT_BYTES);
    expect([reply.status, reply.headers['x-kind'], reply.json()]).toEqual([418, 'pot', { a: 'é' }]);
  });

  test('a body that is no JSON is no JSON, not a failure', async () => {
    const url = await serve(answer(200, {}, '<html>'));
    expect((await openHttp().request({ method: 'GET', url }, LIMIT_BYTES)).json()).toBeUndefined();
  });

  test('bytes go and come as they are, in one piece or in many, with their length announced', async () => {
    const url = await serve((request, response) => {
      response.setHeader('x-length', request.headers['content-length'] ?? 'none');
      request.pipe(response);
    });
    const http = openHttp();
    const bytes = randomBytes(300_000);
    const whole = await http.request({ method: 'POST', url, body: bytes }, LIMIT_BYTES);
    expect([Buffer.compare(whole.body, bytes), whole.headers['x-length']]).toEqual([0, '300000']);
    const body: HttpBody = {
      sizeBytes: bytes.length,
      async *chunks() {
        for (let at = 0; at < bytes.length; at += 777) yield bytes.subarray(at, at + 777);
      },
    };
    const stream = await http.open({ method: 'PUT', url, body });
    expect(Buffer.compare(await readAll(stream.chunks), bytes)).toBe(0);
    expect(stream.headers['x-length']).toBe('300000');
    const empty = await http.request({ method: 'POST', url, body: new Uint8Array() }, LIMIT_BYTES);
    expect([empty.body.byteLength, empty.headers['x-length']]).toEqual([0, '0']);
  });

  test('who asks is said plainly, and nothing is kept between requests', async () => {
    const seen: unknown[] = [];
    const url = await serve((request, response) => {
      seen.push([request.headers['user-agent'], request.headers.cookie]);
      response.setHeader('set-cookie', 'a=1').end();
    });
    const http = openHttp();
    for (let turn = 0; turn < 2; turn += 1) await http.request({ method: 'GET', url }, LIMIT_BYTES);
    expect(seen).toEqual([
      ['Cartable/1.2.3', undefined],
      ['Cartable/1.2.3', undefined],
    ]);
  });

  test('a redirect is a reply: the token does not travel to another host', async () => {
    let visits = 0;
    const elsewhere = await serve((_request, response) => {
      visits += 1;
      response.end();
    });
    const url = await serve(answer(302, { location: elsewhere }));
    const reply = await openHttp().request({ method: 'GET', url }, LIMIT_BYTES);
    expect([reply.status, visits]).toEqual([302, 0]);
  });

  test('packed replies are unpacked, and their limit is that of the unpacked bytes', async () => {
    const packed = { 'content-encoding': 'gzip' };
    const url = await serve((request, response) => {
      const bytes = request.url === '/bomb' ? Buffer.alloc(50 * 1024 * 1024) : Buffer.from('text');
      response.writeHead(200, packed).end(gzipSync(bytes));
    });
    const http = openHttp();
    expect(Buffer.from((await http.request({ method: 'GET', url }, LIMIT_BYTES)).body).toString()).toBe(
      'text',
    );
    await expect(http.request({ method: 'GET', url: `${url}/bomb` }, LIMIT_BYTES)).rejects.toMatchObject({
      code: 'ent/not-an-ent',
    });
  });

  test('an early refusal of a large body is read, and the rest of the body is not sent', async () => {
    const http = openHttp();
    for (const isDrained of [true, false]) {
      const url = await serve((request, response) => {
        if (isDrained) request.resume();
        response.writeHead(413, { 'content-type': 'application/json' }).end('{"limit":7}');
      });
      const source = countedZeros();
      const reply = await http.request({ method: 'POST', url, body: source.body }, LIMIT_BYTES);
      expect([reply.status, reply.json()]).toEqual([413, { limit: 7 }]);
      await source.left;
      expect(source.sentBytes()).toBeLessThan(source.body.sizeBytes);
    }
    const url = await serve(echo);
    expect((await http.request({ method: 'GET', url }, LIMIT_BYTES)).status).toBe(200);
  });

  test('a refusal counts, even where its explanation is cut', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(503, { 'retry-after': '60', 'content-length': '1000' }).write('{"title":');
      setTimeout(() => response.destroy(), 5);
    });
    const reply = await openHttp().request({ method: 'GET', url }, LIMIT_BYTES);
    expect([reply.status, reply.headers['retry-after'], reply.json()]).toEqual([503, '60', undefined]);
  });

  test('what the source of a body throws comes out as it is', async () => {
    const url = await serve(echo);
    const broken = new CartableError('vault/blob-missing');
    const body: HttpBody = {
      sizeBytes: 10,
      // biome-ignore lint/correctness/useYield: a source that fails before its first byte
      async *chunks() {
        throw broken;
      },
    };
    await expect(openHttp().request({ method: 'POST', url, body }, LIMIT_BYTES)).rejects.toBe(broken);
  });
});

/** 64 MiB, of which it is known how much was taken, and when nobody takes any more. */
function countedZeros() {
  const chunk = Buffer.alloc(64 * 1024);
  let count = 0;
  let leave: () => void = () => undefined;
  const left = new Promise<void>((resolve) => {
    leave = resolve;
  });
  const body: HttpBody = {
    sizeBytes: 1024 * chunk.length,
    async *chunks() {
      try {
        for (; count < 1024; count += 1) yield chunk;
      } finally {
        leave();
      }
    },
  };
  return { body, left, sentBytes: () => count * chunk.length };
}

describe('connections', () => {
  test('requests that follow each other share one connection', async () => {
    const proxy = await openProxy({ target: await serve(echo) });
    const http = openHttp();
    for (let turn = 0; turn < 6; turn += 1) {
      await http.request({ method: 'POST', url: proxy.url, body: randomBytes(100_000) }, LIMIT_BYTES);
      await readAll((await http.open({ method: 'GET', url: proxy.url })).chunks);
    }
    expect([proxy.connections, http.traffic.requests]).toEqual([1, 12]);
  });

  test('requests made at once take two connections, and all are answered', async () => {
    let now = 0;
    let most = 0;
    const url = await serve((_request, response) => {
      now += 1;
      most = Math.max(most, now);
      setTimeout(() => {
        now -= 1;
        response.end('ok');
      }, 5);
    });
    const proxy = await openProxy({ target: url });
    const http = openHttp();
    const replies = await Promise.all(
      Array.from({ length: 12 }, () => http.request({ method: 'GET', url: proxy.url }, LIMIT_BYTES)),
    );
    expect(replies.map(({ status }) => status)).toEqual(Array(12).fill(200));
    expect([most, proxy.connections]).toEqual([2, 2]);
  });

  test('both ways of writing this machine are spoken to without TLS', async () => {
    const hasIpv6 = Object.values(networkInterfaces()).some((list) =>
      list?.some(({ address }) => address === '::1'),
    );
    for (const host of ['127.0.0.1', ...(hasIpv6 ? ['::1'] : [])]) {
      const reply = await openHttp().request({ method: 'GET', url: await serve(echo, host) }, LIMIT_BYTES);
      expect(reply.status).toBe(200);
    }
    const { port } = new URL(await serve(echo));
    const named = await openHttp().request({ method: 'GET', url: `http://localhost:${port}` }, LIMIT_BYTES);
    expect(named.status).toBe(200);
  });

  test('another machine is not spoken to without TLS', async () => {
    const http = openHttp();
    for (const url of ['http://ent.invalid/', 'http://192.0.2.1/', 'http://[2001:db8::1]/']) {
      await expect(http.request({ method: 'GET', url }, LIMIT_BYTES)).rejects.toMatchObject({
        code: 'ent/insecure',
      });
    }
    expect(http.traffic).toMatchObject({ requests: 0, bytesUp: 0, bytesDown: 0 });
  });
});

describe('traffic is what the line carried', () => {
  test('without TLS', async () => {
    const proxy = await openProxy({ target: await serve(echo) });
    const http = openHttp();
    for (const size of [0, 10, 200_000])
      await http.request({ method: 'POST', url: proxy.url, body: randomBytes(size) }, LIMIT_BYTES);
    expect(http.traffic).toMatchObject({ requests: 3, bytesUp: proxy.bytesUp, bytesDown: proxy.bytesDown });
    const { bytesUp, bytesDown } = http.traffic;
    http.close();
    await proxy.idle();
    expect([http.traffic.bytesUp, http.traffic.bytesDown]).toEqual([bytesUp, bytesDown]);
    expect([proxy.bytesUp, proxy.bytesDown]).toEqual([bytesUp, bytesDown]);
  });

  test('with TLS, its handshake included', async () => {
    const certificate = makeCertificate();
    setDefaultCACertificates([certificate.cert]);
    const proxy = await openProxy({ target: await serve(echo), tls: certificate });
    const http = openHttp();
    for (const size of [10, 200_000])
      await http.request({ method: 'POST', url: proxy.url, body: randomBytes(size) }, LIMIT_BYTES);
    expect(proxy.connections).toBe(1);
    expect(http.traffic.bytesUp).toBeGreaterThan(200_010);
    expect(http.traffic).toMatchObject({ requests: 2, bytesUp: proxy.bytesUp, bytesDown: proxy.bytesDown });
  });

  test('it can be read while a reply arrives', async () => {
    const url = await serve((_request, response) => {
      response.write(Buffer.alloc(100_000));
    });
    const http = openHttp();
    const { chunks } = await http.open({ method: 'GET', url });
    let received = 0;
    for await (const chunk of chunks) {
      received += chunk.byteLength;
      expect(http.traffic.bytesDown).toBeGreaterThan(received);
      if (received === 100_000) break;
    }
    expect(received).toBe(100_000);
  });
});

describe('a cancelled request ends at once, with the reason given', () => {
  const reason = new Error('the teacher said stop');

  test('before it begins', async () => {
    const http = openHttp();
    const request = { method: 'GET', url: await serve(echo), signal: AbortSignal.abort(reason) } as const;
    await expect(http.request(request, LIMIT_BYTES)).rejects.toBe(reason);
    expect(http.traffic.requests).toBe(0);
  });

  test('while the server thinks', async () => {
    const controller = new AbortController();
    const url = await serve(() => controller.abort(reason));
    const request = { method: 'GET', url, signal: controller.signal } as const;
    await expect(openHttp().request(request, LIMIT_BYTES)).rejects.toBe(reason);
  });

  test('while a body is sent', async () => {
    const controller = new AbortController();
    const url = await serve((request) => request.once('data', () => controller.abort(reason)));
    const { body, left } = countedZeros();
    const request = { method: 'POST', url, body, signal: controller.signal } as const;
    await expect(openHttp().request(request, LIMIT_BYTES)).rejects.toBe(reason);
    await left;
  });

  test('while a reply arrives', async () => {
    const controller = new AbortController();
    const url = await serve((_request, response) => {
      response.write('a');
    });
    const { chunks } = await openHttp().open({ method: 'GET', url, signal: controller.signal });
    const reading = (async () => {
      for await (const _chunk of chunks) controller.abort(reason);
    })();
    await expect(reading).rejects.toBe(reason);
  });

  test('while it waits for its turn', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/quick') response.end();
    });
    const http = openHttp();
    const controller = new AbortController();
    const slow = [1, 2].map(() =>
      http.request({ method: 'GET', url, signal: controller.signal }, LIMIT_BYTES),
    );
    const waiting = http.request({ method: 'GET', url, signal: AbortSignal.timeout(20) }, LIMIT_BYTES);
    const after = http.request({ method: 'GET', url: `${url}/quick` }, LIMIT_BYTES);
    await expect(waiting).rejects.toMatchObject({ name: 'TimeoutError' });
    controller.abort(reason);
    for (const request of slow) await expect(request).rejects.toBe(reason);
    expect((await after).status).toBe(200);
  });

  test('and its connection is closed', async () => {
    const proxy = await openProxy({ target: await serve(() => undefined) });
    const controller = new AbortController();
    const http = openHttp();
    const asking = http.request({ method: 'GET', url: proxy.url, signal: controller.signal }, LIMIT_BYTES);
    setTimeout(() => controller.abort(reason), 20);
    await expect(asking).rejects.toBe(reason);
    await proxy.idle();
    expect(proxy.openConnections).toBe(0);
  });
});

test.each([
  [
    'of the network',
    'Bearer secret-token',
    { code: 'ent/unreachable', params: { reason: 'reset' }, retry: 'later' },
  ],
  ['of ours', 'Bearer secret-token\n', { message: expect.stringContaining('ERR_INVALID_CHAR') }],
])('no failure %s carries what was sent', async (_whose, authorization, expected) => {
  const url = await serve((request) => request.socket.resetAndDestroy());
  const request = {
    method: 'POST',
    url: `${url}/?q=secret-query`,
    headers: { authorization },
    body: Buffer.from('secret-body'),
  } as const;
  const failure = await openHttp()
    .request(request, LIMIT_BYTES)
    .catch((error: unknown) => error);
  expect(failure).toMatchObject(expected);
  expect(inspect(failure, { depth: 12, showHidden: true })).not.toContain('secret');
});

describe('a server that never comes to an end', () => {
  /** Ends with its connection. */
  function trickle(response: {
    write(text: string): unknown;
    on(event: 'close', done: () => void): unknown;
  }) {
    const timer = setInterval(() => response.write(' '), 10);
    response.on('close', () => clearInterval(timer));
  }

  test('a reply of a byte now and then is given up, although the line is never silent', async () => {
    const url = await serve((request, response) => {
      request.resume();
      response.writeHead(200, { 'content-type': 'application/json' });
      trickle(response);
    });
    const http = openHttp({ wholeMs: 200 });
    await expect(http.request({ method: 'GET', url }, LIMIT_BYTES)).rejects.toMatchObject({
      code: 'ent/unreachable',
      params: { reason: 'stalled' },
    });
  });

  test('so is one whose head does not end', async () => {
    const server = createNetServer((socket) => {
      socket.on('error', () => undefined);
      socket.write('HTTP/1.1 200 OK\r\nx-slow: ');
      const timer = setInterval(() => socket.write('a'), 10);
      socket.on('close', () => clearInterval(timer));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const http = openHttp({ wholeMs: 200 });
    await expect(http.request({ method: 'GET', url }, LIMIT_BYTES)).rejects.toMatchObject({
      code: 'ent/unreachable',
      params: { reason: 'stalled' },
    });
  });

  test('a switch to another protocol is no answer, and leaves the door as it was', async () => {
    const server = createNetServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => {
        socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n');
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const http = openHttp();
    // As often as there are sockets, and once more: none of them is kept.
    for (let times = 0; times < 3; times += 1)
      await expect(http.request({ method: 'GET', url }, LIMIT_BYTES)).rejects.toMatchObject({
        code: 'ent/not-an-ent',
      });
    const whole = await serve(answer(200, {}, 'a'));
    expect(await http.request({ method: 'GET', url: whole }, LIMIT_BYTES)).toMatchObject({ status: 200 });
  });

  test('a document that comes slowly has all the time that it takes', async () => {
    const url = await serve((request, response) => {
      request.resume();
      response.writeHead(200, { 'content-type': 'application/octet-stream' });
      let left = 60;
      const timer = setInterval(() => {
        left -= 1;
        if (left > 0) return void response.write('x');
        clearInterval(timer);
        response.end();
      }, 10);
    });
    const { chunks } = await openHttp({ wholeMs: 200 }).open({ method: 'GET', url });
    let sizeBytes = 0;
    for await (const chunk of chunks) sizeBytes += chunk.byteLength;
    expect(sizeBytes).toBe(59);
  });
});
