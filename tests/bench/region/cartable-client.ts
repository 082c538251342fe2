import { schoolDaysOf } from '../../../main/engine/calendar/school-days.ts';
import {
  gatheredUntil,
  goesBeforeLeaving,
  type LastSession,
  nextSessionAt,
} from '../../../main/engine/sync/auto-plan.ts';
import { pauseMs } from '../../../main/engine/sync/back-off.ts';
import { deviceSpreadMs } from '../../../main/engine/sync/device-spread.ts';
import { Gathering } from '../../../main/engine/sync/gathering.ts';
import { type ScheduleInput, scheduleLane } from '../../../main/engine/sync/schedule.ts';
import type { LaneWindow } from '../../../main/engine/sync/schedule-windows.ts';
import type { Lane } from '../../../preload/contract/sync.ts';
import { SeededRandom } from '../../faults/simulation/seeded-random.ts';
import { CLASS_SIZE, type Figures } from './assumptions.ts';
import { DAY_MINUTES, MINUTE_MS, msOf, RUN_IN_DAYS, START } from './fortnight.ts';
import { OpenTimes } from './open-times.ts';
import { type Part, type PullKind, partsOf, refusedPart } from './session-load.ts';
import type { Fortnight, GradedClass } from './work.ts';

/** A policy as far as the simulation turns it. */
export interface SimulatedPolicy {
  /** Of the policy in force; another number is another policy. */
  readonly tag: number;
  readonly windows: readonly LaneWindow[];
  readonly pollMinS: number;
}

/** The ENT, as a client meets it at an instant. */
export interface SimulatedEnt {
  policy(nowMs: number): SimulatedPolicy;
  /** Share of what is asked now that it must refuse, in [0, 1]. */
  refusedShare(nowMs: number): number;
}

/** What it asks for when it is full, ms. */
const RETRY_AFTER_MS = 300_000;
/** Between the click that closes Cartable and its end. */
const LEAVING_MS = 1_000;
const PREFERENCES: ScheduleInput['preferences'] = {
  automaticSync: true,
  quietHours: null,
  schoolHours: [],
  onBattery: 'text',
  onMetered: 'text',
};
const SCHOOL_DAYS = schoolDaysOf('A');
/** Of the days before the fortnight, epoch ms. */
const BEGIN = msOf(-RUN_IN_DAYS * DAY_MINUTES);
/** A class of which the teacher has seen that it has come in, and how much of it is here. */
type Pulled = 'unknown' | 'announced' | 'here';

interface SessionWish {
  /** The class for which the teacher asks. */
  readonly wanted?: number | null;
  /** Cartable is about to be closed. */
  readonly isLeaving?: boolean;
}

/**
 * One teacher's Cartable on a virtual clock: the product's own schedule, plan, spread and pauses decide when it asks
 * the ENT for something; what that costs is measured elsewhere.
 */
export class CartableClient {
  readonly #work: Fortnight;
  readonly #open: OpenTimes;
  readonly #figures: Figures;
  readonly #ent: SimulatedEnt;
  readonly #deviceId: string;
  readonly #random: SeededRandom;
  readonly #onSession: (nowMs: number, parts: readonly Part[]) => void;
  readonly #pulled: Pulled[];
  readonly #spreads = new Map<string, number>();
  #policy: SimulatedPolicy;
  /** Edits are numbered through the classes: class by class, copy by copy. */
  #nextEdit = 0;
  #sentEdits = 0;
  #annotatedWaiting = 0;
  readonly #gathering = new Gathering();
  #lastAt = 0;
  #isInVain = false;
  #pausedUntil = 0;
  /** The last time, epoch ms. */
  #refusedAt = 0;
  /** When the policy that is in force was learnt, epoch ms. */
  policyLearntAt = 0;

  constructor(
    teacher: number,
    work: Fortnight,
    figures: Figures,
    ent: SimulatedEnt,
    onSession: (nowMs: number, parts: readonly Part[]) => void,
  ) {
    this.#work = work;
    this.#open = new OpenTimes(work.open);
    this.#figures = figures;
    this.#ent = ent;
    this.#deviceId = `device-${teacher}`;
    this.#random = new SeededRandom(teacher, 'client');
    this.#onSession = onSession;
    this.#pulled = work.classes.map(() => 'unknown');
    this.#policy = ent.policy(BEGIN);
    // The day before, at some time: nobody begins by asking.
    this.#lastAt = BEGIN - this.#random.below(8 * 3_600_000);
  }

  get policyTag(): number {
    return this.#policy.tag;
  }

  isOpen(nowMs: number): boolean {
    return this.#open.isOpen(nowMs);
  }

  closesAt(nowMs: number): number {
    return this.#open.closesAt(nowMs);
  }

  /** Does what is due by `nowMs`; returns when to come back, or null when the fortnight holds no more. */
  live(nowMs: number): number | null {
    this.#grade(nowMs);
    if (!this.#open.isOpen(nowMs)) return this.#open.opensAfter(nowMs);
    const manual = this.#classThatLacksCopies(nowMs);
    if (manual !== null) this.#session(nowMs, { wanted: manual });
    if (nowMs >= this.#leavesAt(nowMs)) this.#leave(nowMs);
    const next = this.#plan(nowMs);
    if (next !== null && next <= nowMs) {
      this.#session(nowMs);
      return this.#sooner(nowMs, this.#plan(nowMs + 1));
    }
    return this.#sooner(nowMs, next);
  }

  /** The next session, the next copy that is graded, or the next time that Cartable is opened. */
  #sooner(nowMs: number, planned: number | null): number | null {
    const closesAt = this.#open.closesAt(nowMs);
    const candidates = [this.#open.opensAfter(nowMs), this.#leavesAt(nowMs)];
    // Further edits only make the quiet moment longer: it is looked at again when it ends, as the product's timer does.
    if (this.#sentEdits === this.#nextEdit) candidates.push(this.#editAt(this.#nextEdit));
    if (planned !== null && planned < closesAt) candidates.push(planned);
    const begins = this.#work.classes.find(({ startsAt }) => msOf(startsAt) > nowMs);
    if (begins !== undefined) candidates.push(msOf(begins.startsAt));
    const known = candidates.filter((at) => at !== null && at > nowMs);
    return known.length === 0 ? null : Math.min(...(known as number[]));
  }

  #grade(nowMs: number): void {
    for (
      let at = this.#editAt(this.#nextEdit);
      at !== null && at <= nowMs;
      at = this.#editAt(this.#nextEdit)
    ) {
      this.#gathering.notice('grading', at);
      if (this.#classOf(this.#nextEdit)?.isAnnotated) this.#annotatedWaiting += 1;
      this.#nextEdit += 1;
    }
  }

  #classOf(edit: number): GradedClass | undefined {
    return this.#work.classes[Math.floor(edit / CLASS_SIZE)];
  }

  #editAt(edit: number): number | null {
    const graded = this.#classOf(edit);
    if (graded === undefined) return null;
    return msOf(graded.startsAt + (graded.copyEnds[edit % CLASS_SIZE] ?? 0));
  }

  /** A teacher who wants to begin and has no copies presses « Synchroniser maintenant », whatever the hour. */
  #classThatLacksCopies(nowMs: number): number | null {
    if (this.#pausedUntil > nowMs) return null;
    const index = this.#work.classes.findIndex(
      ({ startsAt, endsAt }, place) =>
        msOf(startsAt) <= nowMs && nowMs < msOf(endsAt) && this.#pulled[place] !== 'here',
    );
    return index === -1 ? null : index;
  }

  #plan(nowMs: number): number | null {
    return nextSessionAt(this.#input(nowMs), this.#busy(), this.#last(), this.#policy.pollMinS);
  }

  #busy(): ReadonlyMap<Lane, number> {
    const busy = new Map<Lane, number>();
    if (this.#sentEdits < this.#nextEdit) busy.set('normal', 0);
    if (this.#annotatedWaiting > 0 || this.#pulled.includes('announced')) busy.set('bulk', 0);
    return busy;
  }

  /** When Cartable is closed, of which the product hears a moment before. */
  #leavesAt(nowMs: number): number {
    return this.#open.closesAt(nowMs) - LEAVING_MS;
  }

  /** Cartable waits three seconds: what is text goes, and copies do not come. */
  #leave(nowMs: number): void {
    if (goesBeforeLeaving(this.#input(nowMs), this.#busy(), this.#last()))
      this.#session(nowMs, { isLeaving: true });
  }

  #last(): LastSession {
    return { countsFrom: this.#lastAt, isRunning: false, hasFailed: false, isInVain: this.#isInVain };
  }

  #input(nowMs: number): ScheduleInput {
    return {
      now: nowMs,
      windows: this.#policy.windows,
      preferences: PREFERENCES,
      isSchoolDay: SCHOOL_DAYS,
      spreadMs: this.#spreadMs,
      isOnline: true,
      isOnBattery: false,
      isMetered: false,
      obstacle: null,
      stoppedUntil: null,
      pausedUntil: this.#pausedUntil > nowMs ? this.#pausedUntil : null,
      backOffUntil: null,
      gatheringUntil: gatheredUntil(nowMs, this.#last(), this.#policy.pollMinS, this.#gathering.until),
      urgentBefore: null,
      presentSince: this.#open.since(nowMs),
    };
  }

  /** A third of the simulation's time is spent on hashing otherwise: a day's share is asked for dozens of times. */
  #spreadMs = (date: string, rangeMs: number): number => {
    const key = `${date} ${rangeMs}`;
    const known = this.#spreads.get(key) ?? deviceSpreadMs(this.#deviceId, date, rangeMs);
    this.#spreads.set(key, known);
    return known;
  };

  /** One session; `wanted` is the class for which the teacher asked for it. */
  #session(nowMs: number, { wanted = null, isLeaving = false }: SessionWish = {}): void {
    const { policy, refusedShare } = this.#ent;
    this.#lastAt = nowMs;
    if (this.#random.happens(refusedShare(nowMs))) {
      this.#beRefused(nowMs);
      return;
    }
    const before = this.#policy;
    this.#policy = policy(nowMs);
    const hasNewPolicy = before.tag !== this.#policy.tag;
    if (hasNewPolicy) this.policyLearntAt = nowMs;
    const hasEdits = this.#sentEdits < this.#nextEdit;
    const isBulkOpen = scheduleLane('bulk', { ...this.#input(nowMs), gatheringUntil: null }).mayGo;
    const mayPull = (isBulkOpen || wanted !== null) && !isLeaving;
    const mayReturn = isBulkOpen && this.#annotatedWaiting > 0;
    const isQuestionFirst = !hasEdits && !mayReturn && !(mayPull && this.#pulled.includes('announced'));
    const hasNews = this.#takeIn(nowMs, wanted) || hasNewPolicy;
    const pulls = mayPull ? this.#pullAll(nowMs, wanted) : [];
    const returns = mayReturn ? this.#giveBack() : 0;
    const asked = wanted === null ? null : this.#whyAsked(nowMs, wanted);
    const work = { hasEdits, hasNews, pulls, returns, asked, isQuestionFirst, hasNewPolicy };
    this.#onSession(nowMs, partsOf(work, this.#figures));
    this.#sentEdits = this.#nextEdit;
    this.#gathering.forget();
    this.#isInVain = false;
  }

  /** What the ENT has of classes becomes known with any session. False when all of it was. */
  #takeIn(nowMs: number, wanted: number | null): boolean {
    let hasNews = false;
    for (const [index, { handedInAt }] of this.#work.classes.entries()) {
      if (msOf(handedInAt) > nowMs || this.#pulled[index] !== 'unknown') continue;
      this.#pulled[index] = 'announced';
      hasNews = true;
    }
    if (wanted !== null) this.#pulled[wanted] = 'announced';
    return hasNews;
  }

  /** Every copy that is known of comes; tells of each class why now. */
  #pullAll(nowMs: number, wanted: number | null): readonly PullKind[] {
    const announced = [...this.#pulled.keys()].filter((index) => this.#pulled[index] === 'announced');
    return announced.map((index) => {
      this.#pulled[index] = 'here';
      if (wanted === null) return 'copies';
      return index === wanted ? this.#whyAsked(nowMs, wanted) : 'along';
    });
  }

  /** Why a class was not here by itself when its teacher began with it. */
  #whyAsked(nowMs: number, wanted: number): PullKind {
    const handedInAt = this.#work.classes[wanted]?.handedInAt ?? 0;
    const minute = (nowMs - START) / MINUTE_MS;
    if (!this.#open.wasOpenOutsideStudentsHours(handedInAt, minute)) return 'off';
    return this.#refusedAt > msOf(handedInAt) ? 'turnedAway' : 'missed';
  }

  /** Every annotated copy goes back; tells how many classes that is. */
  #giveBack(): number {
    const classes = this.#annotatedWaiting / CLASS_SIZE;
    this.#annotatedWaiting = 0;
    return classes;
  }

  /** The ENT is full: one request, and silence for as long as it asks. That is no failure of the line: nothing else backs off. */
  #beRefused(nowMs: number): void {
    this.#onSession(nowMs, [refusedPart(this.#figures)]);
    this.#pausedUntil = nowMs + pauseMs(RETRY_AFTER_MS, 0, this.#random.fraction());
    this.#isInVain = true;
    this.#refusedAt = nowMs;
  }
}
