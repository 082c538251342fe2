import { BatchTooLarge } from '../../../main/engine/connectors/adapter-types.ts';
import { CartableError } from '../../../main/engine/platform/cartable-error.ts';
import { EntStopped, type ModelEnt } from './model-ent.ts';
import type { SeededRandom } from './seeded-random.ts';

/** What can happen to one request. */
const TROUBLES = [
  'lost-before',
  'lost-after',
  'twice',
  'late-again',
  'server-stops',
  'server-error',
  'failed-after',
  'not-an-ent',
  'pause',
  'cursors-forgotten',
  'batch-refused',
  'batch-too-large',
  'batch-half-deferred',
  'batch-half-locked',
  'killed-before',
  'killed-after',
] as const;
export type Trouble = (typeof TROUBLES)[number];

type Unwilling = ReturnType<ModelEnt['reluctance']>;
const UNWILLING = {
  'batch-half-deferred': { outcome: 'deferred' },
  'batch-half-locked': { outcome: 'refused', code: 'locked' },
} as const satisfies Partial<Record<Trouble, Unwilling>>;

/** A batch that may have been heard, and whose sender does not know. */
const UNANSWERED: readonly Trouble[] = [
  'lost-after',
  'late-again',
  'server-stops',
  'failed-after',
  'killed-after',
];
/**
 * A proxy that has begun to refuse what it let pass before goes on with it for a while; then the line is gone. One that does
 * not wait for the ENT's answers does so again and again.
 */
const STUBBORN: readonly (readonly Trouble[])[] = [
  ['failed-after', 'failed-after', 'failed-after'],
  ['server-error', 'failed-after', 'server-error'],
  ['batch-refused', 'batch-refused', 'lost-before'],
  ['batch-too-large', 'batch-too-large', 'lost-after'],
  ['batch-half-deferred', 'lost-after', 'batch-half-locked'],
  ['batch-refused', 'lost-before'],
];

/** Time as it is, which no device knows. */
export interface WorldTime {
  nowMs: number;
}

/** One device, as the line sees it. */
export interface Caller {
  readonly name: string;
  /** How far its clock is off, ms. */
  skewMs: number;
  /** The ENT asked it for silence until then, in the world's time. */
  silentUntilMs: number;
  /** The process is gone: what it was waiting for never comes. */
  isKilled: boolean;
  onKilled(): void;
}

/**
 * The line between devices and the ENT, and its weather.
 *
 * A lost request was either never seen or has taken effect; a late one arrives once more, after others. A killed
 * process gets no answer any more: its promise stays open for ever, as everything that it held is gone.
 */
export class Weather {
  readonly #ent: ModelEnt;
  readonly #random: SeededRandom;
  readonly #time: WorldTime;
  /** Share of requests that meet some trouble. */
  storm = 0;
  readonly seen = new Map<Trouble, number>();
  readonly violations: string[] = [];
  /** What happens at the ENT once its server, which stopped while it wrote something, runs again. */
  onStopped: (at: string) => void = () => undefined;
  /** What a teacher does while a request of their device is on its way. */
  onUnderway: (caller: Caller) => void = () => undefined;
  #late: (() => void)[] = [];
  /** By caller's name: what its next batches meet. */
  readonly #stubborn = new Map<string, Trouble[]>();
  requests = 0;

  constructor(ent: ModelEnt, random: SeededRandom, time: WorldTime) {
    this.#ent = ent;
    this.#random = random;
    this.#time = time;
  }

  /**
   * Carries one request.
   *
   * @param act what the ENT does; called with the operation before which its server stops, else null
   */
  async carry<T>(caller: Caller, name: string, act: (stopBefore: number | null) => T): Promise<T> {
    this.requests += 1;
    this.#time.nowMs += 20 + this.#random.below(400);
    if (caller.isKilled) return never();
    if (this.#time.nowMs < caller.silentUntilMs)
      this.violations.push(`${caller.name} asks ${name} in a pause`);
    this.#deliverLate();
    if (this.#random.happens(this.storm / 4)) this.onUnderway(caller);
    const trouble = name === 'batches' ? this.#troubleOfBatch(caller) : this.#troubleOf(name);
    if (trouble === null) return act(null);
    this.seen.set(trouble, (this.seen.get(trouble) ?? 0) + 1);
    return this.#meet(trouble, caller, act);
  }

  /** What the next batches of a caller meet. */
  willMeet({ name }: Pick<Caller, 'name'>, troubles: readonly Trouble[]): void {
    this.#stubborn.set(name, [...troubles]);
  }

  #drawn(): Trouble | null {
    return this.#random.happens(this.storm) ? this.#random.pick(TROUBLES) : null;
  }

  #troubleOf(name: string): Trouble | null {
    const drawn = this.#drawn();
    // The file that a large document goes to would stay open here: failpoints.test.ts kills an engine there.
    if (name === 'blob' && drawn?.startsWith('killed') === true) return 'lost-before';
    return drawn?.startsWith('batch') === true ? null : drawn;
  }

  #troubleOfBatch({ name }: Caller): Trouble | null {
    const known = this.#stubborn.get(name)?.shift();
    if (known !== undefined) return known;
    const drawn = this.#drawn();
    if (drawn !== null && UNANSWERED.includes(drawn) && this.#random.happens(0.4))
      this.#stubborn.set(name, [...this.#random.pick(STUBBORN)]);
    return drawn;
  }

  async #meet<T>(trouble: Trouble, caller: Caller, act: (stopBefore: number | null) => T): Promise<T> {
    switch (trouble) {
      case 'lost-before':
        throw lost();
      case 'lost-after':
        quietly(() => act(null));
        throw lost();
      case 'twice':
        quietly(() => act(null));
        return act(null);
      case 'late-again':
        this.#late.push(() => quietly(() => act(null)));
        throw lost();
      case 'server-stops':
        return this.#stopIn(act);
      case 'server-error':
        throw new CartableError('ent/server-error', { status: 500 }, 'later');
      case 'failed-after':
        quietly(() => act(null));
        throw new CartableError('ent/server-error', { status: 504 }, 'later');
      case 'not-an-ent':
        throw new CartableError('ent/not-an-ent', {}, 'later');
      case 'pause':
        throw this.#pause(caller);
      case 'cursors-forgotten':
        this.#ent.forgetCursors();
        return act(null);
      case 'batch-refused':
        throw new CartableError('ent/refused', { status: 400 }, 'never');
      case 'batch-too-large':
        throw new BatchTooLarge(null);
      case 'batch-half-deferred':
      case 'batch-half-locked':
        return this.#takeHalf(UNWILLING[trouble], act);
      case 'killed-before':
        return this.#kill(caller);
      case 'killed-after':
        quietly(() => act(null));
        return this.#kill(caller);
    }
  }

  /** Each operation of a batch is taken, or not, for a reason that will have gone. */
  #takeHalf<T>(unwilling: Unwilling, act: (stopBefore: number | null) => T): T {
    const { reluctance } = this.#ent;
    this.#ent.reluctance = () => (this.#random.happens(0.5) ? unwilling : null);
    try {
      return act(null);
    } finally {
      this.#ent.reluctance = reluctance;
    }
  }

  #stopIn<T>(act: (stopBefore: number | null) => T): T {
    try {
      return act(this.#random.below(4));
    } catch (error) {
      if (!(error instanceof EntStopped)) throw error;
      if (error.at !== null) this.onStopped(error.at);
      throw lost();
    }
  }

  #pause(caller: Caller): CartableError {
    const lengthMs = 1000 + this.#random.below(3_600_000);
    caller.silentUntilMs = Math.max(caller.silentUntilMs, this.#time.nowMs + lengthMs);
    return new CartableError('ent/paused', { untilMs: this.#time.nowMs + caller.skewMs + lengthMs }, 'later');
  }

  #kill(caller: Caller): Promise<never> {
    caller.isKilled = true;
    caller.onKilled();
    return never();
  }

  /** What was on its way longer than its sender waited arrives at last, among the requests of others. */
  #deliverLate(): void {
    if (this.#late.length === 0 || this.#random.happens(0.5)) return;
    this.#late.shift()?.();
  }

  /** The storm is over, and nothing is on its way any more. */
  calm(): void {
    this.storm = 0;
    this.#stubborn.clear();
    for (const deliver of this.#late.splice(0)) deliver();
  }

  get ent(): ModelEnt {
    return this.#ent;
  }
}

/** The line broke. */
export function lost(): CartableError {
  return new CartableError('ent/unreachable', { reason: 'reset' }, 'later');
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}

/** The ENT refused what nobody waits for. */
function quietly(act: () => unknown): void {
  try {
    act();
  } catch {}
}
