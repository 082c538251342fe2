import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { enterClass, gradeOp, problemOf, sealed, signIn, startServer } from './reference-ent-client.ts';

async function openClass(options: Parameters<typeof startServer>[0] = {}) {
  const server = await startServer(options);
  enterClass(server, 3);
  const client = await signIn(server);
  const post = async (body: Uint8Array<ArrayBuffer> | string, headers: Record<string, string> = {}) =>
    client.send('/batches', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
  return { server, client, post };
}

describe('bodies that cannot be read are typed problems', () => {
  test.each([
    ['text that is no JSON', '{"batch":', {}, 400, 'bad-request'],
    ['an empty body', '', {}, 400, 'bad-request'],
    ['JSON of another shape', '{"ops":[]}', {}, 400, 'bad-request'],
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0x22]), {}, 400, 'bad-request'],
    ['bytes that are no gzip', 'plain', { 'content-encoding': 'gzip' }, 400, 'bad-request'],
    [
      'gzip that is cut',
      gzipSync('{"a":1}').subarray(0, 12),
      { 'content-encoding': 'gzip' },
      400,
      'bad-request',
    ],
    ['an unknown packing', 'x', { 'content-encoding': 'br' }, 415, 'unsupported-encoding'],
    ['another kind of body', '<batch/>', { 'content-type': 'application/xml' }, 415, 'unsupported-encoding'],
  ] as const)('%s', async (_what, body, headers, status, code) => {
    const { post } = await openClass();
    const response = await post(body, headers);
    expect([response.status, (await problemOf(response)).code]).toEqual([status, code]);
    if (status === 415 && code === 'unsupported-encoding')
      expect(response.headers.get('accept-encoding')).toBe('gzip');
  });

  test('a problem names the place, never the value', async () => {
    const { client, post } = await openClass();
    const batch = { ...client.batch([gradeOp('s1', 1200)]), batch_no: 'Durand' };
    const problem = await problemOf(await post(JSON.stringify(batch)));
    expect(problem.title).toContain('batch_no');
    expect(problem.title).not.toContain('Durand');
  });

  test('an address that is not served is a typed 404', async () => {
    const { client } = await openClass();
    const response = await client.send('/nothing');
    expect([response.status, (await problemOf(response)).code]).toEqual([404, 'not-found']);
  });
});

describe('bodies that are too large', () => {
  test('a few kilobytes that unpack to gigabytes are refused before they do', async () => {
    const { post } = await openClass();
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(1024 * 1024);
    const response = await post(bomb, { 'content-encoding': 'gzip' });
    expect([response.status, await problemOf(response)]).toMatchObject([
      413,
      { code: 'too-large', limit: 1024 * 1024 },
    ]);
  });

  test('a batch above the limit of bytes or operations is told the limit, and nothing of it is done', async () => {
    const { server, client, post } = await openClass({
      overrides: { limits: { batch_bytes: 4000, ops: 2 } },
    });
    const long = await post(
      JSON.stringify({ ...client.batch([gradeOp('s1', 1)]), padding: 'x'.repeat(5000) }),
    );
    expect([long.status, await problemOf(long)]).toMatchObject([413, { code: 'too-large', limit: 4000 }]);
    const many = await client.postBatch(
      sealed(client.batch([gradeOp('s1', 1), gradeOp('s2', 1), gradeOp('s3', 1)])),
    );
    expect([many.status, await problemOf(many)]).toMatchObject([413, { code: 'too-large', limit: 2 }]);
    expect(server.store.count('grade')).toBe(0);
    expect((await client.policy()).last_batch_no).toBe(0);
  });

  test('a large body without a length is refused while it comes', async () => {
    const { client } = await openClass({ overrides: { limits: { batch_bytes: 4000 } } });
    const body = new ReadableStream({
      pull(controller) {
        controller.enqueue(new Uint8Array(3000));
        controller.enqueue(new Uint8Array(3000));
        controller.close();
      },
    });
    const headers = { 'content-type': 'application/json' };
    const response = await client.send('/batches', {
      method: 'POST',
      headers,
      body,
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(413);
  });
});

describe('connections that are cut', () => {
  test('a batch that arrives in half does nothing, and the server serves on', async () => {
    const { server, client } = await openClass();
    const bytes = sealed(client.batch([gradeOp('s1', 1200)]));
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.write(
      `POST /sync/v1/batches HTTP/1.1\r\nhost: ent\r\nauthorization: Bearer ${client.token.access_token}\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\ncontent-length: ${bytes.length}\r\n\r\n`,
    );
    socket.write(bytes.subarray(0, 40));
    await expect.poll(() => socket.bytesWritten).toBeGreaterThan(200);
    socket.destroy();
    expect((await client.policy()).last_batch_no).toBe(0);
    expect(server.store.count('grade')).toBe(0);
    expect((await client.postBatch(bytes)).status).toBe(200);
  });
});

describe('what is open to all', () => {
  test('the front page says what this is, and the health page that it lives', async () => {
    const { server } = await openClass();
    const page = await fetch(server.url);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await page.text()).toContain('Lycée Marie-Durocher');
    expect(await (await fetch(`${server.url}/healthz`)).json()).toEqual({ status: 'ok' });
  });

  test('the server counts requests, bytes, transactions and rows', async () => {
    const { server, client } = await openClass();
    const before = server.statistics();
    const batch = client.batch([gradeOp('s1', 1200), gradeOp('s2', 1300)]);
    await client.push(batch);
    await expect.poll(() => server.statistics().requests).toBe(before.requests + 1);
    const after = server.statistics();
    expect(after.transactions).toBe(before.transactions + 1);
    expect(after.rows.grade).toBe(2);
    const endpoint = after.endpoints['POST /sync/v1/batches'];
    expect(endpoint).toMatchObject({ requests: 1, statuses: { 200: 1 } });
    expect(endpoint?.bytesUp).toBeGreaterThan(sealed(batch).length + 200);
    expect(endpoint?.bytesDown).toBeGreaterThan(200);
    expect(after.bytesUp).toBe(before.bytesUp + (endpoint?.bytesUp ?? 0));
  });
});

test('an address that cannot be read, and a head that is too large, are refused by problems too', async () => {
  const { server, client } = await openClass();
  const address = await client.send('/blobs/%zz');
  expect([address.status, (await problemOf(address)).code]).toEqual([400, 'bad-request']);
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  socket.write(`GET /sync/v1/policy HTTP/1.1\r\nHost: localhost\r\nX-Large: ${'a'.repeat(40_000)}\r\n\r\n`);
  const answered = (await socket.toArray()).join('');
  expect(answered).toMatch(/^HTTP\/1\.1 431 /);
  expect(answered).toContain('Content-Type: application/problem+json');
  expect(JSON.parse(answered.split('\r\n\r\n')[1] ?? '')).toMatchObject({ status: 431, code: 'bad-request' });
});
