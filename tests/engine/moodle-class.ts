import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Engine, EngineOptions } from '../../main/engine/create-engine.ts';
import type { Account } from '../../preload/contract/domain.ts';
import { type FakeMoodle, type FakeMoodleOptions, startFakeMoodle } from '../fake-moodle/fake-moodle.ts';
import { openEngine, temporaryFolder } from './synced-class.ts';

/** The recorded class at a strict fake Moodle, and a real engine that is connected to it. */
export interface MoodleClass {
  readonly fake: FakeMoodle;
  readonly engine: Engine;
  readonly account: Account;
  readonly directory: string;
  readonly assignmentId: string;
  /** The copy of a student, by their number at Moodle. */
  copy(userId: number): string;
  /** A text file that a teacher could give back. */
  document(name: string, text: string): Promise<string>;
  /** Requests that Moodle saw while something was done. */
  countRequests(act: () => Promise<unknown>): Promise<number>;
}

/** An engine that is connected to a fake Moodle, and has not synced yet. */
export async function openMoodleClass(
  options: FakeMoodleOptions = {},
  engineOptions: Partial<EngineOptions> = {},
): Promise<MoodleClass> {
  const directory = await temporaryFolder();
  const fake = await startFakeMoodle({ students: 5, ...options });
  onTestFinished(() => fake.close());
  const engine = await openEngine(join(directory, 'data'), engineOptions);
  const { url, login, password } = fake;
  const account = await engine.client.account.connect({ url, login, password });
  return {
    fake,
    engine,
    account,
    directory,
    assignmentId: 'assign-1',
    copy: (userId) => `copy-1-${userId}`,
    async document(name, text) {
      const path = join(directory, name);
      await writeFile(path, text);
      return path;
    },
    async countRequests(act) {
      const before = fake.traffic.requests.length;
      await act();
      return fake.traffic.requests.length - before;
    },
  };
}
