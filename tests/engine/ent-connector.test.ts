import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  BatchAlreadyAnswered,
  BatchTooLarge,
  type BlobSink,
  CursorExpired,
} from '../../main/engine/connectors/adapter-types.ts';
import { createEntAdapter } from '../../main/engine/connectors/ent/ent-adapter.ts';
import { unpackSecret } from '../../main/engine/connectors/ent/secret.ts';
import type { Batch, Operation } from '../../main/engine/connectors/ent/wire.ts';
import type { ServerSession } from '../../main/engine/connectors/server-adapter.ts';
import { type Clock, systemClock } from '../../main/engine/platform/clock.ts';
import { createHttp } from '../../main/engine/platform/http.ts';
import type { ReferenceEntOptions } from '../../main/reference-ent/server.ts';
import { enterClass, gradeOp, sealed, startServer, temporaryFolder } from './reference-ent-client.ts';

const never = new AbortController().signal;

/** The server counts a request when its reply has gone out, which is after it has come in here. */
const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 20_000 });

function connectTo(server: { url: string }, { deviceId = randomUUID(), clock = systemClock as Clock } = {}) {
  const http = createHttp({ appVersion: '0.0.0' });
  onTestFinished(() => http.close());
  const adapter = createEntAdapter({ http, baseUrl: server.url, deviceId, deviceName: 'Poste 3', clock });
  return { http, adapter, deviceId };
}

async function openClass(options: Partial<ReferenceEntOptions> = {}, clock: Clock = systemClock) {
  const server = await startServer(options);
  enterClass(server, 5);
  const line = connectTo(server, { clock });
  const signedIn = await line.adapter.signIn(server);
  const session = await line.adapter.openSession(signedIn.secret, never);
  return { server, ...line, signedIn, session };
}

type OpenClass = Awaited<ReturnType<typeof openClass>>;

function batchOf(
  { deviceId, signedIn }: OpenClass,
  batchNo: number,
  ops: Operation[],
  since: string | null = null,
) {
  const batch: Batch = {
    batch: randomUUID(),
    batch_no: batchNo,
    device: deviceId,
    dataset_id: signedIn.datasetId,
    schema: 1,
    since,
    ops,
  };
  const body = sealed(batch);
  return { batchId: batch.batch, body, sha256: hashOf(body) };
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function makeFile(bytes: Uint8Array) {
  const path = join(await temporaryFolder(), randomUUID());
  await writeFile(path, bytes);
  return { sha256: hashOf(bytes), sizeBytes: bytes.byteLength, path };
}

/** Keeps what arrives, and checks it as the vault does. */
function collectingSink() {
  const whole = new Map<string, Buffer>();
  let open: { sha256: string; sizeBytes: number; parts: Buffer[] } | null = null;
  let largestWrite = 0;
  const sink: BlobSink = {
    async begin(sha256, sizeBytes) {
      open = { sha256, sizeBytes, parts: [] };
    },
    async write(chunk) {
      largestWrite = Math.max(largestWrite, chunk.byteLength);
      open?.parts.push(Buffer.from(chunk));
    },
    async end() {
      const bytes = Buffer.concat(open?.parts ?? []);
      expect([hashOf(bytes), bytes.byteLength]).toEqual([open?.sha256, open?.sizeBytes]);
      whole.set(hashOf(bytes), bytes);
    },
  };
  return { sink, whole, largestWrite: () => largestWrite };
}

describe('signing in', () => {
  test('tells who signed in, at which school, and gives the secret of later sessions', async () => {
    const { server, adapter } = { ...(await startedServer()) };
    const signedIn = await adapter.signIn(server);
    expect(signedIn).toMatchObject({
      accountId: expect.any(String),
      displayName: expect.any(String),
      datasetId: expect.any(String),
      school: { zone: 'A', timezone: 'Europe/Paris' },
    });
    await (await adapter.openSession(signedIn.secret, never)).close();
  });

  test('leaves no session open behind it', async () => {
    const { server, adapter } = await startedServer();
    await adapter.signIn(server);
    await eventually(() => server.statistics().endpoints['POST /sync/v1/revoke']?.statuses).toEqual({
      204: 1,
    });
  });

  test('a wrong password is said to be wrong; too many of them are asked to wait', async () => {
    const { server, adapter } = await startedServer();
    const guess = () => adapter.signIn({ login: server.login, password: 'azerty' }).catch((error) => error);
    expect(await guess()).toMatchObject({ code: 'account/wrong-credentials' });
    for (let count = 0; count < 9; count += 1) await guess();
    const now = Date.now();
    const error = await guess();
    expect(error).toMatchObject({ code: 'ent/paused', retry: 'later' });
    expect(error.params.untilMs).toBeGreaterThan(now);
  });

  test('a password is only given to an ENT', async () => {
    const { server } = await startedServer();
    const { adapter } = connectTo({ url: `${server.url}/elsewhere` });
    await expect(adapter.signIn(server)).rejects.toMatchObject({ code: 'account/wrong-address' });
    expect(server.statistics().endpoints['POST /sync/v1/token']).toBeUndefined();
  });

  test('a secret that was revoked, or that is another device’s, asks to sign in again', async () => {
    const { server, adapter, http, signedIn } = await openClass();
    const other = connectTo(server);
    for (const [line, secret] of [
      [adapter, 'not-a-secret'],
      [other.adapter, 'not-a-secret'],
    ] as const)
      await expect(line.openSession(secret, never)).rejects.toMatchObject({ code: 'account/sign-in-needed' });
    await http.request(
      {
        method: 'POST',
        url: `${server.url}/sync/v1/revoke`,
        headers: { 'content-type': 'application/json' },
        body: Buffer.from(JSON.stringify({ token: unpackSecret(signedIn.secret).refreshToken })),
      },
      1024,
    );
    await expect(adapter.openSession(signedIn.secret, never)).rejects.toMatchObject({
      code: 'account/sign-in-needed',
    });
  });

  async function startedServer() {
    const server = await startServer();
    return { server, ...connectTo(server) };
  }
});

describe('a session', () => {
  test('asks for the policy once, and hears nothing as long as it stays', async () => {
    const { session, server, signedIn } = await openClass();
    const first = await session.policy(null);
    expect(first?.policy).toMatchObject({ dataset_id: signedIn.datasetId, protocol: [1] });
    expect(await session.policy(first?.etag ?? null)).toBeNull();
    server.dial.turn({ limits: { ops: 7 } });
    expect((await session.policy(first?.etag ?? null))?.policy.limits.ops).toBe(7);
    await eventually(() => server.statistics().endpoints['GET /sync/v1/policy']?.statuses).toMatchObject({
      200: 2,
      304: 1,
    });
  });

  test('pulls page by page to the end, then hears nothing until something changes', async () => {
    const { session, server } = await openClass();
    const seen: string[] = [];
    let cursor: string | null = null;
    for (let hasMore = true; hasMore; ) {
      const page = await session.changes(cursor, 4);
      seen.push(...(page?.changes.map(({ entity }) => entity) ?? []));
      cursor = page?.cursor ?? cursor;
      hasMore = page?.more ?? false;
    }
    expect(seen.filter((entity) => entity === 'submission')).toHaveLength(5);
    expect(await session.changes(cursor, 4)).toBeNull();
    await eventually(() => server.statistics().endpoints['GET /sync/v1/changes']?.statuses[304]).toBe(1);
    server.editOnTheWeb([{ entity: 'subject', id: 'nsi', body: { name: 'NSI' } }]);
    expect((await session.changes(cursor, 4))?.changes).toMatchObject([{ entity: 'subject', id: 'nsi' }]);
  });

  test('a cursor of another dataset has expired', async () => {
    const { session } = await openClass();
    await expect(session.changes('c1-00000000-1', 10)).rejects.toBeInstanceOf(CursorExpired);
  });

  test('a sealed batch takes effect once, however often it is sent', async () => {
    const opened = await openClass();
    const batch = batchOf(opened, 1, [gradeOp('s1', 1450), gradeOp('nobody', 100)]);
    const first = await opened.session.pushBatch(batch);
    expect(first.results.map(({ outcome }) => outcome)).toEqual(['applied', 'refused']);
    const second = await opened.session.pushBatch(batch);
    expect(second.results.map(({ outcome }) => outcome)).toEqual(['duplicate', 'refused']);
  });

  test('a batch over the limits is told the limit, of operations or of bytes', async () => {
    const opened = await openClass({ overrides: { limits: { ops: 2 } } });
    const ops = [1, 2, 3].map((index) => gradeOp(`s${index}`, 1000));
    const refusal = await opened.session.pushBatch(batchOf(opened, 1, ops)).catch((error) => error);
    expect(refusal).toBeInstanceOf(BatchTooLarge);
    expect(refusal.limit).toBe(2);
    opened.server.dial.turn({ limits: { batch_bytes: 100 } });
    const heavy = await opened.session.pushBatch(batchOf(opened, 1, ops.slice(0, 1))).catch((error) => error);
    expect(heavy).toBeInstanceOf(BatchTooLarge);
    expect(heavy.limit).toBe(100);
  });

  test('a batch whose cursor has expired was not looked at', async () => {
    const opened = await openClass();
    const batch = batchOf(opened, 1, [gradeOp('s1', 1450)], 'c1-00000000-1');
    await expect(opened.session.pushBatch(batch)).rejects.toBeInstanceOf(CursorExpired);
  });

  test('a batch number whose answer was forgotten is known for answered', async () => {
    const opened = await openClass();
    await opened.session.pushBatch(batchOf(opened, 5, [gradeOp('s1', 1450)]));
    const late = batchOf(opened, 4, [gradeOp('s2', 900)]);
    await expect(opened.session.pushBatch(late)).rejects.toBeInstanceOf(BatchAlreadyAnswered);
  });

  test('while the ENT asks for a pause, every request says until when', async () => {
    const clock: Clock = { ...systemClock, now: () => 1_000_000 };
    const { session, server } = await openClass({}, clock);
    server.dial.turn({ paused_s: 120 });
    for (const ask of [
      () => session.policy(null),
      () => session.changes(null, 1),
      () => session.checkBlobs([]),
    ])
      await expect(ask()).rejects.toMatchObject({
        code: 'ent/paused',
        params: { untilMs: 1_120_000 },
        retry: 'later',
      });
  });

  test('a token that is about to run out is renewed on the way', async () => {
    let now = Date.now();
    const clock: Clock = { ...systemClock, now: () => now };
    const { session, server, signedIn } = await openClass({ clock }, clock);
    for (let turn = 0; turn < 3; turn += 1) {
      now += 20 * 60_000;
      expect((await session.policy(null))?.policy.dataset_id).toBe(signedIn.datasetId);
    }
    await eventually(() => server.statistics().endpoints['POST /sync/v1/token']?.requests).toBe(5);
    expect(session.renewedSecret).toBeNull();
  });

  test('its token opens nothing once it is closed', async () => {
    const { session, server } = await openClass();
    await session.close();
    await session.close();
    await expect(session.policy(null)).rejects.toThrow();
    await eventually(() => server.statistics().endpoints['POST /sync/v1/revoke']?.statuses).toEqual({
      204: 2,
    });
  });

  test('it closes without a failure when the ENT is gone', async () => {
    const { session, server } = await openClass();
    await server.close();
    await session.close();
  });

  test('counts what the server counts', async () => {
    const { session, http, server } = await openClass();
    await session.policy(null);
    await session.changes(null, 100);
    await session.close();
    const { requests, bytesUp, bytesDown } = http.traffic;
    await eventually(() => server.statistics()).toMatchObject({ requests, bytesUp, bytesDown });
  });
});

describe('documents', () => {
  test('only what the ENT lacks is asked for, and is there afterwards', async () => {
    const { session } = await openClass();
    const files = await Promise.all([0, 1, 1000, 300_000].map((size) => makeFile(randomBytes(size))));
    const hashes = files.map(({ sha256 }) => sha256);
    expect(await session.checkBlobs(files)).toEqual(hashes);
    expect(await session.putBundle(files.slice(0, 3))).toEqual(new Map());
    expect(await session.checkBlobs(files)).toEqual(hashes.slice(3));
    expect(await session.putBlob(files[3]!)).toBeNull();
    expect(await session.checkBlobs(files)).toEqual([]);
  });

  test('a file that is not what its hash says is refused alone', async () => {
    const { session } = await openClass();
    const good = await makeFile(randomBytes(1000));
    const bad = { ...(await makeFile(randomBytes(1000))), sha256: 'ab'.repeat(32) };
    expect(await session.putBundle([bad, good])).toEqual(new Map([[bad.sha256, 'corrupt']]));
    expect(await session.putBlob(bad)).toBe('corrupt');
    expect(await session.checkBlobs([bad, good])).toEqual([bad.sha256]);
  });

  test('a file that changed or vanished since it was listed is not sent', async () => {
    const { session } = await openClass();
    const file = await makeFile(randomBytes(1000));
    for (const sizeBytes of [999, 1001]) {
      await expect(session.putBlob({ ...file, sizeBytes })).rejects.toMatchObject({
        code: 'vault/blob-corrupt',
      });
      await expect(session.putBundle([{ ...file, sizeBytes }])).rejects.toMatchObject({
        code: 'vault/blob-corrupt',
      });
    }
    await expect(session.putBlob({ ...file, path: `${file.path}-gone` })).rejects.toMatchObject({
      code: 'vault/blob-missing',
    });
    expect(await session.checkBlobs([file])).toEqual([file.sha256]);
  });

  test('a class of copies comes back in one request, whole, in pieces that fit in memory', async () => {
    const { session, http } = await openClass();
    const files = await Promise.all([0, 1, 65_536, 5_000_000].map((size) => makeFile(randomBytes(size))));
    for (const file of files) await session.putBlob(file);
    const { sink, whole, largestWrite } = collectingSink();
    const requestsBefore = http.traffic.requests;
    const unknown = 'cd'.repeat(32);
    await session.fetchBlobs([...files.map(({ sha256 }) => sha256), unknown], sink);
    expect([...whole.keys()].sort()).toEqual(files.map(({ sha256 }) => sha256).sort());
    expect(largestWrite()).toBeLessThanOrEqual(256 * 1024);
    expect(http.traffic.requests - requestsBefore).toBe(1);
  });

  test('what the sink throws ends the reception, and the session goes on', async () => {
    const { session } = await openClass();
    const file = await makeFile(randomBytes(3_000_000));
    await session.putBlob(file);
    const full = new Error('no space left');
    const sink: BlobSink = {
      begin: async () => undefined,
      write: () => Promise.reject(full),
      end: async () => undefined,
    };
    await expect(session.fetchBlobs([file.sha256], sink)).rejects.toBe(full);
    expect(await session.checkBlobs([file])).toEqual([]);
  });

  test('a file over the ENT’s limit is refused, not a broken line', async () => {
    const { session, server } = await openClass();
    server.dial.turn({ limits: { blob_bytes: 1000, bundle_bytes: 1000 } });
    const file = await makeFile(randomBytes(200_000));
    expect(await session.putBlob(file)).toBe('too-large');
    await expect(session.putBundle([file])).rejects.toMatchObject({
      code: 'ent/refused',
      params: { status: 413, reason: 'too-large' },
    });
  });
});

test('a cancelled session ends at once, and still logs out', async () => {
  const { adapter, signedIn, server } = await openClass();
  const controller = new AbortController();
  const reason = new Error('stop');
  const session: ServerSession = await adapter.openSession(signedIn.secret, controller.signal);
  controller.abort(reason);
  await expect(session.changes(null, 10)).rejects.toBe(reason);
  await session.close();
  await eventually(() => server.statistics().endpoints['POST /sync/v1/revoke']?.statuses).toEqual({ 204: 2 });
});
