import { SIGN_IN_CODES } from '../../../preload/contract/errors.ts';
import type { Lane, LaneStatus } from '../../../preload/contract/sync.ts';
import { schoolDaysOf } from '../calendar/school-days.ts';
import { gatheredUntil, type LastSession } from './auto-plan.ts';
import { backedOffUntil, pausedUntil, readBackOff } from './back-off-state.ts';
import { readDatasetChange } from './dataset-change.ts';
import { deviceSpreadMs } from './device-spread.ts';
import {
  type LaneAnswer,
  type ScheduleInput,
  type SchedulePreferences,
  scheduleLane,
  scheduleReady,
} from './schedule.ts';
import { busyLanes, LANES, type LaneOp, loadsOf, readLaneOps, urgentBefore } from './schedule-lanes.ts';
import { latestSession } from './session-log.ts';
import type { SyncContext } from './sync-context.ts';
import { readAutomaticPause, readPolicy } from './sync-state.ts';

const NO_WINDOWS: ScheduleInput['windows'] = [];

/** What the platform tells of the machine; false where it does not. */
export interface Surroundings {
  readonly isOnline: boolean;
  readonly isOnBattery: boolean;
  readonly isMetered: boolean;
}

/** What the schedule is given from outside of sync, each read when it is needed. */
export interface ScheduleSources {
  preferences(): SchedulePreferences;
  surroundings(): Surroundings;
  account(): {
    readonly zone: string;
    readonly timezone?: string;
    readonly deviceId: string;
    readonly connectedAt: number;
  };
  /** The school has turned automatic sync off. */
  readonly isManagedOff: boolean;
}

/** When the edits of this workspace may go by themselves. It only answers: `AutoSync` acts. */
export class LaneSchedule {
  readonly #context: SyncContext;
  readonly #sources: ScheduleSources;
  /** End of the quiet moment in which edits are gathered, set by whoever sees them being made. */
  gatheringUntil: number | null = null;
  /** Since when this computer is there: Cartable was opened, or the machine woke. Epoch ms. */
  presentSince: number;

  constructor(context: SyncContext, sources: ScheduleSources) {
    this.#context = context;
    this.#sources = sources;
    this.presentSince = context.clock.now();
  }

  /** May the lane go by itself now; else when and why. */
  answer(lane: Lane): LaneAnswer {
    return scheduleLane(lane, this.input());
  }

  /** May the lane go on in a session that began by itself? Asked before each step: the policy may be another by now. */
  mayGoOn(lane: Lane): boolean {
    return scheduleLane(lane, { ...this.input(), gatheringUntil: null, backOffUntil: null }).mayGo;
  }

  /** The lanes as the screens show them. */
  lanes(): LaneStatus[] {
    const ops = readLaneOps(this.#context);
    const loads = loadsOf(ops);
    const ready = busyLanes(ops);
    const input = this.input(ops);
    return LANES.map((lane) => {
      const answer = scheduleReady(lane, input, ready.get(lane) ?? 0);
      const told = answer.mayGo ? { at: null, reason: null } : { at: answer.at, reason: answer.reason };
      return { lane, ...loads[lane], mayGoNow: answer.mayGo, ...told };
    });
  }

  /** Everything that the answers depend on, at this moment. */
  input(ops: readonly LaneOp[] = readLaneOps(this.#context)): ScheduleInput {
    const { zone, timezone, deviceId } = this.#sources.account();
    return {
      now: this.#context.clock.now(),
      windows: readPolicy(this.#context)?.windows ?? NO_WINDOWS,
      preferences: this.#sources.preferences(),
      isSchoolDay: schoolDaysOf(zone),
      ...(timezone === undefined ? {} : { schoolTimezone: timezone }),
      spreadMs: (date, rangeMs) => deviceSpreadMs(deviceId, date, rangeMs),
      ...this.#sources.surroundings(),
      obstacle: this.#obstacle(),
      stoppedUntil: readAutomaticPause(this.#context),
      pausedUntil: pausedUntil(this.#context),
      backOffUntil: backedOffUntil(this.#context),
      gatheringUntil: this.#gatheredUntil(),
      urgentBefore: urgentBefore(ops),
      presentSince: this.presentSince,
    };
  }

  /** The session that the next one depends on; null before the first. */
  lastSession(): LastSession | null {
    const session = latestSession(this.#context);
    if (session === undefined) return null;
    return {
      countsFrom: (session.outcome === 'cancelled' ? session.endedAt : null) ?? session.startedAt,
      isRunning: session.outcome === 'running',
      hasFailed: readBackOff(this.#context).failures > 0,
      isInVain: session.outcome === 'failed',
    };
  }

  #gatheredUntil(): number | null {
    const last = this.lastSession();
    const pollMinS = readPolicy(this.#context)?.poll_min_s;
    return gatheredUntil(this.#context.clock.now(), last, pollMinS, this.gatheringUntil);
  }

  /** Also false for what lies ahead: another clock noted it, and nobody knows whether the teacher has signed in since. */
  #isSinceSignIn(instant: number): boolean {
    return instant >= this.#sources.account().connectedAt && instant <= this.#context.clock.now();
  }

  #obstacle(): ScheduleInput['obstacle'] {
    if (this.#sources.isManagedOff) return 'managed-off';
    const last = latestSession(this.#context);
    if (last?.error && SIGN_IN_CODES.has(last.error.code) && this.#isSinceSignIn(last.startedAt))
      return 'sign-in-needed';
    if (readDatasetChange(this.#context) !== null) return 'decision-needed';
    return this.#hasBegun() ? null : 'first-sync';
  }

  /** The teacher has asked for a first exchange. One that was cut is tried again by itself, like any other. */
  #hasBegun(): boolean {
    return this.#context.store.db.prepare('SELECT 1 FROM sync_session LIMIT 1').get() !== undefined;
  }
}
