import { SIGN_IN_CODES } from '../../../preload/contract/errors.ts';
import type { EngineEvent } from '../../../preload/contract/events.ts';
import {
  type AutomaticSync,
  type SyncNotices,
  type SyncProgress,
  type SyncSession,
  type SyncStatus,
  TRAFFIC_DAYS,
  type TrafficDay,
  type WaitingEdit,
} from '../../../preload/contract/sync.ts';
import type { ServerAdapter } from '../connectors/server-adapter.ts';
import { CartableError } from '../platform/cartable-error.ts';
import type { HttpTraffic } from '../platform/http.ts';
import { toStorageError } from '../store/sqlite-errors.ts';
import { adoptDataset, readUnknownToEnt } from './adopt-dataset.ts';
import { noteSessionEnd, pausedUntil } from './back-off-state.ts';
import { compareVersionsNext } from './compare-versions.ts';
import { giveUp } from './conflicts.ts';
import { type EntIdentity, readDatasetChange } from './dataset-change.ts';
import { deleteKept } from './delete-kept.ts';
import { decideDeletions, readHeldDeletions } from './deletion-guard.ts';
import { readKeptDeletions } from './kept-deletions.ts';
import type { LaneSchedule } from './lane-schedule.ts';
import { mayBeThere, type OutboxOp } from './outbox-op.ts';
import { readUnreadable } from './parked.ts';
import { runSession } from './session.ts';
import { beginSession, emptyTally, endSession, latestSession, listSessions } from './session-log.ts';
import { paused } from './silence.ts';
import type { SyncContext } from './sync-context.ts';
import { saveAutomaticPause, saveState } from './sync-state.ts';
import { keepTakenBack } from './taken-back.ts';
import { trafficByDay } from './traffic.ts';
import { TransferFollower } from './transfer-follower.ts';
import { countWaiting, listWaiting, openLanes } from './waiting.ts';

/** The ways to the outside that a session needs; made anew for each. */
export interface SyncConnection {
  readonly adapter: ServerAdapter;
  readonly deviceId: string;
  /** Takes another device id, for good. Joins the caller's transaction. */
  become(deviceId: string): ServerAdapter;
  /** Traffic of this connection alone. */
  readonly traffic: HttpTraffic;
  readSecret(): Promise<string | null>;
  saveSecret(secret: string): Promise<void>;
  close(): Promise<void>;
}

/** Of a session that found no way to its ENT. */
const NO_TRAFFIC: HttpTraffic = { requests: 0, bytesUp: 0, bytesDown: 0 };

/** Sync as the screens see it: one session at a time, what waits, what was done. */
export class SyncService {
  readonly #context: SyncContext;
  readonly #connect: () => Promise<SyncConnection>;
  readonly #emit: (event: EngineEvent) => void;
  /** Without one, nothing goes by itself, and every lane may go. */
  readonly #schedule: LaneSchedule | null;
  #automatic: () => AutomaticSync = () => ({ state: 'off', pausedUntil: null, nextAt: null });
  #running: AbortController | null = null;
  #progress: SyncProgress | null = null;
  #ended: Promise<unknown> = Promise.resolve();

  constructor(
    context: SyncContext,
    connect: () => Promise<SyncConnection>,
    emit: (event: EngineEvent) => void,
    schedule: LaneSchedule | null = null,
  ) {
    this.#context = context;
    this.#connect = connect;
    this.#emit = emit;
    this.#schedule = schedule;
  }

  /** Who begins sessions by itself tells here how that stands. */
  tellAutomatic(status: () => AutomaticSync): void {
    this.#automatic = status;
  }

  get isRunning(): boolean {
    return this.#running !== null;
  }

  /**
   * « Synchroniser maintenant »: one whole session. It ends with an outcome, whatever happened on the way.
   *
   * One that begins by itself (`isAsked` false) takes only the lanes whose hours it is.
   *
   * @throws CartableError `sync/already-running`, `ent/paused` (the ENT asked for silence), `account/sign-in-needed`
   */
  async start({ isAsked = true }: { isAsked?: boolean } = {}): Promise<SyncSession> {
    if (this.#running !== null) throw new CartableError('sync/already-running', {}, 'later');
    const until = pausedUntil(this.#context);
    if (until !== null) throw paused(until);
    const controller = new AbortController();
    this.#running = controller;
    const schedule = isAsked ? null : this.#schedule;
    const session = this.#session(controller.signal, schedule);
    this.#ended = session.catch(() => undefined);
    try {
      return await session;
    } finally {
      this.#running = null;
      this.#progress = null;
      this.#emit({ type: 'changed', topics: ['sync', 'classes', 'grading', 'lessons', 'library'] });
    }
  }

  /** Nothing goes by itself until then, or until the pause is taken back (null). */
  pauseAutomatic(untilMs: number | null): void {
    saveAutomaticPause(this.#context, untilMs ?? 0);
    this.#emit({ type: 'changed', topics: ['sync'] });
  }

  resumeAutomatic(): void {
    saveAutomaticPause(this.#context, null);
    this.#emit({ type: 'changed', topics: ['sync'] });
  }

  /** Stops the running session at once; what was sent and received stays. */
  cancel(): void {
    this.#running?.abort(new CartableError('sync/cancelled', {}, 'never'));
  }

  /** Cancels the running session and waits until it has let go of the database. */
  async stop(): Promise<void> {
    this.cancel();
    await this.#ended;
  }

  async #session(signal: AbortSignal, schedule: LaneSchedule | null): Promise<SyncSession> {
    const tally = emptyTally();
    // Before anything that takes time: what is killed from now on leaves a line in the history.
    const sessionId = beginSession(this.#context);
    this.#emit({ type: 'changed', topics: ['sync'] });
    let opened: SyncConnection | null = null;
    let progress: TransferFollower | null = null;
    const finish = (outcome: SyncSession['outcome'], error: SyncSession['error']) => {
      const traffic = opened?.traffic ?? NO_TRAFFIC;
      noteSessionEnd(this.#context, outcome, error?.code ?? null, traffic.requests);
      return endSession(this.#context, sessionId, { outcome, error, tally, traffic });
    };
    try {
      const connection = await this.#connect();
      opened = connection;
      const secret = await connection.readSecret();
      if (secret === null) throw new CartableError('account/sign-in-needed');
      progress = new TransferFollower(sessionId, connection.traffic, (now) => this.#tellProgress(now));
      await runSession({
        context: this.#context,
        adapter: connection.adapter,
        secret,
        deviceId: connection.deviceId,
        become: (deviceId) => connection.become(deviceId),
        ...(schedule === null ? {} : { mayGo: (lane) => schedule.mayGoOn(lane) }),
        signal,
        tally,
        onStep: (step) => progress?.begin(step),
        onTransfer: (transfer) => progress?.follow(transfer),
        onRenewedSecret: (renewed) => connection.saveSecret(renewed),
      });
      return finish('done', null);
    } catch (thrown) {
      return this.#fail(thrown, signal, finish);
    } finally {
      progress?.stop();
      await opened?.close();
    }
  }

  /** Known failures end the session with their name; bugs are thrown on. */
  #fail(
    thrown: unknown,
    signal: AbortSignal,
    finish: (outcome: SyncSession['outcome'], error: SyncSession['error']) => SyncSession,
  ): SyncSession {
    if (signal.aborted) return finish('cancelled', null);
    const error = toStorageError(thrown);
    if (!(error instanceof CartableError)) {
      finish('failed', { code: 'internal/unexpected', params: {} });
      throw error;
    }
    const session = finish('failed', { code: error.code, params: error.params });
    if (SIGN_IN_CODES.has(error.code)) throw error;
    return session;
  }

  #tellProgress(progress: SyncProgress): void {
    this.#progress = progress;
    this.#emit({ type: 'sync-progress', ...progress });
  }

  status(): SyncStatus {
    return {
      isRunning: this.#running !== null,
      progress: this.#progress,
      ...countWaiting(this.#context),
      pausedUntil: pausedUntil(this.#context),
      lanes: this.#schedule?.lanes() ?? openLanes(this.#context),
      automatic: this.#automatic(),
      lastSession: latestSession(this.#context) ?? null,
    };
  }

  waiting(): WaitingEdit[] {
    return listWaiting(this.#context);
  }

  /** What stops the exchange until the teacher has decided. */
  notices(): SyncNotices {
    return {
      heldDeletions: readHeldDeletions(this.#context),
      keptDeletions: readKeptDeletions(this.#context),
      datasetChange: readDatasetChange(this.#context),
      unknownToEnt: readUnknownToEnt(this.#context),
      unreadable: readUnreadable(this.#context),
    };
  }

  /** The teacher has seen what the ENT did not know: it is said no more. */
  dismissUnknown(): void {
    saveState(this.#context, { unknown_seen_at: this.#context.clock.now() });
    this.#emit({ type: 'changed', topics: ['sync'] });
  }

  /**
   * Takes the teacher's decision on the deletions that were shown; the next session acts on it.
   *
   * @throws CartableError `sync/too-many-deletions` when the ENT has asked for others since
   */
  decideDeletions(setId: string, decision: 'accepted' | 'refused'): void {
    decideDeletions(this.#context, setId, decision);
    this.#emit({ type: 'changed', topics: ['sync'] });
  }

  /**
   * « Repartir de ce que l’ENT contient maintenant ». The next session compares everything.
   *
   * @throws CartableError `sync/already-running`; `store/not-found` when something else answers by now
   */
  async adoptDataset(datasetId: string, save: (identity: EntIdentity) => void): Promise<void> {
    await this.#betweenSessions(() => adoptDataset(this.#context, datasetId, save));
  }

  /**
   * « Supprimer quand même »: what is kept here against the ENT goes, all of it, after a verified copy.
   *
   * @throws CartableError `sync/already-running`; `store/not-found` when other rows are kept by now
   */
  async deleteKept(setId: string): Promise<void> {
    await this.#betweenSessions(() => deleteKept(this.#context, setId));
  }

  /** No session may begin while a copy is made and what follows it is done. */
  async #betweenSessions(work: () => Promise<void>): Promise<void> {
    if (this.#running !== null) throw new CartableError('sync/already-running', {}, 'later');
    this.#running = new AbortController();
    const working = work();
    this.#ended = working.catch(() => undefined);
    try {
      await working;
    } finally {
      this.#running = null;
      this.#emit({
        type: 'changed',
        topics: ['sync', 'account', 'grading', 'classes', 'lessons', 'library'],
      });
    }
  }

  history(): SyncSession[] {
    return listSessions(this.#context, 200);
  }

  traffic(): TrafficDay[] {
    return trafficByDay(this.#context, TRAFFIC_DAYS);
  }

  /** Puts a refused or parked edit back in the queue. */
  retryEdit(opId: string): void {
    this.#context.store.write(() => this.#context.outbox.retry(this.#answered(opId)));
  }

  /**
   * Gives a refused edit up: the screen shows the ENT's value again.
   *
   * @returns what `putBack` asks for, to have it shown as refused again
   */
  dropEdit(opId: string): string[] {
    const context = this.#context;
    const takenBackId = context.store.write(() => {
      const op = this.#answered(opId);
      const id = keepTakenBack(context, op);
      giveUp(context, op);
      // What an earlier sending of it has left there is the ENT's value now, and the ENT does not tell of it unasked.
      if (mayBeThere(op)) compareVersionsNext(context);
      return id;
    });
    this.#emit({ type: 'changed', topics: ['sync', 'grading', 'classes', 'lessons'] });
    return [takenBackId];
  }

  #answered(opId: string): OutboxOp {
    const op = this.#context.store.db
      .prepare("SELECT * FROM outbox_op WHERE op_id = ? AND state IN ('refused', 'parked')")
      .get(opId);
    if (op === undefined) throw new CartableError('store/not-found', {}, 'never');
    return op as OutboxOp;
  }
}
