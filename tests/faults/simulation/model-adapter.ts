import { readFile } from 'node:fs/promises';
import type { BlobSink, OutgoingFile, RangeSink } from '../../../main/engine/connectors/adapter-types.ts';
import type { Policy } from '../../../main/engine/connectors/ent/wire.ts';
import type { ServerAdapter, ServerSession } from '../../../main/engine/connectors/server-adapter.ts';
import type { Arrival } from './model-documents.ts';
import { DATASET, EntStopped, type ModelEnt, TEACHER } from './model-ent.ts';
import { type Caller, lost, type Weather } from './weather.ts';

const OFFERED: readonly string[] = ['versions', 'watch', 'resumable'];
/** A document above goes in pieces, and comes alone. */
export const BUNDLE_BYTES = 4096;

type Carry = <T>(name: string, act: (stopBefore: number | null) => T) => Promise<T>;

const notOffered = () => Promise.reject(new Error('not offered by this ENT'));

/** Speaks to the model ENT through the weather, as a connector does. */
export function modelAdapter(
  weather: Weather,
  caller: Caller,
  deviceId: string,
  nowMs: () => number,
): ServerAdapter {
  const { ent } = weather;
  const carry: Carry = (name, act) => weather.carry(caller, name, act);
  const session: ServerSession = {
    renewedSecret: null,
    identity: { accountId: TEACHER.id, datasetId: DATASET },
    policy: () => carry('policy', () => ({ policy: policyFor(ent, deviceId, nowMs()), etag: null })),
    ...records(ent, carry),
    ...documents(ent, carry),
    close: async () => undefined,
  };
  return {
    signIn: notOffered,
    openSession: () => carry('token', () => session),
    isUnchanged: (_secret, known) => carry('watch', () => known === watchTag(ent)),
    signOut: async () => undefined,
  };
}

function watchTag(ent: ModelEnt): string {
  return `w${ent.place}`;
}

function policyFor(ent: ModelEnt, deviceId: string, now: number): Policy {
  return {
    dataset_id: DATASET,
    protocol: [1],
    server_time: now,
    last_batch_no: ent.lastBatchNo(deviceId),
    limits: {
      ops: 5,
      batch_bytes: 1 << 20,
      bundle_bytes: BUNDLE_BYTES,
      bundle_files: 25,
      blob_bytes: 1 << 26,
      chunk_min_bytes: 1024,
      chunk_max_bytes: 2048,
    },
    poll_min_s: 900,
    windows: [],
    max_bps: null,
    capabilities: [...OFFERED],
    accept_encoding: ['gzip'],
    valid_until: now + 3_600_000,
  };
}

function records(
  ent: ModelEnt,
  carry: Carry,
): Pick<
  ServerSession,
  'tags' | 'changes' | 'versions' | 'fetchChanges' | 'pushBatch' | 'keepsLedger' | 'namesDocumentsByBytes'
> {
  const tags = { policy: 'p1', watch: null as string | null };
  return {
    tags,
    keepsLedger: true,
    namesDocumentsByBytes: true,
    changes: (cursor, limit) =>
      carry('changes', () => {
        const page = ent.changes(cursor, Math.min(limit, 7));
        tags.watch = page.more ? null : watchTag(ent);
        return page.changes.length === 0 && page.cursor === cursor ? null : page;
      }),
    versions: () => carry('versions', () => ent.versions()),
    fetchChanges: (entities) =>
      carry('changes/fetch', () => {
        const wanted = new Set(entities.map(({ entity, id }) => `${entity} ${id}`));
        const { changes } = ent.changes(null, Number.POSITIVE_INFINITY);
        const found = changes.filter(({ entity, id }) => wanted.has(`${entity} ${id}`));
        const known = new Set(found.map(({ entity, id }) => `${entity} ${id}`));
        const missing = entities.filter(({ entity, id }) => !known.has(`${entity} ${id}`));
        return { changes: found, missing, left: [] };
      }),
    pushBatch: (sealed) =>
      carry('batches', (stopBefore) => {
        const reply = ent.take(sealed, stopBefore);
        tags.watch = reply.more ? null : watchTag(ent);
        return reply;
      }),
  };
}

/** A piece, a document or several on their way: the ENT is told whether their sender still waits for the answer. */
async function send<T>(carry: Carry, name: string, act: (arrival: Arrival) => T): Promise<T> {
  let isLate = false;
  try {
    return await carry(name, (stopBefore) => act({ isLate, stopBefore }));
  } finally {
    isLate = true;
  }
}

type DocumentRequests = Pick<
  ServerSession,
  | 'checkBlobs'
  | 'putBundle'
  | 'putBlob'
  | 'composeBlobs'
  | 'beginUpload'
  | 'uploadOffset'
  | 'appendUpload'
  | 'fetchBlobs'
  | 'fetchBlob'
>;

function documents(ent: ModelEnt, carry: Carry): DocumentRequests {
  const { documents } = ent;
  const putBlobs = async (name: string, blobs: readonly { sha256: string; path: string }[]) => {
    const files = await Promise.all(
      blobs.map(async ({ sha256, path }) => ({ sha256, bytes: await readFile(path) })),
    );
    for (const { sha256 } of files) documents.willSend(sha256);
    await send(carry, name, (arrival) => {
      for (const { sha256, bytes } of files) documents.take(sha256, bytes, arrival);
    });
  };
  return {
    checkBlobs: (blobs: readonly { sha256: string }[]) =>
      carry('blobs/check', () => blobs.map(({ sha256 }) => sha256).filter((sha256) => ent.lacks(sha256))),
    putBundle: (blobs: readonly OutgoingFile[]) =>
      putBlobs('blobs/bundle', blobs).then(() => new Map<string, string>()),
    putBlob: (blob: OutgoingFile) => putBlobs('blobs', [blob]).then(() => null),
    composeBlobs: notOffered,
    beginUpload: (_shape: string, file: OutgoingFile) => carry('uploads', () => documents.begin(file)),
    uploadOffset: (_shape: string, url: string) => carry('uploads/offset', () => documents.offset(url)),
    async appendUpload(
      _shape: string,
      url: string,
      file: OutgoingFile,
      { from, to }: { from: number; to: number },
    ) {
      const piece = (await readFile(file.path)).subarray(from, to);
      documents.willAppend(url, from);
      return send(carry, 'uploads/append', (arrival) => {
        const offset = documents.append(url, from, piece, arrival);
        if (arrival.stopBefore !== null) throw new EntStopped();
        return offset;
      });
    },
    ...fetching(ent, carry),
  };
}

/** Documents on their way down: a server that stops has sent a part. */
function fetching({ documents }: ModelEnt, carry: Carry): Pick<ServerSession, 'fetchBlobs' | 'fetchBlob'> {
  return {
    async fetchBlobs(hashes: readonly string[], sink: BlobSink) {
      const stopBefore = await carry('blobs/fetch', (stop) => stop);
      for (const [index, sha256] of hashes.entries()) {
        const bytes = documents.read(sha256);
        if (bytes === undefined) continue;
        const isCut = index === stopBefore;
        await sink.begin(sha256, bytes.length);
        await sink.write(isCut ? bytes.subarray(0, bytes.length / 2) : bytes);
        if (isCut) throw lost();
        await sink.end();
      }
    },
    async fetchBlob(sha256: string, fromBytes: number, sink: RangeSink) {
      const stopBefore = await carry('blob', (stop) => stop);
      const bytes = documents.read(sha256);
      if (bytes === undefined) return false;
      await sink.begin(fromBytes, null);
      const left = bytes.subarray(fromBytes);
      await sink.write(stopBefore === null ? left : left.subarray(0, (left.length * stopBefore) / 4));
      if (stopBefore !== null) throw lost();
      return true;
    },
  };
}
