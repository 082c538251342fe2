import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createEntAdapter } from '../../../main/engine/connectors/ent/ent-adapter.ts';
import { systemClock } from '../../../main/engine/platform/clock.ts';
import { createHttp } from '../../../main/engine/platform/http.ts';
import type { LastSession } from '../../../main/engine/sync/auto-plan.ts';
import { AutoSync } from '../../../main/engine/sync/auto-sync.ts';
import { deviceSpreadMs } from '../../../main/engine/sync/device-spread.ts';
import { LaneSchedule } from '../../../main/engine/sync/lane-schedule.ts';
import type { SyncContext } from '../../../main/engine/sync/sync-context.ts';
import { documentOf, fileRef, letWait, type TestDocument } from '../../engine/class-documents.ts';
import { sealed } from '../../engine/reference-ent-client.ts';
import { VirtualTime } from '../../engine/virtual-time.ts';
import { writeClass } from '../../engine/write-class.ts';
import { hashOf } from '../../faults/classroom.ts';
import { copiesOf, handInCopies, noiseOf, openBenchEngine, signIn, syncOnce } from './copies.ts';
import { costOf } from './cost.ts';
import { type EntProcess, entDirectory, startEntProcess } from './ent-process.ts';

const TEACHERS = 2000;
const STUDENTS = 35;
const COPY_BYTES = 400_000;
/** A Tuesday on which documents wait for the students to leave, at 17:00: of the house's own hours, those after the students'. */
const BEGIN = Date.parse('2026-11-24T16:59:00+01:00');
const WATCHED_MS = 150 * 60_000;
/** Each computer has synced at a moment of its own before: one every three hours, as often as news are asked for. */
const SYNCED_WITHIN_MS = 3 * 3_600_000;
/** The busiest stretch is played at its own pace. */
const REPLAYED_MS = 20_000;

/** What 2,000 teachers do to an ENT when its hours open. */
export interface ThunderingHerd {
  readonly clients: number;
  /** Requests in the busiest second. */
  readonly peakPerSecond: number;
  /** Sessions that begin in the busiest second. */
  readonly startsPerSecond: number;
  /** Questions for news meanwhile, of one request each: they count in the busiest second too. */
  readonly questions: number;
  /** From the first session to the last. */
  readonly spreadOverMinutes: number;
  readonly errors5xx: number;
  /** What was played against the real server: the sessions of the busiest stretch, with all their documents. */
  readonly replay: {
    readonly seconds: number;
    readonly sessions: number;
    readonly requests: number;
    readonly peakPerSecond: number;
  };
}

/**
 * Lets 2,000 teachers wait with a class of annotated copies each, on the product's own schedule and a virtual clock,
 * then plays the busiest seconds against the real server.
 *
 * A session's requests are counted in the second in which they would leave, at the pace at which the server answers one
 * session alone: a real line is slower, which spreads them further.
 */
export async function measureThunderingHerd(parent: string): Promise<ThunderingHerd> {
  const folder = join(parent, 'herd');
  await mkdir(folder);
  const { starts, questions } = await startsOf(folder);
  const ent = await startEntProcess(entDirectory(folder));
  try {
    const school = await openSchool(ent, folder);
    const offsets = await school.session(await school.arrive());
    const requests = [...questions, ...starts.flatMap((start) => offsets.map((offset) => start + offset))];
    const peak = busiest(requests, 1000);
    const stretch = busiest(starts, REPLAYED_MS);
    const coming = starts.filter((start) => start >= stretch.from && start < stretch.from + REPLAYED_MS);
    const replay = await playBack(
      ent,
      school,
      coming.map((start) => start - stretch.from),
    );
    return {
      clients: starts.length,
      peakPerSecond: peak.count,
      startsPerSecond: busiest(starts, 1000).count,
      questions: questions.length,
      spreadOverMinutes: Math.round(((starts.at(-1) ?? 0) - (starts[0] ?? 0)) / 60_000),
      errors5xx: replay.errors5xx,
      replay: {
        seconds: REPLAYED_MS / 1000,
        sessions: coming.length,
        requests: replay.requests,
        peakPerSecond: replay.peak,
      },
    };
  } finally {
    await ent.close();
  }
}

/** When each teacher's session begins, in order: the product's automatic sync, with its own timers, 2,000 times. */
async function startsOf(folder: string): Promise<{ starts: number[]; questions: number[] }> {
  const time = new VirtualTime(BEGIN);
  const context = await waitingClass(folder, time);
  const starts: number[] = [];
  const questions: number[] = [];
  const teachers = Array.from({ length: TEACHERS }, (_, index) =>
    teacherOf(context.syncContext, deviceOf(index), {
      onSession: () => starts.push(time.now()),
      onQuestion: () => questions.push(time.now()),
    }),
  );
  for (const teacher of teachers) teacher.begin();
  await time.pass(WATCHED_MS, async () => {
    await new Promise((resolve) => setImmediate(resolve));
  });
  for (const teacher of teachers) teacher.close();
  await context.close();
  if (starts.length !== TEACHERS) throw new Error(`${starts.length} of ${TEACHERS} sessions have begun`);
  return { starts: starts.sort((a, b) => a - b), questions };
}

/** The workspace of one teacher whose copies wait for the evening; what it holds is the same for all of them. */
async function waitingClass(folder: string, time: VirtualTime) {
  const ent = await startEntProcess(join(folder, 'waiting-ent'));
  const engine = await openBenchEngine(folder, 'waiting', time);
  await ent.betweenTwoRuns((school) => void writeClass(school, 1));
  await signIn(engine, ent);
  await syncOnce(engine);
  const body = { submission_id: 'submission-1' };
  await letWait(
    engine,
    { entity: 'feedback', entityId: 'feedback-1', body },
    documentOf(noiseOf(COPY_BYTES, 1)),
  );
  const { syncContext } = engine.workspaces.current();
  const close = async () => {
    await engine.close();
    await ent.close();
  };
  return { syncContext, close };
}

/** The same 2,000 computers in each run, so that two runs can be compared. */
function deviceOf(index: number): string {
  return hashOf(Buffer.from(`device ${index}`)).slice(0, 32);
}

/** The product's schedule; only when this computer last synced is its own, since all of them share one database here. */
class OwnSchedule extends LaneSchedule {
  #lastAt: number;

  constructor(context: SyncContext, deviceId: string) {
    super(context, {
      preferences: () => ({
        automaticSync: true,
        quietHours: null,
        schoolHours: [],
        onBattery: 'all',
        onMetered: 'all',
      }),
      surroundings: () => ({ isOnline: true, isOnBattery: false, isMetered: false }),
      account: () => ({ zone: 'A', deviceId, connectedAt: 0 }),
      isManagedOff: false,
    });
    this.#lastAt = BEGIN - deviceSpreadMs(deviceId, 'last sync', SYNCED_WITHIN_MS);
  }

  override lastSession(): LastSession {
    return { countsFrom: this.#lastAt, isRunning: false, hasFailed: false, isInVain: false };
  }

  noteSession(at: number): void {
    this.#lastAt = at;
  }
}

/** A session that begins before the documents may go only asks for news; the one that takes them ends what is watched. */
function teacherOf(
  context: SyncContext,
  deviceId: string,
  { onSession, onQuestion }: { onSession: () => void; onQuestion: () => void },
): AutoSync {
  const schedule = new OwnSchedule(context, deviceId);
  let hasGivenBack = false;
  return new AutoSync({
    context,
    schedule,
    isRunning: () => hasGivenBack,
    start: async () => {
      hasGivenBack = schedule.mayGoOn('bulk');
      schedule.noteSession(context.clock.now());
      if (hasGivenBack) onSession();
      else onQuestion();
    },
    onChange: () => undefined,
    onBug: (error) => {
      throw error;
    },
  });
}

interface Teacher {
  readonly deviceId: string;
  readonly secret: string;
  readonly datasetId: string;
}

interface School {
  /** Signs a teacher's computer in. */
  arrive(): Promise<Teacher>;
  /** Gives a class of annotated copies back, as the product does. Tells when its requests left, ms from its beginning. */
  session(teacher: Teacher): Promise<number[]>;
}

/** A school whose copies are at the ENT already, and the product's connector in the hands of any number of teachers. */
async function openSchool(ent: EntProcess, folder: string): Promise<School> {
  const copies = copiesOf(STUDENTS, COPY_BYTES);
  await ent.betweenTwoRuns(async (school) => {
    const { submissionIds } = writeClass(school, STUDENTS);
    await handInCopies(school, folder, submissionIds, copies);
  });
  return {
    async arrive() {
      const deviceId = randomUUID();
      return withAdapter(ent, deviceId, async ({ adapter }) => ({
        deviceId,
        ...(await adapter.signIn({ login: ent.login, password: ent.password })),
      }));
    },
    session: (teacher) => giveBack(ent, teacher, copies),
  };
}

async function giveBack(
  ent: EntProcess,
  teacher: Teacher,
  copies: readonly TestDocument[],
): Promise<number[]> {
  const { deviceId, secret } = teacher;
  const annotated = copies.map(({ bytes, sha256 }) => {
    const annotation = Buffer.from(`annotation by ${deviceId} of ${sha256}`.repeat(15));
    const document = documentOf(Buffer.concat([bytes, annotation]));
    return { document, parts: [{ sha256 }, { bytes: annotation }] };
  });
  return withAdapter(ent, deviceId, async ({ adapter, http }) => {
    const startedAt = performance.now();
    const leftAt: number[] = [];
    const leave = <T>(request: Promise<T>): Promise<T> => {
      while (leftAt.length < http.traffic.requests + 1)
        leftAt.push(Math.round(performance.now() - startedAt));
      return request;
    };
    const session = await leave(adapter.openSession(secret, new AbortController().signal));
    const files = annotated.map(({ document }) => ({
      sha256: document.sha256,
      sizeBytes: document.bytes.length,
    }));
    await leave(session.checkBlobs(files));
    const made = await leave(
      session.composeBlobs(files.map((file, index) => ({ ...file, parts: annotated[index]?.parts ?? [] }))),
    );
    if (made.size !== files.length) throw new Error('not every copy was made');
    await leave(
      session.pushBatch(
        batchOf(
          teacher,
          annotated.map(({ document }) => document),
        ),
      ),
    );
    await leave(session.close());
    return leftAt;
  });
}

function batchOf({ deviceId, datasetId }: Teacher, documents: readonly TestDocument[]) {
  const batch = {
    batch: randomUUID(),
    batch_no: 1,
    device: deviceId,
    dataset_id: datasetId,
    schema: 1,
    since: null,
    ops: documents.map((document, index) => ({
      op: randomUUID(),
      seq: index + 1,
      entity: 'feedback',
      id: `feedback-${deviceId}-${index}`,
      kind: 'put',
      value: { submission_id: `submission-${index + 1}`, file: fileRef(document) },
    })),
  };
  const body = sealed(batch);
  return { batchId: batch.batch, body, sha256: hashOf(body) };
}

type Line = { adapter: ReturnType<typeof createEntAdapter>; http: ReturnType<typeof createHttp> };

async function withAdapter<T>(
  ent: EntProcess,
  deviceId: string,
  use: (line: Line) => Promise<T>,
): Promise<T> {
  const http = createHttp({ appVersion: '0.0.0' });
  try {
    const identity = { deviceId, deviceName: 'bench', clock: systemClock };
    return await use({ http, adapter: createEntAdapter({ http, baseUrl: ent.url, ...identity }) });
  } finally {
    http.close();
  }
}

/** Plays sessions at the pace at which they come, on as many lines; the server counts what reached it. */
async function playBack(ent: EntProcess, school: School, starts: readonly number[]) {
  const teachers: Teacher[] = [];
  for (const _start of starts) teachers.push(await school.arrive());
  const requests: number[] = [];
  const cost = await costOf(ent, () =>
    Promise.all(
      starts.map(async (start, index) => {
        await delay(start);
        const teacher = teachers[index];
        if (teacher === undefined) return;
        const began = performance.now();
        for (const offset of await school.session(teacher)) requests.push(began + offset);
      }),
    ),
  );
  return {
    requests: cost.requests,
    errors5xx: cost.errors5xx,
    peak: busiest(
      requests.sort((a, b) => a - b),
      1000,
    ).count,
  };
}

/** The stretch of so long that holds the most of the instants, wherever it begins. */
function busiest(instants: readonly number[], lengthMs: number): { from: number; count: number } {
  const sorted = [...instants].sort((a, b) => a - b);
  let best = { from: 0, count: 0 };
  let first = 0;
  for (const [last, instant] of sorted.entries()) {
    while ((sorted[first] ?? 0) <= instant - lengthMs) first += 1;
    if (last - first + 1 > best.count) best = { from: sorted[first] ?? 0, count: last - first + 1 };
  }
  return best;
}
