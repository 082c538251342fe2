import { createHash, randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type BundleReply, FRAME } from '../../main/engine/connectors/ent/wire.ts';
import {
  type EntClient,
  frames,
  postJson,
  problemOf,
  sha256Of,
  signIn,
  startServer,
} from './reference-ent-client.ts';

const octets = { 'content-type': 'application/octet-stream' };
const named = (bytes: Uint8Array<ArrayBuffer>) => ({ sha256: sha256Of(bytes), bytes });
const bundle = (client: EntClient, body: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  client.send('/blobs/bundle', { method: 'POST', headers: { ...octets, ...headers }, body });
const askFor = async (client: EntClient, path: string, body: unknown) =>
  client.send(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const missing = async (client: EntClient, ...files: Uint8Array<ArrayBuffer>[]) => {
  const response = await askFor(client, '/blobs/check', {
    blobs: files.map((bytes) => ({ sha256: sha256Of(bytes), bytes: bytes.length })),
  });
  return ((await response.json()) as { missing: string[] }).missing;
};

/** Cuts a reply of frames, as a client does. */
function cutFrames(reply: Buffer): { sha256: string; bytes: Buffer }[] {
  const found = [];
  for (let at = 0; at < reply.length; ) {
    const start = at + FRAME.hashBytes + FRAME.lengthBytes;
    const end = start + Number(reply.readBigUInt64BE(at + FRAME.hashBytes));
    found.push({
      sha256: reply.toString('hex', at, at + FRAME.hashBytes),
      bytes: reply.subarray(start, end),
    });
    at = end;
  }
  return found;
}

describe('sending', () => {
  test('a bundle stores each file under its hash', async () => {
    const server = await startServer();
    const client = await signIn(server);
    const files = [randomBytes(10), randomBytes(300_000), Buffer.alloc(0)].map(named);
    const reply = (await (await bundle(client, frames(files))).json()) as BundleReply;
    expect(reply.results).toEqual(files.map(({ sha256 }) => ({ sha256, outcome: 'stored' })));
    expect(await missing(client, ...files.map(({ bytes }) => bytes))).toEqual([]);
    for (const { sha256, bytes } of files)
      expect((await server.store.blobBytes(sha256)).equals(bytes)).toBe(true);
  });

  test('a blob with a wrong hash never exists', async () => {
    const server = await startServer();
    const client = await signIn(server);
    const [good, bad] = [randomBytes(100), randomBytes(100)];
    const lie = { sha256: sha256Of(bad), bytes: randomBytes(100) };
    const reply = (await (await bundle(client, frames([named(good), lie]))).json()) as BundleReply;
    expect(reply.results).toEqual([
      { sha256: sha256Of(good), outcome: 'stored' },
      { sha256: sha256Of(bad), outcome: 'refused', code: 'corrupt' },
    ]);
    const put = await client.send(`/blobs/${sha256Of(bad)}`, {
      method: 'PUT',
      headers: octets,
      body: randomBytes(100),
    });
    expect([put.status, (await problemOf(put)).code]).toEqual([422, 'digest-mismatch']);
    expect(await missing(client, good, bad)).toEqual([sha256Of(bad)]);
    expect(await readdir(join(server.directory, 'blobs'))).toEqual([sha256Of(good).slice(0, 2)]);
    expect(await readdir(join(server.directory, 'incoming'))).toEqual([]);
  });

  test('a bundle that ends inside a frame is refused; what came whole before is kept', async () => {
    const client = await signIn(await startServer());
    const [bytes, last] = [randomBytes(1000), randomBytes(50)];
    const whole = frames([named(bytes), named(last)]);
    const boast = frames([named(bytes)]);
    boast.writeBigUInt64BE(2n ** 63n, FRAME.hashBytes);
    expect((await bundle(client, boast)).status).toBe(400);
    for (const cut of [20, 1000]) expect((await bundle(client, whole.subarray(0, cut))).status).toBe(400);
    expect(await missing(client, bytes)).toEqual([sha256Of(bytes)]);
    for (const cut of [1060, whole.length - 1])
      expect((await bundle(client, whole.subarray(0, cut))).status).toBe(400);
    expect(await missing(client, bytes, last)).toEqual([sha256Of(last)]);
  });

  test('a bundle above the limits is told the limit', async () => {
    const client = await signIn(
      await startServer({ overrides: { limits: { bundle_bytes: 1000, bundle_files: 3 } } }),
    );
    const many = await bundle(client, frames(Array.from({ length: 4 }, () => named(randomBytes(10)))));
    expect([many.status, await problemOf(many)]).toMatchObject([413, { code: 'too-large', limit: 3 }]);
    const heavy = await bundle(client, frames([named(randomBytes(2000))]));
    expect([heavy.status, await problemOf(heavy)]).toMatchObject([
      413,
      { code: 'too-large', limit: 1000 + 3 * 40 },
    ]);
    expect((await bundle(client, frames([named(randomBytes(1000))]))).status).toBe(200);
  });

  test('a large file goes alone, packed or not, and twice is once', async () => {
    const server = await startServer();
    const client = await signIn(server);
    const [first, second] = [randomBytes(6_000_000), Buffer.alloc(5_000_000, 'abc')];
    await client.putBlob(first);
    await client.putBlob(first);
    const packed = await client.send(`/blobs/${sha256Of(second)}`, {
      method: 'PUT',
      headers: { ...octets, 'content-encoding': 'gzip' },
      body: gzipSync(second),
    });
    expect(packed.status).toBe(201);
    expect(await missing(client, first, second)).toEqual([]);
    expect(server.statistics().blobs).toEqual({ count: 2, bytes: 11_000_000 });
  });

  test('a file above the limit is refused, announced or not, also when it is packed small', async () => {
    const server = await startServer({ overrides: { limits: { blob_bytes: 100_000 } } });
    const client = await signIn(server);
    const bytes = Buffer.alloc(300_000, 'x');
    const put = (headers: Record<string, string>, body: NonNullable<RequestInit['body']>) =>
      client.send(`/blobs/${sha256Of(bytes)}`, {
        method: 'PUT',
        headers: { ...octets, ...headers },
        body,
        duplex: 'half',
      } as RequestInit);
    const streamed = new ReadableStream({
      start(controller) {
        controller.enqueue(bytes);
        controller.close();
      },
    });
    for (const response of [
      await put({}, bytes),
      await put({}, streamed),
      await put({ 'content-encoding': 'gzip' }, gzipSync(bytes)),
    ]) {
      expect([response.status, await problemOf(response)]).toMatchObject([
        413,
        { code: 'too-large', limit: 100_000 },
      ]);
    }
    expect(await readdir(join(server.directory, 'incoming'))).toEqual([]);
  });

  test('a file beyond the space of the account is refused with 507', async () => {
    const client = await signIn(await startServer({ overrides: { quota_bytes: 1000 } }));
    await client.putBlob(randomBytes(800));
    const bytes = randomBytes(300);
    const response = await client.send(`/blobs/${sha256Of(bytes)}`, {
      method: 'PUT',
      headers: octets,
      body: bytes,
    });
    expect([response.status, (await problemOf(response)).code]).toEqual([507, 'quota']);
  });

  test('names that are no hash reach no file', async () => {
    const client = await signIn(await startServer());
    for (const name of ['..%2F..%2Fent.sqlite', 'A'.repeat(64), 'abc']) {
      expect((await client.send(`/blobs/${name}`)).status).toBe(400);
      expect(
        (await client.send(`/blobs/${name}`, { method: 'PUT', headers: octets, body: 'x' })).status,
      ).toBe(400);
    }
  });
});

describe('who may know', () => {
  test('the blob of another account is reported missing, and cannot be read', async () => {
    const server = await startServer();
    await server.addAccount('paul.roche', 'motdepasse', 'Paul Roche');
    const client = await signIn(server);
    const other = await signIn({ url: server.url, login: 'paul.roche', password: 'motdepasse' });
    const bytes = randomBytes(5000);
    const sha256 = await client.putBlob(bytes);
    expect(await missing(other, bytes)).toEqual([sha256]);
    expect((await other.send(`/blobs/${sha256}`)).status).toBe(404);
    expect((await (await askFor(other, '/blobs/fetch', { blobs: [sha256] })).arrayBuffer()).byteLength).toBe(
      0,
    );
    await other.putBlob(bytes);
    expect(await missing(other, bytes)).toEqual([]);
    expect(server.statistics().blobs.count).toBe(1);
  });

  test('a hash with another size is missing', async () => {
    const client = await signIn(await startServer());
    const bytes = randomBytes(100);
    const sha256 = await client.putBlob(bytes);
    const response = await askFor(client, '/blobs/check', { blobs: [{ sha256, bytes: 99 }] });
    expect(await response.json()).toEqual({ missing: [sha256] });
  });
});

describe('receiving', () => {
  test('a class of files arrives in one request, in the order asked, without what is not there', async () => {
    const client = await signIn(await startServer());
    const files = Array.from({ length: 35 }, (_, index) => randomBytes(index * 3000));
    for (const bytes of files) await client.putBlob(bytes);
    const hashes = files.map(sha256Of).reverse();
    const response = await askFor(client, '/blobs/fetch', { blobs: ['0'.repeat(64), ...hashes] });
    const body = Buffer.from(await response.arrayBuffer());
    expect(Number(response.headers.get('content-length'))).toBe(body.length);
    const found = cutFrames(body);
    expect(found.map(({ sha256 }) => sha256)).toEqual(hashes);
    expect(
      found.every(({ sha256, bytes }) => createHash('sha256').update(bytes).digest('hex') === sha256),
    ).toBe(true);
  });

  test('one file can be had in parts', async () => {
    const client = await signIn(await startServer());
    const bytes = randomBytes(10_000);
    const path = `/blobs/${await client.putBlob(bytes)}`;
    const part = async (range: string, headers: Record<string, string> = {}) => {
      const response = await client.send(path, { headers: { range, ...headers } });
      return {
        status: response.status,
        range: response.headers.get('content-range'),
        body: Buffer.from(await response.arrayBuffer()),
      };
    };
    expect(await part('bytes=0-99')).toEqual({
      status: 206,
      range: 'bytes 0-99/10000',
      body: bytes.subarray(0, 100),
    });
    expect(await part('bytes=9000-')).toEqual({
      status: 206,
      range: 'bytes 9000-9999/10000',
      body: bytes.subarray(9000),
    });
    expect(await part('bytes=-10')).toEqual({
      status: 206,
      range: 'bytes 9990-9999/10000',
      body: bytes.subarray(9990),
    });
    expect(await part('bytes=0-99', { 'if-range': '"another"' })).toMatchObject({ status: 200, body: bytes });
    expect(await part('bytes=10000-')).toMatchObject({ status: 416, range: 'bytes */10000' });
    const whole = await client.send(path);
    expect([whole.status, whole.headers.get('accept-ranges')]).toEqual([200, 'bytes']);
    const known = await client.send(path, { headers: { 'if-none-match': whole.headers.get('etag') ?? '' } });
    expect(known.status).toBe(304);
    await whole.arrayBuffer();
  });

  test('a list that is too long or not of hashes is a bad request', async () => {
    const server = await startServer();
    const client = await signIn(server);
    const long = Array.from({ length: 501 }, () => ({ sha256: '0'.repeat(64), bytes: 1 }));
    expect((await askFor(client, '/blobs/check', { blobs: long })).status).toBe(400);
    expect((await askFor(client, '/blobs/fetch', { blobs: ['../etc/passwd'] })).status).toBe(400);
    expect((await postJson(`${server.url}/sync/v1/blobs/fetch`, { blobs: [] })).status).toBe(401);
  });
});
