import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createEngine, type Engine, type EngineOptions } from '../../main/engine/create-engine.ts';
import { memorySecrets } from '../../main/engine/platform/secrets.ts';
import { type ReferenceEnt, startReferenceEnt } from '../../main/reference-ent/server.ts';
import { cutReplies, type ReplyCutter } from '../faults/reply-cutter.ts';
import { type ClassOptions, writeClass } from './write-class.ts';

/** A class at a real reference server, and a real engine connected to it through a line that can be cut. */
export interface SyncedClass {
  readonly ent: ReferenceEnt;
  readonly engine: Engine;
  readonly line: ReplyCutter;
  readonly assignmentId: string;
  readonly submissionIds: readonly string[];
  readonly directory: string;
  /** A text file that a teacher could join to something. */
  document(name: string, text: string): Promise<string>;
}

/** A temporary folder that goes with the test. */
export async function temporaryFolder(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'cartable-sync-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** An engine on a data directory, closed with the test. */
export async function openEngine(
  dataDirectory: string,
  options: Partial<EngineOptions> = {},
): Promise<Engine> {
  const engine = await createEngine({
    dataDirectory,
    appVersion: '0.0.0',
    deviceName: 'test',
    secrets: memorySecrets(),
    ...options,
  });
  onTestFinished(() => engine.close());
  return engine;
}

/** A connected engine that has pulled a class. */
export async function openSyncedClass(students = 3, options: ClassOptions = {}): Promise<SyncedClass> {
  const directory = await temporaryFolder();
  const ent = await startReferenceEnt({ directory: join(directory, 'ent'), seed: 'empty' });
  onTestFinished(() => ent.close());
  const line = await cutReplies(ent.url);
  onTestFinished(() => line.close());
  const written = writeClass(ent, students, options);
  const engine = await openEngine(join(directory, 'data'));
  await engine.client.account.connect({ url: line.url, login: ent.login, password: ent.password });
  await engine.client.sync.start();
  return {
    ent,
    engine,
    line,
    directory,
    ...written,
    async document(name, text) {
      const path = join(directory, name);
      await writeFile(path, text);
      return path;
    },
  };
}
