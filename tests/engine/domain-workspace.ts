import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';
import { type Body, bodies, type EntityName, type OpResult } from '../../main/engine/connectors/ent/wire.ts';
import type { DomainContext } from '../../main/engine/context.ts';
import { importDoors } from '../../main/engine/library/import-doors.ts';
import type { Optimise } from '../../main/engine/library/optimiser-port.ts';
import { createOptimiser, type Optimiser } from '../../main/engine/optimise/pool.ts';
import type { Clock } from '../../main/engine/platform/clock.ts';
import { nodeProcesses } from '../../main/engine/platform/processes.ts';
import type { Random } from '../../main/engine/platform/random.ts';
import { NO_POLICIES, type Policies } from '../../main/engine/policies/resolve.ts';
import { SYNCABLE_BY_NAME } from '../../main/engine/registry.ts';
import { openStore, type Store } from '../../main/engine/store/store.ts';
import { applyBatchReply } from '../../main/engine/sync/answers.ts';
import { sealNextBatch } from '../../main/engine/sync/batches.ts';
import { Outbox } from '../../main/engine/sync/outbox.ts';
import type { OutboxOp } from '../../main/engine/sync/outbox-op.ts';
import { applyPage } from '../../main/engine/sync/pull.ts';
import type { SyncContext } from '../../main/engine/sync/sync-context.ts';
import { Vault } from '../../main/engine/vault/vault.ts';
import type { Topic } from '../../preload/contract/events.ts';

/** Tuesday 24 November 2026, 10:00 in Paris. */
export const START = Date.UTC(2026, 10, 24, 9);

/** A clock that stands still until it is told to move. */
export interface HandClock extends Clock {
  advance(ms: number): void;
}

/** A workspace of the domains alone: real database, vault, outbox and optimiser; only clock and chance are ours. */
export interface DomainWorkspace {
  readonly directory: string;
  readonly context: DomainContext;
  readonly store: Store;
  readonly vault: Vault;
  readonly clock: HandClock;
  readonly sync: SyncContext;
  /** Topics told to the screens so far. */
  readonly announced: readonly Topic[];
  /** Names of the files that the optimiser was asked to look at. */
  readonly optimised: readonly string[];
  readonly close: () => void;
  /** The edits that wait, oldest first. */
  waiting(): OutboxOp[];
  /** Writes what the ENT says, as a pull does. `by` other than the teacher's name is somebody else's. */
  receive<E extends EntityName>(
    entity: E,
    id: string,
    body: Body<E> | null,
    change?: { by?: string; isMine?: boolean },
  ): void;
  /** Sends what waits: the ENT answers each edit with `outcome`. Returns how many there were. */
  push(outcome?: Pick<OpResult, 'outcome' | 'code'>): number;
}

export const TEACHER = { id: 'teacher-1', name: 'Claire Martin' };

/** Opens a workspace in a new directory, removed at the test's end. */
export async function openDomainWorkspace(
  directory?: string,
  policies: Policies = NO_POLICIES,
): Promise<DomainWorkspace> {
  const home = directory ?? (await temporaryFolder());
  const clock = handClock();
  const random = countingRandom();
  const store = await openStore(join(home, 'cartable.sqlite'), clock);
  const vault = new Vault(join(home, 'vault'), random);
  const outbox = new Outbox(store.db, clock, random, { entities: SYNCABLE_BY_NAME, deviceName: 'test' });
  const account = { id: TEACHER.id, datasetId: 'dataset-1' };
  const undisturbed: SyncContext['undisturbed'] = (work) => work();
  const kept = { store, vault, outbox, clock, random, entities: SYNCABLE_BY_NAME, account, undisturbed };
  const sync: SyncContext = { ...kept, deviceName: 'test' };
  const announced: Topic[] = [];
  const optimised: string[] = [];
  const optimise: Optimise = (request) => {
    optimised.push(request.fileName);
    return optimiser().optimise(request);
  };
  const context: DomainContext = {
    store,
    vault,
    edits: outbox,
    clock,
    random,
    policies,
    authorName: TEACHER.name,
    deviceName: 'test',
    ...importDoors(
      () => context,
      optimise,
      (work) => work,
    ),
    showPages: () => undefined,
    tellProgress: () => undefined,
    undisturbed: (work) => work(),
    announce: (...topics) => announced.push(...topics),
  };
  onTestFinished(async () => {
    store.close();
    if (directory === undefined) await rm(home, { recursive: true, force: true, maxRetries: 3 });
  });
  const close = () => store.close();
  const parts = { directory: home, context, store, vault, clock, sync, announced, optimised, close };
  return { ...parts, ...wireOf(sync) };
}

/** The ENT's side of a workspace. */
function wireOf(sync: SyncContext): Pick<DomainWorkspace, 'waiting' | 'receive' | 'push'> {
  let version = 1;
  return {
    waiting: () => sync.store.db.prepare('SELECT * FROM outbox_op ORDER BY seq').all() as OutboxOp[],
    receive(entity, id, body, { by = 'Lycée', isMine = false } = {}) {
      const checked = body === null ? null : bodies[entity].parse(body);
      const author = isMine ? { by: TEACHER.name, by_id: TEACHER.id } : { by };
      const change = { entity, id, version: version++, at: sync.clock.now(), body: checked, ...author };
      applyPage(sync, { changes: [change], more: false, cursor: null });
    },
    push({ outcome, code } = { outcome: 'applied' }) {
      sync.store.db.prepare('UPDATE blob SET server_has = 1').run();
      const sealed = sealNextBatch(sync, 'device-1', { ops: 500, bytes: 1 << 20 });
      if (sealed === null) return 0;
      const ops = sync.store.db.prepare("SELECT * FROM outbox_op WHERE state = 'sealed'").all() as OutboxOp[];
      const results = ops.map(({ op_id }) => ({
        op: op_id,
        outcome,
        ...(code === undefined ? {} : { code }),
        ...(outcome === 'applied' ? { version: version++ } : {}),
      }));
      applyBatchReply(sync, sealed.batchId, { results, changes: [], cursor: null, more: false });
      return sealed.opCount;
    },
  };
}

/** A class of 35, one assignment out of 20, a copy of each student. Returns the ids. */
export function receiveClass(workspace: DomainWorkspace, size = 35): { submissionIds: string[] } {
  const { receive } = workspace;
  receive('subject', 'maths', { name: 'Mathématiques' });
  receive('class_group', '2de4', { name: '2de 4', subject_id: 'maths' });
  receive('assignment', 'ds1', assignmentBody());
  const submissionIds = Array.from({ length: size }, (_, index) => {
    const number = String(index + 1).padStart(2, '0');
    receive('student', `student-${number}`, studentBody(`Prénom${number}`, `Nom${number}`));
    receive('submission', `copy-${number}`, submissionBody(`student-${number}`));
    return `copy-${number}`;
  });
  return { submissionIds };
}

export function assignmentBody(fields: Partial<Body<'assignment'>> = {}): Body<'assignment'> {
  return {
    class_group_id: '2de4',
    period_id: null,
    title: 'Devoir surveillé 1',
    instructions: '',
    max_x100: 2000,
    coefficient_x100: 100,
    due_at: START,
    ...fields,
  };
}

export function studentBody(firstName: string, lastName: string, groups = ['2de4']): Body<'student'> {
  return { first_name: firstName, last_name: lastName, class_group_ids: groups };
}

export function submissionBody(
  studentId: string,
  fields: Partial<Body<'submission'>> = {},
): Body<'submission'> {
  return {
    assignment_id: 'ds1',
    student_id: studentId,
    status: 'submitted',
    submitted_at: START,
    text: '',
    files: [],
    ...fields,
  };
}

/** A folder that is removed at the test's end. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cartable-domain-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

function handClock(): HandClock {
  let now = START;
  return {
    now: () => now,
    advance(ms) {
      now += ms;
    },
    sleep: async () => undefined,
  };
}

let idCount = 0;

/** Ids in the order in which they were asked for, like UUIDv7; none twice, in whatever workspace. */
function countingRandom(): Random {
  return { fraction: () => 0.5, id: () => `id-${String(++idCount).padStart(6, '0')}` };
}

let sharedOptimiser: Optimiser | null = null;

/** One for a file of tests, started by the first of them that imports something. */
function optimiser(): Optimiser {
  sharedOptimiser ??= createOptimiser({ processes: nodeProcesses(), concurrency: 1 });
  return sharedOptimiser;
}

afterAll(() => sharedOptimiser?.close());
