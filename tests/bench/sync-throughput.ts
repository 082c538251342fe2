import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import got from 'got';
import { createEngine } from '../../main/engine/create-engine.ts';
import { memorySecrets } from '../../main/engine/platform/secrets.ts';
import { type ReferenceEnt, startReferenceEnt } from '../../main/reference-ent/server.ts';
import { documentOf, handIn, letWait, noise, putAtEnt } from '../engine/class-documents.ts';
import { writeClass } from '../engine/synced-class.ts';

export interface Throughput {
  readonly files: number;
  readonly bytes: number;
  readonly pullMs: number;
  readonly pushMs: number;
  readonly gotDownMs: number;
  readonly gotUpMs: number;
  /** Pull and push over the plain copy of the same bytes both ways. */
  readonly ratio: number;
}

/** Pulls and pushes many documents over loopback, hashing and flushing included, beside a plain `got` stream copy of the same bytes. */
export async function measureThroughput(files = 1000, fileBytes = 400_000): Promise<Throughput> {
  const folder = await mkdtemp(join(tmpdir(), 'cartable-throughput-'));
  try {
    const plain = await copyPlainly(folder, files, fileBytes);
    const synced = await sync(folder, files, fileBytes);
    const ratio = (synced.pullMs + synced.pushMs) / (plain.gotDownMs + plain.gotUpMs);
    return { files, bytes: files * fileBytes, ...synced, ...plain, ratio: Math.round(ratio * 100) / 100 };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function sync(folder: string, files: number, fileBytes: number) {
  const ent = await startReferenceEnt({ directory: join(folder, 'ent'), seed: 'empty' });
  const engine = await createEngine({
    dataDirectory: join(folder, 'data'),
    appVersion: '0.0.0',
    deviceName: 'bench',
    secrets: memorySecrets(),
  });
  try {
    const copies = Array.from({ length: files }, (_, index) => documentOf(noise(fileBytes, index)));
    const submissionIds = await fill(ent, folder, copies);
    await engine.client.account.connect({ url: ent.url, login: ent.login, password: ent.password });
    const pullMs = await timed(() => engine.client.sync.start());
    for (const [index, submissionId] of submissionIds.entries()) {
      const body = { submission_id: submissionId };
      const document = documentOf(noise(fileBytes, files + index));
      await letWait(engine, { entity: 'feedback', entityId: `feedback-${index}`, body }, document);
    }
    const pushMs = await timed(() => engine.client.sync.start());
    if (ent.store.count('feedback') !== files) throw new Error('not everything has arrived');
    return { pullMs, pushMs };
  } finally {
    await engine.close();
    await ent.close();
  }
}

async function fill(ent: ReferenceEnt, folder: string, copies: ReturnType<typeof documentOf>[]) {
  const { submissionIds } = writeClass(ent, copies.length);
  await putAtEnt(ent, folder, copies);
  handIn(ent, submissionIds, copies);
  return submissionIds;
}

/** Every file down, then up, one after the other over one connection: no hash, no flush, no database. */
async function copyPlainly(folder: string, files: number, fileBytes: number) {
  const source = join(folder, 'plain');
  await pipeline([noise(fileBytes, 0)], createWriteStream(source));
  const server = createServer((request, reply) => {
    if (request.method === 'GET') {
      reply.writeHead(200, { 'content-length': fileBytes });
      createReadStream(source).pipe(reply);
      return;
    }
    request.pipe(createWriteStream(join(folder, 'arrived'))).once('finish', () => reply.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const client = got.extend({ retry: { limit: 0 } });
  const target = join(folder, 'copy');
  const gotDownMs = await timed(async () => {
    for (let file = 0; file < files; file += 1) await pipeline(client.stream(url), createWriteStream(target));
  });
  const { size } = await stat(source);
  const gotUpMs = await timed(async () => {
    for (let file = 0; file < files; file += 1)
      await client.put(url, { body: createReadStream(source), headers: { 'content-length': String(size) } });
  });
  await new Promise((resolve) => server.close(resolve));
  return { gotDownMs, gotUpMs };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return Math.round(performance.now() - startedAt);
}
