import { createHash, randomBytes } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { COMPOSE_INLINE_BYTES, composeReply } from '../../main/engine/connectors/ent/wire.ts';
import { systemClock } from '../../main/engine/platform/clock.ts';
import type { ReferenceEnt } from '../../main/reference-ent/server.ts';
import { type EntClient, problemOf, sha256Of, signIn, startServer } from './reference-ent-client.ts';

const PIECE = 1000;
const JSON_TYPE = { 'content-type': 'application/json' };
const SMALL_PIECES = { limits: { chunk_min_bytes: 10, chunk_max_bytes: 2000 } };

/** What differs between the two shapes of one thing. */
interface Shape {
  begin(client: EntClient, bytes: Buffer<ArrayBuffer>): Promise<Response>;
  append(client: EntClient, path: string, offset: number, piece: Buffer<ArrayBuffer>): Promise<Response>;
  state(client: EntClient, path: string): Promise<Response>;
  cancel(client: EntClient, path: string): Promise<Response>;
}

let totalBytes = 0;
const draft: Shape = {
  begin: (client, bytes) => {
    totalBytes = bytes.length;
    const digest = createHash('sha256').update(bytes).digest('base64');
    return client.send('/blobs', {
      method: 'POST',
      headers: {
        'upload-complete': '?0',
        'upload-length': String(bytes.length),
        'repr-digest': `sha-256=:${digest}:`,
      },
    });
  },
  append: (client, path, offset, piece) =>
    client.send(path, {
      method: 'PATCH',
      headers: {
        'content-type': 'application/partial-upload',
        'upload-offset': String(offset),
        'upload-complete': offset + piece.length === totalBytes ? '?1' : '?0',
      },
      body: piece,
    }),
  state: (client, path) => client.send(path, { method: 'HEAD' }),
  cancel: (client, path) => client.send(path, { method: 'DELETE' }),
};
const TUS = { 'tus-resumable': '1.0.0' };
const tus: Shape = {
  begin: (client, bytes) =>
    client.send('/tus', {
      method: 'POST',
      headers: {
        ...TUS,
        'upload-length': String(bytes.length),
        'upload-metadata': `filename YQ==,sha256 ${Buffer.from(sha256Of(bytes)).toString('base64')}`,
      },
    }),
  append: (client, path, offset, piece) =>
    client.send(path, {
      method: 'PATCH',
      headers: {
        ...TUS,
        'content-type': 'application/offset+octet-stream',
        'upload-offset': String(offset),
      },
      body: piece,
    }),
  state: (client, path) => client.send(path, { method: 'HEAD', headers: TUS }),
  cancel: (client, path) => client.send(path, { method: 'DELETE', headers: TUS }),
};

const offsetOf = (response: Response) => Number(response.headers.get('upload-offset'));

async function begin(shape: Shape, client: EntClient, bytes: Buffer<ArrayBuffer>): Promise<string> {
  const response = await shape.begin(client, bytes);
  expect(response.status).toBe(201);
  return `/${response.headers.get('location')}`;
}

async function missing(client: EntClient, bytes: Buffer<ArrayBuffer>): Promise<string[]> {
  const body = JSON.stringify({ blobs: [{ sha256: sha256Of(bytes), bytes: bytes.length }] });
  const response = await client.send('/blobs/check', { method: 'POST', headers: JSON_TYPE, body });
  return ((await response.json()) as { missing: string[] }).missing;
}

async function open(options: Parameters<typeof startServer>[0] = {}) {
  const server = await startServer({ overrides: SMALL_PIECES, ...options });
  return { server, client: await signIn(server), bytes: randomBytes(4500) };
}

describe.each([
  ['the draft’s shape', draft],
  ['tus', tus],
])('an upload in pieces, by %s', (_name, shape) => {
  test('becomes a document with its last piece, and never before', async () => {
    const { server, client, bytes } = await open();
    const path = await begin(shape, client, bytes);
    for (let offset = 0; offset < bytes.length; offset += PIECE) {
      expect(await missing(client, bytes)).toHaveLength(1);
      const response = await shape.append(client, path, offset, bytes.subarray(offset, offset + PIECE));
      expect(response.ok).toBe(true);
      expect(offsetOf(response)).toBe(Math.min(offset + PIECE, bytes.length));
    }
    expect(await missing(client, bytes)).toEqual([]);
    expect((await server.store.blobBytes(sha256Of(bytes))).equals(bytes)).toBe(true);
    expect(await readdir(join(server.directory, 'uploads'))).toEqual([]);
    // A last reply that was lost is made up for.
    expect(offsetOf(await shape.state(client, path))).toBe(bytes.length);
    const late = await shape.append(client, path, 4000, bytes.subarray(4000));
    expect((await problemOf(late)).code).toBe('upload-complete');
  });

  test('goes on at the offset that the server tells, after a restart too', async () => {
    const { server, client, bytes } = await open();
    const path = await begin(shape, client, bytes);
    await shape.append(client, path, 0, bytes.subarray(0, PIECE));
    const wrong = await shape.append(client, path, 500, bytes.subarray(500, 1500));
    expect([wrong.status, offsetOf(wrong)]).toEqual([409, PIECE]);
    expect((await problemOf(wrong)).code).toBe('offset-mismatch');
    await server.close();
    const again = await startServer({ directory: server.directory, overrides: SMALL_PIECES });
    const later = await signIn(again, client.device);
    expect(offsetOf(await shape.state(later, path))).toBe(PIECE);
    for (let offset = PIECE; offset < bytes.length; offset += 2000)
      expect((await shape.append(later, path, offset, bytes.subarray(offset, offset + 2000))).ok).toBe(true);
    expect(await missing(later, bytes)).toEqual([]);
  });

  test('with other bytes than announced leaves nothing', async () => {
    const { server, client, bytes } = await open();
    const path = await begin(shape, client, bytes);
    const other = randomBytes(bytes.length);
    for (let offset = 0; offset < 4000; offset += 2000)
      await shape.append(client, path, offset, other.subarray(offset, offset + 2000));
    const last = await shape.append(client, path, 4000, other.subarray(4000));
    expect([last.status, (await problemOf(last)).code]).toEqual([422, 'digest-mismatch']);
    expect((await shape.state(client, path)).status).toBe(404);
    expect(server.statistics().blobs.count).toBe(0);
    expect(await readdir(join(server.directory, 'uploads'))).toEqual([]);
  });

  test('is kept for 7 days after its last piece, then forgotten', async () => {
    let now = Date.UTC(2026, 10, 20);
    const { server, client, bytes } = await open({ clock: { ...systemClock, now: () => now } });
    const path = await begin(shape, client, bytes);
    now += 6 * 86_400_000;
    const later = await signIn(server, client.device);
    expect((await shape.append(later, path, 0, bytes.subarray(0, PIECE))).ok).toBe(true);
    now += 7 * 86_400_000;
    server.tidy();
    const last = await signIn(server, client.device);
    expect(offsetOf(await shape.state(last, path))).toBe(PIECE);
    now += 1;
    server.tidy();
    expect((await shape.state(last, path)).status).toBe(404);
    expect(await readdir(join(server.directory, 'uploads'))).toEqual([]);
  });

  test('takes no piece that is too large, too small or too much, and no file beyond the limits', async () => {
    const { server, client, bytes } = await open();
    const path = await begin(shape, client, bytes);
    const large = await shape.append(client, path, 0, bytes.subarray(0, 2001));
    expect(await problemOf(large)).toMatchObject({ status: 413, code: 'too-large', limit: 2000 });
    const small = await shape.append(client, path, 0, bytes.subarray(0, 9));
    expect(await problemOf(small)).toMatchObject({ status: 400, code: 'bad-request', limit: 10 });
    for (const offset of [0, 2000])
      await shape.append(client, path, offset, bytes.subarray(offset, offset + 2000));
    const tooMuch = await shape.append(client, path, 4000, randomBytes(501));
    expect(await problemOf(tooMuch)).toMatchObject({ status: 400, code: 'length-mismatch' });
    server.dial.turn({ limits: { blob_bytes: 4000 } });
    expect(await problemOf(await shape.begin(client, bytes))).toMatchObject({ status: 413, limit: 4000 });
    server.dial.turn({ limits: { blob_bytes: 10_000 }, quota_bytes: 4000 });
    expect(await problemOf(await shape.begin(client, bytes))).toMatchObject({ status: 507, code: 'quota' });
  });

  test('can be given up, and is nobody else’s', async () => {
    const { server, client, bytes } = await open();
    const path = await begin(shape, client, bytes);
    await server.addAccount('paul.roche', 'roche', 'Paul Roche');
    const other = await signIn({ url: server.url, login: 'paul.roche', password: 'roche' });
    expect((await shape.state(other, path)).status).toBe(404);
    expect((await shape.cancel(other, path)).status).toBe(404);
    expect((await shape.cancel(client, path)).status).toBe(204);
    expect((await shape.state(client, path)).status).toBe(404);
  });
});

test('what arrived of a piece before a cut stays', async () => {
  const { server, client, bytes } = await open({ overrides: {} });
  const path = await begin(draft, client, bytes);
  const arrived = 1200;
  await cutPiece(server, client, { path, bytes, arrived });
  await expect.poll(async () => offsetOf(await draft.state(client, path))).toBe(arrived);
  const rest = await draft.append(client, path, arrived, bytes.subarray(arrived));
  expect([rest.status, rest.headers.get('upload-complete')]).toEqual([201, '?1']);
  expect(await missing(client, bytes)).toEqual([]);
});

test('one request that holds it all is an upload too', async () => {
  const { client, bytes } = await open({ overrides: {} });
  const digest = createHash('sha256').update(bytes).digest('base64');
  const response = await client.send('/blobs', {
    method: 'POST',
    headers: {
      'content-type': 'application/partial-upload',
      'upload-complete': '?1',
      'upload-length': String(bytes.length),
      'repr-digest': `sha-256=:${digest}:`,
    },
    body: bytes,
  });
  expect([response.status, response.headers.get('upload-complete')]).toEqual([201, '?1']);
  expect(await missing(client, bytes)).toEqual([]);
});

test('another version of tus is refused with the one that is spoken', async () => {
  const { server, client } = await open();
  const response = await client.send('/tus', { method: 'POST', headers: { 'tus-resumable': '0.2.2' } });
  expect([response.status, response.headers.get('tus-version')]).toEqual([412, '1.0.0']);
  const options = await fetch(`${server.url}/sync/v1/tus`, { method: 'OPTIONS' });
  expect([options.status, options.headers.get('tus-version')]).toEqual([204, '1.0.0']);
});

/** Sends the head of a piece and part of it, waits for it to be kept, and hangs up. */
async function cutPiece(
  server: ReferenceEnt,
  client: EntClient,
  { path, bytes, arrived }: { path: string; bytes: Buffer; arrived: number },
): Promise<void> {
  const sending = httpRequest(`${server.url}/sync/v1${path}`, {
    method: 'PATCH',
    headers: {
      authorization: `Bearer ${client.token.access_token}`,
      'content-type': 'application/partial-upload',
      'content-length': bytes.length,
      'upload-offset': '0',
      'upload-complete': '?1',
    },
  });
  sending.on('error', () => undefined);
  sending.write(bytes.subarray(0, arrived));
  await expect.poll(() => keptBytes(server)).toBe(arrived);
  sending.destroy();
}

async function keptBytes(server: ReferenceEnt): Promise<number> {
  const folder = join(server.directory, 'uploads');
  const sizes = await Promise.all((await readdir(folder)).map(async (name) => stat(join(folder, name))));
  return sizes.reduce((sum, { size }) => sum + size, 0);
}

describe('composing', () => {
  const tail = Buffer.from('\n% annotations');
  async function composed(client: EntClient, blobs: readonly object[]) {
    const response = await client.send('/blobs/compose', {
      method: 'POST',
      headers: JSON_TYPE,
      body: JSON.stringify({ blobs }),
    });
    expect(response.status).toBe(200);
    return composeReply.parse(await response.json()).results;
  }
  const compositionOf = (original: Buffer<ArrayBuffer>, end: Buffer<ArrayBuffer>) => {
    const whole = Buffer.concat([original, end]);
    const parts = [{ sha256: sha256Of(original) }, { bytes: end.toString('base64') }];
    return { whole, composition: { result: sha256Of(whole), bytes: whole.length, parts } };
  };

  test('several annotated copies are made of what the server has, in one request', async () => {
    const { server, client } = await open();
    const originals = [randomBytes(3000), randomBytes(5000)];
    for (const original of originals) await client.putBlob(original);
    const wanted = originals.map((original) => compositionOf(original, tail));
    const results = await composed(
      client,
      wanted.map(({ composition }) => composition),
    );
    expect(results.map(({ outcome }) => outcome)).toEqual(['stored', 'stored']);
    for (const { whole } of wanted)
      expect((await server.store.blobBytes(sha256Of(whole))).equals(whole)).toBe(true);
  });

  test('what cannot be made is refused by itself: a part that is lacking, another hash, another size, too much', async () => {
    const { server, client } = await open();
    const original = randomBytes(3000);
    await client.putBlob(original);
    const { composition } = compositionOf(original, tail);
    const results = await composed(client, [
      compositionOf(randomBytes(10), tail).composition,
      { ...composition, result: 'a'.repeat(64) },
      { ...composition, bytes: 1 },
      {
        ...composition,
        parts: [
          { bytes: randomBytes(COMPOSE_INLINE_BYTES / 2 + 1).toString('base64') },
          { bytes: randomBytes(COMPOSE_INLINE_BYTES / 2 + 1).toString('base64') },
        ],
      },
      composition,
    ]);
    expect(results.map(({ code }) => code)).toEqual([
      'blob-missing',
      'corrupt',
      'invalid',
      'too-large',
      undefined,
    ]);
    server.dial.turn({ quota_bytes: 3100 });
    const [full] = await composed(client, [
      compositionOf(original, Buffer.from('x'.repeat(200))).composition,
    ]);
    expect(full?.code).toBe('quota');
  });

  test('nothing is made of another teacher’s documents', async () => {
    const { server, client } = await open();
    const original = randomBytes(3000);
    await client.putBlob(original);
    await server.addAccount('paul.roche', 'roche', 'Paul Roche');
    const other = await signIn({ url: server.url, login: 'paul.roche', password: 'roche' });
    const results = await composed(other, [compositionOf(original, tail).composition]);
    expect(results[0]?.code).toBe('blob-missing');
  });
});
