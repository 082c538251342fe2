import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import type {
  Batch,
  BatchReply,
  ChangesPage,
  Operation,
  Policy,
  Problem,
  TokenReply,
} from '../../main/engine/connectors/ent/wire.ts';
import {
  type ReferenceEnt,
  type ReferenceEntOptions,
  startReferenceEnt,
} from '../../main/reference-ent/server.ts';

/** A plain client: it promises nothing, so that what is seen is the server's doing. */
export interface EntClient {
  readonly token: TokenReply;
  readonly device: string;
  send(path: string, init?: RequestInit): Promise<Response>;
  policy(): Promise<Policy>;
  changes(cursor?: string, limit?: number): Promise<ChangesPage>;
  batch(ops: readonly Operation[], fields?: Partial<Batch>): Batch;
  push(batch: Batch): Promise<BatchReply>;
  postBatch(body: Uint8Array<ArrayBuffer>, headers?: Record<string, string>): Promise<Response>;
  putBlob(bytes: Uint8Array<ArrayBuffer>): Promise<string>;
}

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'reference-ent-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

/** A server of its own for one test, on a free port. */
export async function startServer(options: Partial<ReferenceEntOptions> = {}): Promise<ReferenceEnt> {
  const server = await startReferenceEnt({
    directory: options.directory ?? (await temporaryFolder()),
    seed: 'empty',
    ...options,
  });
  onTestFinished(() => server.close().catch(() => undefined));
  return server;
}

/** An edit of one grade; other fields as wanted. */
export function gradeOp(
  submissionId: string,
  pointsTimes100: number,
  fields: Partial<Operation> = {},
): Operation {
  return {
    op: randomUUID(),
    seq: nextSeq(),
    entity: 'grade',
    id: submissionId,
    kind: 'put',
    value: { submission_id: submissionId, points_x100: pointsTimes100 },
    ...fields,
  };
}

export function commentOp(submissionId: string, text: string, fields: Partial<Operation> = {}): Operation {
  return {
    op: randomUUID(),
    seq: nextSeq(),
    entity: 'comment',
    id: `comment-of-${submissionId}`,
    kind: 'put',
    value: { submission_id: submissionId, text },
    ...fields,
  };
}

/** One class, one assignment out of 20, and `count` submissions `s1`, `s2`…, as the ENT itself would enter them. */
export function enterClass(server: ReferenceEnt, count: number): void {
  const at = { starts_at: 0, ends_at: 4_000_000_000_000 };
  server.editOnTheWeb([
    { entity: 'period', id: 'p1', body: { label: '1er trimestre', is_closed: false, ...at } },
    { entity: 'subject', id: 'math', body: { name: 'Mathématiques' } },
    { entity: 'class_group', id: 'g1', body: { name: '2de 3', subject_id: 'math' } },
    {
      entity: 'assignment',
      id: 'a1',
      body: {
        class_group_id: 'g1',
        period_id: 'p1',
        title: 'DM',
        instructions: '',
        max_x100: 2000,
        coefficient_x100: 100,
        due_at: null,
      },
    },
    ...Array.from({ length: count }, (_, index) => ({
      entity: 'submission',
      id: `s${index + 1}`,
      body: {
        assignment_id: 'a1',
        student_id: `e${index + 1}`,
        status: 'submitted',
        submitted_at: 0,
        text: '',
        files: [],
      },
    })),
  ]);
}

export function sha256Of(bytes: Uint8Array<ArrayBuffer>): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export async function problemOf(response: Response): Promise<Problem> {
  if (response.headers.get('content-type')?.startsWith('application/problem+json') !== true)
    throw new Error('not a problem');
  return (await response.json()) as Problem;
}

export async function signIn(
  server: { url: string; login: string; password: string },
  device = `device-${randomUUID()}`,
): Promise<EntClient> {
  const response = await postJson(`${server.url}/sync/v1/token`, {
    grant_type: 'password',
    username: server.login,
    password: server.password,
    device,
  });
  if (response.status !== 200) throw new Error(`sign-in answered ${response.status}`);
  return clientOf(server.url, (await response.json()) as TokenReply, device);
}

export function postJson(
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

/** The client that a token and a device make. */
export function clientOf(url: string, token: TokenReply, device: string): EntClient {
  const identity = { authorization: `Bearer ${token.access_token}`, 'cartable-device': device };
  const send: EntClient['send'] = (path, init = {}) =>
    fetch(`${url}/sync/v1${path}`, { ...init, headers: { ...identity, ...(init.headers as object) } });
  let batchNo = 0;
  const client: EntClient = {
    token,
    device,
    send,
    policy: async () => answerOf(await send('/policy')),
    changes: async (cursor, limit = 500) => {
      const query = new URLSearchParams({
        ...(cursor === undefined ? {} : { cursor }),
        limit: String(limit),
      });
      return answerOf(await send(`/changes?${query}`));
    },
    batch: (ops, fields = {}) => {
      batchNo += 1;
      const names = { batch: randomUUID(), batch_no: batchNo, device, dataset_id: token.dataset_id };
      return { ...names, schema: 1, since: null, ops: [...ops], ...fields };
    },
    push: async (batch) =>
      answerOf(await client.postBatch(sealed(batch), { 'idempotency-key': `"${batch.batch}"` })),
    postBatch: (body, headers = {}) => {
      const packed = { 'content-encoding': 'gzip', 'content-digest': digestOf(body) };
      return send('/batches', { method: 'POST', headers: { ...JSON_TYPE, ...packed, ...headers }, body });
    },
    putBlob: (bytes) => putBlob(send, bytes),
  };
  return client;
}

const JSON_TYPE = { 'content-type': 'application/json' };

async function answerOf<T>(response: Response): Promise<T> {
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

async function putBlob(send: EntClient['send'], body: Uint8Array<ArrayBuffer>): Promise<string> {
  const headers = { 'content-type': 'application/octet-stream' };
  const response = await send(`/blobs/${sha256Of(body)}`, { method: 'PUT', headers, body });
  if (response.status !== 201) throw new Error(`PUT answered ${response.status}`);
  return sha256Of(body);
}

/** The bytes of a batch as they travel. */
export function sealed(batch: unknown): Buffer<ArrayBuffer> {
  return gzipSync(JSON.stringify(batch));
}

export function digestOf(body: Uint8Array<ArrayBuffer>): string {
  return `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
}

/** Frames of a bundle: hash, length, bytes. */
export function frames(
  files: readonly { sha256: string; bytes: Uint8Array<ArrayBuffer> }[],
): Buffer<ArrayBuffer> {
  return Buffer.concat(
    files.flatMap(({ sha256, bytes }) => {
      const length = Buffer.alloc(8);
      length.writeBigUInt64BE(BigInt(bytes.length));
      return [Buffer.from(sha256, 'hex'), length, Buffer.from(bytes)];
    }),
  );
}

let seq = 0;
function nextSeq(): number {
  seq += 1;
  return seq;
}
