import { randomUUID } from 'node:crypto';
import { createEntAdapter } from '../../../main/engine/connectors/ent/ent-adapter.ts';
import type { ServerSession } from '../../../main/engine/connectors/server-adapter.ts';
import { systemClock } from '../../../main/engine/platform/clock.ts';
import { createHttp } from '../../../main/engine/platform/http.ts';
import { documentOf, type TestDocument } from '../../engine/class-documents.ts';
import { noiseOf } from '../sync/copies.ts';
import { costOf } from '../sync/cost.ts';
import type { EndpointCall } from './endpoint-call.ts';
import { gradeBatch } from './grade-batch.ts';
import { type LoadedSchool, openLoadedSchool } from './school.ts';
import { uploads } from './upload-endpoints.ts';

export interface EndpointCost {
  readonly endpoint: string;
  /** What was asked. */
  readonly what: string;
  /** Of one request: processor time of the server, ms, and bytes on its socket. */
  readonly cpuMs: number;
  readonly bytesUp: number;
  readonly bytesDown: number;
}

/** What one request of each kind costs the reference server, asked many times over by one client alone. */
export async function measureEndpoints(parent: string): Promise<readonly EndpointCost[]> {
  const school = await openLoadedSchool(parent, { name: 'endpoints', teachers: 1, hasCopies: true });
  try {
    return await costsAt(school);
  } finally {
    await school.ent.close();
  }
}

async function costsAt(school: LoadedSchool): Promise<readonly EndpointCost[]> {
  const { url, ...credentials } = school.login(0);
  const deviceId = randomUUID();
  const http = createHttp({ appVersion: '0.0.0' });
  try {
    const adapter = createEntAdapter({
      http,
      baseUrl: url,
      deviceId,
      deviceName: 'bench',
      clock: systemClock,
    });
    const { secret, datasetId } = await adapter.signIn(credentials);
    const { signal } = new AbortController();
    const session = await adapter.openSession(secret, signal);
    const opened: ServerSession[] = [];
    const calls = [
      [
        'POST /token',
        'a session begins',
        50,
        async () => opened.push(await adapter.openSession(secret, signal)),
      ] as const,
      ['POST /revoke', 'a session ends', 50, async () => opened.pop()?.close()] as const,
      ...(await questions(session, school.submissionIds)),
      [
        'GET /watch',
        'nothing new',
        200,
        () => adapter.isUnchanged(secret, session.tags.watch ?? '', signal),
      ] as const,
      ...documents(session, school.copies),
      ...(await uploads(session, school.folder)),
      ...batches(session, { deviceId, datasetId }, school.submissionIds),
    ];
    const costs: EndpointCost[] = [];
    for (const call of calls) costs.push(await costOfCall(school, call));
    await session.close();
    return costs;
  } finally {
    http.close();
  }
}

async function questions(
  session: ServerSession,
  submissionIds: readonly string[],
): Promise<readonly EndpointCall[]> {
  const { etag } = (await session.policy(null)) ?? { etag: null };
  const cursor = (await session.changes(null, 500))?.cursor ?? null;
  return [
    ['GET /policy', 'whole', 200, () => session.policy(null)],
    ['GET /policy', 'unchanged (304)', 200, () => session.policy(etag)],
    ['GET /changes', 'a class of 35, from the beginning', 100, () => session.changes(null, 500)],
    ['GET /changes', 'nothing new (304)', 200, () => session.changes(cursor, 500)],
    ['POST /versions', 'of a class of 35', 100, () => session.versions()],
    [
      'POST /changes/fetch',
      '35 submissions',
      100,
      () => session.fetchChanges(submissionIds.map((id) => ({ entity: 'submission', id }))),
    ],
  ];
}

function documents(session: ServerSession, copies: readonly TestDocument[]): readonly EndpointCall[] {
  const sink = { begin: async () => undefined, write: async () => undefined, end: async () => undefined };
  const hashes = copies.map(({ sha256 }) => sha256);
  const announced = copies.map(({ sha256, bytes }) => ({ sha256, sizeBytes: bytes.length }));
  const annotated = (turn: number) =>
    copies.map(({ bytes, sha256 }, index) => {
      const mark = noiseOf(2_000, turn * 100 + index);
      const whole = documentOf(Buffer.concat([bytes, mark]));
      return { sha256: whole.sha256, sizeBytes: whole.bytes.length, parts: [{ sha256 }, { bytes: mark }] };
    });
  return [
    ['POST /blobs/check', '35 documents', 100, () => session.checkBlobs(announced)],
    ['POST /blobs/fetch', '35 copies of 400 kB', 10, () => session.fetchBlobs(hashes, sink)],
    [
      'GET /blobs/{sha256}',
      'one copy of 400 kB',
      35,
      (turn) => session.fetchBlob(hashes[turn] ?? '', 0, { begin: sink.begin, write: sink.write }),
    ],
    ['POST /blobs/compose', '35 annotated copies', 10, (turn) => session.composeBlobs(annotated(turn))],
  ];
}

function batches(
  session: ServerSession,
  who: { deviceId: string; datasetId: string },
  submissionIds: readonly string[],
): readonly EndpointCall[] {
  let batchNo = 0;
  const push = (ids: readonly string[]) => {
    batchNo += 1;
    return session.pushBatch(gradeBatch({ ...who, batchNo, submissionIds: ids }));
  };
  return [
    ['POST /batches', 'one grade and comment', 50, () => push(submissionIds.slice(0, 1))],
    ['POST /batches', '35 grades and comments', 50, () => push(submissionIds)],
  ];
}

async function costOfCall(
  { ent }: LoadedSchool,
  [endpoint, what, times, ask]: EndpointCall,
): Promise<EndpointCost> {
  const cost = await costOf(ent, async () => {
    for (let turn = 0; turn < times; turn += 1) await ask(turn);
  });
  const each = (figure: number, digits: number) => Number((figure / times).toFixed(digits));
  return {
    endpoint,
    what,
    cpuMs: each(cost.cpuMs, 2),
    bytesUp: each(cost.bytesUp, 0),
    bytesDown: each(cost.bytesDown, 0),
  };
}
