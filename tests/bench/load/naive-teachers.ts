import { randomUUID } from 'node:crypto';
import { createEntAdapter } from '../../../main/engine/connectors/ent/ent-adapter.ts';
import type { ServerSession } from '../../../main/engine/connectors/server-adapter.ts';
import { systemClock } from '../../../main/engine/platform/clock.ts';
import { createHttp } from '../../../main/engine/platform/http.ts';
import { gradeBatch } from './grade-batch.ts';
import type { LoadedSchool } from './school.ts';
import type { Teachers } from './teachers.ts';

/**
 * What the web's grader asks for at each student, in the words of this API: a real one took 505 to 542 requests for a class
 * of 35, which is 15 a student. The page and its parts are the policy (the smallest answer there is, so that the comparison
 * errs on the naive client's side), the list of the class is the changes from the beginning, then the copy, and the grade.
 */
const SMALL_REQUESTS = 12;

/** Clients without a database, a batch or a thought for the server. They ask one thing after the other, as a page does. */
export async function naiveTeachers(school: LoadedSchool): Promise<Teachers> {
  const work = async (teacher: number) => {
    const deviceId = randomUUID();
    const { url, ...credentials } = school.login(teacher);
    const http = createHttp({ appVersion: '0.0.0' });
    try {
      const identity = { deviceId, deviceName: 'naive', clock: systemClock };
      const adapter = createEntAdapter({ http, baseUrl: url, ...identity });
      const { secret, datasetId } = await adapter.signIn(credentials);
      const session = await adapter.openSession(secret, new AbortController().signal);
      for (const [index, submissionId] of school.submissionIds.entries()) {
        for (let small = 0; small < SMALL_REQUESTS; small += 1) await session.policy(null);
        await session.changes(null, 500);
        const copy = school.copies[index];
        if (copy !== undefined) await readCopy(session, copy.sha256);
        await session.pushBatch(
          gradeBatch({ deviceId, datasetId, batchNo: index + 1, submissionIds: [submissionId] }),
        );
      }
      await session.close();
    } finally {
      http.close();
    }
  };
  return { work, prepare: async () => undefined, close: async () => undefined };
}

async function readCopy(session: ServerSession, sha256: string): Promise<void> {
  const sink = { begin: async () => undefined, write: async () => undefined };
  if (!(await session.fetchBlob(sha256, 0, sink))) throw new Error('a copy is not there');
}
