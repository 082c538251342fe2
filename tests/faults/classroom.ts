import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEntAdapter } from '../../main/engine/connectors/ent/ent-adapter.ts';
import type { Batch } from '../../main/engine/connectors/ent/wire.ts';
import { systemClock } from '../../main/engine/platform/clock.ts';
import { createHttp, type HttpOptions } from '../../main/engine/platform/http.ts';
import { type ReferenceEnt, startReferenceEnt } from '../../main/reference-ent/server.ts';
import { enterClass, gradeOp, sealed } from '../engine/reference-ent-client.ts';

export interface ClassroomFile {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly path: string;
}

/** An ENT with a class, and what a teacher's computer has to exchange with it. */
export interface Classroom {
  readonly server: ReferenceEnt;
  /** Opens a session of `DEVICE`. */
  readonly secret: string;
  /** Grades of every copy, sealed. */
  readonly batch: { readonly batchId: string; readonly body: Uint8Array; readonly sha256: string };
  readonly opIds: readonly string[];
  /** Documents that the ENT has, and documents that it lacks. */
  readonly there: readonly ClassroomFile[];
  readonly here: readonly ClassroomFile[];
  close(): Promise<void>;
}

export const DEVICE = randomUUID();
const COPIES = 35;

export async function openClassroom(): Promise<Classroom> {
  const folder = await mkdtemp(join(tmpdir(), 'cartable-faults-'));
  const server = await startReferenceEnt({ directory: join(folder, 'ent'), seed: 'empty' });
  enterClass(server, COPIES);
  const { secret, datasetId } = await withConnector(server.url, {}, ({ adapter }) => adapter.signIn(server));
  const [there, here] = await Promise.all([
    makeFiles(folder, [10, 3_000, 90_000]),
    makeFiles(folder, [0, 500]),
  ]);
  await withConnector(server.url, {}, async ({ adapter }) => {
    const session = await adapter.openSession(secret, new AbortController().signal);
    await session.putBundle(there);
    await session.close();
  });
  const close = async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  return { server, secret, ...gradesOf(datasetId), there, here, close };
}

/** A connector on a door to the network of its own, which is closed afterwards. */
export async function withConnector<T>(
  url: string,
  options: Partial<HttpOptions>,
  use: (line: {
    adapter: ReturnType<typeof createEntAdapter>;
    http: ReturnType<typeof createHttp>;
  }) => Promise<T>,
): Promise<T> {
  const http = createHttp({ appVersion: '0.0.0', ...options });
  const identity = { deviceId: DEVICE, deviceName: 'Poste 3', clock: systemClock };
  try {
    return await use({ http, adapter: createEntAdapter({ http, baseUrl: url, ...identity }) });
  } finally {
    http.close();
  }
}

function gradesOf(datasetId: string) {
  const ops = Array.from({ length: COPIES }, (_, index) => gradeOp(`s${index + 1}`, 1000 + index));
  const batch: Batch = {
    batch: randomUUID(),
    batch_no: 1,
    device: DEVICE,
    dataset_id: datasetId,
    schema: 1,
    since: null,
    ops,
  };
  const body = sealed(batch);
  return { batch: { batchId: batch.batch, body, sha256: hashOf(body) }, opIds: ops.map(({ op }) => op) };
}

function makeFiles(folder: string, sizes: readonly number[]): Promise<ClassroomFile[]> {
  return Promise.all(
    sizes.map(async (sizeBytes) => {
      const bytes = randomBytes(sizeBytes);
      const path = join(folder, randomUUID());
      await writeFile(path, bytes);
      return { sha256: hashOf(bytes), sizeBytes, path };
    }),
  );
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
