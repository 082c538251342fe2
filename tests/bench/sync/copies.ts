import { createCipheriv, createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OutgoingFile } from '../../../main/engine/connectors/adapter-types.ts';
import { createEngine, type Engine } from '../../../main/engine/create-engine.ts';
import type { Clock } from '../../../main/engine/platform/clock.ts';
import { memorySecrets } from '../../../main/engine/platform/secrets.ts';
import type { ReferenceEnt } from '../../../main/reference-ent/server.ts';
import { documentOf, handIn, type TestDocument } from '../../engine/class-documents.ts';
import { withConnector } from '../../faults/classroom.ts';

/** Bytes that no two seeds share and that cannot be packed, as fast as the processor makes them. */
export function noiseOf(length: number, seed: number): Buffer {
  const key = createHash('sha256').update(`copy ${seed}`).digest().subarray(0, 16);
  return createCipheriv('aes-128-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(length));
}

/** Copies of a class, each another one. */
export function copiesOf(count: number, bytesEach: number, firstSeed = 0): TestDocument[] {
  return Array.from({ length: count }, (_, index) => documentOf(noiseOf(bytesEach, firstSeed + index)));
}

/** A real engine with a real database below `folder`. */
export function openBenchEngine(folder: string, name: string, clock?: Clock): Promise<Engine> {
  return createEngine({
    dataDirectory: join(folder, name),
    appVersion: '0.0.0',
    deviceName: 'bench',
    secrets: memorySecrets(),
    ...(clock === undefined ? {} : { clock }),
  });
}

/** Connects an engine, as a teacher does. */
export async function signIn(
  engine: Engine,
  { url, login, password }: { url: string; login: string; password: string },
) {
  await engine.client.account.connect({ url, login, password });
}

/** One session that must end well. */
export async function syncOnce(engine: Engine) {
  const session = await engine.client.sync.start();
  if (session.outcome !== 'done')
    throw new Error(
      `the session ended ${session.outcome}: ${session.error?.code} ${JSON.stringify(session.error?.params)}`,
    );
  return session;
}

/** Hands copies in at the ENT, the n-th with the n-th submission. */
export async function handInCopies(
  ent: ReferenceEnt,
  folder: string,
  submissionIds: readonly string[],
  copies: readonly TestDocument[],
  /** Whose class it is; the server's first teacher without it. */
  teacher?: { readonly login: string; readonly password: string },
): Promise<void> {
  await bringToEnt(ent.url, teacher ?? ent, await writeCopies(folder, copies));
  handIn(ent, submissionIds, copies, teacher === undefined ? {} : { login: teacher.login });
}

export function writeCopies(folder: string, copies: readonly TestDocument[]): Promise<OutgoingFile[]> {
  return Promise.all(
    copies.map(async ({ sha256, bytes }) => {
      const path = join(folder, sha256);
      await writeFile(path, bytes);
      return { sha256, sizeBytes: bytes.length, path };
    }),
  );
}

const BUNDLE_BYTES = 4 * 1024 * 1024;

async function bringToEnt(
  url: string,
  { login, password }: { login: string; password: string },
  files: readonly OutgoingFile[],
): Promise<void> {
  await withConnector(url, {}, async ({ adapter }) => {
    const { secret } = await adapter.signIn({ login, password });
    const session = await adapter.openSession(secret, new AbortController().signal);
    const perBundle = Math.max(1, Math.min(25, Math.floor(BUNDLE_BYTES / (files[0]?.sizeBytes ?? 1))));
    for (let at = 0; at < files.length; at += perBundle) {
      const bundle = files.slice(at, at + perBundle);
      const [first] = bundle;
      if (first !== undefined && first.sizeBytes > BUNDLE_BYTES) await session.putBlob(first);
      else await session.putBundle(bundle);
    }
    await session.close();
  });
}
