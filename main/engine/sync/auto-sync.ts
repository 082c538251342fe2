import type { AutomaticSync, SyncSession } from '../../../preload/contract/sync.ts';
import { steadyNow } from '../platform/clock.ts';
import { goesBeforeLeaving, nextSessionAt } from './auto-plan.ts';
import { trustWallClock } from './back-off-state.ts';
import { trustWallClockForEdits } from './deferrals.ts';
import { type EditPace, Gathering } from './gathering.ts';
import { hasDocumentsToReceive } from './incoming-documents.ts';
import type { LaneSchedule } from './lane-schedule.ts';
import { busyLanes, readLaneOps } from './schedule-lanes.ts';
import { latestSession } from './session-log.ts';
import type { SyncContext } from './sync-context.ts';
import { readAutomaticPause, readPolicy } from './sync-state.ts';

/** A network that has just come back is given a moment, and so is an ENT to which a whole school comes back. */
const WAKE_MS = 30_000;
/** The clock may be set while a timer runs: nobody tells, so it is looked at so often. */
const LOOK_MS = 3_600_000;
/** Two clocks that are apart by more did not merely drift. */
const JUMP_MS = 60_000;
/** A session that could not even begin (the teacher's own is running) is thought of again then. */
const AGAIN_MS = 60_000;

/** The shell waits five seconds for the engine to end (`STOP_LIMIT_MS`), and the database has to be closed in them too. */
const LEAVE_MS = 3_000;

export interface AutoSyncParts {
  readonly context: SyncContext;
  readonly schedule: LaneSchedule;
  isRunning(): boolean;
  /** Begins a session by itself. It never fails: what goes wrong is in the history. */
  start(): Promise<void>;
  /** Told when what the screens show of it may have changed. */
  onChange(): void;
  onBug(error: unknown): void;
}

/**
 * Begins sessions by itself: one timer to the next instant at which something can be done, none when nothing can.
 *
 * It is woken by edits, by the end of a session (the policy may be another), by the machine, and by settings.
 */
export class AutoSync {
  readonly #parts: AutoSyncParts;
  #isOn = false;
  #timer: AbortController | null = null;
  readonly #gathering = new Gathering();
  #notBefore = 0;
  #nextAt: number | null = null;
  #looked = { wall: 0, steady: 0 };

  constructor(parts: AutoSyncParts) {
    this.#parts = parts;
  }

  /** From now on, until `close`. */
  begin(): void {
    this.#isOn = true;
    this.#look();
    this.plan();
  }

  close(): void {
    this.#isOn = false;
    this.#timer?.abort();
    this.#timer = null;
  }

  /** An edit was made: it leaves after a quiet moment. */
  noticeEdit(pace: EditPace): void {
    if (!this.#isOn) return;
    const until = this.#gathering.notice(pace, this.#now());
    this.#parts.schedule.gatheringUntil = until;
    // A timer that runs out before looks again by itself: planning at each grade would be felt.
    if (this.#timer === null || this.#nextAt === null || this.#nextAt > until) this.plan();
  }

  /** The machine woke, or its network came back. */
  noticeReturn({ hasSlept }: { hasSlept: boolean }): void {
    if (hasSlept) {
      trustWallClock(this.#parts.context);
      trustWallClockForEdits(this.#parts.context);
      this.#look();
      this.#parts.schedule.presentSince = this.#now();
    }
    this.#notBefore = this.#now() + WAKE_MS * this.#parts.context.random.fraction();
    this.plan();
  }

  /**
   * Cartable is about to be closed, or the machine to sleep: what waits goes now, if it may, and if it is quick.
   *
   * A session that is cut here goes on from where it was, the next time.
   */
  async leave(): Promise<void> {
    if (!this.#isOn || this.#parts.isRunning()) return;
    const { context, schedule } = this.#parts;
    const ops = readLaneOps(context);
    if (!goesBeforeLeaving(schedule.input(ops), busyLanes(ops), schedule.lastSession())) return;
    const patience = new AbortController();
    const tired = context.clock.sleep(LEAVE_MS, patience.signal).catch(() => undefined);
    await Promise.race([this.#parts.start(), tired]);
    patience.abort();
  }

  /** How automatic sync stands, for the screens. */
  status(): AutomaticSync {
    const pause = readAutomaticPause(this.#parts.context);
    const { preferences, obstacle } = this.#parts.schedule.input([]);
    const isOff = !preferences.automaticSync;
    const state =
      obstacle === 'managed-off' ? 'managed-off' : isOff ? 'off' : pause !== null ? 'paused' : 'on';
    return { state, pausedUntil: pause || null, nextAt: this.#isOn ? this.#nextAt : null };
  }

  /** Sets the timer anew. Call after anything that the schedule depends on has changed. */
  plan(): void {
    if (!this.#isOn || this.#parts.isRunning()) return;
    this.#timer?.abort();
    this.#timer = null;
    this.#forgetGathered();
    const next = this.#foresee();
    if (next !== this.#nextAt) {
      this.#nextAt = next;
      this.#parts.onChange();
    }
    if (next === null) return;
    const timer = new AbortController();
    this.#timer = timer;
    this.#wait(Math.min(next - this.#now(), LOOK_MS), timer.signal).catch((error) => {
      if (!timer.signal.aborted) this.#parts.onBug(error);
    });
  }

  async #wait(ms: number, signal: AbortSignal): Promise<void> {
    await this.#parts.context.clock.sleep(Math.max(0, ms), signal);
    if (this.#hasJumped()) {
      this.#forgetEdits();
      return this.plan();
    }
    const next = this.#foresee();
    if (next === null || next > this.#now()) return this.plan();
    const before = this.#lastSession()?.id;
    await this.#parts.start();
    const hasBegun = this.#lastSession()?.id !== before;
    this.#notBefore = hasBegun ? 0 : this.#now() + AGAIN_MS;
    this.plan();
  }

  /** What was gathered has left with a session, whoever began it. */
  #forgetGathered(): void {
    const last = this.#lastSession();
    const { since } = this.#gathering;
    if (since === null || last === undefined || last.startedAt < since) return;
    this.#forgetEdits();
  }

  #forgetEdits(): void {
    this.#gathering.forget();
    this.#parts.schedule.gatheringUntil = null;
  }

  #lastSession(): SyncSession | undefined {
    return this.#isOn ? latestSession(this.#parts.context) : undefined;
  }

  /** The clock on the wall went elsewhere than the steady one: what was planned by it is planned anew. */
  #hasJumped(): boolean {
    const { wall, steady } = this.#looked;
    this.#look();
    const apart = this.#looked.wall - wall - (this.#looked.steady - steady);
    return Math.abs(apart) > JUMP_MS;
  }

  #look(): void {
    this.#looked = { wall: this.#now(), steady: steadyNow(this.#parts.context.clock) };
  }

  /** As `#nextInstant`. What cannot be computed must not stop an edit, nor the opening of the account: it is looked at again. */
  #foresee(): number | null {
    try {
      return this.#nextInstant();
    } catch (error) {
      this.#parts.onBug(error);
      return this.#now() + LOOK_MS;
    }
  }

  /** When a session would do something: now, later, or null when nothing is foreseen. */
  #nextInstant(): number | null {
    const { context, schedule } = this.#parts;
    const ops = readLaneOps(context);
    const input = schedule.input(ops);
    const busy = new Map(busyLanes(ops));
    if (hasDocumentsToReceive(context)) busy.set('bulk', 0);
    const next = nextSessionAt(input, busy, schedule.lastSession(), readPolicy(context)?.poll_min_s);
    return next === null ? null : Math.max(next, this.#notBefore);
  }

  #now(): number {
    return this.#parts.context.clock.now();
  }
}
