import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createEngine, type Engine } from '../../main/engine/create-engine.ts';
import { memorySecrets } from '../../main/engine/platform/secrets.ts';
import { type ReferenceEnt, startReferenceEnt } from '../../main/reference-ent/server.ts';
import { cutReplies, type ReplyCutter } from '../faults/reply-cutter.ts';

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

const MAX_TIMES_100 = 2000;

/** A temporary folder that goes with the test. */
export async function temporaryFolder(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'cartable-sync-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** An engine on a data directory, closed with the test. */
export async function openEngine(dataDirectory: string): Promise<Engine> {
  const engine = await createEngine({
    dataDirectory,
    appVersion: '0.0.0',
    deviceName: 'test',
    secrets: memorySecrets(),
  });
  onTestFinished(() => engine.close());
  return engine;
}

/** Writes a class, an assignment and its submissions on the ENT, as the school's office and its students do. */
export function writeClass(
  ent: ReferenceEnt,
  students: number,
): { assignmentId: string; submissionIds: string[] } {
  const submissionIds = Array.from({ length: students }, (_, index) => `submission-${index + 1}`);
  ent.editOnTheWeb([
    { entity: 'subject', id: 'subject-1', body: { name: 'Mathématiques' } },
    { entity: 'class_group', id: 'class-1', body: { name: '2de 3', subject_id: 'subject-1' } },
    {
      entity: 'assignment',
      id: 'assignment-1',
      body: {
        class_group_id: 'class-1',
        period_id: null,
        title: 'Devoir n° 1',
        instructions: '',
        max_x100: MAX_TIMES_100,
        coefficient_x100: 100,
        due_at: null,
      },
    },
    ...submissionIds.flatMap((id, index) => [
      {
        entity: 'student',
        id: `student-${index + 1}`,
        body: { first_name: 'Prénom', last_name: `Nom ${index + 1}`, class_group_ids: ['class-1'] },
      },
      {
        entity: 'submission',
        id,
        body: {
          assignment_id: 'assignment-1',
          student_id: `student-${index + 1}`,
          status: 'submitted',
          submitted_at: 1,
          text: '',
          files: [],
        },
      },
    ]),
  ]);
  return { assignmentId: 'assignment-1', submissionIds };
}

/** A connected engine that has pulled a class. */
export async function openSyncedClass(students = 3): Promise<SyncedClass> {
  const directory = await temporaryFolder();
  const ent = await startReferenceEnt({ directory: join(directory, 'ent'), seed: 'empty' });
  onTestFinished(() => ent.close());
  const line = await cutReplies(ent.url);
  onTestFinished(() => line.close());
  const written = writeClass(ent, students);
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
