import type { Policy } from '../../../main/engine/connectors/ent/wire.ts';
import type { ServerAdapter, ServerSession } from '../../../main/engine/connectors/server-adapter.ts';
import { DATASET, type ModelEnt, TEACHER } from './model-ent.ts';
import type { Caller, Weather } from './weather.ts';

const OFFERED: readonly string[] = ['versions', 'watch'];

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
  return `w${ent.version}`;
}

function policyFor(ent: ModelEnt, deviceId: string, now: number): Policy {
  return {
    dataset_id: DATASET,
    protocol: [1],
    server_time: now,
    last_batch_no: ent.lastBatchNo(deviceId),
    limits: { ops: 5, batch_bytes: 1 << 20, bundle_bytes: 4 << 20, bundle_files: 25, blob_bytes: 1 << 26 },
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
): Pick<ServerSession, 'tags' | 'changes' | 'versions' | 'fetchChanges' | 'pushBatch'> {
  const tags = { policy: 'p1', watch: null as string | null };
  return {
    tags,
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

/** The model keeps no bytes: what comes from another device stays to be fetched. */
function documents(ent: ModelEnt, carry: Carry) {
  return {
    checkBlobs: (blobs: readonly { sha256: string }[]) =>
      carry('blobs/check', () => blobs.map(({ sha256 }) => sha256).filter((sha256) => ent.lacks(sha256))),
    putBundle: (blobs: readonly { sha256: string }[]) =>
      carry('blobs/bundle', () => {
        for (const { sha256 } of blobs) ent.store(sha256);
        return new Map<string, string>();
      }),
    putBlob: ({ sha256 }: { sha256: string }) =>
      carry('blobs', () => {
        ent.store(sha256);
        return null;
      }),
    composeBlobs: notOffered,
    beginUpload: notOffered,
    uploadOffset: notOffered,
    appendUpload: notOffered,
    fetchBlobs: () => carry('blobs/fetch', () => undefined),
    fetchBlob: () => carry('blob', () => false),
  };
}
