import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DomainContext } from '../../../main/engine/context.ts';
import { gradingHandlers } from '../../../main/engine/grading/handlers.ts';
import type { LessonBody } from '../../../main/engine/lessons/bodies.ts';
import { saveLesson } from '../../../main/engine/lessons/lesson-edits.ts';
import { readLessonBody } from '../../../main/engine/lessons/repository.ts';
import type { Clock } from '../../../main/engine/platform/clock.ts';
import { openStore, type Store } from '../../../main/engine/store/store.ts';
import { backedOffUntil, pausedUntil } from '../../../main/engine/sync/back-off-state.ts';
import { resolveConflict } from '../../../main/engine/sync/conflicts.ts';
import type { OutboxOp } from '../../../main/engine/sync/outbox-op.ts';
import { replayParked } from '../../../main/engine/sync/replay.ts';
import type { SyncContext } from '../../../main/engine/sync/sync-context.ts';
import { SyncService } from '../../../main/engine/sync/sync-service.ts';
import { canTakeBack, putBack, takeBack } from '../../../main/engine/sync/taken-back.ts';
import {
  readAccount,
  saveAccount,
  saveDeviceId,
  saveIdentity,
} from '../../../main/engine/workspaces/account-row.ts';
import { domainOf, syncContextOf } from '../bare-device.ts';
import { modelAdapter } from './model-adapter.ts';
import { DATASET, TEACHER } from './model-ent.ts';
import { shownOn } from './screen.ts';
import type { SeededRandom } from './seeded-random.ts';
import { storeOfOneLife } from './store-of-one-life.ts';
import type { Caller, Weather, WorldTime } from './weather.ts';

interface DeviceParts {
  readonly name: string;
  readonly directory: string;
  readonly random: SeededRandom;
  readonly time: WorldTime;
  readonly weather: Weather;
}

/** What runs between the opening of a device's database and its end. */
interface Life {
  readonly store: Store;
  readonly domain: DomainContext;
  readonly context: SyncContext;
  readonly sync: SyncService;
  readonly caller: Caller;
}

/**
 * A connection is kept over so many lives: to open one and to compile its statements again is a quarter of a seed's time.
 * What SQLite keeps when its process dies, `engine-kills` proves with processes.
 */
const REOPENED_EVERY = 4;

/** Makes the database that every device starts from, once: a schema takes longer than a seed. */
export async function makeTemplate(directory: string, clock: Clock): Promise<string> {
  const path = join(directory, 'template.sqlite');
  const store = await openStore(path, clock);
  saveAccount(
    store,
    { kind: 'ent', url: 'https://ent.example', login: 'c.martin', deviceId: 'unnamed', connectedAt: 0 },
    {
      secret: 'secret',
      login: null,
      accountId: TEACHER.id,
      displayName: TEACHER.name,
      datasetId: DATASET,
      school: { name: 'Lycée', zone: 'A', timezone: 'Europe/Paris' },
    },
  );
  store.close();
  return path;
}

/** One device of the teacher's: the real domains, outbox and sync, on a real database that outlives its process. */
export class Device {
  readonly name: string;
  readonly #parts: DeviceParts;
  readonly #database: string;
  #store: Store | null = null;
  #life: Life | null = null;
  /** How far its clock is off, ms. */
  #skewMs = 0;
  #lifeCount = 0;
  #wasClockSet = false;
  /** What the ENT asked of this device outlives its process. */
  #silentUntilMs = 0;
  #silentInCopyMs = 0;

  constructor(parts: DeviceParts, template: string) {
    this.name = parts.name;
    this.#parts = parts;
    mkdirSync(parts.directory, { recursive: true });
    this.#database = join(parts.directory, 'cartable.sqlite');
    copyFileSync(template, this.#database);
  }

  get #alive(): Life {
    if (this.#life === null) throw new Error(`${this.name} is not open`);
    return this.#life;
  }

  get db() {
    return this.#alive.store.db;
  }

  get sync(): SyncService {
    return this.#alive.sync;
  }

  async open(): Promise<void> {
    const store = await openStore(this.#database, this.#clock);
    // Nobody else opens this file: to lock it once is a tenth of a seed's time less.
    store.db.pragma('locking_mode = EXCLUSIVE');
    if (readAccount(store)?.device_id === 'unnamed') saveDeviceId(store, `device-${this.name}`);
    this.#store = store;
    this.#life = this.#begin(store);
  }

  get #clock(): Clock {
    const { time } = this.#parts;
    return {
      now: () => time.nowMs + this.#skewMs,
      steady: () => time.nowMs,
      sleep: async (ms) => {
        time.nowMs += ms;
      },
    };
  }

  #begin(connection: Store): Life {
    const { random, directory, name } = this.#parts;
    const caller = this.#newCaller();
    const store = storeOfOneLife(connection, caller);
    const context = syncContextOf(store, directory, { clock: this.#clock, random, deviceName: name });
    replayParked(context);
    const sync = new SyncService(context, this.#line(store, caller), () => undefined);
    return { store, domain: domainOf(context), context, sync, caller };
  }

  /** The way to the ENT, through the weather. */
  #line(store: Store, caller: Caller) {
    const { weather, time } = this.#parts;
    const deviceId = () => readAccount(store)?.device_id ?? '';
    const adapterOf = (id: string) => modelAdapter(weather, caller, id, () => time.nowMs);
    return async () => ({
      adapter: adapterOf(deviceId()),
      deviceId: deviceId(),
      become: (id: string) => {
        saveDeviceId(store, id);
        return adapterOf(id);
      },
      traffic: { requests: 0, bytesUp: 0, bytesDown: 0 },
      readSecret: async () => 'secret',
      saveSecret: async () => undefined,
      close: async () => undefined,
    });
  }

  #newCaller(): Caller {
    const device = this;
    this.#lifeCount += 1;
    return {
      name: this.name,
      isKilled: false,
      onKilled: () => undefined,
      get skewMs() {
        return device.#skewMs;
      },
      set skewMs(ms) {
        device.#skewMs = ms;
      },
      get silentUntilMs() {
        return device.#silentUntilMs;
      },
      set silentUntilMs(ms) {
        device.#silentUntilMs = ms;
      },
    };
  }

  /** Ends the process: nothing that it was doing goes on. */
  close(): void {
    this.#end();
    this.#store?.close();
    this.#store = null;
  }

  #end(): void {
    if (this.#life !== null) this.#life.caller.isKilled = true;
    this.#life = null;
  }

  async restart(): Promise<void> {
    this.#end();
    if (this.#lifeCount % REOPENED_EVERY === 0) this.close();
    // The process that knew of a pause by the steady clock is gone.
    if (this.#wasClockSet) this.#silentUntilMs = 0;
    this.#wasClockSet = false;
    if (this.#store === null) await this.open();
    else this.#life = this.#begin(this.#store);
  }

  /**
   * One sync. Its outcome, or `killed`: then the process has been started again.
   */
  async synchronise(): Promise<string> {
    const { sync, caller } = this.#alive;
    const killed = new Promise<'killed'>((resolve) => {
      caller.onKilled = () => resolve('killed');
    });
    const ended = sync.start().then(
      ({ outcome, error }) => (error === null ? outcome : error.code),
      (error) => ('code' in error ? (error.code as string) : Promise.reject(error)),
    );
    const outcome = await Promise.race([ended, killed]);
    if (outcome === 'killed') await this.restart();
    return outcome;
  }

  adopt(datasetId: string): Promise<void> {
    const { sync, store } = this.#alive;
    return sync.adoptDataset(datasetId, (identity) => saveIdentity(store, identity));
  }

  /** Closes a conflict. What it returns opens it again. */
  resolve(conflictId: string, keep: 'mine' | 'theirs'): () => void {
    const { context } = this.#alive;
    const ids = resolveConflict(context, conflictId, keep);
    return () => putBack(context, ids);
  }

  outbox(): OutboxOp[] {
    return this.db.prepare('SELECT * FROM outbox_op ORDER BY seq').all() as OutboxOp[];
  }

  /** Edits that wait and can be undone. */
  undoable(): OutboxOp[] {
    return this.outbox().filter((op) => canTakeBack(this.#alive.context, op));
  }

  /** Undoes an edit that waits. What it returns puts it back. */
  takeBack({ op_id }: OutboxOp): () => void {
    const { context } = this.#alive;
    const ids = takeBack(context, op_id);
    return () => putBack(context, ids);
  }

  setClock(skewMs: number): void {
    this.#skewMs = skewMs;
    this.#wasClockSet = true;
    // A pause that was heard before this process began is only known by a clock that has since been set.
    if (this.#lifeCount > 1) this.#silentUntilMs = 0;
  }

  /** The clock was set while the process was gone: what it remembers of a pause is by that clock alone. */
  forgetSilence(): void {
    this.#silentUntilMs = 0;
  }

  /** A pause is kept in the database: a copy knows of those that were asked for before it was made. */
  copyDatabase(to: string): void {
    this.#silentInCopyMs = this.#silentUntilMs;
    this.#alive.store.db.pragma('wal_checkpoint(TRUNCATE)');
    copyFileSync(this.#database, to);
  }

  async restoreDatabase(from: string): Promise<void> {
    this.close();
    for (const end of ['-wal', '-shm']) rmSync(`${this.#database}${end}`, { force: true });
    copyFileSync(from, this.#database);
    this.#silentUntilMs = this.#silentInCopyMs;
    await this.restart();
  }

  /** As `shownOn`. */
  shown(): Map<string, unknown> {
    return shownOn(this.db);
  }

  grade(submissionId: string): number | null {
    return (
      (this.db.prepare('SELECT points_x100 FROM grade WHERE submission_id = ?').pluck().get(submissionId) as
        | number
        | undefined) ?? null
    );
  }

  /** `over`: the grade that was shown when this one began to be typed. */
  saveGrade(submissionId: string, pointsTimes100: number | null, over = this.grade(submissionId)): void {
    const before = { pointsTimes100: over, standing: null, isCounted: true };
    gradingHandlers.saveGrade(this.#alive.domain, { submissionId, pointsTimes100, before });
  }

  /** Lets students read an assignment's grades from an instant on (epoch ms), or (null) no more. */
  publish(assignmentId: string, at: number | null): void {
    gradingHandlers.publish(this.#alive.domain, { assignmentId, at });
  }

  saveComment(submissionId: string, text: string): void {
    gradingHandlers.saveComment(this.#alive.domain, { submissionId, text });
  }

  async giveBack(submissionId: string, text: string, sizeBytes: number): Promise<void> {
    const path = join(this.#parts.directory, `${text}.txt`);
    writeFileSync(path, text.repeat(Math.ceil(sizeBytes / text.length)));
    await gradingHandlers.attachFeedback(this.#alive.domain, { submissionId, path });
  }

  /** Writes a new paragraph at the end of a lesson, or changes its first one. False when the lesson is not here yet. */
  writeLesson(lessonId: string, token: string, isFirst: boolean): boolean {
    const body = readLessonBody(this.db, lessonId);
    if (body === undefined) return false;
    const text = (words: string) => ({ type: 'paragraph', content: [{ type: 'text', text: words }] });
    const [first, ...others] = body.blocks;
    const blocks =
      isFirst && first !== undefined
        ? [
            { ...first, content: text(`${JSON.stringify(first.content).replace(/[^\w-]+/g, ' ')} ${token}`) },
            ...others,
          ]
        : [...body.blocks, { id: token, content: text(token) }];
    this.#saveLesson(lessonId, { ...body, blocks: blocks as never });
    return true;
  }

  /** False when the lesson is not here yet. */
  renameLesson(lessonId: string, title: string): boolean {
    const body = readLessonBody(this.db, lessonId);
    if (body !== undefined) this.#saveLesson(lessonId, { ...body, title });
    return body !== undefined;
  }

  #saveLesson(id: string, { class_group_id, title, starts_at, is_published, blocks }: LessonBody): void {
    saveLesson(this.#alive.domain, {
      id,
      classGroupId: class_group_id,
      title,
      startsAt: starts_at,
      isPublished: is_published,
      blocks: blocks as never,
    });
  }

  /** When it would begin a session by itself after what the last one met, epoch ms; null when nothing holds it. */
  comesBackAt(): number | null {
    const { context } = this.#alive;
    return pausedUntil(context) ?? backedOffUntil(context);
  }

  /** The bytes of a document as the vault has them; null when it is not there. */
  document(sha256: string): Buffer | null {
    const { vault } = this.#alive.context;
    return vault.has(sha256) ? readFileSync(vault.pathOf(sha256)) : null;
  }

  /** What waits. */
  waiting(): { op_id: string; entity: string; entity_id: string; state: string; last_code: string | null }[] {
    const rows = this.db.prepare(
      'SELECT op_id, entity, entity_id, state, last_code FROM outbox_op ORDER BY seq',
    );
    return rows.all() as ReturnType<Device['waiting']>;
  }

  /** The teacher sends again what the ENT refused: whatever refused whole batches is gone. */
  retryRefused(): void {
    for (const { op_id, state } of this.waiting()) if (state === 'refused') this.sync.retryEdit(op_id);
  }
}
